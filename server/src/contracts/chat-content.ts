import { z } from 'zod';
import { id } from './common';

/** What WhatsApp allows in messages of these kinds; the composer tells it before anything is sent. */
export const CHAT_LIMITS = {
  /** Text above buttons, a link or a request for the position. */
  text: 1024,
  listText: 4096,
  header: 60,
  footer: 60,
  /** Words on a button. */
  button: 20,
  buttons: 3,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  sectionTitle: 24,
  url: 2000,
  place: 1000,
  cards: 10,
  phonesOfCard: 5,
} as const;

const words = (max: number) => z.string().trim().min(1).max(max);
const optional = (max: number) => z.string().trim().max(max).optional();
const around = {
  /** Bold line above the text. */
  header: optional(CHAT_LIMITS.header),
  /** Quiet line below it. */
  footer: optional(CHAT_LIMITS.footer),
};
const quote = { replyTo: id.optional() };

const differ = (titles: string[]): boolean =>
  new Set(titles.map((title) => title.trim())).size === titles.length;

export const locationContent = z.object({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: optional(CHAT_LIMITS.place),
  address: optional(CHAT_LIMITS.place),
  ...quote,
});

const card = z.object({
  name: words(200),
  phones: z
    .array(
      z.object({
        phone: words(40),
        /** Digits; with it the customer can write to the person at a press. */
        waId: z
          .string()
          .regex(/^\d{5,20}$/)
          .optional(),
      })
    )
    .min(1)
    .max(CHAT_LIMITS.phonesOfCard),
  email: z.email().max(254).optional(),
  company: optional(200),
});
export type ChatCard = z.infer<typeof card>;

export const contactsContent = z.object({
  type: z.literal('contacts'),
  cards: z.array(card).min(1).max(CHAT_LIMITS.cards),
  ...quote,
});

export const buttonsContent = z.object({
  type: z.literal('buttons'),
  text: words(CHAT_LIMITS.text),
  ...around,
  buttons: z
    .array(words(CHAT_LIMITS.button))
    .min(1)
    .max(CHAT_LIMITS.buttons)
    .refine(differ, 'the buttons must differ'),
  ...quote,
});

export const listContent = z.object({
  type: z.literal('list'),
  text: words(CHAT_LIMITS.listText),
  ...around,
  /** What is pressed to open it. */
  button: words(CHAT_LIMITS.button),
  /** A title is needed where there is more than one. */
  sections: z
    .array(
      z.object({
        title: z.string().trim().max(CHAT_LIMITS.sectionTitle),
        rows: z
          .array(
            z.object({
              title: words(CHAT_LIMITS.rowTitle),
              description: optional(CHAT_LIMITS.rowDescription),
            })
          )
          .min(1)
          .max(CHAT_LIMITS.rows),
      })
    )
    .min(1)
    .max(CHAT_LIMITS.rows)
    .refine(
      (sections) => sections.length === 1 || sections.every(({ title }) => title !== ''),
      'every section needs a title'
    )
    .refine(
      (sections) => sections.flatMap(({ rows }) => rows).length <= CHAT_LIMITS.rows,
      `at most ${CHAT_LIMITS.rows} rows in all`
    ),
  ...quote,
});

export const linkContent = z.object({
  type: z.literal('link'),
  text: words(CHAT_LIMITS.text),
  ...around,
  button: words(CHAT_LIMITS.button),
  url: z
    .url({ protocol: /^https?$/, error: 'must start with http:// or https://' })
    .max(CHAT_LIMITS.url),
  ...quote,
});

/** Asks the customer for the position: a button of WhatsApp's own opens the map. */
export const askLocationContent = z.object({
  type: z.literal('location-request'),
  text: words(CHAT_LIMITS.text),
  ...quote,
});
