import en from '../../../admin/src/translations/en/shell.json';
import tr from '../../../admin/src/translations/tr/shell.json';
import type { Problem } from '../../../server/src/cloud-api/problem';
import type { DomainError } from '../../../server/src/kernel/errors';
import type { InputWords } from '../../../server/src/kernel/input-words';
import {
  missingInText,
  missingValues,
  refusedMessage,
  unfitValue,
} from '../../../server/src/sending/refused-content';

const wordsOf = ({ details }: DomainError): InputWords => details.words as InputWords;
const KINDS = [
  ...(['missing', 'too-long', 'too-many', 'too-few', 'duplicate', 'both-given'] as const),
  ...(['bad-format', 'out-of-range'] as const),
];
const problem = (kind: Problem['kind'], field = 'interactive.action.button'): Problem => ({
  ...{ field, kind, limit: 20, message: 'x' },
});
const slot = (key: string, kind: 'text' | 'otp' | 'location') => ({
  ...{ key, kind, component: 'body' as const, name: '1', example: null },
});

describe('a message that may not be sent', () => {
  it.each(KINDS)('[X-13] says in both languages where %s is wrong and what to do', (kind) => {
    const error = refusedMessage(problem(kind));
    const words = wordsOf(error);
    expect([error.kind, error.details.field]).toEqual(['message-not-allowed', problem(kind).field]);
    expect([error.message, error.details.remedy]).toEqual([words.en.text, words.en.advice]);
    for (const { text, advice } of [words.en, words.tr]) {
      expect([text, advice].join()).toContain('“interactive.action.button”');
      expect(advice).toMatch(/\.$/);
      expect(advice).not.toContain(text);
    }
    expect(words.tr.text).not.toBe(words.en.text);
    expect(words.tr.advice).not.toBe(words.en.advice);
    expect(/[#$]/.test(JSON.stringify(words))).toBe(false);
  });

  it('names the limit, and the form of an address', () => {
    expect(wordsOf(refusedMessage(problem('too-long'))).en.advice).toContain('20 characters');
    const url = refusedMessage(problem('bad-format', 'interactive.action.parameters.url'));
    expect(wordsOf(url).tr.advice).toContain('https://www.example.com');
  });

  it('leaves an open variable to the sentence of the admin, and tells programs what to do', () => {
    const { kind, details } = refusedMessage(problem('open-variable', 'text.body'));
    const remedy = 'Fill in the variable in “text.body”, or delete it.';
    expect({ kind, details }).toEqual({ kind, details: { kind, field: 'text.body', remedy } });
    expect(kind).toBe('open-variable');
  });
});

describe('a value of a template', () => {
  it('[X-13] that does not fit is named, with the format of its variable', () => {
    const slots = [slot('body.1', 'otp'), slot('header', 'location')];
    const refused = (key: string) =>
      unfitValue([{ slot: key, kind: 'bad-format', message: 'x' }], { slots });
    expect(refused('body.1').details).toMatchObject({
      kind: 'bad-value',
      field: 'values.body.1',
      remedy: 'Use a code without spaces in “body.1”.',
    });
    expect(wordsOf(refused('header')).tr.advice).toContain('enlem,boylam');
    const long = unfitValue([{ slot: 'body', kind: 'too-long', limit: 1024, message: 'x' }], {
      slots,
    });
    expect(wordsOf(long).tr.advice).toBe('“body” için en fazla 1024 karakter kullanın.');
  });

  it('[X-13] that is missing is named, and in a text the place of its fallback', () => {
    const several = missingValues(['body.1', 'header']);
    expect(several.details).toMatchObject({
      field: 'values.body.1',
      missing: ['body.1', 'header'],
    });
    expect(wordsOf(several).tr.advice).toBe('Değer ya da yedek metin verin: body.1, header.');
    expect(wordsOf(missingInText('first_name')).en.advice).toContain('{{first_name|…}}');
  });
});

it('[X-13] all of them have a sentence of the admin, which tests and runs show by their kind alone', () => {
  const kinds = [
    missingValues(['body.1']).kind,
    unfitValue([], { slots: [] }).kind,
    refusedMessage(problem('missing')).kind,
    refusedMessage(problem('open-variable')).kind,
  ];
  for (const words of [en, tr] as Record<string, string>[])
    for (const kind of kinds) expect([kind, words[`error.${kind}`]]).not.toContain(undefined);
});
