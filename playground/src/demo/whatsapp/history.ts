import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import type { DemoPerson } from './people';
import { createChance, type Chance } from './random';
import { dayMs, findRows, hash, insertMissing, minuteMs, updateRow } from './rows';
import { talks, type Line } from './talks';
import { templateNames } from './templates';

/** How far a message came, as the plugin ranks what WhatsApp says. */
const rank = { sent: 20, failed: 30, delivered: 40, read: 50 } as const;
const windowMs = dayMs;

interface Thread {
  person: DemoPerson;
  lines: readonly Line[];
  /** When its last line was written. */
  lastAt: number;
  isClosed: boolean;
  assigneeId: number | null;
}
/** A thread as it is in the database; one without a last message was cut off. */
interface Stored {
  id: number;
  contactId: number;
  lastMessageId: number | null;
}
interface Place {
  accountId: number;
  now: number;
}

const bodyOf = (line: Line, text: string | null) => ({
  type: line.kind ?? 'text',
  text,
  header: null,
  footer: null,
  buttons: (line.buttons ?? []).map((label) => ({ type: 'quick-reply', text: label, value: null })),
  media: null,
  location: line.location ?? null,
  contacts: line.card ? [line.card] : [],
});

const textOf = (line: Line, person: DemoPerson) =>
  line.text?.replace('{name}', person.givenName) ?? null;

const timesOf = (state: NonNullable<Line['state']>, at: number) => ({
  acceptedAt: at,
  sentAt: at + 800,
  ...(state === 'failed' ? { failedAt: at + 2_000 } : {}),
  ...(state === 'delivered' || state === 'read' ? { deliveredAt: at + 2_500 } : {}),
  ...(state === 'read' ? { readAt: at + 2 * minuteMs } : {}),
});

const messageOf = (
  { person, lastAt }: Thread,
  line: Line,
  ids: { conversationId: number; accountId: number; place: number }
) => {
  const { place, ...rest } = ids;
  const at = lastAt - line.before * minuteMs;
  const wamid = `wamid.demo.${ids.conversationId}.${place}`;
  const text = textOf(line, person);
  const body = bodyOf(line, text);
  const shared = {
    ...rest,
    contactId: person.id,
    type: body.type,
    body,
    text,
    wamid,
    wamidKey: hash(wamid),
    at,
  };
  if (!line.us) return { ...shared, direction: 'in', origin: 'customer', state: 'received' };
  const state = line.state ?? 'read';
  return {
    ...shared,
    direction: 'out',
    origin: line.kind === 'template' ? 'campaign' : 'agent',
    state: 'accepted',
    rank: rank[state],
    ...timesOf(state, at),
    ...(state === 'failed'
      ? { errorCode: 131026, errorClass: 'recipient-permanent', errorText: 'Message undeliverable' }
      : {}),
  };
};

const conversationOf = (
  { person, lines, lastAt, isClosed, assigneeId }: Thread,
  accountId: number
) => {
  const last = lines.at(-1);
  const inbound = lines.filter(({ us }) => !us).at(-1);
  const lastInboundAt = inbound ? lastAt - inbound.before * minuteMs : null;
  const lastOurs = lines.map(({ us }) => Boolean(us)).lastIndexOf(true);
  return {
    accountId,
    contactId: person.id,
    status: isClosed ? 'closed' : 'open',
    assigneeId,
    unread: isClosed ? 0 : lines.length - 1 - lastOurs,
    lastMessageAt: lastAt,
    lastText: last ? textOf(last, person) : null,
    lastDirection: last?.us ? 'out' : 'in',
    lastType: last?.kind ?? 'text',
    lastInboundAt,
    windowExpiresAt: lastInboundAt === null ? null : lastInboundAt + windowMs,
    origin: lines[0]?.us ? 'campaign' : 'inbound',
    sample: false,
    openedAt: lastAt - (lines[0]?.before ?? 0) * minuteMs,
    closedAt: isClosed ? lastAt + 5 * minuteMs : null,
  };
};

/** When the last line of thread `index` was written: the first ones just now, the last ones weeks ago. */
const ageOf = (index: number, chance: Chance): number =>
  index < 10 ? (index * 23 + 4) * minuteMs : (index * 9 + chance.below(9)) * 60 * minuteMs;

