import type { Hint } from '../../server/src/contracts/realtime';
import { eventually } from './world';

export interface StreamEvent {
  event: string;
  data: { cursor?: string; hints?: Hint[] };
}

export interface Stream {
  status: number;
  events: StreamEvent[];
  /** All hints so far, in the order in which they came. */
  hints(): Hint[];
  /** Cursor of the last event that had one. */
  cursor(): string;
  heard(what: string, hit: (hint: Hint) => boolean): Promise<Hint>;
  /** Resolves when the connection is gone, no matter who ended it. */
  ended: Promise<void>;
  close(): void;
}

const parse = (block: string): StreamEvent | null => {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    })
  );
  const event = fields.get('event');
  return event
    ? { event, data: JSON.parse(fields.get('data') ?? '{}') as StreamEvent['data'] }
    : null;
};

/** A browser's live page: reads server-sent events until it is closed. */
export const openStream = async (
  url: string,
  { token, cursor }: { token?: string; cursor?: string }
): Promise<Stream> => {
  const end = new AbortController();
  const response = await fetch(
    `${url}/whatsapp/stream${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
    { headers: token ? { authorization: `Bearer ${token}` } : {}, signal: end.signal }
  );
  const events: StreamEvent[] = [];
  const read = async () => {
    let buffer = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      buffer += decoder.decode(chunk, { stream: true });
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const parsed = parse(block);
        if (parsed) events.push(parsed);
      }
    }
  };
  let ended = Promise.resolve();
  if (response.status === 200) {
    ended = read().catch(() => undefined); // closing the page ends the read with an abort
    await eventually('the first event', () => Promise.resolve(events.length > 0));
  }
  const hints = () => events.flatMap(({ data }) => data.hints ?? []);
  return {
    status: response.status,
    events,
    hints,
    cursor: () =>
      events
        .map(({ data }) => data.cursor)
        .filter(Boolean)
        .at(-1) ?? '',
    ended,
    heard: (what, hit) => eventually(what, () => Promise.resolve(hints().find(hit))),
    close: () => end.abort(),
  };
};
