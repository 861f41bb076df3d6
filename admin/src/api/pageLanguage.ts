/**
 * Query params with the language of the page: for texts that the server words (why a message failed). The profile of an
 * administrator who chose the language on the login page names none.
 */
export const withPageLanguage = <T extends object>(params?: T) => ({
  ...params,
  locale: document.documentElement.lang,
});