/** What was written with the person in place `index`: the shop begins only with who agreed to hear from it. */
const linesFor = ({ marketing, utility }: DemoPerson, index: number): readonly Line[] => {
  const all = said(talks);
  const from = index % all.length;
  const agreed = marketing === 'in' && utility === 'in';
  const isFit = ([first]: readonly Line[]) => agreed || !first?.us;
  return [...all.slice(from), ...all].find(isFit) ?? [];
};

/** Past conversations of the first people, some closed, some taken by somebody of the team. */
export const createConversations = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[],
  { accountId, now, count, agents }: Place & { count: number; agents: readonly number[] }
): Promise<void> => {
  const chance = createChance(7);
  const threads: Thread[] = people.slice(0, count).map((person, index) => ({
    person,
    lines: linesFor(person, index),
    lastAt: now - ageOf(index, chance),
    isClosed: index % 4 === 3,
    assigneeId: index % 3 === 0 ? null : (agents[index % agents.length] ?? null),
  }));
  await insertMissing(strapi, 'conversation', {
    rows: threads.map((thread) => conversationOf(thread, accountId)),
    by: ['accountId', 'contactId'],
  });
  const rows = await findRows<Stored>(strapi, 'conversation', { accountId });
  const idOf = new Map(rows.map(({ id, contactId }) => [contactId, id]));
  const isDone = new Set(rows.flatMap(({ id, lastMessageId }) => (lastMessageId ? [id] : [])));
  const messages = threads.flatMap((thread) => {
    const conversationId = idOf.get(thread.person.id) ?? 0;
    if (isDone.has(conversationId)) return [];
    return thread.lines.map((line, place) =>
      messageOf(thread, line, { conversationId, accountId, place })
    );
  });
  await insertMissing(strapi, 'message', { rows: messages, by: ['wamid'] });
  const written = await findRows<{
    id: number;
    conversationId: number;
    wamid: string;
    direction: string;
  }>(strapi, 'message', { wamid: { $startsWith: 'wamid.demo.' } });
  for (const { person, lastAt } of threads) {
    const id = idOf.get(person.id) ?? 0;
    if (isDone.has(id)) continue;
    const own = written.filter(({ conversationId }) => conversationId === id);
    const inbound = own.filter(({ direction }) => direction === 'in').at(-1);
    await updateRow(strapi, 'conversation', {
      id,
      lastMessageId: own.at(-1)?.id ?? null,
      lastInboundWamid: inbound?.wamid ?? null,
    });
    await updateRow(strapi, 'contact', { id: person.id, lastInboundAt: lastAt });
  }
};

/** What WhatsApp said about some of them: code, class, and how many of a hundred. */
const failures = [
  { code: 131026, class: 'recipient-permanent', text: 'Message undeliverable' },
  {
    code: 131049,
    class: 'recipient-cooldown',
    text: 'Not delivered to keep the ecosystem healthy',
  },
  { code: 130472, class: 'recipient-cooldown', text: 'User is part of an experiment' },
] as const;

interface Template {
  id: number;
  name: string;
  language: string;
  category: string;
  parameterFormat: string;
  components: unknown;
}

const recipientOf = (
  person: DemoPerson,
  index: number,
  campaign: { id: number; accountId: number; at: number }
) => {
  const { id: campaignId, accountId, at } = campaign;
  const shared = { campaignId, accountId, contactId: person.id, addressKey: person.addressKey };
  if (person.marketing !== 'in')
    return {
      ...shared,
      state: 'skipped',
      reason: person.marketing === 'out' ? 'opted-out' : 'no-consent',
    };
  const wamid = `wamid.demo.c${campaignId}.${index}`;
  const sentAt = at + index * 13;
  const sent = {
    ...shared,
    state: 'accepted',
    wamid,
    wamidKey: hash(wamid),
    permitAt: sentAt,
    acceptedAt: sentAt,
    sentAt: sentAt + 700,
  };
  const failure = index % 23 === 5 ? failures[index % failures.length] : undefined;
  if (failure)
    return {
      ...sent,
      rank: rank.failed,
      failedAt: sentAt + 3_000,
      errorCode: failure.code,
      errorClass: failure.class,
      errorText: failure.text,
    };
  if (index % 19 === 0) return { ...sent, rank: rank.sent };
  const delivered = {
    ...sent,
    rank: rank.delivered,
    deliveredAt: sentAt + 2_000 + (index % 7) * minuteMs,
    // As a status tells it: without it nothing says what these messages cost.
    priceCategory: 'marketing',
    priceType: 'regular',
  };
  return index % 10 < 3
    ? delivered
    : { ...delivered, rank: rank.read, readAt: sentAt + (index % 180) * minuteMs };
};

