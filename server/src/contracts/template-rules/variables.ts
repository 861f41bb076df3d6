/** Everything between double braces, right or wrong. */
const MARK = /\{\{([^{}]*)\}\}/g;

/** The distinct variables of a text as they are written, in order of appearance. */
export const marksOf = (text: string): string[] => [
  ...new Set([...text.matchAll(MARK)].map((match) => (match[1] ?? '').trim())),
];

/** The text without its variables. */
export const withoutMarks = (text: string): string => text.replace(MARK, ' ');

export const isNumbered = (name: string): boolean => /^[1-9]\d*$/.test(name);
export const isNamed = (name: string): boolean => /^[a-z][a-z0-9_]*$/.test(name);

/** The next free variable: a number without gap, or `variable_2` beside existing names. */
export const nextVariable = (format: 'POSITIONAL' | 'NAMED', texts: readonly string[]): string => {
  const used = new Set(texts.flatMap(marksOf));
  if (format === 'POSITIONAL')
    return String(Math.max(0, ...[...used].filter(isNumbered).map(Number)) + 1);
  if (!used.has('first_name')) return 'first_name';
  for (let number = 1; ; number += 1)
    if (!used.has(`variable_${number}`)) return `variable_${number}`;
};

/** True when a URL ends in its one variable. */
export const endsInVariable = (url: string): boolean => /\{\{\s*1\s*\}\}$/.test(url);

/** The whole address that stands as example, however the example was typed. */
export const urlExample = (url: string, example: string): string => {
  const stem = url.replace(/\{\{[^{}]*\}\}$/, '');
  return example.startsWith(stem) && stem !== '' ? example : `${stem}${example}`;
};
