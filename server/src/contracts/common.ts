import { z } from 'zod';

/** A row id of one of our own tables. Hot tables have no documentId, so the admin API speaks in numeric ids (32 bits). */
export const id = z.coerce.number().int().positive().max(2_147_483_647);

/** Opaque keyset cursor, made by the server; null on the last page. */
export const cursor = z.string().min(1).max(512);
export const nextCursor = cursor.nullable();

/** UTC instant in epoch milliseconds. */
export const instant = z.number().int();

/** Body of every refusal: `error.details` of Strapi's error envelope. `kind` is stable and is what the admin translates. */
export const refusal = z.object({
  kind: z.string(),
  field: z.string().optional(),
  remedy: z.string().optional(),
});
export type Refusal = z.infer<typeof refusal>;

export const ok = z.object({ ok: z.literal(true) });

/** Is this an IANA zone that the server knows? Beside names the runtime takes offsets like "+03:00". */
export const isTimezone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** An IANA zone, `Europe/Istanbul`. */
export const timeZone = z
  .string()
  .max(60)
  .refine(isTimezone, 'Choose a time zone, for example Europe/Istanbul.');

/** The time zone of the reader's browser. UTC where it is missing or the server does not know it, so that the page still loads. */
export const readerZone = timeZone.default('UTC').catch('UTC');

/** A time of day, `09:30`. */
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time such as 09:30.');

/** ISO 4217, `EUR`; small letters are taken too. */
export const currencyCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'Write the three letters of the currency, for example EUR.');

/** Is there such a day in the calendar? Of a text written as `2026-12-24`. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
/** What to do about a day such as `2026-02-30`. */
export const NO_SUCH_DAY = 'Choose a day that exists in the calendar.';
/** A day of the calendar, `2026-12-24`. */
export const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Write the day as year-month-day, for example 2026-10-01.')
  .refine(isDay, NO_SUCH_DAY);