const countRow = (campaignId: number, rows: readonly { state: string; rank?: number }[]) => {
  const accepted = rows.filter(({ state }) => state === 'accepted');
  const of = (value: number) => accepted.filter((row) => row.rank === value).length;
  return {
    campaignId,
    sent: of(rank.sent),
    delivered: of(rank.delivered),
    seen: of(rank.read),
    failed: of(rank.failed),
    skipped: rows.length - accepted.length,
  };
};

/** Campaigns that are over; `shift` makes other people read and fail. */
export const past = [
  { name: both('Autumn ceramics', 'Sonbahar seramikleri'), daysAgo: 6, shift: 0 },
  { name: both('Late summer kiln days', 'Yaz sonu fırın günleri'), daysAgo: 62, shift: 4 },
] as const;

export const shopLink = {
  name: both('Shop: new arrivals', 'Mağaza: yeni ürünler'),
  target: both('https://www.example.com/new-arrivals', 'https://www.example.com/yeni-urunler'),
};

/** Some of those who read it opened the shop's page. */
const addClicks = async (
  strapi: Core.Strapi,
  campaignId: number,
  rows: readonly { contactId: number; readAt?: number }[]
): Promise<void> => {
  const { name, target } = said(shopLink);
  const at = rows.find(({ readAt }) => readAt)?.readAt ?? 0;
  const made = { name, target, archived: false, addedAt: at, changedAt: at };
  await insertMissing(strapi, 'tracked-link', { rows: [made], by: ['name'] });
  const [link] = await findRows<{ id: number }>(strapi, 'tracked-link', { name });
  const clicks = rows.flatMap(({ contactId, readAt }, index) => {
    if (!readAt || index % 4 !== 1 || !link) return [];
    const firstAt = readAt + 2 * minuteMs;
    return [
      { linkId: link.id, contactId, campaignId, times: 1 + (index % 3), firstAt, lastAt: firstAt },
    ];
  });
  const by = ['linkId', 'contactId', 'campaignId'];
  await insertMissing(strapi, 'link-click', { rows: clicks, by });
};

/** A campaign that went to everybody, as it is stored. */
const campaignOf = (
  { id: templateId, name, language, category, parameterFormat, components }: Template,
  at: number
) => ({
  kind: 'template',
  templateId,
  bindings: {},
  audience: { kind: 'all', filter: {}, except: [] },
  state: 'completed',
  runNo: 1,
  snapshotDone: true,
  frozen: { name, language, category, parameterFormat, components },
  addedAt: at - 3 * 60 * minuteMs,
  changedAt: at,
  startedAt: at,
  finishedAt: at + 40 * minuteMs,
});

/** Campaigns that went to everybody, with what became of each message. */
export const createFinishedCampaigns = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[],
  { accountId, now }: Place
): Promise<void> => {
  const [template] = await findRows<Template>(strapi, 'template', {
    name: said(templateNames.collection),
  });
  if (!template) return;
  for (const { name, daysAgo, shift } of said(past)) {
    const campaigns = [{ name, accountId, ...campaignOf(template, now - daysAgo * dayMs) }];
    await insertMissing(strapi, 'campaign', { rows: campaigns, by: ['name'] });
    const [campaign] = await findRows<{ id: number; startedAt: unknown }>(strapi, 'campaign', {
      name,
    });
    if (!campaign) return;
    const sent = { id: campaign.id, accountId, at: Number(campaign.startedAt) };
    const rows = people.map((person, index) => recipientOf(person, index + shift, sent));
    await insertMissing(strapi, 'recipient', { rows, by: ['campaignId', 'contactId'] });
    const counts = [countRow(campaign.id, rows)];
    await insertMissing(strapi, 'campaign-count', { rows: counts, by: ['campaignId'] });
    await addClicks(strapi, campaign.id, rows);
  }
};
