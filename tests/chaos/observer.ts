import { RIGHTS } from '../../server/src/realtime/feed';
import { eventually } from '../support/world';
import { openStream, type Stream } from '../support/stream';
import type { FeedDump } from './protocol';

/** A page that stays open over the deaths of its server: it reconnects with its last cursor, as the admin does. */
export interface Observer {
  /** Waits until it has seen the last position of the feed; answers how many hints it missed, got twice or out of order. */
  missed(feed: FeedDump[]): Promise<number>;
  stop(): void;
}

const posOf = (cursor: string) => Number(cursor.split('.')[1] ?? 0);
const keyOf = (hint: { type: string; id: number; parent: number | null }) =>
  `${hint.type}:${hint.id}:${hint.parent ?? ''}`;

/** `pass` answers an access token; asked again when the one before is no longer valid, as it is after half an hour. */
export const startObserver = async (
  url: string,
  pass: (isRefused?: boolean) => Promise<string>
): Promise<Observer> => {
  const told: string[] = [];
  let resets = 0;
  let cursor: string | undefined;
  let first: number | null = null;
  let stopped = false;
  let current: Stream | null = null;

  const collect = (stream: Stream) => {
    for (const { event, data } of stream.events) {
      if (event === 'reset') resets += 1;
      told.push(...(data.hints ?? []).map(keyOf));
    }
  };
  const follow = async () => {
    while (!stopped) {
      const token = await pass().catch(() => ''); // its server is dead or asleep
      const stream = await openStream(url, { token, ...(cursor ? { cursor } : {}) }).catch(
        () => null
      );
      if (stream?.status !== 200) {
        if (stream?.status === 401) await pass(true).catch(() => '');
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      current = stream;
      first ??= posOf(stream.cursor());
      await stream.ended;
      cursor = stream.cursor() || cursor;
      collect(stream);
      current = null;
    }
  };
  const following = follow();
  await eventually('the observer is connected', () => Promise.resolve(first !== null));
  const reached = () => posOf(current?.cursor() || cursor || '');
  return {
    stop: () => {
      stopped = true;
      current?.close();
    },
    missed: async (feed) => {
      const last = feed.at(-1)?.pos ?? 0;
      await eventually(
        'the observer has caught up',
        () => Promise.resolve(reached() >= last),
        30_000
      );
      stopped = true;
      current?.close();
      await following;
      // For processes, not for pages.
      const forPages = feed.filter(({ type }) => type !== RIGHTS);
      const expected = forPages.filter(({ pos }) => pos > (first ?? 0)).map(keyOf);
      const wrong = expected.filter((key, i) => told[i] !== key).length;
      return wrong + Math.max(0, told.length - expected.length) + resets;
    },
  };
};
