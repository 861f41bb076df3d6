import type { RuleCode } from './words';

/** Something that Meta would refuse, at the field that it concerns. */
export interface TemplateProblem {
  /** Path in the draft: `name`, `header.text`, `body`, `buttons.0.url`, `examples.body.first_name`. */
  field: string;
  code: RuleCode;
  /** Numbers and words of the sentence. */
  values?: Readonly<Record<string, string | number>>;
}

export const problem = (
  field: string,
  code: RuleCode,
  values?: TemplateProblem['values']
): TemplateProblem => (values ? { field, code, values } : { field, code });

export const when = (wrong: boolean, found: TemplateProblem): TemplateProblem[] =>
  wrong ? [found] : [];
