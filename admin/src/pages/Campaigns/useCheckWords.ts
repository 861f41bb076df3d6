import type { PreflightResult } from '../../../../server/src/contracts/campaigns';
import { useKnownWord } from '../../shared/useKnownWord';
import { useReason } from '../../shared/useReason';

type Found = Pick<PreflightResult['problems'][number], 'kind' | 'detail'> & {
  field?: string | null;
};

/** What the check of a campaign found, in words; undefined for a problem that has none. */
export const useCheckWords = () => {
  const known = useKnownWord();
  const reason = useReason();
  return ({ kind, detail, field }: Found) =>
    known(`campaigns.check.${kind}`, {
      field: field ?? '',
      detail: kind === 'bot-not-usable' ? reason(detail) : (detail ?? ''),
    });
};
