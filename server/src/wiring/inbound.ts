import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, type AccountRow } from '../accounts/public';
import { botsService } from '../bots/public';
import { readInbound, type InboundContent } from '../cloud-api/inbound-content';
import { asText, isObject, type WebhookElement } from '../cloud-api/webhook-element';
import { campaignsService } from '../campaigns/public';
import { consentService, keepPosition } from '../consent/public';
import { contactsService, type ContactRow, type ToldIds } from '../contacts/public';
import {
  hasWritten,
  recordEventOfContacts,
  storeInbound,
  type ConversationRow,
} from '../conversations/public';
import { flowsService } from '../flows/public';
import { mediaService } from '../media/public';
import { preferenceChat } from '../preference-chat/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { sameNumber } from '../kernel/phone';
import { byWord } from '../kernel/words';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { teamService } from '../team/public';
import { templatesService, type Recategorised } from '../templates/public';
import { testersService } from '../testers/public';
import {
  noteUnclaimed,
  type AfterCommit,
  type Applied,
  type ChangeHandlers,
} from '../webhook/public';
import { createAnswering } from './answering';
import { noteChatLink, noteForm } from './chat-link';
import { onCall } from './calls';
import {
  onGroupMessage,
  onIdentity,
  onIdentityNotice,
  onPhoneBook,
  onPhoneMessage,
  takeNumber,
} from './elsewhere';
import { makeAskedTask } from './asked-stop';
import { meetPerson, meetWriter } from './meet';
import { askIfSame } from './quoted-person';
import { onPayment } from './payments';
import { applySaid } from './said';
import { createStatuses } from './statuses';
import { isTesterCode } from './tester-code';
import { tellReceived } from './outbound';

/** Open pages count again what waits for numbers that are not connected, at most so often. */
const COUNT_AGAIN_MS = 5_000;

type Apply = (
  trx: Knex.Transaction,
  element: WebhookElement,
  account: AccountRow
) => Promise<FeedEntry[] | null>;

interface Seen {
  contact: ContactRow;
  /** The thread before the message. */
  conversation: ConversationRow;
  messageId: number;
}

/** Nothing of this person came before; a call is no message. */
const isFirstMessage = async (
  trx: Knex.Transaction,
  { contact, conversation, messageId }: Seen
): Promise<boolean> => {
  if (contact.lastInboundAt === null) return true;
  // Only calls leave a thread without a message that can be marked as read.
  if (conversation.lastInboundWamid !== null) return false;
  return !(await hasWritten(trx, { contactId: contact.id, before: messageId }));
};

/**
 * What happens to each change of a webhook, in this order. Read this first to understand the plugin:
 *  message     → person → is it a tester's code, which is for nobody → thread → taps on preferences, else words and buttons of
 *                opt-out → codes of opt-in forms → bots → does anybody have to look at it: window, unread → who of the team
 *                gets it, away message
 *                of a group → its own conversation, nothing else; echo, history → thread, without window and unread
 *  preference  → consent ledger
 *  identity    → person's ids
 *  status      → campaign recipients → messages → messaging limit
 *  payment     → message, beside its delivery state
 *  template    → template row → campaigns that use it pause, also when it became marketing
 *  account     → number's quality, limit, restrictions → campaigns pause
 * All of one change is one transaction; hints for open pages are its last statements.
 */
