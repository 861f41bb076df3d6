import { handoverState } from '../../../server/src/contracts/campaigns';
import { tryAgain } from '../../../server/src/handover/domain/again';

describe('a hand-over that a user has tried again', () => {
  const every = handoverState.options.flatMap((state) =>
    [null, 'claimed'].flatMap((claim) => [0, 3].map((attempts) => ({ state, claim, attempts })))
  );

  it('[O-29] begins again when it failed, and is due now when it waits after a refusal; nothing else moves', () => {
    const moved = every.flatMap((row) => (tryAgain(row) === null ? [] : [[row, tryAgain(row)]]));
    expect(moved).toEqual([
      [{ state: 'waiting', claim: null, attempts: 3 }, 'now'],
      [{ state: 'failed', claim: null, attempts: 0 }, 'anew'],
      [{ state: 'failed', claim: null, attempts: 3 }, 'anew'],
      [{ state: 'failed', claim: 'claimed', attempts: 0 }, 'anew'],
      [{ state: 'failed', claim: 'claimed', attempts: 3 }, 'anew'],
    ]);
  });

  it('[O-29] is never tried again when it left or may have left', () => {
    for (const state of ['sending', 'done', 'uncertain', 'dropped'] as const)
      expect(tryAgain({ state, claim: null, attempts: 1 })).toBeNull();
  });
});
