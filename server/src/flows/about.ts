import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { audienceService } from '../audience/public';
import { contactsService, type ContactRow } from '../contacts/public';
import { allOf } from '../contracts/condition-tree';
import { messageByKey } from '../conversations/public';
import { wallAt } from '../kernel/wall';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import type { Known, PersonHolds } from './domain/conditions';
import type { RunSources } from './public';
import type { RunRow } from './tables';

/** What conditions are asked about: a person, at a number of ours, now. */
export interface Asked extends Pick<Known, 'variables' | 'said'> {
  contact: ContactRow;
  accountId: number;
  /** When, where it is not now: a trial winds the clock forward. */
  at?: number;
}

/** What conditions know of a message; null: there is none. */
export const saidIn = async (sql: Sql, messageId: number | null): Promise<Known['said']> => {
  const message = messageId === null ? null : await messageByKey(sql, { id: messageId });
  return message && { text: message.body?.text ?? '', type: message.type };
};

/** What the conditions of a run are asked about: its person, and the message that came in last. */
export const askedBy = async (
  strapi: Core.Strapi,
  { contactId, messageId, accountId, variables }: RunRow
): Promise<Asked> => {
  const { knex } = contextOf(strapi).db;
  const contact = await contactsService(strapi).get(contactId);
  const said = await saidIn(knex, messageId);
  return { contact, accountId, variables, said };
};

/** Reads by `sql` alone what the conditions of a flow may ask. */
export const createAbout = (strapi: Core.Strapi, sources: () => RunSources) => {
  const { db, clock } = contextOf(strapi);
  return async (
    { contact, accountId, variables, said, at: now = clock.now() }: Asked,
    sql: Sql = db.knex
  ): Promise<{ known: Known; person: PersonHolds }> => {
    const isOpen = await sources().isOpen(accountId, now, sql);
    return {
      known: { variables, said, wall: wallAt(zoneFor(strapi, contact), now), isOpen },
      person: async (condition) => {
        const audience = audienceService(strapi);
        const choice = await audience.ofTree(allOf([condition]), sql);
        const at = { after: contact.id - 1, upTo: contact.id, limit: 1 };
        return (await audience.pieceOf(choice, at, sql)).length > 0;
      },
    };
  };
};
export type About = ReturnType<typeof createAbout>;
