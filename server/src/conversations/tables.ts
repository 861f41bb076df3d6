import type { MessageCategory } from '../consent/public';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { Standing } from './domain/standing';
import type { ConversationEventKind, MessageBody, Referral } from '../contracts/conversations';
import type { MessagePayment } from '../contracts/message-parts';
import type { StoredPayload } from './payload';

/** What somebody did who gave a conversation to another: for some seconds they may take it back. */
export interface Given {
  by: number;
  at: number;
  /** Whose it was before; null = unassigned. */
  from: number | null;
  /** Bots answered before. */
  hadBots: boolean;
  /** The note that went with it. */
  noteId?: number;
}

/** The one thread of a contact with a number. */
export const conversationTable = defineTable({
  name: 'conversation',
  kind: 'content-type',
  description: 'The thread of a contact with a number',
  columns: {
    accountId: must.int(),
    contactId: must.int(),
    status: must.string<Standing>('open', 10),
    assigneeId: maybe.int(),
    /** How a person assigned it last. */
    given: maybe.json<Given>(),
    unread: must.int(0),
    lastMessageAt: must.big(0),
    lastMessageId: maybe.int(),
    lastText: maybe.text(),
    lastDirection: maybe.string(4),
    lastType: maybe.string(24),
    lastInboundAt: maybe.big(),
    /** End of the customer service window: 24 h after the customer's last message, by Meta's time, or when Meta refused. */
    windowExpiresAt: maybe.big(),
    /** When the customer last came by an ad: an answer within a day opens the free entry point. */
    adAt: maybe.big(),
    /** End of the free entry point, as Meta told it: until then every message is free of charge. */
    freeUntil: maybe.big(),
    /** wamid of the newest inbound message, for the read mark. */
    lastInboundWamid: maybe.string(255),
    /** How it began (C-27): who or what wrote first, or the ad or link that the customer came by. */
    origin: must.string<string>('inbound', 16),
    /** The ad or link that the customer came by last (C-29). */
    referral: maybe.json<Referral>(),
    /** Since when, and by whom, bots are silent here: a person took over (B-18). */
    botPausedAt: maybe.big(),
    botPausedBy: maybe.int(),
    sample: must.bool(false),
    openedAt: must.big(),
    closedAt: maybe.big(),
    /** Why it was closed, in the team's words. */
    closeReason: maybe.string<string>(200),
    /** When it opens again by itself, and who put it off. */
    snoozedUntil: maybe.big(),
    snoozedBy: maybe.int(),
    /** When it woke, while `lastMessageAt` is that time and not the time of a message. */
    wokenAt: maybe.big(),
    /** The oldest message of the customer that nobody has answered. */
    waitingSince: maybe.big(),
    /** Since when it waited as it was closed: a person who opens it again brings that back. */
    waitedSince: maybe.big(),
    /** Milliseconds to the first answer since it (re)opened. */
    firstAnswerMs: maybe.big(),
  },
  indexes: [
    { columns: ['accountId', 'contactId'], unique: true },
    { columns: ['contactId'] },
    { columns: ['status', 'lastMessageAt', 'id'] },
    { columns: ['accountId', 'status', 'lastMessageAt', 'id'] },
    { columns: ['assigneeId', 'status', 'lastMessageAt', 'id'] },
    { columns: ['assigneeId', 'status', 'unread'] },
    { columns: ['lastMessageAt', 'id'] },
    { columns: ['status', 'snoozedUntil'] },
    { columns: ['status', 'waitingSince', 'id'] },
  ],
});
export type ConversationRow = RowOf<typeof conversationTable>;

/** `uncertain` and `left` wait for a fact; `received` and `note` never move. Facts (sent, delivered, read) are in `rank`. */
export type MessagePermission =
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'failed'
  | 'uncertain'
  | 'left'
  | 'received'
  | 'note';

