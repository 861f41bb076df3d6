import type { Problem } from '../cloud-api/problem';
import type { SlotProblem } from '../cloud-api/template-components';
import type { TemplateSlot } from '../contracts/templates';
import { DomainError, refusedInWords } from '../kernel/errors';
import { both, type InputWords } from '../kernel/input-words';
import { byWord } from '../kernel/words';

/* Refusals of what a message would hold, in both languages: where it is, and what to do. */

type Pair = [en: string, tr: string];
type Rule = Problem['kind'] | SlotProblem['kind'];

/** What is wrong, by kind; `#` is the place. */
const TEXTS: Readonly<Record<Rule, Pair>> = {
  missing: ['# is empty.', '# boş.'],
  'too-long': ['# is too long.', '# çok uzun.'],
  'too-many': ['# has too many entries.', '# çok fazla öğe içeriyor.'],
  'too-few': ['# has too few entries.', '# çok az öğe içeriyor.'],
  duplicate: ['# has the same value twice.', '# aynı değeri iki kez içeriyor.'],
  'both-given': ['# is given in two forms.', '# iki biçimde verilmiş.'],
  'not-allowed': [
    '# has characters that WhatsApp does not accept.',
    '# WhatsApp’ın kabul etmediği karakterler içeriyor.',
  ],
  'bad-format': ['# has the wrong format.', '# beklenen biçimde değil.'],
  'out-of-range': ['# is out of range.', '# aralığın dışında.'],
  'open-variable': [
    '# has a variable in braces without a value.',
    '# içinde değeri olmayan, süslü ayraçlı bir değişken var.',
  ],
  unsupported: [
    'The template has a part that cannot be filled: #.',
    'Şablonda doldurulamayan bir bölüm var: #.',
  ],
};

/** What to do, by kind; `#` is the place, `$` the limit. */
const REMEDIES: Readonly<Record<Rule, Pair>> = {
  missing: ['Enter a value for #.', '# için bir değer girin.'],
  'too-long': ['Use at most $ characters in #.', '# için en fazla $ karakter kullanın.'],
  'too-many': ['Send at most $ in #.', '# için en fazla $ öğe gönderin.'],
  'too-few': ['Send at least $ in #.', '# için en az $ öğe gönderin.'],
  duplicate: ['Use different values in #.', '# için birbirinden farklı değerler kullanın.'],
  'both-given': ['Send only one form of #.', '# için biçimlerden yalnızca birini gönderin.'],
  'not-allowed': [
    'Use one line in #, at most four spaces in a row and no variable in braces. In a URL, write spaces as %20.',
    '# için tek satır kullanın; art arda en fazla dört boşluk olabilir, süslü ayraçlı değişken olamaz. URL’lerde boşlukları %20 olarak yazın.',
  ],
  'bad-format': [
    'Use the format that WhatsApp expects in #.',
    '# için WhatsApp’ın beklediği biçimi kullanın.',
  ],
  'out-of-range': [
    'Use a number from -$ to $ in #.',
    '# için -$ ile $ arasında bir sayı kullanın.',
  ],
  'open-variable': [
    'Fill in the variable in #, or delete it.',
    '# içindeki değişkeni doldurun ya da silin.',
  ],
  unsupported: ['Choose another template.', 'Başka bir şablon seçin.'],
};

const FILE: Pair = [
  'Use a media ID of Meta or the URL of the file in #.',
  '# için Meta’nın medya kimliğini ya da dosyanın URL’sini kullanın.',
];
/** What a value in the wrong format must be, by the kind of its variable. */
const FORMATS = byWord<Pair>({
  image: FILE,
  video: FILE,
  document: FILE,
  location: [
    'Write latitude,longitude in #, for example 41.01,28.98.',
    '# için enlem,boylam yazın, örneğin 41.01,28.98.',
  ],
  coupon: ['Use letters and digits only in #.', '# için yalnızca harf ve rakam kullanın.'],
  otp: ['Use a code without spaces in #.', '# için boşluksuz bir kod kullanın.'],
});
const URL_FORMAT: Pair = [
  'Enter a complete URL in #, for example https://www.example.com.',
  '# için tam bir URL girin, örneğin https://www.example.com.',
];

interface Wrong {
  kind: Rule;
  place: string;
  limit: number | undefined;
  /** In place of the general one of the kind. */
  remedy?: Pair | undefined;
}

const wordsFor = ({ kind, place, limit = 0, remedy = REMEDIES[kind] }: Wrong): InputWords => {
  const filled = (text: string): string =>
    text.replaceAll('$', () => String(limit)).replaceAll('#', () => `“${place}”`);
  const [en, tr] = TEXTS[kind];
  return both([filled(en), filled(remedy[0])], [filled(tr), filled(remedy[1])]);
};

/** A message that WhatsApp would refuse, or that still has a variable in braces. */
export const refusedMessage = ({ field, kind, limit }: Problem): DomainError => {
  const isUrl = kind === 'bad-format' && /\.(url|link)$/.test(field);
  const remedy = isUrl ? URL_FORMAT : undefined;
  const words = wordsFor({ kind, place: field, limit, remedy });
  // The catalogue of the admin says all of it, with an example.
  if (kind === 'open-variable')
    return new DomainError(kind, words.en.text, { field, remedy: words.en.advice });
  return refusedInWords('message-not-allowed', words, { field });
};

const NO_PLACE: SlotProblem = { slot: '', kind: 'bad-format', message: '' };

/** The first value that does not fit its variable, or makes the template too long. */
export const unfitValue = (
  [problem = NO_PLACE]: readonly SlotProblem[],
  { slots }: { slots: readonly TemplateSlot[] }
): DomainError => {
  const { slot: place, kind, limit } = problem;
  const of = slots.find(({ key }) => key === place)?.kind ?? '';
  const remedy = kind === 'bad-format' ? FORMATS.get(of) : undefined;
  const words = wordsFor({ kind, place, limit, remedy });
  return refusedInWords('bad-value', words, { field: `values.${place}` });
};

/** Variables of a template for which nothing is known of this contact, and no fallback. */
export const missingValues = (missing: readonly string[]): DomainError => {
  const names = missing.join(', ');
  const words = both(
    [`Values are missing: ${names}.`, `Give a value or a fallback for: ${names}.`],
    [`Eksik değerler: ${names}.`, `Değer ya da yedek metin verin: ${names}.`]
  );
  return refusedInWords('missing-value', words, { field: `values.${missing[0] ?? ''}`, missing });
};

/** The same for a variable of a text, whose fallback is in the text. */
export const missingInText = (name: string): DomainError => {
  const place = `{{${name}|…}}`;
  const words = both(
    [`A value is missing: ${name}.`, `Write a fallback in the text: ${place}.`],
    [`Eksik değer: ${name}.`, `Metne bir yedek metin yazın: ${place}.`]
  );
  return refusedInWords('missing-value', words, { field: 'text', missing: [name] });
};
