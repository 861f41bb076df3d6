import type { RuleCode, TemplateProblem } from '../../../../../server/src/contracts/template-rules';

/** A problem to show: by our rules (with a code) or in Meta's own words. */
export type ShownProblem =
  | ({ said: null } & TemplateProblem)
  | { field: string; code: RuleCode | null; said: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value ? value : null;

const detailsOf = (thrown: unknown): Record<string, unknown> | null => {
  const outer = isRecord(thrown) ? thrown : {};
  const response =
    isRecord(outer.response) && isRecord(outer.response.data) ? outer.response.data : outer;
  const error = isRecord(response.error) ? response.error : response;
  return isRecord(error.details) ? error.details : null;
};

/** What a refused submission says of the fields (T-11); null when it is about something else (network, number, …). */
export const submitProblems = (thrown: unknown, locale: 'en' | 'tr'): ShownProblem[] | null => {
  const details = detailsOf(thrown);
  if (details?.kind === 'template-invalid' && Array.isArray(details.problems))
    return (details.problems as TemplateProblem[]).map((one) => ({ ...one, said: null }));
  if (details?.kind !== 'template-refused') return null;
  const meta = isRecord(details.meta) ? details.meta : {};
  const words =
    isRecord(details.words) && isRecord(details.words[locale]) ? details.words[locale] : {};
  const said = [textOf(meta.title), textOf(meta.details)].filter(Boolean).join(': ');
  return [
    {
      field: textOf(details.field) ?? '',
      code: textOf(details.code) as RuleCode | null,
      said: said || (textOf(words.text) ?? ''),
    },
  ];
};
