import type { HandoverState } from '../../contracts/campaigns';

/**
 * What a person's "try again" makes of a hand-over: `anew` = a failed one begins from the start, `now` = one that waits for
 * its next attempt is due at once. Null = it stays: one that a process holds, that left, that may have left (the channel
 * gave no answer) or that the person may not get any more is never given to a channel again.
 */
export const tryAgain = ({
  state,
  claim,
  attempts,
}: {
  state: HandoverState;
  claim: string | null;
  attempts: number;
}): 'anew' | 'now' | null => {
  switch (state) {
    case 'failed':
      return 'anew';
    case 'waiting':
      return claim === null && attempts > 0 ? 'now' : null;
    case 'sending':
    case 'done':
    case 'uncertain':
    case 'dropped':
      return null;
  }
};
