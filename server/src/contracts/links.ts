import { z } from 'zod';
import { id, instant } from './common';

/** Path of the short links, a code behind it: `/api/whatsapp/l/<code>`. */
export const LINK_PATH = '/l';

const isWebAddress = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ['https:', 'http:'].includes(protocol) && username === '' && password === '';
};

const name = z.string().trim().min(1, 'Give the link a name.').max(120);

/** Name of the parameter by which the target hears of the click (`?wa_click=…`); null = of nothing. */
const clickParam = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z][\w-]{0,39}$/,
    'Write a word of letters, digits, "_" and "-", for example wa_click.'
  )
  .nullable();

/** POST /links. Where it leads is said once: what was sent may not lead elsewhere later. */
export const linkBody = z.object({
  name,
  target: z
    .string()
    .trim()
    .max(2000)
    .refine(isWebAddress, 'Enter a full URL, for example https://www.example.com/autumn.'),
  clickParam: clickParam.default(null),
});
export type LinkBody = z.infer<typeof linkBody>;
export type LinkBodyInput = z.input<typeof linkBody>;

/** PUT /links/:id. An archived one still leads where it did; it is not offered for new messages. */
export const changeLinkBody = z.object({
  name,
  archived: z.boolean(),
  clickParam: clickParam.optional(),
});
export type ChangeLinkBody = z.infer<typeof changeLinkBody>;

export const linkView = z.object({
  id,
  name: z.string(),
  target: z.string(),
  clickParam: z.string().nullable(),
  archived: z.boolean(),
  /** People who opened it and may be counted one by one. */
  people: z.number().int(),
  /** How often it was opened, also by people of whom only the number is kept. */
  clicks: z.number().int(),
  lastClickAt: instant.nullable(),
  addedAt: instant,
});
export type LinkView = z.infer<typeof linkView>;

/** GET /links */
export const listLinksResult = z.object({
  links: z.array(linkView),
  /** What the address of a button says, its variable at the end. */
  buttonUrl: z.string(),
});
export type ListLinksResult = z.infer<typeof listLinksResult>;
