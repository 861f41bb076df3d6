import type { PreflightResult } from '../../../../server/src/contracts/campaigns';
import { useKnownWord } from '../../shared/useKnownWord';
import { useLanguageName } from '../../shared/useLanguageName';
import { useReason } from '../../shared/useReason';

type Found = Pick<PreflightResult['problems'][number], 'kind' | 'detail'> & {
  field?: string | null;
};

const LANGUAGES: ReadonlySet<string> = new Set(['no-language-ready', 'languages-unready']);

/** What the check of a campaign found, in words; undefined for a problem that has none. */
export const useCheckWords = () => {
  const known = useKnownWord();
  const reason = useReason();
  const languageOf = useLanguageName();
  const detailOf = ({ kind, detail }: Found): string => {
    if (!detail) return '';
    if (kind === 'bot-not-usable') return reason(detail);
    if (kind === 'file-not-sendable') return known('error', detail) ?? detail;
    return LANGUAGES.has(kind) ? detail.split(', ').map(languageOf).join(', ') : detail;
  };
  return (found: Found) =>
    known('campaigns.check', found.kind, { field: found.field ?? '', detail: detailOf(found) });
};
