/**
 * The language of the system as POSIX orders its variables, else that of the runtime: Windows and macOS keep theirs elsewhere.
 */
const systemLocale = ({ LC_ALL, LC_MESSAGES, LANG }) =>
  LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;

/** `tr`, `tr_TR.UTF-8` and `tr-TR`, not other languages whose codes begin so (`trv`). */
const isTurkish = (locale) => /^tr(?![a-z])/i.test(locale);

/**
 * The language that the demo is written in, before any browser has opened: WHATSAPP_DEMO_LANGUAGE, else the system's,
 * else English. Throws one sentence when the variable names another.
 */
export const demoLanguageOf = (env) => {
  const wanted = env.WHATSAPP_DEMO_LANGUAGE;
  if (!wanted) return isTurkish(systemLocale(env)) ? 'tr' : 'en';
  if (wanted === 'en' || wanted === 'tr') return wanted;
  throw new Error(`WHATSAPP_DEMO_LANGUAGE must be en or tr, not "${wanted}".`);
};
