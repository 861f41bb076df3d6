/** How a refusal of Meta is treated; what follows from each class is a table (engine 10). */
export type GraphErrorClass =
  | 'transient'
  | 'rate'
  | 'recipient-permanent'
  | 'recipient-cooldown'
  | 'template'
  | 'account'
  | 'auth'
  | 'request';

/** What has to rest when a rate is exceeded: one number, one person on it, the WABA's calls, the app's calls, one flow. */
export type RateScope = 'number' | 'pair' | 'waba' | 'app' | 'flow';

export type Locale = 'en' | 'tr';

/** What happened, and what a person can do about it. */
export type ErrorWords = { text: string; advice: string };

export type ErrorRow = {
  /** Meta's code or, for management calls, subcode. */
  code: number;
  /** Last code of a family that is told in the same words. */
  to?: number;
  /** Meta's own title. */
  title: string;
  class: GraphErrorClass;
  /** Only for class `rate`. */
  scope?: RateScope;
  /** True when a person who presses "retry" (at once or after following the advice) can succeed with the same message. */
  retryHelps: boolean;
  /** Shortest useful wait in seconds, where Meta names one. */
  waitSeconds?: number;
  en: ErrorWords;
  tr: ErrorWords;
};

/** Words in the order text, advice. */
export const words = (text: string, advice: string): ErrorWords => ({ text, advice });
