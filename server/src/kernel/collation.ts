/** The order of words in a language, as its readers know it; in a neutral one where nobody says which. */
export const orderIn = (language: string | null): ((a: string, b: string) => number) => {
  try {
    return new Intl.Collator(language ?? undefined).compare;
  } catch {
    return new Intl.Collator().compare; // no well-formed language: it came from outside
  }
};