export const messageTable = defineTable({
  name: 'message',
  kind: 'content-type',
  description: 'One message in or out',
  columns: {
    conversationId: must.int(),
    accountId: must.int(),
    contactId: must.int(),
    direction: must.string<'in' | 'out'>(undefined, 4),
    origin: must.string<
      'customer' | 'agent' | 'phone' | 'campaign' | 'api' | 'bot' | 'automation' | 'system'
    >(undefined, 12),
    type: must.string<string>(undefined, 24),
    /** What people see (contract `messageBody`). */
    body: maybe.json<MessageBody>(),
    text: maybe.text(),
    payload: maybe.json<StoredPayload>(),
    /** `needed`: its files have no id at Meta yet, no permit before they have. Null: it has no files. */
    mediaState: maybe.string<'needed' | 'ready'>(8),
    templateId: maybe.int(),
    category: maybe.string<MessageCategory>(16),
    /** The kind of message that its template is of. */
    topic: maybe.string(24),
    wamid: maybe.string(255),
    wamidKey: maybe.string(64),
    /** Of messages of ours: what is the same in every spelling of the wamid (cloud-api/wamid.ts). */
    wamidTail: maybe.string(64),
    /** Message that this one answers or reacts to. */
    contextKey: maybe.string(64),
    /** While that message is not here: the part of its id that is the same in every spelling (cloud-api/wamid.ts). */
    contextTail: maybe.string(64),
    state: must.string<MessagePermission>('queued', 12),
    rank: must.int(0),
    attempt: must.int(1),
    /** Refusals that count toward the five; asking to slow down and the like do not. */
    tries: must.int(0),
    permit: maybe.string(40),
    permitAt: maybe.big(),
    /** 0 interactive, 1 API and automations, 2 campaigns. */
    lane: must.int(0),
    /** Instance that took it. */
    owner: maybe.string(64),
    dueAt: must.big(0),
    keyOwner: maybe.string(80),
    keyHash: maybe.string(64),
    bodyHash: maybe.string(64),
    clientId: maybe.string(80),
    agentId: maybe.int(),
    campaignId: maybe.int(),
    /** The campaign that this message tried out before its start; it belongs to no run of it. 0: a template of no campaign. */
    testOf: maybe.int(),
    recipientId: maybe.int(),
    errorCode: maybe.int(),
    errorClass: maybe.string(24),
    errorText: maybe.text(),
    /** This send reserved a place in the messaging limit. */
    inLimit: must.bool(false),
    /** A word or press that a machine answered: nobody has to look at it. */
    answered: must.bool(false),
    /** How Meta charges it, as its statuses say; of campaigns only service messages, see apply-facts. */
    priceCategory: maybe.string(32),
    priceType: maybe.string(32),
    /** What is charged for it, where a status says that (T-53). */
    chargedMicros: maybe.big(),
    chargedCurrency: maybe.string(3),
    /** How far the customer is with paying what it asks for. */
    payment: maybe.json<MessagePayment>(),
    sample: must.bool(false),
    /** Meta's time for inbound, ours for outbound. */
    at: must.big(),
    acceptedAt: maybe.big(),
    sentAt: maybe.big(),
    deliveredAt: maybe.big(),
    readAt: maybe.big(),
    failedAt: maybe.big(),
  },
  indexes: [
    { columns: ['conversationId', 'at', 'id'] },
    { columns: ['at'] },
    { columns: ['accountId', 'priceCategory', 'at'] },
    { columns: ['templateId', 'at'] },
    { columns: ['wamidKey'], unique: true },
    { columns: ['keyOwner', 'keyHash'], unique: true },
    { columns: ['keyOwner', 'state'] },
    { columns: ['state', 'permitAt'] },
    { columns: ['state', 'owner', 'dueAt'] },
    { columns: ['contactId', 'state'] },
    { columns: ['recipientId'] },
    { columns: ['contextKey'] },
    { columns: ['contextTail'] },
    { columns: ['wamidTail'] },
  ],
});
export type MessageRow = RowOf<typeof messageTable>;

/** What happened with a conversation beside its messages; shown in the thread between them (C-24). Only added to. */
export const conversationEventTable = defineTable({
  name: 'conversation-event',
  kind: 'content-type',
  description: 'What happened with a conversation: assigned, closed, tagged…',
  columns: {
    conversationId: must.int(),
    kind: must.string<ConversationEventKind>(undefined, 20),
    at: must.big(),
    agentId: maybe.int(),
    targetId: maybe.int(),
    botId: maybe.int(),
    /** The run of the bot that it tells of. */
    runId: maybe.int(),
    subject: maybe.text(),
  },
  indexes: [{ columns: ['conversationId', 'at', 'id'] }],
});
export type ConversationEventRow = RowOf<typeof conversationEventTable>;

/** How far messages of before have got their words (see texts.ts): those with a smaller id lack them; 0 = none does. */
export const textIndexTable = defineTable({
  name: 'text-index',
  plural: 'text-indexes',
  kind: 'model',
  description: 'How far the words of messages are read in',
  columns: { name: must.string<string>(undefined, 20), below: must.int(0) },
  indexes: [{ columns: ['name'], unique: true }],
});
