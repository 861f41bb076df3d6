import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import type { ContactRow } from '../contacts/public';
import { allOf } from '../contracts/condition-tree';
import { wallAt } from '../kernel/wall';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import type { Known, PersonHolds } from './domain/conditions';
import { personZone } from './person';
import type { RunSources } from './public';

/** What conditions are asked about: a person, at a number of ours, now. */
export interface Asked extends Pick<Known, 'variables' | 'said'> {
  contact: ContactRow;
  accountId: number;
}

/** Reads by `sql` alone what the conditions of a flow may ask. */
export const createAbout = (strapi: Core.Strapi, sources: () => RunSources) => {
  const { db, clock } = contextOf(strapi);
  return async (
    { contact, accountId, variables, said }: Asked,
    sql: Sql = db.knex
  ): Promise<{ known: Known; person: PersonHolds }> => {
    const now = clock.now();
    const isOpen = await sources().isOpen(accountId, now, sql);
    return {
      known: { variables, said, wall: wallAt(personZone(contact), now), isOpen },
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
