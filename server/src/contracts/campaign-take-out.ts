import { z } from 'zod';
import type { PeopleChoice } from './audience';

/** Meta's "Message undeliverable": no WhatsApp on this number, or no way to this person. Other failures pass, or are ours. */
export const UNDELIVERABLE = 131026;

/** The groups that an audience is made of; those that it leaves out are not among them. */
export const sentGroups = (audience: PeopleChoice | null): number[] =>
  audience?.kind === 'all' ? (audience.filter.groups?.include ?? []) : [];

/** POST /campaigns/:id/take-out: those whom WhatsApp could not reach leave the groups that it was sent to. */
export const takeOutResult = z.object({
  /** Places in groups that were given up. */
  places: z.number().int(),
  /** Names of the groups. */
  groups: z.array(z.string()),
});
export type TakeOutResult = z.infer<typeof takeOutResult>;
