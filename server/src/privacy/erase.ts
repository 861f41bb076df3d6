import type { Core } from '@strapi/strapi';
import { contactsService, seesPerson, shownName } from '../contacts/public';
import { fold } from '../contracts/fold';
import { actions } from '../contracts/permissions';
import { conversationsService, countMessagesOf } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { defineOperationKind, operationsService, type OperationKind } from '../operations/public';
import { contextOf } from '../strapi/context';
import { startRemains } from './remains';

const ERASE = 'person-erase';
/** A message is being sent to them: what comes of it must find its row. */
const WAIT_MS = 1_000;

interface Params {
  contactId: number;
}
interface Cursor {
  /** Ask again in a second. */
  waits: boolean;
}

/** Erases one person step by step: messages in pieces, then the person with all the rest in one transaction. */
export const eraseKind = (strapi: Core.Strapi): OperationKind => {
  const { clock } = contextOf(strapi);
  return defineOperationKind<Params, Cursor>({
    kind: ERASE,
    needs: actions.contactErase,
    // The row has no name, as it is kept longer: read again for who may see the person, while there is one.
    titleFor: async (title, ctx) => {
      const id = Number(title.slice(1));
      if (!Number.isInteger(id) || !(await seesPerson(strapi, ctx, id))) return title;
      const person = (await contactsService(strapi).byIds(contextOf(strapi).db.knex, [id])).get(id);
      return person ? shownName(person) || title : title;
    },
    read: async ({ cursor }) => {
      if (cursor?.waits) await clock.sleep(WAIT_MS);
      return undefined;
    },
    step: async (trx, { params }) => {
      const { contactId } = params;
      const messages = await conversationsService(strapi).purge.piece(trx, [contactId]);
      if (messages > 0) return { cursor: { waits: false }, done: messages, counters: { messages } };
      const people = contactsService(strapi);
      // Gone already: it was deleted on another page meanwhile.
      const found = (await people.byIds(trx, [contactId])).get(contactId);
      if (!found || found.mergedInto !== null) return { cursor: null };
      const removed = await people.remove(trx, [contactId]);
      if (removed.length === 0) return { cursor: { waits: true } };
      return {
        cursor: null,
        done: 1,
        counters: { people: 1 },
        hints: [{ type: 'contact', id: contactId }],
      };
    },
    // At once, where a person waits for it; a timer finds what a crash leaves out here.
    committed: async (_operation, { cursor }) => {
      if (cursor === null) await startRemains(strapi);
    },
  });
};

/** Of somebody nameless the number is typed, spaced as it is shown or not. */
const plain = (text: string): string => {
  const folded = fold(text).replace(/\s+/g, ' ').trim();
  return /^\+?[\d ]+$/.test(folded) ? folded.replace(/[+ ]/g, '') : folded;
};

/** Starts erasing a person whose name was typed, and writes down who asked for it. Throws 422 `name-differs`. */
export const startErase = async (
  strapi: Core.Strapi,
  { contactId, typed, by }: { contactId: number; typed: string; by: { id: number; name: string } }
): Promise<number> => {
  const people = contactsService(strapi);
  const contact = await people.get(contactId);
  const [view] = await people.views([contact]);
  if (plain(typed) !== plain(view?.name || `#${contact.id}`))
    throw new DomainError('name-differs', 'typed: the name does not match', {
      status: 422,
      field: 'typed',
      remedy: 'Type the name exactly as shown above.',
    });
  const messages = await countMessagesOf(contextOf(strapi).db.knex, contact.id);
  const operationId = await operationsService(strapi).start({
    kind: ERASE,
    // Never the name: the operation is kept longer than the person.
    title: `#${contact.id}`,
    params: { contactId: contact.id } satisfies Params,
    total: messages + 1,
    by,
  });
  await logsService(strapi).accessed({
    event: 'person-erased',
    contactId: contact.id,
    by,
    details: { operation: operationId },
  });
  return operationId;
};
