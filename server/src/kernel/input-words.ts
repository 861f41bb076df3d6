import { ownWordsTr } from './own-words-tr';
import { byWord } from './words';

/** What is wrong with a value, and what to send instead. */
export interface InputSaid {
  text: string;
  advice: string;
}
export interface InputWords {
  en: InputSaid;
  tr: InputSaid;
}

/** What we need of an issue of the validator; `raw` = the schema has no sentence of its own for it. */
export interface InputIssue {
  field: string;
  code: string;
  isMissing: boolean;
  /** The schema's own sentence; null = none. */
  own: string | null;
  expected?: string | undefined;
  /** Kind of what has a size: string, array, number… */
  origin?: string | undefined;
  limit?: number | undefined;
  format?: string | undefined;
  /** Allowed values, or names that are not known. */
  names?: readonly string[] | undefined;
}

const TYPES = byWord<{ en: string; tr: string }>({
  string: { en: 'text', tr: 'metin' },
  number: { en: 'a number', tr: 'sayı' },
  int: { en: 'a whole number', tr: 'tam sayı' },
  boolean: { en: 'true or false', tr: 'true ya da false' },
  array: { en: 'a list', tr: 'liste' },
  object: { en: 'an object', tr: 'nesne' },
  record: { en: 'an object', tr: 'nesne' },
  null: { en: 'null', tr: 'null' },
});

const typeIn = (language: 'en' | 'tr', expected = ''): string =>
  expected
    .split('|')
    .map((one) => TYPES.get(one.trim())?.[language] ?? null)
    .filter((one) => one !== null)
    .join(language === 'en' ? ' or ' : ' ya da ');

const FORMATS = byWord<{ en: string; tr: string }>({
  email: {
    en: 'Enter an e-mail address, for example shop@example.com.',
    tr: 'Bir e-posta adresi yazın, örneğin shop@example.com.',
  },
  url: {
    en: 'Enter a complete URL, for example https://www.example.com.',
    tr: 'Tam bir URL girin, örneğin https://www.example.com.',
  },
  date: {
    en: 'Write the day as year-month-day, for example 2026-10-01.',
    tr: 'Günü yıl-ay-gün olarak yazın, örneğin 2026-10-01.',
  },
  datetime: {
    en: 'Write the time as 2026-10-01T09:00:00Z.',
    tr: 'Zamanı 2026-10-01T09:00:00Z biçiminde yazın.',
  },
  uuid: { en: 'Send a UUID.', tr: 'Bir UUID gönderin.' },
});
const FORM_OF_DOCS = {
  en: 'Compare it with the examples in the documentation.',
  tr: 'Belgelerdeki örneklerle karşılaştırın.',
};

/** Text and advice in English and in Turkish. */
export const both = (en: [string, string], tr: [string, string]): InputWords => ({
  en: { text: en[0], advice: en[1] },
  tr: { text: tr[0], advice: tr[1] },
});

type Worded = (issue: InputIssue, name: { en: string; tr: string }) => InputWords;

const sendType = (expected: string | undefined): { en: string; tr: string } => {
  const [en, tr] = [typeIn('en', expected), typeIn('tr', expected)];
  return {
    en: en ? `Send ${en}.` : 'Send a value of the documented type.',
    tr: tr ? `Değeri ${tr} olarak gönderin.` : 'Belgelerde belirtilen türde bir değer gönderin.',
  };
};

const wrongType: Worded = ({ expected, isMissing }, name) => {
  const send = sendType(expected);
  return isMissing
    ? both([`${name.en} is missing.`, send.en], [`${name.tr} eksik.`, send.tr])
    : both([`${name.en} has the wrong type.`, send.en], [`${name.tr} yanlış türde.`, send.tr]);
};

const tooBig: Worded = ({ origin, limit = 0 }, name) => {
  if (origin === 'string')
    return both(
      [`${name.en} is too long.`, `Use at most ${limit} characters.`],
      [`${name.tr} çok uzun.`, `En fazla ${limit} karakter kullanın.`]
    );
  if (origin === 'array' || origin === 'set')
    return both(
      [`${name.en} has too many entries.`, `Send at most ${limit}.`],
      [`${name.tr} çok fazla öğe içeriyor.`, `En fazla ${limit} öğe gönderin.`]
    );
  return both(
    [`${name.en} is too large.`, `Use a number up to ${limit}.`],
    [`${name.tr} çok büyük.`, `En fazla ${limit} değerinde bir sayı kullanın.`]
  );
};

