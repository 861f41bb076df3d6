import type { GraphError } from '../../cloud-api/errors';
import type { RuleCode } from '../../contracts/template-rules';

/** A refusal of Meta at the field of the editor that it concerns; `field` empty = the template as a whole. */
export interface MetaProblem {
  field: string;
  /** Our words for it; null = only Meta's own. */
  code: RuleCode | null;
}

const BY_SUBCODE: Record<number, MetaProblem> = {
  2388023: { field: 'name', code: 'name.blocked' },
  2388024: { field: 'name', code: 'name.taken' },
  2388047: { field: 'header.text', code: 'header.refused' },
  2388072: { field: 'body', code: 'body.refused' },
  2388073: { field: 'footer', code: 'footer.refused' },
  2388273: { field: 'header.file', code: 'header.refused' },
  2388293: { field: 'body', code: 'body.refused' },
  2388299: { field: 'body', code: 'body.edge' },
};

/** Words of Meta's sentences, in the order in which they tell most. */
const BY_WORDS: [RegExp, MetaProblem][] = [
  [/\bbutton|\burl\b|phone.?number/i, { field: 'buttons', code: 'buttons.refused' }],
  [/\bheader/i, { field: 'header.text', code: 'header.refused' }],
  [/\bfooter/i, { field: 'footer', code: 'footer.refused' }],
  [/\bbody\b|variable/i, { field: 'body', code: 'body.refused' }],
  [/\bcategory\b/i, { field: 'category', code: 'category.refused' }],
  [/\blanguage|\blocale\b/i, { field: 'language', code: 'language.unknown' }],
  [/\bname\b/i, { field: 'name', code: null }],
];

/** Where a refusal belongs: by Meta's documented subcode, else by the part that its sentence names (T-11). */
export const placeOf = (
  error: Pick<GraphError, 'class' | 'code' | 'subcode' | 'title' | 'details'>
): MetaProblem => {
  const known = error.subcode === null ? undefined : BY_SUBCODE[error.subcode];
  if (known) return known;
  // Rates, tokens and numbers say nothing about the text.
  if (error.class !== 'request' && error.class !== 'template') return { field: '', code: null };
  const said = `${error.title} ${error.details ?? ''}`;
  return BY_WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? { field: '', code: null };
};
