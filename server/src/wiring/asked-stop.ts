import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { consentService, type AskedBy, type EndedHold } from '../consent/public';
import { shownName, type ContactRow } from '../contacts/public';
import { conversationById, recordEventOfContacts, recordEvents } from '../conversations/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { tasksService } from '../tasks/public';
import { taskLanguage } from './calls';

const TITLES = {
  en: (name: string) => `Did ${name} ask for no more messages?`,
  tr: (name: string) => `${name} mesaj almak istemiyor mu?`,
};

interface AskedTask {
  contact: ContactRow;
  account: AccountRow;
  conversationId: number;
  messageId: number;
}

const taskKey = (messageId: number): string => `asked-stop:${messageId}`;

/** A message may mean "no more messages": promotions rest, and the thread asks. False where nothing is (newly) asked. */
export const askTeam = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { asked, conversationId }: { asked: AskedBy; conversationId: number }
): Promise<boolean> => {
  if (!(await consentService(strapi).askStop(trx, asked))) return false;
  const at = contextOf(strapi).clock.now();
  await recordEvents(trx, [{ conversationId, kind: 'asked-to-stop', at }]);
  return true;
};

/** Creates the task for the assignee, after the message was assigned. Returns the hints. */
export const makeAskedTask = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact, account, conversationId, messageId }: AskedTask
): Promise<FeedEntry[]> => {
  const conversation = await conversationById(trx, conversationId);
  const made = await tasksService(strapi).createTask(trx, {
    title: TITLES[taskLanguage(contact, account)](shownName(contact)),
    contactId: contact.id,
    conversationId,
    assigneeId: conversation?.assigneeId ?? null,
    origin: 'system',
    dueAt: contextOf(strapi).clock.now(),
    dedupeKey: taskKey(messageId),
  });
  return made.hints;
};

/** Once it is decided, its task is done, and the threads say who decided what. */
export const afterHold =
  (strapi: Core.Strapi) =>
  async (trx: Knex.Transaction, ended: EndedHold): Promise<void> => {
    const { contactId, messageId, how, by, at } = ended;
    const task =
      messageId === null
        ? []
        : await tasksService(strapi).finish(trx, taskKey(messageId), { by: by?.id ?? null });
    const events =
      how === 'said'
        ? []
        : await recordEventOfContacts(trx, [contactId], {
            kind: how === 'opt-out' ? 'opted-out' : 'stop-not-meant',
            at,
            agentId: by?.id ?? null,
          });
    const contact: FeedEntry = { type: 'contact', id: contactId };
    await realtimeService(strapi).append(trx, [contact, ...task, ...events]);
  };
