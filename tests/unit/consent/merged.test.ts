import fc from 'fast-check';
import { stateOfLedger } from '../../../server/src/consent/domain/ledger';
import { mergedConsent, type Word } from '../../../server/src/consent/domain/merged';

const both = ['marketing', 'utility'] as const;
const word = (action: Word['action'], second: number, more: Partial<Word> = {}): Word => ({
  category: 'marketing',
  topic: null,
  action,
  at: second * 1_000,
  ...more,
});

describe('the consent of two contacts that become one', () => {
  it('[C-22] [O-22] is what was said last, in whosever ledger it stands', () => {
    const keep = [word('opt-in', 1), word('opt-out', 5)];
    const gone = [word('opt-in', 9), word('opt-out', 2)];
    expect(mergedConsent(both, { keep, gone })).toEqual([
      { category: 'marketing', state: 'in', from: 'gone', at: 9_000 },
    ]);
    expect(mergedConsent(both, { keep: gone, gone: keep })).toEqual([
      { category: 'marketing', state: 'in', from: 'keep', at: 9_000 },
    ]);
  });

  it('[O-22] is the refusal, of two words at one instant', () => {
    const yes = [word('opt-in', 3)];
    const no = [word('opt-out', 3)];
    expect(mergedConsent(both, { keep: yes, gone: no })).toMatchObject([
      { state: 'out', from: 'gone' },
    ]);
    expect(mergedConsent(both, { keep: no, gone: yes })).toMatchObject([
      { state: 'out', from: 'keep' },
    ]);
  });

  it('is not decided by a kind of message inside a category, nor by another category', () => {
    const keep = [word('opt-out', 9, { topic: 'news' }), word('opt-in', 1)];
    const gone = [word('opt-out', 8, { category: 'utility' })];
    expect(mergedConsent(both, { keep, gone })).toEqual([
      { category: 'marketing', state: 'in', from: 'keep', at: 1_000 },
      { category: 'utility', state: 'out', from: 'gone', at: 8_000 },
    ]);
    expect(mergedConsent(both, { keep: [], gone: [] })).toEqual([]);
  });

  it('[C-22] is the state that the ledger of both together gives, which the merge itself takes', () => {
    const words = fc.array(
      fc.record({
        category: fc.constantFrom(...both),
        topic: fc.constantFrom(null, 'news'),
        action: fc.constantFrom('opt-in' as const, 'opt-out' as const),
        at: fc.nat(5_000),
      })
    );
    fc.assert(
      fc.property(words, words, (keep, gone) => {
        const decided = mergedConsent(both, { keep, gone });
        for (const category of both) {
          const ledger = [...gone, ...keep].filter(
            (one) => one.category === category && one.topic === null
          );
          const found = decided.find((one) => one.category === category);
          expect(found?.state ?? null).toBe(stateOfLedger(ledger));
        }
      })
    );
  });
});