const tooSmall: Worded = ({ origin, limit = 0 }, name) => {
  if (origin === 'string' && limit <= 1)
    return both(
      [`${name.en} is empty.`, 'Enter a value.'],
      [`${name.tr} boş.`, 'Bir değer girin.']
    );
  if (origin === 'string')
    return both(
      [`${name.en} is too short.`, `Use at least ${limit} characters.`],
      [`${name.tr} çok kısa.`, `En az ${limit} karakter kullanın.`]
    );
  if (origin === 'array' || origin === 'set')
    return both(
      [`${name.en} has too few entries.`, `Send at least ${limit}.`],
      [`${name.tr} çok az öğe içeriyor.`, `En az ${limit} öğe gönderin.`]
    );
  return both(
    [`${name.en} is too small.`, `Use a number of at least ${limit}.`],
    [`${name.tr} çok küçük.`, `En az ${limit} değerinde bir sayı kullanın.`]
  );
};

const unknownValue: Worded = ({ names = [] }, name) => {
  const list = names.slice(0, 20).join(', ');
  return both(
    [`${name.en} is not one of the known values.`, `Use one of: ${list}.`],
    [`${name.tr} bilinen değerlerden biri değil.`, `Şunlardan birini kullanın: ${list}.`]
  );
};

const unknownName: Worded = (_issue, name) =>
  both(
    [`${name.en} is not a known field.`, 'Remove the field, or correct its name.'],
    [`${name.tr} bilinen bir alan değil.`, 'Alanı çıkarın ya da adını düzeltin.']
  );

const badFormat: Worded = ({ format = '' }, name) => {
  const advice = FORMATS.get(format) ?? FORM_OF_DOCS;
  return both(
    [`${name.en} has the wrong format.`, advice.en],
    [`${name.tr} beklenen biçimde değil.`, advice.tr]
  );
};

const noForm: Worded = (issue, name) => {
  if (issue.names && issue.names.length > 0) return unknownValue(issue, name);
  const { expected } = issue;
  const send = expected ? sendType(expected) : FORM_OF_DOCS;
  return both(
    [`${name.en} has none of the known forms.`, send.en],
    [`${name.tr} bilinen biçimlerden hiçbirinde değil.`, send.tr]
  );
};

const WORDS = byWord<Worded>({
  invalid_type: wrongType,
  too_big: tooBig,
  too_small: tooSmall,
  invalid_value: unknownValue,
  unrecognized_keys: unknownName,
  invalid_format: badFormat,
});

/** A sentence: a capital first, a full stop last. */
const asSentence = (text: string): string => {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
};

/** The schema's own sentence is the remedy: it says what the value has to be. */
const inOwnWords = (own: string, name: { en: string; tr: string }): InputWords =>
  both(
    [`${name.en} is not valid.`, asSentence(own)],
    [`${name.tr} geçerli değil.`, asSentence(ownWordsTr.get(own) ?? own)]
  );

const nameOf = (field: string): { en: string; tr: string } =>
  field ? { en: `“${field}”`, tr: `“${field}”` } : { en: 'The request', tr: 'İstek' };

/** The message of a refusal whose remedy is all there is to know: it says where, and leaves what to do to the remedy. */
export const notValid = (field: string): string => `${nameOf(field).en} is not valid.`;

/** The sentence in Turkish, where numbers stand for `#` in the table; null = we have none. */
const turkishOf = (sentence: string): string | null => {
  const whole = ownWordsTr.get(sentence);
  if (whole !== undefined) return whole;
  const numbers = sentence.match(/\d+/g) ?? [];
  const form = ownWordsTr.get(sentence.replace(/\d+/g, '#'));
  return form === undefined ? null : form.replace(/#/g, () => numbers.shift() ?? '');
};

/**
 * The words of a refusal that no schema makes: its remedy says what the field has to be. Null where we have no Turkish for it.
 */
export const wordsByHand = ({
  message,
  field,
  remedy,
}: {
  message: string;
  field: string;
  remedy: string;
}): InputWords | null => {
  const tr = turkishOf(remedy);
  if (tr === null) return null;
  const name = nameOf(field);
  // Many such messages are the field with the remedy behind it, which would be said twice.
  const text = message.endsWith(remedy) ? notValid(field) : asSentence(message);
  return both([text, asSentence(remedy)], [`${name.tr} geçerli değil.`, tr]);
};

/** Names the field and says what to send, in the languages of the admin; never in the validator's words. */
export const inputWords = (issue: InputIssue): InputWords => {
  const name = nameOf(issue.field);
  if (issue.own !== null) return inOwnWords(issue.own, name);
  return (WORDS.get(issue.code) ?? noForm)(issue, name);
};
