import type { WebhookElement } from '../cloud-api/webhook-element';
import { asText, isObject } from '../cloud-api/webhook-element';
import { parseJson } from '../kernel/json';
import type { Sql } from '../strapi/db';
import { changeTable } from './tables';

/** So many people with a change that is tried again are judged one by one; more are a fault that concerns everybody. */
export const MOST_UNAPPLIED = 200;

/** Ids of people whose words could not be applied yet, as Meta gave them. */
export interface UnappliedPeople {
  waIds: ReadonlySet<string>;
  bsuids: ReadonlySet<string>;
}

const elementOf = (text: string): Partial<WebhookElement> => {
  const value = parseJson(text);
  return isObject(value) ? value : {};
};

/**
 * People of one number whose message or preference is tried again. It may be an opt-out, so nothing promotional goes to
 * them meanwhile (engine 7.3). Ends with the last retry: what is parked holds nobody.
 */
export const unappliedPeople = async (
  sql: Sql,
  phoneNumberId: string
): Promise<UnappliedPeople> => {
  const rows = await sql(changeTable.table)
    .where({ lane: 0, state: 'retry' })
    .orderBy('received_at')
    .limit(MOST_UNAPPLIED)
    .select<{ value: string }[]>('value');
  const waIds = new Set<string>();
  const bsuids = new Set<string>();
  for (const row of rows) {
    const { phoneNumberId: number, value, contact } = elementOf(row.value);
    if (number !== phoneNumberId) continue;
    const own = isObject(value) ? value : {};
    for (const id of [contact?.waId, asText(own.from), asText(own.wa_id)]) if (id) waIds.add(id);
    for (const id of [contact?.userId, asText(own.from_user_id), asText(own.user_id)])
      if (id) bsuids.add(id);
  }
  return { waIds, bsuids };
};
