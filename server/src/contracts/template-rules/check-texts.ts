import type { TemplateDraft } from '../template-draft';
import { LIMITS } from './limits';
import { problem, when, type TemplateProblem } from './problem';
import { isNamed, isNumbered, marksOf, withoutMarks } from './variables';

type Format = TemplateDraft['parameterFormat'];

/** One wrongly written brace would go out as text; `{{name}}` and nothing else is a variable. */
const bracesProblem = (field: string, text: string, format: Format): TemplateProblem[] =>
  when(
    /\{\{|\}\}/.test(withoutMarks(text)) || marksOf(text).includes(''),
    problem(field, 'variable.braces', {
      example: format === 'NAMED' ? '{{first_name}}' : '{{1}}',
    })
  );

const nameProblems = (
  field: string,
  names: readonly string[],
  format: Format
): TemplateProblem[] => {
  const wrong = names.find(
    (name) => name !== '' && !(format === 'NAMED' ? isNamed : isNumbered)(name)
  );
  if (wrong !== undefined)
    return [
      format === 'NAMED'
        ? problem(field, 'variable.named', { name: wrong })
        : problem(field, 'variable.numbered', { name: wrong, one: '{{1}}', two: '{{2}}' }),
    ];
  if (format === 'NAMED') return [];
  const gap = names.map((_, index) => String(index + 1)).find((number) => !names.includes(number));
  return gap === undefined ? [] : [problem(field, 'variable.gap', { name: `{{${gap}}}` })];
};

const exampleProblems = (
  draft: TemplateDraft,
  part: 'header' | 'body',
  names: readonly string[]
): TemplateProblem[] =>
  names.flatMap((name) => {
    const key = `${part}.${name}`;
    const field = `examples.${key}`;
    const example = Object.hasOwn(draft.examples, key) ? (draft.examples[key] ?? '') : '';
    if (example.trim() === '') return [problem(field, 'example.missing', { name: `{{${name}}}` })];
    return when(/[\n\r\t]|\{\{|\}\}/.test(example), problem(field, 'example.text'));
  });

export const checkHeaderText = (draft: TemplateDraft, text: string): TemplateProblem[] => {
  const field = 'header.text';
  if (text.trim() === '') return [problem(field, 'text.empty')];
  const names = marksOf(text);
  const own = [
    ...when(
      text.length > LIMITS.header,
      problem(field, 'text.long', { length: text.length, limit: LIMITS.header })
    ),
    // The underscores of a variable's name are no formatting.
    ...when(/[*_~`\n\r]/.test(withoutMarks(text)), problem(field, 'header.formatting')),
    ...when(names.length > 1, problem(field, 'header.variables')),
    ...bracesProblem(field, text, draft.parameterFormat),
    ...nameProblems(field, names, draft.parameterFormat),
  ];
  return own.length > 0 ? own : exampleProblems(draft, 'header', names);
};

/** Words beside the variables; signs and emoji are none. */
const wordCount = (text: string): number =>
  withoutMarks(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const bodyFormProblems = (text: string): TemplateProblem[] => {
  const variables = marksOf(text).length;
  const needed = variables * LIMITS.wordsPerVariable + 1;
  const words = wordCount(text);
  return [
    ...when(
      text.length > LIMITS.body,
      problem('body', 'text.long', { length: text.length, limit: LIMITS.body })
    ),
    ...when(/\n\s*\n\s*\n|\t| {5,}/.test(text), problem('body', 'body.spacing')),
    ...when(/^\s*\{\{|\}\}\s*$/.test(text), problem('body', 'body.edge')),
    ...when(/\}\}\s*\{\{/.test(text), problem('body', 'body.adjacent')),
    ...when(
      variables > 0 && words < needed,
      problem('body', 'body.density', { words, limit: needed })
    ),
  ];
};

export const checkBody = (draft: TemplateDraft): TemplateProblem[] => {
  if (draft.body.trim() === '') return [problem('body', 'text.empty')];
  const names = marksOf(draft.body);
  const own = [
    ...bracesProblem('body', draft.body, draft.parameterFormat),
    ...nameProblems('body', names, draft.parameterFormat),
    ...bodyFormProblems(draft.body),
  ];
  return [
    ...own,
    ...exampleProblems(
      draft,
      'body',
      names.filter((name) => name !== '')
    ),
  ];
};

export const checkFooter = ({ footer }: TemplateDraft): TemplateProblem[] => [
  ...when(
    footer.length > LIMITS.footer,
    problem('footer', 'text.long', { length: footer.length, limit: LIMITS.footer })
  ),
  ...when(/\{\{|\}\}/.test(footer), problem('footer', 'footer.variables')),
];
