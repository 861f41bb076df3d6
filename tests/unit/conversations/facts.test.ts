import fc from 'fast-check';
import {
  mergeFacts,
  readStatus,
  type MergedFact,
  type StatusFact,
} from '../../../server/src/conversations/domain/facts';
import { RANK, rankOf } from '../../../server/src/conversations/domain/rank';
import { shownState } from '../../../server/src/conversations/domain/shown-state';
import {
  isWindowOpen,
  SAFETY_MS,
  WINDOW_MS,
  windowEnd,
} from '../../../server/src/conversations/domain/window';
import { messageState } from '../../../server/src/contracts/conversations';
import { keyOf } from '../../../server/src/kernel/hash';
import { makeToken } from '../../../server/src/kernel/send-token';

const install = { installId: 'abc123', secret: 's3cret' };
const ranks = [RANK.accepted, RANK.sent, RANK.failed, RANK.delivered, RANK.read, RANK.played];

/** Facts of three messages; the token belongs to the message, as it does at Meta. */
const fact = fc
  .record({
    wamid: fc.constantFrom('wamid.A', 'wamid.B', 'wamid.a'),
    rank: fc.constantFrom(...ranks),
    at: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }),
    code: fc.constantFrom(131026, 131047, null),
    price: fc.constantFrom('utility', 'marketing', null),
    withToken: fc.boolean(),
  })
  .map(({ wamid, rank, at, code, price, withToken }): StatusFact => ({
    wamid,
    wamidKey: keyOf(wamid),
    token: withToken ? { kind: 'm', id: wamid === 'wamid.A' ? 1 : 2, attempt: 1 } : null,
    rank,
    at,
    error:
      rank === RANK.failed || (rank === RANK.sent && code === null)
        ? { code, class: 'recipient-permanent', text: `failed ${code}` }
        : null,
    pricing: price === null ? null : { category: price, type: 'regular' },
    freeUntil: price === 'utility' ? at + 1 : null,
  }));

const byKey = (merged: MergedFact[]) => new Map(merged.map((one) => [one.wamidKey, one]));
const again = (merged: MergedFact[]): StatusFact[] =>
  merged.flatMap((one) => {
    const { wamid, wamidKey, token, pricing, freeUntil } = one;
    const at = (time: number | null, rank: number, error: MergedFact['error'] = null) =>
      time === null ? [] : [{ wamid, wamidKey, token, pricing, freeUntil, rank, at: time, error }];
    return [
      ...at(one.at, RANK.accepted),
      ...at(one.sentAt, RANK.sent),
      ...at(one.failedAt, RANK.failed, one.error),
      ...at(one.deliveredAt, RANK.delivered),
      ...at(one.readAt, one.rank >= RANK.played ? RANK.played : RANK.read),
    ];
  });

describe('facts about messages', () => {
  it('[M-32] any order of the same statuses gives the same end (I5)', () => {
    fc.assert(
      fc.property(
        fc
          .array(fact, { maxLength: 12 })
          .chain((facts) =>
            fc.tuple(
              fc.constant(facts),
              fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length })
            )
          ),
        ([facts, shuffled]) => {
          expect(byKey(mergeFacts(shuffled))).toEqual(byKey(mergeFacts(facts)));
        }
      ),
      { numRuns: 500 }
    );
  });

  it('duplicates change nothing (I5, I11)', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 8 }), (facts) => {
        expect(byKey(mergeFacts([...facts, ...facts]))).toEqual(byKey(mergeFacts(facts)));
      })
    );
  });

  it('a split over two batches gives the same rank and times as one batch (I5)', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 10 }), fc.nat(10), (facts, cut) => {
        const parts = [mergeFacts(facts.slice(0, cut)), mergeFacts(facts.slice(cut))];
        const twice = byKey(mergeFacts(parts.flatMap(again)));
        for (const [key, one] of byKey(mergeFacts(facts))) {
          const { rank, at, sentAt, deliveredAt, readAt, failedAt } = one;
          expect(twice.get(key)).toMatchObject({ rank, at, sentAt, deliveredAt, readAt, failedAt });
        }
      })
    );
  });

  it('each message has one entry with its highest rank, the earliest of each time, and the error of a failure before others', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), (facts) => {
        const merged = mergeFacts(facts);
        expect(merged.length).toBe(new Set(facts.map((one) => one.wamidKey)).size);
        for (const one of merged) {
          const mine = facts.filter((f) => f.wamidKey === one.wamidKey);
          const failures = mine.filter((f) => f.rank === RANK.failed);
          expect(one.rank).toBe(Math.max(...mine.map((f) => f.rank)));
          expect(one.at).toBe(Math.min(...mine.map((f) => f.at)));
          expect(one.error === null).toBe(mine.every((f) => f.error === null));
          if (failures.length === 0) continue;
          expect(one.failedAt).toBe(Math.min(...failures.map((f) => f.at)));
          expect(failures.map((f) => f.error)).toContainEqual(one.error);
        }
      })
    );
  });

  it('the error that is kept is the one of the first failure', () => {
    const failed = (at: number, text: string): StatusFact => ({
      wamid: 'w',
      wamidKey: 'k',
      token: null,
      rank: RANK.failed,
      at,
      error: { code: 1, class: 'request', text },
      pricing: null,
      freeUntil: null,
    });
    expect(mergeFacts([failed(20, 'late'), failed(10, 'first')])[0]?.error?.text).toBe('first');
  });
});

