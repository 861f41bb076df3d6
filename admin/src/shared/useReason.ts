import { useKnownWord } from './useKnownWord';

/** Why a bot's step failed, in words; a reason without words of ours stays as the server said it. */
export const useReason = () => {
  const known = useKnownWord();
  return (reason: string | null): string =>
    reason === null ? '' : (known('bots.reason', reason) ?? known('error', reason) ?? reason);
};
