import type { Core } from '@strapi/strapi';
import { address, type ContactRow } from '../contacts/public';
import { skipReason, type SkipReason } from '../contracts/automations';
import { conversationTable } from '../conversations/public';
import { categoryOf, entryMeant, judgeAbout } from '../sending/public';
import type { Sql } from '../strapi/db';
import type { TemplateRow } from '../templates/public';
import { versionOf, type AskedEntry, type Asks } from './asks';
import { isLoop, isStale, isTooOften } from './domain/bounds';
import { beforeDays } from './domain/days';
import { onceKey } from './domain/once';
import { calendarOf } from './dues';
import type { Past } from './past';
import type { Plan } from './plans';
import type { Happening } from './starting';

/** The number by which an automation begins for a person: where they talked last, else the usual one; null: there is none. */
export const numberFor = async (
  sql: Sql,
  { accountIds }: Plan,
  contactId: number
): Promise<number | null> => {
  const [usual] = accountIds;
  if (usual === undefined || accountIds.length === 1) return usual ?? null;
  const row = await sql(conversationTable.table)
    .where({ contact_id: contactId })
    .whereIn('account_id', accountIds)
    .orderBy([
      { column: 'last_message_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<{ account_id: unknown } | undefined>('account_id');
  return row ? Number(row.account_id) : usual;
};

/** The entry about which something happened, as conditions ask of it. */
export const askedEntry = ({ trigger }: Plan, { entry, last }: Happening): AskedEntry | null =>
  entry && { ...entry, version: versionOf(trigger), last };

/** Why it begins for nobody, before anybody is looked at. */
export const hindranceOf = (
  { row, flow, accountIds }: Plan,
  { depth, at }: Happening,
  now: number
): SkipReason | null => {
  if (isLoop(depth)) return 'loop';
  if (isStale(at, row.staleMinutes, now)) return 'stale';
  if (!flow || accountIds.length === 0) return 'flow-off';
  return flow.isSpent ? 'allowance-used' : null;
};

interface JudgeAsk {
  happening: Happening;
  contact: ContactRow;
  accountId: number;
  /** When it would begin: now, or in a rehearsal when it happened. */
  now: number;
  past: Past;
}

/** What becomes of a person. */
interface Verdict {
  /** Why it begins nothing; null: it begins. */
  reason: SkipReason | null;
  /** It begins only because the entry carries consent for the template (O-33). */
  isCarried: boolean;
}

const no = (reason: SkipReason): Verdict => ({ reason, isCarried: false });

/**
 * Whether an automation begins for a person, and why not: in the transaction that would begin it, and in a rehearsal, which
 * has another clock and another past.
 */
export const createJudge = (strapi: Core.Strapi, asks: Asks) => {
  /** The entry that the template tells of, which may carry consent for it (O-33). One that is gone carries none. */
  const entryTold = (sql: Sql, { bindings }: TemplateRow, { happening, contact }: JudgeAsk) => {
    const { entry, last } = happening;
    const cause = last ? null : entry;
    const entries = entry ? { [entry.uid]: entry.documentId } : {};
    return entryMeant(strapi, sql, { bindings, typed: {}, entries, cause, contactId: contact.id });
  };

  /** What the gate says of the template with which the flow begins. What it holds back until the morning begins. */
  const byGate = async (sql: Sql, { opening, rules }: Plan, asked: JudgeAsk): Promise<Verdict> => {
    const { contact, now, past } = asked;
    if (contact.blocked) return no('blocked');
    if (!address(contact)) return no('no-address');
    if (!opening) return { reason: null, isCarried: false };
    const category = categoryOf(opening);
    const ask = {
      ...{ contact, category, topic: opening.topic, now },
      promotions: category === 'MARKETING' ? await past.promotionsOf(contact) : [],
      ...{ windowExpiresAt: null, lastInboundAt: null, agentInitiated: false, unasked: true },
      ...rules,
    };
    const about = category === 'UTILITY' ? await entryTold(sql, opening, asked) : null;
    const { refused, carried } = await judgeAbout(strapi, sql, { ask, about });
    // One who wants it by another channel gets it there, by the door.
    if (!refused || refused.until !== null || refused.reason === 'channel')
      return { reason: null, isCarried: carried !== null };
    return no(skipReason.safeParse(refused.reason).data ?? 'no-address');
  };

  /**
   * Other systems that answer what we write lose who wrote it, and so do dates and silence that our flows move. Two automations
   * may set and clear the tag by which the other's segment is entered. A clock comes only when it comes.
   */
  const comesTooOften = async (plan: Plan, asked: JudgeAsk): Promise<boolean> => {
    const { happening, contact, past } = asked;
    const { entry, changeId, basis } = happening;
    if (changeId === null && basis === null) return false;
    if (!entry && plan.trigger.kind !== 'segment') return false;
    const starter = { entryDocument: entry?.documentId ?? null, contactId: contact.id };
    return isTooOften(await past.startsOf(starter, { changeId, basis }));
  };

  const zoneOf = ({ trigger }: Plan, { contact }: JudgeAsk): string =>
    calendarOf(trigger, contact, asks.zone());

  const isOverCeiling = async (plan: Plan, asked: JudgeAsk): Promise<boolean> => {
    const { ceiling } = plan.row;
    if (ceiling === null) return false;
    const { contact, now, past } = asked;
    const since = beforeDays(ceiling.days, { zone: zoneOf(plan, asked), now });
    return (await past.messagesTo(contact.id, since)) >= ceiling.messages;
  };

  /** Has it done already what it does once? If not, it is done from now on. */
  const isTaken = async (plan: Plan, asked: JudgeAsk): Promise<boolean> => {
    const { id: automationId, row, trigger } = plan;
    const { happening, contact, now, past } = asked;
    const { event, entry } = happening;
    // Another date is another occasion of the entry; another silence is none.
    const basis = trigger.kind === 'date' ? happening.basis : null;
    const occasion = { automationId, event, documentId: entry?.documentId ?? null, basis };
    const key = onceKey(row.once ?? { per: 'entry' }, row.who ?? { people: 'none-if-several' }, {
      occasion: { ...occasion, contactId: contact.id },
      ...{ zone: zoneOf(plan, asked), now },
    });
    return !(await past.takeOnce(key));
  };

  return {
    /** Where it begins, its key is taken. Looks at what costs least first. */
    verdict: async (sql: Sql, plan: Plan, asked: JudgeAsk): Promise<Verdict> => {
      const { row } = plan;
      const { happening, contact, accountId, now } = asked;
      if (await comesTooOften(plan, asked)) return no('too-often');
      const ask = { contact, accountId, entry: askedEntry(plan, happening), at: now };
      if (asks.lacksField(row) || !(await asks.holds(sql, row.conditions, ask)))
        return no('conditions');
      if (row.stopWhen && (await asks.holds(sql, row.stopWhen, ask))) return no('stop-conditions');
      if (await isOverCeiling(plan, asked)) return no('ceiling');
      const gate = await byGate(sql, plan, asked);
      if (gate.reason) return gate;
      return (await isTaken(plan, asked)) ? no('once') : gate;
    },
  };
};
export type Judge = ReturnType<typeof createJudge>;
