import * as fc from 'fast-check';
import {
  atNewest,
  NOTHING_KNOWN,
  refreshed,
  shownOf,
  withAround,
  withNewer,
  withOlder,
  withRows,
  type Fresh,
  type MessagePage,
  type Segment,
  type ThreadPlace,
} from '../../../../admin/src/pages/Inbox/model/segment';
import { createThreadSource } from '../../../../admin/src/pages/Inbox/hooks/thread-source';
import { spanOf, within } from '../../../../admin/src/pages/Inbox/team/thread-notes';
import { messageOf } from '../../../support/message-views';
import { threadServer } from '../../../support/thread-server';

const ids = ({ messages }: Pick<Segment, 'messages'>) => messages.map(({ id }) => id);
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_unused, n) => from + n);
const refresh = (place: ThreadPlace, newest: MessagePage, again: Fresh['again'] = []) =>
  refreshed(place, { newest, again });

/** The newest 10 of 100 messages; pages of 10. */
const opened = () => {
  const server = threadServer({ count: 100, page: 10 });
  return { server, place: refresh(NOTHING_KNOWN, server.page({})) };
};

describe('the parts of a thread that are known', () => {
  it('[C-05] show each message once, in order and without a gap, whatever is read in whatever order', async () => {
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom('around', 'older', 'newer', 'answer', 'arrive', 'refresh', 'newest'),
        n: fc.nat({ max: 120 }),
      }),
      { maxLength: 60 }
    );
    const inOrder = (part: Segment, server: ReturnType<typeof threadServer>) => {
      const shown = ids(part);
      expect(shown).toEqual(run(shown[0] ?? 1, shown.at(-1) ?? 0));
      expect(part.olderCursor).toBe(server.cursorAt(shown[0] ?? 1, 'older'));
    };
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 5, max: 12 }), async (all, page) => {
        const server = threadServer({ count: 60, page });
        const source = createThreadSource((ask) => Promise.resolve(server.page(ask)));
        const fresh = async (now: ThreadPlace) => refreshed(now, await source.refresh(now));
        let place = await fresh(NOTHING_KNOWN);
        /** Answers that are under way; they come in any order. */
        const late: ((now: ThreadPlace) => ThreadPlace)[] = [];
        const ask = (way: 'cursor' | 'after', put: typeof withOlder) => {
          const at = way === 'cursor' ? shownOf(place).olderCursor : shownOf(place).newerCursor;
          if (at === null) return;
          const answer = server.page({ [way]: at });
          late.push((now) => put(now, at, answer));
        };
        for (const { kind, n } of all) {
          if (kind === 'around' && n > 0 && n <= server.count()) {
            place = withAround(place, server.page({ around: n }));
            expect(ids(shownOf(place))).toContain(n);
          }
          if (kind === 'older') ask('cursor', withOlder);
          if (kind === 'newer') ask('after', withNewer);
          if (kind === 'answer') place = late.splice(n % 4, 1)[0]?.(place) ?? place;
          if (kind === 'arrive') server.append(n % 4);
          if (kind === 'refresh') place = await fresh(place);
          if (kind === 'newest') place = atNewest(place);
          inOrder(place.newest, server);
          inOrder(shownOf(place), server);
        }
        // From wherever one is: forward to the newest, and back to the beginning.
        place = await fresh(place);
        while (place.old?.newerCursor) {
          const after = place.old.newerCursor;
          place = withNewer(place, after, server.page({ after }));
        }
        while (place.newest.olderCursor !== null) {
          const cursor = place.newest.olderCursor;
          place = withOlder(place, cursor, server.page({ cursor }));
        }
        expect(place.old).toBeNull();
        expect(ids(shownOf(place))).toEqual(run(1, server.count()));
      })
    );
  });

  it('show an old one in place of the newest until both meet, and then one thread', () => {
    const { server, place } = opened();
    let now = withAround(place, server.page({ around: 70 }));
    expect(ids(shownOf(now))).toEqual(run(65, 74));
    expect(ids(now.newest)).toEqual(run(91, 100));
    const { leap } = now;
    for (const end of [84, 94]) {
      const after = now.old?.newerCursor ?? '';
      now = withNewer(now, after, server.page({ after }));
      expect(ids(shownOf(now))).toEqual(run(65, Math.max(end, now.old ? end : 100)));
    }
    expect(now.old).toBeNull();
    expect(now.newest.newerCursor).toBeNull();
    expect(now.newest.olderCursor).toBe(server.cursorAt(65, 'older'));
    // What is read stays where it is: it is the same with something added.
    expect(now.leap).toBe(leap);
  });

  it('tell another part from the same with something added', () => {
    const { server, place } = opened();
    const near = withAround(place, server.page({ around: 88 }));
    expect([near.old, near.leap]).toEqual([null, place.leap]);
    expect(ids(near.newest)).toEqual(run(83, 100));
    const far = withAround(place, server.page({ around: 50 }));
    expect(far.leap).not.toBe(place.leap);
    const beside = withAround(far, server.page({ around: 57 }));
    expect([ids(shownOf(beside)), beside.leap]).toEqual([run(45, 61), far.leap]);
    const farther = withAround(far, server.page({ around: 20 }));
    expect(farther.leap).not.toBe(far.leap);
    expect(atNewest(farther).leap).not.toBe(farther.leap);
    expect(atNewest(place)).toBe(place);
  });

  it('drop a page that comes late to a part that is gone', () => {
    const { server, place } = opened();
    const there = withAround(place, server.page({ around: 50 }));
    const cursor = there.old?.olderCursor ?? '';
    const after = there.old?.newerCursor ?? '';
    const elsewhere = withAround(there, server.page({ around: 20 }));
    expect(withOlder(elsewhere, cursor, server.page({ cursor }))).toBe(elsewhere);
    expect(withNewer(elsewhere, after, server.page({ after }))).toBe(elsewhere);
  });

  it('[C-06] a refresh reaches the part that a page belongs to, and what came in stays below the old one', () => {
    const { server, place } = opened();
    const there = withAround(place, server.page({ around: 50 }));
    const read = (page: MessagePage): MessagePage => ({
      ...page,
      messages: page.messages.map((one) => ({ ...one, state: 'read' as const })),
    });
    server.append(3);
    const now = refresh(there, server.page({}), [read(server.page({ around: 50 }))]);
    expect(ids(shownOf(now))).toEqual(run(45, 54));
    expect(shownOf(now).messages.every(({ state }) => state === 'read')).toBe(true);
    expect(ids(now.newest)).toEqual(run(91, 103));
    expect(now.newest.messages.some(({ state }) => state === 'read')).toBe(false);
  });

  it('begin again at the newest where too much came in meanwhile to be read', () => {
    const { server, place } = opened();
    server.append(500);
    const now = refresh(place, server.page({}));
    expect(ids(now.newest)).toEqual(run(591, 600));
    expect(now.newest.olderCursor).toBe(server.cursorAt(591, 'older'));
    expect(now.leap).not.toBe(place.leap);
    expect(refresh(now, server.page({})).leap).toBe(now.leap);
  });

  it('take a row that was answered where it belongs, and none that would hide a gap', () => {
    const { server, place } = opened();
    const there = withAround(place, server.page({ around: 50 }));
    const failed = (id: number) => messageOf(id, { direction: 'out', state: 'failed' });
    const now = withRows(there, [failed(50), failed(95), failed(101), failed(30)]);
    const changed = (part: Segment) =>
      part.messages.filter(({ state }) => state === 'failed').map(({ id }) => id);
    expect(changed(shownOf(now))).toEqual([50]);
    expect(changed(now.newest)).toEqual([95, 101]);
    expect(ids(now.newest)).toEqual(run(91, 101));
  });
});

describe('notes beside a part of a thread', () => {
  const noteAt = (at: number) => ({
    id: at,
    conversationId: 1,
    at,
    changedAt: null,
    author: null,
    authorName: 'Can',
    text: '',
    mentions: [],
  });
  const at = (id: number) => messageOf(id).at;

  it('are those of its span of time: none of before piles up above it, none of later below', () => {
    const { server, place } = opened();
    const there = withAround(place, server.page({ around: 50 }));
    const notes = [at(20), at(44) + 1, at(45), at(50) + 5, at(54), at(54) + 1, at(99)].map(noteAt);
    const of = (part: Segment) => within(notes, spanOf(part)).map((note) => note.at);
    expect(of(shownOf(there))).toEqual([at(45), at(50) + 5, at(54)]);
    expect(of(place.newest)).toEqual([at(99)]);
    expect(of(withAround(place, server.page({ around: 3 })).old ?? place.newest)).toEqual([]);
    const whole: Segment = { ...place.newest, olderCursor: null };
    expect(of(whole)).toHaveLength(notes.length);
  });
});
