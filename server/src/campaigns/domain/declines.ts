/**
 * The answers that decline an invitation, over all its messages: languages and variants of a test. In each message it is the
 * answer with the chosen words, else the one at the same place. An answer that means something else in the named message
 * declines nothing.
 */
export const declinesIn = (
  text: string,
  named: readonly string[],
  others: readonly (readonly string[])[]
): string[] => {
  const place = named.indexOf(text);
  const found = others
    .flatMap((answers) => (answers.includes(text) ? text : (answers[place] ?? [])))
    .filter((answer) => answer === text || !named.includes(answer));
  return [...new Set([text, ...found])];
};
