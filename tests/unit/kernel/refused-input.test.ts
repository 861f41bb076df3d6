import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { DomainError } from '../../../server/src/kernel/errors';
import type { InputWords } from '../../../server/src/kernel/input-words';
import { ownWordsTr } from '../../../server/src/kernel/own-words-tr';
import { checkedInput } from '../../../server/src/kernel/refused-input';

const RAW_WORDS =
  /invalid (input|option|key|string)|expected .*received|too (small|big):|unrecognized|\u0000/i;

const refusal = (schema: z.ZodType, value: unknown) => {
  try {
    checkedInput(schema, value);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('the value was taken');
};
const told = (schema: z.ZodType, value: unknown) => {
  const { details } = refusal(schema, value);
  const { en, tr } = details.words as InputWords;
  return { field: details.field, en: `${en.text} ${en.advice}`, tr: `${tr.text} ${tr.advice}` };
};

describe('what came from outside', () => {
  it('is taken as the schema reads it', () => {
    expect(checkedInput(z.object({ n: z.coerce.number() }), { n: '7' })).toEqual({ n: 7 });
  });

  it.each([
    [z.object({ name: z.string() }), {}, 'name', '“name” is missing. Send text.'],
    [z.object({ name: z.string() }), { name: 7 }, 'name', '“name” has the wrong type. Send text.'],
    [
      z.object({ on: z.boolean() }),
      { on: 'x' },
      'on',
      '“on” has the wrong type. Send true or false.',
    ],
    [z.string().array(), ['a', 7], '1', '“1” has the wrong type. Send text.'],
    [
      z.object({ a: z.object({ b: z.number() }) }),
      { a: {} },
      'a.b',
      '“a.b” is missing. Send a number.',
    ],
    [z.object({}), 7, '', 'The request has the wrong type. Send an object.'],
    [z.object({ t: z.string().min(1) }), { t: '' }, 't', '“t” is empty. Enter a value.'],
    [
      z.object({ t: z.string().min(4) }),
      { t: 'a' },
      't',
      '“t” is too short. Use at least 4 characters.',
    ],
    [
      z.object({ t: z.string().max(2) }),
      { t: 'abc' },
      't',
      '“t” is too long. Use at most 2 characters.',
    ],
    [z.object({ n: z.number().max(2) }), { n: 3 }, 'n', '“n” is too large. Use a number up to 2.'],
    [
      z.object({ n: z.number().min(2) }),
      { n: 1 },
      'n',
      '“n” is too small. Use a number of at least 2.',
    ],
    [
      z.object({ l: z.string().array().max(1) }),
      { l: ['a', 'b'] },
      'l',
      '“l” has too many entries. Send at most 1.',
    ],
    [
      z.object({ l: z.string().array().min(1) }),
      { l: [] },
      'l',
      '“l” has too few entries. Send at least 1.',
    ],
    [
      z.object({ k: z.enum(['a', 'b']) }),
      { k: 'c' },
      'k',
      '“k” is not one of the known values. Use one of: a, b.',
    ],
    [
      z.object({ e: z.email() }),
      { e: 'x' },
      'e',
      '“e” has the wrong format. Enter an e-mail address, for example shop@example.com.',
    ],
    [
      z.strictObject({}),
      { x: 1 },
      'x',
      '“x” is not a known field. Remove the field, or correct its name.',
    ],
    [
      z.object({ u: z.union([z.string(), z.number()]) }),
      { u: null },
      'u',
      '“u” has none of the known forms. Send text or a number.',
    ],
  ] as const)('is refused with its field and what to send: %#', (schema, value, field, en) => {
    expect(told(schema, value)).toMatchObject({ field, en });
  });

  it('is said in Turkish too', () => {
    const schema = z.object({ name: z.string().max(2), n: z.number() });
    expect(told(schema, { name: 'abc', n: 1 }).tr).toBe(
      '“name” çok uzun. En fazla 2 karakter kullanın.'
    );
    expect(told(schema, { name: 'a' }).tr).toBe('“n” eksik. Değeri sayı olarak gönderin.');
  });

  it('keeps the schema’s own sentence as the remedy, in both languages', () => {
    const schema = z.object({
      id: z.string().regex(/^\d+$/, 'Use the ID shown by Meta (digits only).'),
    });
    const { message, details } = refusal(schema, { id: 'x' });
    expect(message).toBe('“id” is not valid.');
    expect(details).toMatchObject({
      field: 'id',
      remedy: 'Use the ID shown by Meta (digits only).',
    });
    expect(told(schema, { id: 'x' }).tr).toContain(
      'Meta’da görünen kimliği girin (yalnızca rakam).'
    );
  });

  it('of several forms is explained by the one it comes closest to', () => {
    const to = z.union([z.string(), z.strictObject({ userId: z.string() })]);
    expect(told(z.object({ to }), { to: { userId: 7 } }).field).toBe('to.userId');
  });

  it('names twenty problems at most, each with its remedy, and cuts a name that came from outside', () => {
    const { details } = refusal(
      z.array(z.number()),
      Array.from({ length: 30 }, () => 'x')
    );
    expect(details.problems).toHaveLength(20);
    expect((details.problems as object[])[3]).toEqual({
      field: '3',
      message: '“3” has the wrong type.',
      remedy: 'Send a number.',
    });
    expect(told(z.strictObject({}), { ['n'.repeat(200)]: 1 }).field).toBe('n'.repeat(80));
  });

  it('never comes back in the validator’s words', () => {
    const schema = z.object({
      text: z.string().min(2).max(5),
      kind: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('a'), n: z.int().min(1) }),
        z.strictObject({
          type: z.literal('b'),
          list: z.record(z.string(), z.url()).array().min(1),
        }),
      ]),
      either: z.union([z.email(), z.null(), z.strictObject({ at: z.iso.datetime() })]),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ text: fc.string(), kind: fc.jsonValue(), either: fc.jsonValue() })
        ),
        (value) => {
          if (schema.safeParse(value).success) return;
          const { message, details } = refusal(schema, value);
          const said = `${message} ${JSON.stringify(details)}`;
          // What was sent may stand in the name of a field only.
          expect(
            said.replaceAll(JSON.stringify(String(details.field)).slice(1, -1), '')
          ).not.toMatch(RAW_WORDS);
          expect(details.remedy).not.toBe('');
          expect(message).not.toContain(details.remedy as string);
        }
      )
    );
    expect('Invalid input: expected string, received undefined').toMatch(RAW_WORDS);
  });
});

describe('the sentences that schemas have of their own', () => {
  const folder = path.join(__dirname, '../../../server/src/contracts');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const sentences = sources.flatMap((source) =>
    [
      ...source.matchAll(/\.(?:min|max|regex|refine)\([^;]*?,\s*'([^'\n]{4,})'\s*\)/g),
      ...source.matchAll(/\b(?:error|message): '([^'\n]{4,})'/g),
    ].map(([, sentence = '']) => sentence)
  );

  it('all have their Turkish', () => {
    expect(sentences.length).toBeGreaterThan(40);
    expect([...new Set(sentences)].filter((one) => !ownWordsTr.has(one))).toEqual([]);
  });
});