export const createChangeHandlers = (strapi: Core.Strapi): ChangeHandlers => {
  const { db, clock, log } = contextOf(strapi);
  const later = (name: string, work: () => Promise<unknown>) =>
    void runtimeService(strapi).background.run(log('wiring'), name, work);
  const accounts = () => accountsService(strapi);
  const campaigns = () => campaignsService(strapi);
  const answering = createAnswering(strapi);
  let numbers: AccountRow[] = [];
  /** Ids that an opt-out named; true whatever becomes of its transaction. */
  const toLearn: ToldIds[] = [];
  let recategorised: Recategorised = () => Promise.resolve([]);

  /** The number that an element belongs to; null = not one of ours. Read outside transactions: SQLite has one connection. */
  const accountOf = (element: WebhookElement): AccountRow | null =>
    numbers.find((a) => a.phoneNumberId === element.phoneNumberId) ?? null;

  const isOwnNumber = (number: string | null | undefined): boolean =>
    numbers.some(({ displayPhoneNumber: own }) => sameNumber(own, number));

  const identityOf = (element: WebhookElement) => {
    const value = isObject(element.value) ? element.value : {};
    const { contact } = element;
    return {
      waId: contact?.waId ?? asText(value.from) ?? asText(value.wa_id),
      bsuid: contact?.userId ?? asText(value.from_user_id) ?? asText(value.user_id),
      parentUserId: contact?.parentUserId ?? null,
      username: contact?.username ?? null,
      profileName: contact?.name ?? null,
      at: element.at ?? clock.now(),
    };
  };

  /** A word or a preference of the customer stands in the thread as well. */
  const tellConsent = (
    trx: Knex.Transaction,
    contactIds: number[],
    { action, at }: { action: 'opt-in' | 'opt-out' | null; at: number }
  ): Promise<FeedEntry[]> =>
    action === null
      ? Promise.resolve([])
      : recordEventOfContacts(trx, contactIds, {
          kind: action === 'opt-out' ? 'opted-out' : 'opted-in',
          at,
        });

  const onMessage = async (
    trx: Knex.Transaction,
    element: WebhookElement,
    account: AccountRow
  ): Promise<FeedEntry[]> => {
    const content = readInbound(element.value);
    const { groupId } = content;
    if (groupId) return onGroupMessage(strapi, trx, { content, groupId, element, account });
    const who = identityOf(element);
    if (content.identityChange)
      return onIdentityNotice(strapi, trx, { content, who, accountId: account.id });
    const met = await contactsService(strapi).resolveInbound(trx, who);
    const { contact, created } = met;
    const { at } = who;
    const pair = { accountId: account.id, contactId: contact.id };
    const isTester = await isTesterCode(strapi, trx, { contact, account, content, at });
    const recorded = await storeInbound(strapi, trx, { ...pair, content, at });
    const { messageId, conversation } = recorded;
    if (messageId === null) return [];
    await contactsService(strapi).touchInbound(trx, contact.id, at);
    await tellReceived(strapi, trx, { account, contactId: contact.id, content, recorded, at });
    const hasToldOfThemselves = await keepTold(trx, contact.id, { content, at });
    const isFirst = await isFirstMessage(trx, { contact, conversation, messageId });
    if (isFirst) await meetWriter(strapi, trx, contact);
    // Two numbers of ours would talk to each other for ever.
    const isOwn = [who.waId, contact.waId, contact.phone].some(isOwnNumber);
    const { isLate = false } = element;
    if (isOwn || isLate) flowsService(strapi).mute(trx);
    await noteChatLink(strapi, trx, { contactId: contact.id, content, recorded, at });
    const ids = { ...pair, messageId };
    const message = { ...ids, account, conversation, content, isSilent: isOwn || isLate, at };
    const said = await applySaid(strapi, trx, { ...message, isTester });
    if (said.told) toLearn.push(said.told);
    await noteForm(trx, recorded, said.by ?? null);
    const isSilent = contact.blocked || isOwn;
    const fact = { ...ids, conversation, content, isFirst, isSilent, isLate, at };
    const answers = await answering.answer(trx, { fact, said, recorded });
    const task = said.isAsked
      ? await makeAskedTask(strapi, trx, { ...message, contact, conversationId: conversation.id })
      : [];
    return [
      ...(created || said.recorded || hasToldOfThemselves
        ? [{ type: 'contact' as const, id: contact.id }]
        : []),
      ...(await tellConsent(trx, [contact.id], { action: said.action, at })),
      ...[...said.hints, ...recorded.hints],
      ...(await askIfSame(strapi, trx, met)),
      ...answers,
      ...task,
    ];
  };

  /** A place or a number that the person sent is kept with them. */
  const keepTold = async (
    trx: Knex.Transaction,
    contactId: number,
    { content, at }: { content: InboundContent; at: number }
  ): Promise<boolean> => {
    const place = content.body.location;
    const isPlaced = place ? await keepPosition(trx, contactId, { place, at }) : false;
    return (await takeNumber(strapi, trx, { contactId, content, at })) || isPlaced;
  };

  const onPreference = async (
    trx: Knex.Transaction,
    element: WebhookElement,
    account: AccountRow
  ): Promise<FeedEntry[]> => {
    const who = identityOf(element);
    const { contact, created } = await contactsService(strapi).resolveInbound(trx, who);
    if (created) await meetPerson(strapi, trx, contact);
    const action = await consentService(strapi).applyPreference(trx, {
      ...element,
      contactId: contact.id,
      accountId: account.id,
    });
    return [
      { type: 'contact', id: contact.id },
      ...(await tellConsent(trx, [contact.id], { action, at: who.at })),
    ];
  };

  const onTemplate = async (
    trx: Knex.Transaction,
    element: WebhookElement
  ): Promise<{ hints: FeedEntry[]; after: AfterCommit }> => {
    const { templateId, ...facts } = await templatesService(strapi).applyMeta(trx, element);
    const isPromotion = templateId !== null && facts.categoryChanged?.to === 'MARKETING';
    const paused = isPromotion ? await recategorised(trx, templateId) : [];
    const follow = async () => {
      if (templateId !== null && facts.stopped)
        await campaigns().pauseAll({ templateId }, 'template-paused', null);
      if (facts.reread && element.wabaId) await templatesService(strapi).reread(element.wabaId);
    };
    return {
      hints: [
        ...(templateId === null ? [] : [{ type: 'template' as const, id: templateId }]),
        ...paused,
      ],
      after: () => later('after a template change', follow),
    };
  };

  /** What belongs to one of our numbers, by kind. Null: it is about nothing that is here. */
  const ofNumber = byWord<Apply>({
    message: onMessage,
    preference: onPreference,
    echo: (trx, element, account) => onPhoneMessage(strapi, trx, { element, account }),
    history: (trx, element, account) => onPhoneMessage(strapi, trx, { element, account }),
    call: (trx, element, account) => onCall(strapi, trx, { element, account }),
    payment: onPayment,
    'phone-book': (trx, element) => onPhoneBook(strapi, trx, { element }),
  });

  /** When open pages were told last to count what waits for numbers. */
  let countedAt = 0;
  /** What people write to a number that is not connected waits for it; nothing else does. */
  const forNumber = async (trx: Knex.Transaction, element: WebhookElement): Promise<Applied> => {
    if (element.kind === 'payment') return { outcome: 'foreign' };
    const seenAt = clock.now();
    const { numberId, isNew } = await noteUnclaimed(db, trx, { ...element, seenAt });
    if (isNew || (numberId !== null && seenAt - countedAt > COUNT_AGAIN_MS)) {
      countedAt = seenAt;
      await realtimeService(strapi).append(trx, [{ type: 'parked', id: 1 }]);
    }
    return numberId === null ? { outcome: 'foreign' } : { outcome: 'unclaimed', numberId };
  };

  const apply: ChangeHandlers['apply'] = async (trx, element) => {
    const own = ofNumber.get(element.kind);
    const account = accountOf(element);
    let hints: FeedEntry[] | null = [];
    let after: AfterCommit | undefined;
    if (own && !account) return forNumber(trx, element);
    if (own && account) hints = await own(trx, element, account);
    else if (element.kind === 'user-id-update') hints = await onIdentity(strapi, trx, { element });
    else if (element.kind.startsWith('template-'))
      ({ hints, after } = await onTemplate(trx, element));
    if (hints === null) return { outcome: 'foreign' };
    await realtimeService(strapi).append(trx, hints);
    return { outcome: 'done', ...(after ? { after } : {}) };
  };

  /**
   * Account facts are written before the change's own transaction: they are last-writer facts, harmless twice, and a crash
   * in between only applies them again.
   */
  const onAccount = async (element: WebhookElement) => {
    const facts = await accounts().applyMeta(element);
    if (facts.pauseAll)
      await campaigns().pauseAll(
        { accountIds: facts.accountIds },
        facts.pauseAll.reason,
        facts.pauseAll.detail
      );
    if (facts.refresh) for (const id of facts.accountIds) await accounts().refresh(id);
  };

  const ACCOUNT_KINDS = new Set<WebhookElement['kind']>([
    'account',
    'number-quality',
    'capability',
  ]);

  /** Pairs of number and user id in statuses. In a group, a status may name any of its members. */
  const toldIds = (elements: readonly WebhookElement[]): ToldIds[] =>
    elements.flatMap((element) => {
      const { kind, contact, value, at } = element;
      // Of numbers that are not ours: their user ids are of another portfolio.
      if (kind !== 'status' || !contact?.waId || !contact.userId || !accountOf(element)) return [];
      if (isObject(value) && (value.recipient_type === 'group' || value.status === 'failed'))
        return [];
      const { waId, userId: bsuid, parentUserId } = contact;
      return [{ waId, bsuid, parentUserId, at: at ?? 0 }];
    });

  const committed: ChangeHandlers['committed'] = (elements) => {
    // Apart from the batch: receipts take recipients first, a join takes people first.
    const told = [...toLearn.splice(0), ...toldIds(elements)];
    if (told.length > 0) later('ids', () => contactsService(strapi).learnIds(told));
    if (elements.some(({ kind }) => kind === 'echo' || kind === 'history'))
      later('files', () => mediaService(strapi).process());
    if (elements.some(({ kind }) => kind === 'message')) {
      later('files', () => mediaService(strapi).process());
      later('bots', () => flowsService(strapi).process());
      later('testers', () => testersService(strapi).answer());
    }
    later('after a change', async () => {
      const seen = new Set<number>();
      for (const element of elements) {
        const account = accountOf(element);
        if (account && !seen.has(account.id)) {
          seen.add(account.id);
          await accounts().touchEvent(account.id, clock.now());
        }
      }
    });
  };

  return {
    before: async (batch) => {
      numbers = await accounts().list();
      await runtimeService(strapi).install();
      if (batch === 'receipts') return;
      recategorised = await campaigns().recategorised();
      await botsService(strapi).load();
      await answering.load();
      await teamService(strapi).load();
    },
    ahead: async (element) => {
      if (ACCOUNT_KINDS.has(element.kind)) await onAccount(element);
      const account = element.kind === 'message' ? accountOf(element) : null;
      // What a tap may choose is read here: within the transaction nothing is looked up elsewhere.
      if (account && preferenceChat(strapi).isTap(readInbound(element.value).reply))
        await preferenceChat(strapi).load(account.id);
    },
    apply,
    applyStatuses: createStatuses(strapi, () => numbers),
    committed,
  };
};
