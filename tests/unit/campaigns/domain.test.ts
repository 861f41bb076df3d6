import fc from 'fast-check';
import {
  bucketOf,
  BUCKETS,
  countsDelta,
  noCounts,
  recipientShown,
  shownCounts,
  type BucketCounts,
} from '../../../server/src/campaigns/domain/shown';
import { judgeSilence, webhooksMissing } from '../../../server/src/campaigns/domain/verdict';
import type { RecipientState } from '../../../server/src/campaigns/tables';
import { RANK } from '../../../server/src/conversations/domain/rank';

const STATES: RecipientState[] = [
  'queued',
  'claimed',
  'sending',
  'accepted',
  'failed',
  'cooling',
  'skipped',
  'cancelled',
  'uncertain',
  'left',
];
const row = fc.record({
  state: fc.constantFrom(...STATES),
  rank: fc.constantFrom(...Object.values(RANK)),
});
const rows = (min: number) =>
  fc.array(fc.record({ campaignId: fc.integer({ min: 1, max: 3 }), before: row, after: row }), {
    minLength: min,
    maxLength: 40,
  });
const sumOf = (list: { state: RecipientState; rank: number }[]): BucketCounts => {
  const sums = noCounts();
  for (const one of list) sums[bucketOf(one)] += 1;
  return sums;
};

describe('counts of a campaign', () => {
  it('[M-31] the buckets of all recipients add up to the total, and each number includes what follows it', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (list) => {
        const sums = sumOf(list);
        const shown = shownCounts(sums);
        expect(shown.total).toBe(list.length);
        expect(shown.sent).toBeGreaterThanOrEqual(shown.delivered);
        expect(shown.delivered).toBeGreaterThanOrEqual(shown.read);
        const { queued, sending, sent, failed, uncertain, skipped, cancelled } = shown;
        expect(queued + sending + sent + failed + uncertain + skipped + cancelled).toBe(
          list.length
        );
      })
    );
  });

  it('[M-28] [M-32] progress is of those who get it: the skipped are neither its whole nor done', () => {
    const shown = shownCounts({ ...noCounts(), queued: 145, sent: 15, seen: 5, skipped: 95 });
    expect(shown).toMatchObject({ total: 260, receivers: 165, done: 20, skipped: 95 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (list) => {
        const { receivers, done, total, skipped, queued, sending, cancelled } = shownCounts(
          sumOf(list)
        );
        expect(receivers).toBe(total - skipped);
        expect(receivers - done).toBe(queued + sending + cancelled);
      })
    );
  });

  it('[M-32] the sums moved by each change equal the sums counted again (I17)', () => {
    fc.assert(
      fc.property(rows(0), (moves) => {
        const at = (side: 'before' | 'after') =>
          moves.map((move, i) => ({ id: i + 1, campaignId: move.campaignId, ...move[side] }));
        const delta = countsDelta(at('before'), at('after'));
        for (const id of [1, 2, 3]) {
          const mine = moves.filter((move) => move.campaignId === id);
          const before = sumOf(mine.map((move) => move.before));
          const after = sumOf(mine.map((move) => move.after));
          for (const bucket of BUCKETS) {
            expect(before[bucket] + (delta.get(id)?.[bucket] ?? 0)).toBe(after[bucket]);
            expect(delta.get(id)?.[bucket]).not.toBe(0);
          }
        }
      })
    );
  });

  it('nothing that moved nowhere is written', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (list) => {
        const same = list.map((one, i) => ({ id: i, campaignId: 1, ...one }));
        expect(countsDelta(same, same).size).toBe(0);
      })
    );
  });

  it('what Meta said wins over what we believe, and a true delivery wins over a failure', () => {
    for (const state of STATES) {
      expect(recipientShown({ state, rank: RANK.delivered })).toBe('delivered');
      expect(recipientShown({ state, rank: RANK.played })).toBe('read');
      expect(recipientShown({ state, rank: RANK.failed })).toBe('failed');
    }
    expect(recipientShown({ state: 'accepted', rank: RANK.sent })).toBe('sent');
    expect(recipientShown({ state: 'claimed', rank: RANK.none })).toBe('queued');
  });
});

describe('silence about a message', () => {
  const witnesses = fc.record({
    total: fc.nat(20),
    heard: fc.nat(20),
    ageMs: fc.nat(2_000_000),
    statusesWaiting: fc.boolean(),
    held: fc.boolean(),
    webhooksMissing: fc.boolean(),
  });

  it('[M-42] is evidence only with enough witnesses who were all heard, in time, with nothing waiting', () => {
    fc.assert(
      fc.property(witnesses, fc.nat(1_000_000), (w, afterMs) => {
        const enough = w.total >= 5 && w.heard === w.total && w.ageMs >= afterMs;
        const clear = !w.statusesWaiting && !w.held && !w.webhooksMissing;
        expect(judgeSilence(w, afterMs)).toBe(
          enough && clear ? 'very-likely-not-accepted' : 'unknown'
        );
      }),
      { numRuns: 400 }
    );
  });

  it('says nothing after a crash, when nobody else was heard either', () => {
    const w = {
      total: 9,
      heard: 0,
      ageMs: 1e9,
      statusesWaiting: false,
      held: false,
      webhooksMissing: false,
    };
    expect(judgeSilence(w, 600_000)).toBe('unknown');
    expect(judgeSilence({ ...w, total: 0 }, 600_000)).toBe('unknown');
    expect(judgeSilence({ ...w, heard: 9 }, 600_000)).toBe('very-likely-not-accepted');
    expect(judgeSilence({ ...w, heard: 9, webhooksMissing: true }, 600_000)).toBe('unknown');
  });

  it('webhooks are missing when twenty accepted messages have no word, and not before', () => {
    const silent = Array.from({ length: 20 }, () => RANK.accepted);
    expect(webhooksMissing(silent, RANK.accepted)).toBe(true);
    expect(webhooksMissing(silent.slice(1), RANK.accepted)).toBe(false);
    for (const heard of [RANK.sent, RANK.failed, RANK.delivered])
      expect(webhooksMissing([...silent.slice(1), heard], RANK.accepted)).toBe(false);
  });
});