describe('reading a status', () => {
  const token = makeToken({ kind: 'm', id: 7, attempt: 2 }, install);
  const read = (value: unknown) => readStatus({ value, at: 5 }, install);

  it('reads id, rank, Meta’s time, our token and the error', () => {
    const value = {
      id: 'wamid.X',
      status: 'failed',
      biz_opaque_callback_data: token,
      errors: [{ code: 131026, title: 'Message undeliverable' }],
    };
    expect(read(value)).toMatchObject({
      wamid: 'wamid.X',
      rank: RANK.failed,
      at: 5,
      token: { kind: 'm', id: 7, attempt: 2 },
      error: { code: 131026 },
    });
  });

  it('a failure without details is still a failure with an error', () => {
    expect(read({ id: 'w', status: 'failed' })?.error).toMatchObject({ text: 'failed' });
  });

  it('whatever comes, it answers a fact or null and never throws', () => {
    const status = fc.constantFrom('sent', 'delivered', 'failed', 'deleted', 7, null);
    const shaped = fc.record(
      {
        id: fc.anything(),
        status,
        errors: fc.anything(),
        timestamp: fc.anything(),
        pricing: fc.anything(),
      },
      { requiredKeys: [] }
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), (value) => {
        const found = read(value);
        return (
          found === null ||
          (found.wamidKey === keyOf(found.wamid) && ranks.includes(found.rank as 10))
        );
      })
    );
  });

  it('does not count a status word that it does not know', () => {
    expect(rankOf('deleted')).toBeNull();
    expect(rankOf('constructor')).toBeNull();
    expect(read({ id: 'w', status: 'toString' })).toBeNull();
  });
});

describe('the state that users see', () => {
  const permission = fc.constantFrom(
    ...(['queued', 'sending', 'accepted', 'failed', 'uncertain', 'left'] as const)
  );
  const order = ['sent', 'failed', 'delivered', 'read', 'played'];

  it('never goes back while the rank rises, and is a word of the contract', () => {
    fc.assert(
      fc.property(
        permission,
        fc.constantFrom(...ranks),
        fc.constantFrom(...ranks),
        (state, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const before = shownState({ state, rank: low });
          const after = shownState({ state, rank: high });
          expect(messageState.options).toContain(after);
          if (low >= RANK.sent)
            expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before));
        }
      )
    );
  });

  it('a failure beats sent, and a delivery beats a failure', () => {
    expect(shownState({ state: 'accepted', rank: RANK.failed })).toBe('failed');
    expect(shownState({ state: 'failed', rank: RANK.delivered })).toBe('delivered');
    expect(shownState({ state: 'received', rank: RANK.read })).toBe('received');
  });
});

describe('the customer service window', () => {
  it('[C-11] is open for 24 hours less a little safety, and never without a message of the contact', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 0, max: 2 * WINDOW_MS }),
        (at, later) => {
          expect(isWindowOpen(windowEnd(at), at + later)).toBe(later + SAFETY_MS < 24 * 3_600_000);
          expect(isWindowOpen(null, at)).toBe(false);
        }
      )
    );
  });
});
