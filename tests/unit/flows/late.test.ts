import { FLOW_STALE_MS } from '../../../server/src/contracts/flow-graph';
import { isTooLate, patienceOf } from '../../../server/src/flows/domain/late';

const NOW = 10 * FLOW_STALE_MS;
const after = (ms: number) => ({ dueAt: NOW - ms, now: NOW });

describe('a time of a run that is over for long', () => {
  it('[B-16] is of no more use after a day', () => {
    const run = { chain: null, staleMs: null };
    expect(isTooLate(run, after(FLOW_STALE_MS))).toBe(false);
    expect(isTooLate(run, after(FLOW_STALE_MS + 1))).toBe(true);
  });

  it('[B-16] is of use as long as its campaign says', () => {
    const run = { chain: 'campaign:1', staleMs: null };
    expect(isTooLate(run, after(9 * FLOW_STALE_MS))).toBe(false);
  });

  it('[E-06] is of use as long as its automation says', () => {
    const run = { chain: 'automation:1', staleMs: 300_000 };
    expect(isTooLate(run, after(300_000))).toBe(false);
    expect(isTooLate(run, after(300_001))).toBe(true);
  });
});

describe('how long a run waits for a template that Meta has paused', () => {
  it('[B-16] a day where it answers nobody, and not at all where somebody waits for it', () => {
    expect(patienceOf({ staleMs: null }, true)).toBe(FLOW_STALE_MS);
    expect(patienceOf({ staleMs: null }, false)).toBeNull();
  });

  it('[E-06] as long as its automation says', () => {
    expect(patienceOf({ staleMs: 300_000 }, true)).toBe(300_000);
    expect(patienceOf({ staleMs: 300_000 }, false)).toBe(300_000);
  });
});
