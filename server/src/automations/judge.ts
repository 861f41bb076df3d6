import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { address } from '../contacts/public';
import { skipReason, type SkipReason } from '../contracts/automations';
import { conversationTable } from '../conversations/public';
import { DAY_MS } from '../kernel/time';
import { categoryOf, entryMeant, judgeAbout, promotionsOf } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { TemplateRow } from '../templates/public';
import type { Asks, ConditionsAsk } from './asks';
import { isTooOften } from './domain/bounds';
import type { Plan } from './plans';
import { changesStarting } from './start-store';

/** The number by which an automation begins for a person: where they talked last, else the usual one; null: there is none. */
export const numberFor = async (
  trx: Knex.Transaction,
  { accountIds }: Plan,
  contactId: number
): Promise<number | null> => {
  const [usual] = accountIds;
  if (usual === undefined || accountIds.length === 1) return usual ?? null;
  const row = await trx(conversationTable.table)
    .where({ contact_id: contactId })
    .whereIn('account_id', accountIds)
    .orderBy([
      { column: 'last_message_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<{ account_id: unknown } | undefined>('account_id');
  return row ? Number(row.account_id) : usual;
};

interface JudgeAsk extends ConditionsAsk {
  /** The change that set it off; null: something else did. */
  changeId: number | null;
}

/** Why an automation begins nothing for a person, in the transaction that would begin it. */
export const createJudge = (strapi: Core.Strapi, asks: Asks) => {
  const { clock } = contextOf(strapi);

  /** The entry that the template tells of, which may carry consent for it (O-33). Of one that is gone there is none. */
  const entryTold = (
    trx: Knex.Transaction,
    { bindings }: TemplateRow,
    { contact, entry }: Pick<ConditionsAsk, 'contact' | 'entry'>
  ) => {
    const cause = entry && !entry.last ? { uid: entry.uid, documentId: entry.documentId } : null;
    const entries = cause ? { [cause.uid]: cause.documentId } : {};
    return entryMeant(strapi, trx, { bindings, typed: {}, entries, cause, contactId: contact.id });
  };

  /** What the gate says of the template with which the flow begins. What it holds back until the morning begins. */
  const byGate = async (
    trx: Knex.Transaction,
    { opening, rules }: Plan,
    { contact, entry }: ConditionsAsk
  ): Promise<SkipReason | null> => {
    if (contact.blocked) return 'blocked';
    if (!address(contact)) return 'no-address';
    if (!opening) return null;
    const [now, category] = [clock.now(), categoryOf(opening)];
    const asked = { people: [contact], rules: rules.rules, now, except: {} };
    const promotions = category === 'MARKETING' ? await promotionsOf(strapi, trx, asked) : null;
    const ask = {
      ...{ contact, category, topic: opening.topic, now },
      promotions: promotions?.get(contact.id) ?? [],
      ...{ windowExpiresAt: null, lastInboundAt: null, agentInitiated: false, unasked: true },
      ...rules,
    };
    const about = category === 'UTILITY' ? await entryTold(trx, opening, { contact, entry }) : null;
    const { refused } = await judgeAbout(strapi, trx, { ask, about });
    // One who wants it by another channel gets it there, by the door.
    if (!refused || refused.until !== null || refused.reason === 'channel') return null;
    return skipReason.safeParse(refused.reason).data ?? 'no-address';
  };

  const isOverCeiling = async (
    trx: Knex.Transaction,
    { id, row: { ceiling } }: Plan,
    contactId: number
  ): Promise<boolean> => {
    if (!ceiling) return false;
    const since = clock.now() - ceiling.days * DAY_MS;
    const sent = await asks.messagesTo(trx, { automationId: id, contactId, since });
    return sent >= ceiling.messages;
  };

  return {
    /** Null: nothing hinders it. Looks at what costs least first. */
    refusal: async (
      trx: Knex.Transaction,
      plan: Plan,
      { changeId, ...ask }: JudgeAsk
    ): Promise<SkipReason | null> => {
      const { id: automationId, row } = plan;
      const { contact, entry } = ask;
      // Other systems that answer what we write lose who wrote it.
      if (entry && changeId !== null) {
        const of = { automationId, entryDocument: entry.documentId, except: changeId };
        if (isTooOften(await changesStarting(trx, { ...of, now: clock.now() }))) return 'too-often';
      }
      if (!(await asks.holds(trx, row.conditions, ask))) return 'conditions';
      if (row.stopWhen && (await asks.holds(trx, row.stopWhen, ask))) return 'conditions';
      if (await isOverCeiling(trx, plan, contact.id)) return 'ceiling';
      return byGate(trx, plan, ask);
    },
  };
};
export type Judge = ReturnType<typeof createJudge>;
