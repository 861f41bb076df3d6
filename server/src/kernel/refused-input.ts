import type { z } from 'zod';
import { DomainError } from './errors';
import { inputWords, type InputIssue, type InputWords } from './input-words';

/** Stand for the validator's sentences, so that those which a schema has of its own are known apart. */
const RAW = '\u0000raw';
const MISSING = '\u0000missing';

/** What a request may name of a field that is not known: the name came from outside. */
const MOST_NAME = 80;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const isRaw = ({ message }: Issue): boolean => message === RAW || message === MISSING;

/** Of a value that may have several forms: the form it comes closest to, by how far into it the value was understood. */
const closest = (forms: readonly (readonly Issue[])[]): Issue | null => {
  const firsts = forms.flatMap(([first, ...rest]) => (first ? [{ first, more: rest.length }] : []));
  const inside = firsts.filter(({ first }) => first.path.length > 0);
  inside.sort((a, b) => b.first.path.length - a.first.path.length || a.more - b.more);
  return inside[0]?.first ?? null;
};

const typesOf = (forms: readonly (readonly Issue[])[]): string | undefined => {
  const types = forms.flatMap(([first]) =>
    first?.code === 'invalid_type' ? [first.expected] : []
  );
  return types.length > 0 ? [...new Set(types)].join('|') : undefined;
};

interface Details {
  expected?: string;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  format?: string;
  values?: readonly unknown[];
  options?: readonly unknown[];
}

const factsOf = (issue: Issue, path: Path): InputIssue => {
  const { expected, origin, minimum, maximum, format, values, options } = issue as Details;
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const limit = issue.code === 'too_small' ? minimum : maximum;
  return {
    field: [...path, ...keys.slice(0, 1)].map(String).join('.').slice(0, MOST_NAME),
    code: issue.code,
    isMissing: issue.message === MISSING,
    own: isRaw(issue) ? null : issue.message,
    expected: issue.code === 'invalid_union' ? typesOf(issue.errors) : expected,
    origin,
    limit: limit === undefined ? undefined : Number(limit),
    format,
    names: (values ?? options)?.map(String),
  };
};

const wordsOf = (issue: Issue, before: Path = []): { field: string; words: InputWords } => {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union' && isRaw(issue)) {
    const inner = closest(issue.errors);
    if (inner) return wordsOf(inner, path);
  }
  const facts = factsOf(issue, path);
  return { field: facts.field, words: inputWords(facts) };
};

const refusalOf = (error: z.ZodError, before: Path): DomainError => {
  const problems = error.issues.slice(0, 20).map((issue) => wordsOf(issue, before));
  const [first] = problems;
  return new DomainError('invalid', first?.words.en.text ?? 'The request cannot be read.', {
    field: first?.field ?? '',
    remedy: first?.words.en.advice ?? '',
    words: first?.words,
    problems: problems.map(({ field, words }) => ({
      field,
      message: words.en.text,
      remedy: words.en.advice,
    })),
  });
};

/**
 * What came from outside, checked. Throws `invalid` (400) with the field and the remedy in our words, in English and, for
 * the admin, in each of its languages. `before` is where the value stands, for the name of the field.
 */
export const checkedInput = <S extends z.ZodType>(
  schema: S,
  value: unknown,
  before: Path = []
): z.output<S> => {
  const result = schema.safeParse(value, {
    error: ({ code, input }) => (code === 'invalid_type' && input === undefined ? MISSING : RAW),
  });
  if (!result.success) throw refusalOf(result.error, before);
  return result.data;
};
