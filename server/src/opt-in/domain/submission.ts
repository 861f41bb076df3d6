import { z } from 'zod';
import { purposeBoxes } from '../../contracts/data-boxes';
import type { ParsedPhone } from '../../kernel/phone';
import type { PageLanguage } from '../../kernel/html-page';
import { unreadText } from '../../kernel/phone-words';
import { readPhone, type PhoneReading } from '../../kernel/read-phone';
import { withoutNul } from '../../kernel/json';

const field = (most: number) => z.string().max(most).transform(withoutNul);

/** What a browser sends: of the hosted page, of the widget, or of an app. A box that is not ticked is not sent. */
export const submission = z.object({
  number: field(120).catch(''),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .catch(undefined),
  name: field(120).default('').catch(''),
  agree: z
    .union([z.literal('on'), z.literal(true)])
    .optional()
    .catch(undefined),
  /** The version that stood on the screen: what somebody read is what they agreed to. */
  version: z.coerce.number().int().positive().max(1_000_000).optional().catch(undefined),
  /** Boxes of data collection that were ticked; never needed. */
  purpose: purposeBoxes.default([]).catch([]),
  page: field(2_000).default('').catch(''),
});
export type Submission = z.output<typeof submission>;

export type FormError = 'number' | 'agree';

/** Lists take the first of several numbers. A form is filled in by the person: which one they mean only they can say. */
const isOneOfSeveral = (reading: PhoneReading): boolean =>
  reading.kind === 'read' && reading.remarks.includes('first-of-several');

/** The number that was typed, or what is missing. `fallback` is the country of the business. */
export const readSubmission = (
  { number, country, agree }: Submission,
  fallback: string
): { phone: ParsedPhone | null; errors: FormError[] } => {
  const reading = readPhone(number, country ?? fallback);
  const phone = reading.kind === 'read' && !isOneOfSeveral(reading) ? reading.phone : null;
  return {
    phone,
    errors: [
      ...(phone ? [] : (['number'] as const)),
      ...(agree === undefined ? (['agree'] as const) : []),
    ],
  };
};

/**
 * What to do about a number that is not taken, in words: what may have been meant, or that one number is asked for. Null: the
 * form has a sentence of its own.
 */
export const numberHint = (
  { number, country = '' }: Submission,
  { fallback, language }: { fallback: string; language: PageLanguage }
): string | null => {
  const chosen = country || fallback;
  const reading = readPhone(number, chosen);
  if (isOneOfSeveral(reading))
    return unreadText({ problem: 'too-long', proposals: [] }, chosen, language);
  return reading.kind === 'unread' && reading.proposals.length > 0
    ? unreadText(reading, chosen, language)
    : null;
};

/** Where a form was shown, without what may stand behind `?` and `#`: that can be personal. */
export const pageOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { protocol, origin, pathname } = new URL(address);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.slice(0, 300) : null;
};

/** Is a page of this origin allowed to use the form? Without an origin it is no page of another site. */
export const mayUse = (
  origin: string | undefined,
  { own, sites }: { own: readonly string[]; sites: readonly string[] }
): 'own' | 'site' | 'refused' => {
  if (!origin || origin === 'null') return 'own';
  if (sites.includes(origin.toLowerCase())) return 'site';
  return URL.canParse(origin) && own.includes(new URL(origin).host) ? 'own' : 'refused';
};
