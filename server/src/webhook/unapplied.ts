import type { WebhookElement } from '../cloud-api/webhook-element';
import { asText, isObject } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { parseJson } from '../kernel/json';
import type { Sql } from '../strapi/db';
import { QUEUES } from './domain/queue';
import { laneOf } from './domain/shard';
import { bodyOf } from './splitter';
import { changeTable, eventTable, type EventRow } from './tables';

/** So many people with a change or a delivery that is tried again are judged one by one; more are a fault that concerns everybody. */
export const MOST_UNAPPLIED = 200;

/** Ids of people whose words could not be applied yet, as Meta gave them. */
export interface UnappliedPeople {
  waIds: ReadonlySet<string>;
  bsuids: ReadonlySet<string>;
}

const elementOf = (text: string): Element => {
  const value = parseJson(text);
  return isObject(value) ? value : {};
};

type Element = Partial<WebhookElement>;

/** What people said in changes that are tried again. */
const ofChanges = async (sql: Sql): Promise<Element[]> => {
  const rows = await sql(changeTable.table)
    .where({ lane: 0, state: 'retry' })
    .orderBy('received_at')
    .limit(MOST_UNAPPLIED)
    .select<{ value: string }[]>('value');
  return rows.map((row) => elementOf(row.value));
};

/** The same in deliveries that could not be split yet. */
const ofDeliveries = async (sql: Sql): Promise<Element[]> => {
  const rows = await sql(eventTable.table)
    .where({ state: 'retry', queue: QUEUES.people })
    .orderBy('id')
    .limit(MOST_UNAPPLIED)
    .select<Pick<EventRow, 'body' | 'encoding'>[]>('body', 'encoding');
  return rows.flatMap((row) => {
    const parsed = parseWebhook(bodyOf(row));
    return parsed.ok ? parsed.value.filter(({ kind }) => laneOf(kind) === 0) : [];
  });
};

/**
 * People of one number whose message or preference is tried again. It may be an opt-out, so nothing promotional goes to
 * them meanwhile (engine 7.3). Ends with the last retry: what is parked holds nobody.
 */
export const unappliedPeople = async (
  sql: Sql,
  phoneNumberId: string
): Promise<UnappliedPeople> => {
  const waIds = new Set<string>();
  const bsuids = new Set<string>();
  const elements = [...(await ofChanges(sql)), ...(await ofDeliveries(sql))];
  for (const { phoneNumberId: number, value, contact } of elements) {
    if (number !== phoneNumberId) continue;
    const own = isObject(value) ? value : {};
    for (const id of [contact?.waId, asText(own.from), asText(own.wa_id)]) if (id) waIds.add(id);
    for (const id of [contact?.userId, asText(own.from_user_id), asText(own.user_id)])
      if (id) bsuids.add(id);
  }
  return { waIds, bsuids };
};
