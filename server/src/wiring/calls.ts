import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { readCall } from '../cloud-api/call-content';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { contactsService, shownName, type ContactRow } from '../contacts/public';
import { recordCall, recordEvents, type ConversationRow } from '../conversations/public';
import { sameNumber } from '../kernel/phone';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { tasksService } from '../tasks/public';
import { meetPerson } from './meet';

/** The language of a task about a person: theirs, else that of the number's country. */
export const taskLanguage = (
  { language }: Pick<ContactRow, 'language'>,
  { defaultCountry }: Pick<AccountRow, 'defaultCountry'>
): 'en' | 'tr' => ((language ?? defaultCountry).toLowerCase().startsWith('tr') ? 'tr' : 'en');

const TITLES = {
  en: (name: string) => `Call back: ${name}`,
  tr: (name: string) => `Geri ara: ${name}`,
};

interface Missed {
  contact: ContactRow;
  account: AccountRow;
  conversation: ConversationRow;
  messageId: number;
  at: number;
}

/** A missed call is to be returned: one task for each, for the person who has the conversation. */
const makeTask = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact, account, conversation, messageId, at }: Missed
): Promise<FeedEntry[]> => {
  const title = TITLES[taskLanguage(contact, account)](shownName(contact));
  const made = await tasksService(strapi).createTask(trx, {
    title,
    contactId: contact.id,
    conversationId: conversation.id,
    assigneeId: conversation.assigneeId,
    origin: 'call',
    dueAt: at,
    dedupeKey: `call:${messageId}`,
  });
  if (made.isNew)
    await recordEvents(trx, [
      { conversationId: conversation.id, kind: 'task-made', at, subject: title },
    ]);
  return made.hints;
};

/** A call with a customer stands in the thread; one that nobody took is somebody's task (C-35). */
export const onCall = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { element, account }: { element: WebhookElement; account: AccountRow }
): Promise<FeedEntry[]> => {
  const content = readCall(element.value);
  const at = element.at ?? contextOf(strapi).clock.now();
  const { displayPhoneNumber: own } = account;
  const end = content.ends.find(
    ({ waId, userId }) => (waId !== null && !sameNumber(waId, own)) || userId !== null
  );
  if (!end) return [];
  const { contact, created } = await contactsService(strapi).resolveInbound(trx, {
    waId: sameNumber(end.waId, own) ? null : end.waId,
    bsuid: end.userId,
    profileName: element.contact?.name ?? null,
    username: element.contact?.username ?? null,
    at,
  });
  if (created) await meetPerson(strapi, trx, contact);
  const ids = { accountId: account.id, contactId: contact.id };
  const recorded = await recordCall(strapi, trx, { ...ids, content, at });
  if (content.by === 'customer') await contactsService(strapi).touchInbound(trx, contact.id, at);
  const { conversation, messageId } = recorded;
  const task = recorded.isMissed
    ? await makeTask(strapi, trx, { contact, account, conversation, messageId, at })
    : [];
  return [{ type: 'contact', id: contact.id }, ...task, ...recorded.hints];
};
