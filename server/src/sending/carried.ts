import type { Core } from '@strapi/strapi';
import { recordsService, type CarriedBy } from '../records/public';
import type { Sql } from '../strapi/db';
import { aboutOf, type AboutAsk } from '../contracts/message-about';
import type { EntryKey } from '../contracts/record-people';
import { gateRefusal, type GateAsk, type Refused } from './gate';
import type { Intent, Prepared } from './prepare';

/** What the gate says, and by which entry it lets the message through where nothing else would. */
interface CarriedVerdict {
  refused: Refused | null;
  carried: CarriedBy | null;
}

/**
 * The gate, and once more where only a consent is missing and an entry carries it (O-33). What goes without the entry is not
 * said to go by it.
 */
export const withCarried = (ask: GateAsk, carried: CarriedBy | null): CarriedVerdict => {
  const refused = gateRefusal(ask);
  if (refused?.reason !== 'no-consent' || carried === null) return { refused, carried: null };
  const again = gateRefusal({ ...ask, carried: true });
  return { refused: again, carried: again === null ? carried : null };
};

/** The same for one message about this entry, as entry and link are now. Awaits nothing but `sql`. */
export const judgeAbout = async (
  strapi: Core.Strapi,
  sql: Sql,
  { ask, about }: { ask: GateAsk; about: EntryKey | null }
): Promise<CarriedVerdict> => {
  const refused = gateRefusal(ask);
  const isUnsaid = refused?.reason === 'no-consent' && ask.category === 'UTILITY';
  if (!isUnsaid || about === null) return { refused, carried: null };
  const { id } = ask.contact;
  const meant = new Map([[id, about.documentId]]);
  const found = await recordsService(strapi).carriedBy(sql, { uid: about.uid, meant });
  return withCarried(ask, found.get(id) ?? null);
};

/** The entry that a message to this person is about; null: none that is known. Awaits nothing but `sql`. */
export const entryMeant = async (
  strapi: Core.Strapi,
  sql: Sql,
  { contactId, ...ask }: AboutAsk & { contactId: number }
): Promise<EntryKey | null> => {
  const about = aboutOf(ask);
  if (about === null) return null;
  const { uid, documentId } = about;
  if (documentId !== null) return { uid, documentId };
  const newest = await recordsService(strapi).newestOf(sql, { uid, contactIds: [contactId] });
  const found = newest.get(contactId);
  return found === undefined ? null : { uid, documentId: found };
};

/** The same of what is about to be written down. Only messages about orders and the like can be carried. */
export const entryOfIntent = async (
  strapi: Core.Strapi,
  sql: Sql,
  { intent, prepared }: { intent: Intent; prepared: Prepared }
): Promise<EntryKey | null> => {
  const { content, entries = {}, cause = null } = intent;
  const { contact, template, category } = prepared;
  if (content.type !== 'template' || category !== 'UTILITY') return null;
  const bindings = content.bindings ?? template?.bindings ?? null;
  const ask = { bindings, typed: content.values, entries, cause, contactId: contact.id };
  return entryMeant(strapi, sql, ask);
};
