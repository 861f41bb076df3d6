/** The languages that the demo can be written in: those of the admin. */
type Language = 'en' | 'tr';

/** The same thing in each language. */
export interface Both<T = string> {
  readonly en: T;
  readonly tr: T;
}

type EachSpoken<T> = { [Key in keyof T]: Spoken<T[Key]> };

/** Data as one language says them: every pair in them is one of its sides. What has other keys too is no pair. */
export type Spoken<T> =
  T extends Both<unknown>
    ? [keyof T] extends [keyof Both]
      ? T[keyof Both]
      : EachSpoken<T>
    : T extends object
      ? EachSpoken<T>
      : T;

/** A pair; both sides must be there and be of one kind. */
export const both = <T = string>(en: T, tr: NoInfer<T>): Both<T> => ({ en, tr });

/** True for what `both` makes. */
export const isBoth = (value: unknown): value is Both<unknown> =>
  typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'en,tr';

const sideOf = (value: unknown, language: Language): unknown => {
  if (isBoth(value)) return value[language];
  if (Array.isArray(value)) return value.map((one) => sideOf(one, language));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, sideOf(one, language)])
  );
};

/** Data with pairs anywhere in them, in this language. */
export const spoken = <T>(data: T, language: Language): Spoken<T> =>
  sideOf(data, language) as Spoken<T>;

/** What `npm start` chose; English for an app that was started in another way. */
export const demoLanguage = (): Language =>
  process.env['WHATSAPP_DEMO_LANGUAGE'] === 'tr' ? 'tr' : 'en';

/** Data with pairs anywhere in them, in the language of this demo. */
export const said = <T>(data: T): Spoken<T> => spoken(data, demoLanguage());
