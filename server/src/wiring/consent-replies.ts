import type { Core } from '@strapi/strapi';
import { accountsService, sendable } from '../accounts/public';
import {
  consentService,
  type ConsentReplyRow,
  type DeliverReply,
  type ReplyOutcome,
} from '../consent/public';
import { contactsService } from '../contacts/public';
import { conversationTable, messageTable } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { preferenceChat } from '../preference-chat/public';
import { CONSENT_KEYS, sendingService, type IntentContent } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';

/** Refusals that another try may cure: the number or the server, never the person. */
const PASSING = new Set(['number-not-usable', 'restarting', 'limit-full']);
/** What can be mended for a confirmation that nobody waits for. */
const MENDABLE = new Set([...PASSING, 'template-not-sendable', 'missing-value', 'no-number']);
/** Confirmations by template in the queue of the numbers at once: other messages get their turn between them. */
const MOST_QUEUED = 200;

/** The number with an open window, when the fact names none (a person on the team recorded it). */
const openNumber = async (strapi: Core.Strapi, contactId: number): Promise<number | null> => {
  const { db, clock } = contextOf(strapi);
  const row = await db
    .knex(conversationTable.table)
    .where({ contact_id: contactId })
    .where('window_expires_at', '>', clock.now())
    .orderBy('window_expires_at', 'desc')
    .first<{ account_id: unknown } | undefined>('account_id');
  return row ? Number(row.account_id) : null;
};

/** What a confirmation says; null: there is nothing to say (any more). */
const contentOf = (
  strapi: Core.Strapi,
  { reply, text, accountId }: { reply: ConsentReplyRow; text: string; accountId: number }
): Promise<IntentContent | null> =>
  reply.action === 'answer'
    ? preferenceChat(strapi).answerFor(reply, accountId)
    : Promise.resolve({ type: 'text', text });

/** Sends one confirmation by template through the one door; the rules of the gate and of the limit hold (O-06). */
const byTemplate = async (
  strapi: Core.Strapi,
  reply: ConsentReplyRow,
  templateId: number
): Promise<void> => {
  const chosen = await templatesService(strapi).get(templateId);
  const numbers = (await accountsService(strapi).list()).filter(
    (account) => account.wabaId === chosen.wabaId
  );
  const number = numbers.find((account) => sendable(account).ok) ?? numbers[0];
  if (!number) throw new DomainError('no-number', 'no number of this template is connected', {});
  const person = await contactsService(strapi).get(reply.contactId);
  const template = await templatesService(strapi).forPerson(chosen, person);
  await sendingService(strapi).send({
    accountId: number.id,
    contactId: reply.contactId,
    origin: 'system',
    lane: 1,
    // Whatever the settings say when it is asked again: it is the same message.
    key: { owner: CONSENT_KEYS, key: `reply:${reply.id}`, bodyHash: `reply:${reply.id}` },
    content: { type: 'template', templateId: template.id, values: {} },
  });
};

/** How an attempt by template ended, told in the log once it is over. */
const attempt = async (
  strapi: Core.Strapi,
  reply: ConsentReplyRow,
  { templateId, mendable }: { templateId: number; mendable: ReadonlySet<string> }
): Promise<ReplyOutcome> => {
  const tell = (
    event: 'consent-confirmed' | 'consent-not-confirmed',
    reason: string | null
  ): void =>
    logsService(strapi).write({
      area: 'contact',
      level: 'info',
      event,
      text: `${reply.action}: ${reason ?? 'a confirmation was queued'}`,
      contactId: reply.contactId,
      details: { action: reply.action, reason: reason ?? '' },
    });
  try {
    await byTemplate(strapi, reply, templateId);
    tell('consent-confirmed', null);
    return 'sent';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (mendable.has(error.kind)) return 'again';
    tell('consent-not-confirmed', error.kind);
    return 'dropped';
  }
};

/** How many more confirmations the queue of the numbers takes now. */
const roomLeft = async (strapi: Core.Strapi): Promise<number> => {
  const rows = await contextOf(strapi)
    .db.knex(messageTable.table)
    .where({ state: 'queued', key_owner: CONSENT_KEYS })
    .limit(MOST_QUEUED)
    .select<{ id: unknown }[]>('id');
  return MOST_QUEUED - rows.length;
};

/**
 * Confirms opt-outs and returns through the one door: by text where a window is open, else by the template that the
 * business chose for it, if the gate still lets a utility message through. Then opt-ins that were taken elsewhere.
 */
export const sendConsentReplies = async (strapi: Core.Strapi): Promise<number> => {
  const { optInTemplateId, optOutTemplateId } = await settingsService(strapi).get();
  const deliver: DeliverReply = async (reply, text) => {
    const accountId = reply.accountId ?? (await openNumber(strapi, reply.contactId));
    const outside = async (): Promise<ReplyOutcome> =>
      reply.action === 'opt-out' && optOutTemplateId !== null
        ? attempt(strapi, reply, { templateId: optOutTemplateId, mendable: PASSING })
        : 'dropped';
    if (accountId === null) return outside();
    try {
      const content = await contentOf(strapi, { reply, text, accountId });
      if (!content) return 'dropped';
      await sendingService(strapi).send({
        accountId,
        contactId: reply.contactId,
        origin: 'system',
        // Nobody of the team sees a list that did not leave: it is tried again by itself.
        lane: reply.action === 'answer' ? 1 : 0,
        key: { owner: CONSENT_KEYS, key: `reply:${reply.id}`, bodyHash: `reply:${reply.id}` },
        content,
      });
      return 'sent';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'window-closed') return outside();
      return PASSING.has(error.kind) ? 'again' : 'dropped';
    }
  };
  const told = await consentService(strapi).sendReplies(deliver);
  if (optInTemplateId === null) return told;
  const confirmed = await consentService(strapi).sendTemplates({
    room: await roomLeft(strapi),
    deliver: (reply) => attempt(strapi, reply, { templateId: optInTemplateId, mendable: MENDABLE }),
  });
  return told + confirmed;
};
