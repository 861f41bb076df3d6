import { recipientShown } from '../../../server/src/campaigns/domain/shown';
import { judgeSilence } from '../../../server/src/campaigns/domain/verdict';

describe('what users see of a recipient', () => {
  it.each([
    [29, 'uncertain'],
    [30, 'failed'],
    [39, 'failed'],
    [40, 'delivered'],
    [49, 'delivered'],
    [50, 'read'],
    [60, 'read'],
  ])('at rank %i is %s', (rank, wanted) => {
    expect(recipientShown({ state: 'uncertain', rank })).toBe(wanted);
  });

  it.each([
    ['accepted', 'sent'],
    ['claimed', 'queued'],
    ['queued', 'queued'],
    ['sending', 'sending'],
    ['cancelled', 'cancelled'],
    ['skipped', 'skipped'],
  ] as const)('without a fact, %s is shown as %s', (state, wanted) => {
    expect(recipientShown({ state, rank: 0 })).toBe(wanted);
  });
});

describe('silence about a message', () => {
  const w = {
    total: 5,
    heard: 5,
    ageMs: 600_000,
    statusesWaiting: false,
    held: false,
    webhooksMissing: false,
  };

  it('says something from five witnesses and the full time on, not before', () => {
    expect(judgeSilence(w, 600_000)).toBe('very-likely-not-accepted');
    expect(judgeSilence({ ...w, total: 4, heard: 4 }, 600_000)).toBe('unknown');
    expect(judgeSilence({ ...w, ageMs: 599_999 }, 600_000)).toBe('unknown');
    expect(judgeSilence({ ...w, heard: 4 }, 600_000)).toBe('unknown');
  });
});
