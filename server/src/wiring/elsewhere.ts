import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { oldUserIdIn } from '../cloud-api/identity-notice';
import { readInbound, type InboundContent } from '../cloud-api/inbound-content';
import { asText, isObject, type WebhookElement } from '../cloud-api/webhook-element';
import { contactsService } from '../contacts/public';
import { shownFirst } from '../contracts/person-names';
import { hasConversation, RANK, recordFromPhone, recordInbound } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { sameNumber } from '../kernel/phone';
import { byWord } from '../kernel/words';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { meetPerson } from './meet';

type Told = { element: WebhookElement; account: AccountRow };

const digitsOf = (text: string | null): string => text?.replace(/\D/g, '') ?? '';

/**
 * A message in a group stands in the group's own conversation, under the name of who wrote it. It is no message to us from
 * that person: it opens no window, agrees to nothing and is answered by no bot.
 */
export const onGroupMessage = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { content, groupId, element, account }: Told & { content: InboundContent; groupId: string }
): Promise<FeedEntry[]> => {
  const at = element.at ?? contextOf(strapi).clock.now();
  const group = await contactsService(strapi).ensureGroup(trx, { groupId, at });
  const { name, username, waId, userId } = element.contact ?? {};
  const sender = shownFirst(name, username) || (waId ? `+${waId}` : userId);
  const body = { ...content.body, ...(sender ? { sender } : {}) };
  const { hints } = await recordInbound(strapi, trx, {
    accountId: account.id,
    contactId: group.id,
    content: { ...content, body },
    at,
  });
  return [{ type: 'contact', id: group.id }, ...hints];
};

/** How far a message of a history had come. */
const RANKS = byWord<number>({
  PENDING: RANK.accepted,
  SENT: RANK.sent,
  DELIVERED: RANK.delivered,
  READ: RANK.read,
  PLAYED: RANK.played,
  ERROR: RANK.failed,
});

/** The customer of a message of the Business app; null where it names only ourselves. */
const customerOf = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { element, account, at }: Told & { at: number }
): Promise<number | null> => {
  const { waId = null, userId = null, name = null, username = null } = element.contact ?? {};
  if ((!waId && !userId) || sameNumber(waId, account.displayPhoneNumber)) return null;
  const { contact, created } = await contactsService(strapi).resolveInbound(trx, {
    ...{ waId, bsuid: userId, profileName: name, username, at },
  });
  if (created) await meetPerson(strapi, trx, contact);
  return contact.id;
};

/** What was written in the WhatsApp Business app, now (an echo) or before the number was connected (its history). */
export const onPhoneMessage = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { element, account }: Told
): Promise<FeedEntry[]> => {
  const told = element.kind === 'echo' ? 'echo' : 'history';
  const value = isObject(element.value) ? element.value : {};
  const content = readInbound(value);
  const at = element.at ?? contextOf(strapi).clock.now();
  const contactId = await customerOf(strapi, trx, { element, account, at });
  if (contactId === null) return [];
  const isOurs = told === 'echo' || sameNumber(content.from, account.displayPhoneNumber);
  const context = isObject(value.history_context) ? value.history_context : {};
  const hints = await recordFromPhone(strapi, trx, {
    ...{ accountId: account.id, contactId, content, at, told },
    direction: isOurs ? 'out' : 'in',
    rank: RANKS.get(asText(context.status) ?? '') ?? RANK.sent,
  });
  return [{ type: 'contact', id: contactId }, ...hints];
};

/** The phone book of the Business app: a person who is known here without a name gets the one that stands there. */
export const onPhoneBook = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { element }: Pick<Told, 'element'>
): Promise<FeedEntry[]> => {
  const value = isObject(element.value) ? element.value : {};
  const card = isObject(value.contact) ? value.contact : {};
  const name = asText(card.full_name) ?? asText(card.first_name);
  const waId = digitsOf(asText(card.phone_number));
  if (value.action !== 'add' || !name || !waId) return [];
  const id = await contactsService(strapi).nameNameless(trx, { waId, name });
  return id === null ? [] : [{ type: 'contact', id }];
};

/** The number with which somebody answers a request for it (C-34). True when it is theirs now. */
export const takeNumber = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contactId, content, at }: { contactId: number; content: InboundContent; at: number }
): Promise<boolean> => {
  const { sharedNumber: waId } = content;
  return waId === null ? false : contactsService(strapi).shareNumber(trx, { contactId, waId, at });
};

/** WhatsApp tells, apart from any message, that somebody has another user id. */
export const onIdentity = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { element }: { element: WebhookElement }
): Promise<FeedEntry[]> => {
  const value = isObject(element.value) ? element.value : {};
  const ids = isObject(value.user_id) ? value.user_id : {};
  const contact = await contactsService(strapi).changeIdentity(trx, {
    from: { waId: asText(value.wa_id), bsuid: asText(ids.previous) },
    to: { waId: asText(value.wa_id), bsuid: asText(ids.current) },
    at: element.at ?? contextOf(strapi).clock.now(),
  });
  return contact ? [{ type: 'contact', id: contact.id }] : [];
};

/**
 * A notice of WhatsApp that somebody has another number or user id. Nobody wrote: it stands in the thread and opens no
 * window. It names the old ids, so the person is the one who has them; a stranger stays one. A notice of which it is not
 * certain whom it is about waits for a person of the team (Operations): the next message would make a stranger of them.
 */
export const onIdentityNotice = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  {
    content,
    who,
    accountId,
  }: {
    content: InboundContent;
    who: Pick<
      Parameters<ReturnType<typeof contactsService>['resolveInbound']>[1],
      'waId' | 'bsuid'
    > & { at: number };
    accountId: number;
  }
): Promise<FeedEntry[]> => {
  const to = content.identityChange;
  // A card beside the notice may hold the new id, which says nothing of the old one.
  const bsuid = who.bsuid === to?.userId ? null : (who.bsuid ?? null);
  const told = bsuid === null ? oldUserIdIn(content.body.text, to?.userId ?? null) : null;
  if (!(who.waId ?? bsuid ?? told ?? to?.waId))
    throw new DomainError('whose-id', 'the notice of a new user id does not say who has it', {});
  const contact = await contactsService(strapi).changeIdentity(trx, {
    // With the old id of the sentence: who has the number by now may have written under the new id already.
    from: { waId: who.waId ?? (told && to ? to.waId : null), bsuid: bsuid ?? told },
    to: { waId: to?.waId ?? null, bsuid: to?.userId ?? null },
    at: who.at,
  });
  if (!contact) return [];
  const pair = { accountId, contactId: contact.id };
  const { hints } = (await hasConversation(trx, pair))
    ? await recordInbound(strapi, trx, { ...pair, content, at: who.at })
    : { hints: [] };
  return [{ type: 'contact', id: contact.id }, ...hints];
};
