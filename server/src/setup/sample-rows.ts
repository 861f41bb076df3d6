import type { RecipientRow } from '../campaigns/public';
import { addressKeyOf, type ContactRow } from '../contacts/public';
import { fold } from '../contracts/fold';
import { plainBody } from '../contracts/message-body';
import { RANK, WINDOW_MS, type ConversationRow, type MessageRow } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { MINUTE_MS } from '../kernel/time';
import type { SamplePerson } from './domain/sample-people';
import type { SampleLine, SampleThread } from './domain/sample-talk';

const DAY = 1_440 * MINUTE_MS;

const NO_PLACE = {
  town: null,
  townKey: null,
  positionAt: null,
  positionLat: null,
  positionLng: null,
  positionName: null,
};

const NOT_ASKED = { askedStopAt: null, askedStop: null, idsAt: null, leftFor: null, leftBy: null };

export const sampleContact = (
  person: SamplePerson,
  { i, now }: { i: number; now: number }
): Omit<ContactRow, 'id'> => {
  const { name, phone, email, language, marketing, utility } = person;
  const waId = phone.slice(1);
  return {
    name,
    givenName: name.split(' ').slice(0, -1).join(' ') || null,
    familyName: name.split(' ').at(-1) ?? null,
    nameSearch: fold([name, email].filter(Boolean).join(' ')),
    phone,
    waId,
    waKey: keyOf(waId),
    bsuid: null,
    bsuidKey: null,
    groupKey: null,
    parentUserId: null,
    username: null,
    profileName: name,
    email,
    language,
    country: 'CA',
    timezone: null,
    ...NO_PLACE,
    ...NOT_ASKED,
    ownerId: null,
    source: 'sample',
    addressKey: addressKeyOf({ waId, phone, bsuid: null }),
    marketing,
    utility,
    marketingRefusedAt: null,
    utilityRefusedAt: null,
    pausedUntil: null,
    topicsOut: '',
    dataIn: '',
    channels: '',
    frequency: null,
    blocked: false,
    lastInboundAt: null,
    lastOutboundAt: null,
    moveAskedAt: null,
    bestHour: null,
    bucket: (i * 251) % 10_000,
    mergedInto: null,
    sample: true,
    addedAt: now - (60 - i) * DAY,
    changedAt: now - (60 - i) * DAY,
  };
};

export interface ThreadPlace {
  conversationId: number;
  accountId: number;
  contactId: number;
  now: number;
}

export const sampleMessage = (
  line: SampleLine,
  place: ThreadPlace,
  n: number
): Partial<MessageRow> => {
  const { now, ...ids } = place;
  const at = now - line.minutesAgo * MINUTE_MS;
  const wamid = `wamid.sample.${place.conversationId}.${n}`;
  const shared = {
    ...ids,
    type: 'text',
    body: plainBody('text', line.text),
    text: line.text,
    wamid,
    wamidKey: keyOf(wamid),
    sample: true,
    at,
  };
  return line.from === 'them'
    ? { ...shared, direction: 'in', origin: 'customer', state: 'received' }
    : {
        ...shared,
        direction: 'out',
        origin: 'agent',
        state: 'accepted',
        rank: RANK.read,
        acceptedAt: at,
        sentAt: at + 900,
        deliveredAt: at + 1_800,
        readAt: at + MINUTE_MS,
      };
};

/** How many of the last lines are unanswered. */
const unreadOf = (lines: readonly SampleLine[]): number => {
  const answered = lines.map((line) => line.from).lastIndexOf('us');
  return lines.length - 1 - answered;
};

export const sampleConversation = (
  { lines, closed }: SampleThread,
  { accountId, contactId, now }: Omit<ThreadPlace, 'conversationId'>
): Partial<ConversationRow> => {
  const at = (line: SampleLine): number => now - line.minutesAgo * MINUTE_MS;
  const last = lines.at(-1);
  const lastInbound =
    lines
      .filter((line) => line.from === 'them')
      .map(at)
      .at(-1) ?? null;
  return {
    accountId,
    contactId,
    status: closed ? 'closed' : 'open',
    unread: closed ? 0 : unreadOf(lines),
    lastMessageAt: last ? at(last) : now,
    lastText: last?.text ?? null,
    lastDirection: last?.from === 'us' ? 'out' : 'in',
    lastType: 'text',
    lastInboundAt: lastInbound,
    windowExpiresAt: lastInbound === null ? null : lastInbound + WINDOW_MS,
    origin: 'inbound',
    sample: true,
    openedAt: lines[0] ? at(lines[0]) : now,
    closedAt: closed && last ? at(last) + MINUTE_MS : null,
  };
};

/** Most read it, some only got it, one number did not exist; who opted out was skipped. */
export const sampleRecipient = (
  contact: ContactRow,
  { i, campaignId, accountId, at }: { i: number; campaignId: number; accountId: number; at: number }
): Partial<RecipientRow> => {
  const wamid = `wamid.sample.c${campaignId}.${i}`;
  const ids = {
    campaignId,
    accountId,
    contactId: contact.id,
    addressKey: contact.addressKey ?? keyOf(String(contact.id)),
  };
  if (contact.marketing !== 'in') {
    return {
      ...ids,
      state: 'skipped',
      reason: contact.marketing === 'out' ? 'opted-out' : 'no-consent',
    };
  }
  const sent = {
    ...ids,
    state: 'accepted' as const,
    wamid,
    wamidKey: keyOf(wamid),
    permitAt: at,
    acceptedAt: at,
    sentAt: at + 1_000,
  };
  if (i === 16) {
    return {
      ...sent,
      rank: RANK.failed,
      failedAt: at + 3_000,
      errorCode: 131026,
      errorClass: 'recipient-permanent',
    };
  }
  const delivered = { ...sent, rank: RANK.delivered, deliveredAt: at + 2_000 };
  return i % 3 === 0 ? delivered : { ...delivered, rank: RANK.read, readAt: at + i * MINUTE_MS };
};
