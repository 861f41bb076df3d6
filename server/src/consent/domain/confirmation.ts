/** True when one of the words stands in a text; a word of several parts may span several of the text's. */
export const namesAWord = (parts: readonly string[], words: readonly string[]): boolean => {
  const whole = ` ${parts.filter(Boolean).join(' ')} `;
  return words.some(
    (word) => word !== '' && (whole.includes(` ${word} `) || parts.some((part) => part === word))
  );
};
