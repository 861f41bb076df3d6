import type { WebhookElement } from '../cloud-api/webhook-element';
import { asText, isObject } from '../cloud-api/webhook-element';
import { parseWebhook } from '../cloud-api/webhook-payload';
import { parseJson } from '../kernel/json';
import type { Sql } from '../strapi/db';
import { QUEUES } from './domain/queue';
import { laneOf } from './domain/shard';
import { bodyOf } from './splitter';
import { changeTable, eventTable, type EventRow } from './tables';

/** This many people with a change or a delivery that is tried again are judged one by one; more are a fault that concerns everybody. */
export const MOST_UNAPPLIED = 200;
/** Most text of new deliveries that a permit reads. */
const MOST_CHARACTERS = 1024 * 1024;

/** Ids of people whose words are stored and not applied yet, as Meta gave them. */
export interface UnappliedPeople {
  waIds: ReadonlySet<string>;
  bsuids: ReadonlySet<string>;
  /** More wait than are looked at: anybody may be among them. */
  everybody: boolean;
}

const elementOf = (text: string): Element => {
  const value = parseJson(text);
  return isObject(value) ? value : {};
};

type Element = Partial<WebhookElement>;

interface Found {
  elements: Element[];
  /** More are new than are looked at. */
  isCut: boolean;
}

const isMany = (rows: readonly { state: string }[]): boolean =>
  rows.filter(({ state }) => state === 'new').length > MOST_UNAPPLIED;

/** State by state, the oldest first: over several states at once a database would sort all that wait. */
const eachState = async <Row>(read: (state: string, most: number) => Promise<Row[]>) => [
  ...(await read('new', MOST_UNAPPLIED + 1)),
  ...(await read('retry', MOST_UNAPPLIED)),
];

/** What people said in changes that are not applied yet. */
const ofChanges = async (sql: Sql): Promise<Found> => {
  const rows = await eachState((state, most) =>
    sql(changeTable.table)
      .where({ lane: 0, state })
      .orderBy('received_at')
      .limit(most)
      .select<{ value: string; state: string }[]>('value', 'state')
  );
  return { elements: rows.map((row) => elementOf(row.value)), isCut: isMany(rows) };
};

interface Waiting {
  id: unknown;
  state: string;
  size: unknown;
}

/** The same in deliveries that are not split yet. */
const ofDeliveries = async (sql: Sql): Promise<Found> => {
  const rows = await eachState((state, most) =>
    sql(eventTable.table)
      .where({ queue: QUEUES.people, state })
      .orderBy('id')
      .limit(most)
      .select<Waiting[]>('id', 'state', sql.raw('length(body) as size'))
  );
  const fresh = rows.filter(({ state }) => state === 'new');
  if (isMany(rows) || fresh.reduce((sum, { size }) => sum + Number(size), 0) > MOST_CHARACTERS)
    return { elements: [], isCut: true };
  if (rows.length === 0) return { elements: [], isCut: false };
  const bodies = await sql(eventTable.table)
    .whereIn(
      'id',
      rows.map(({ id }) => Number(id))
    )
    .select<Pick<EventRow, 'body' | 'encoding'>[]>('body', 'encoding');
  const elements = bodies.flatMap((row) => {
    const parsed = parseWebhook(bodyOf(row));
    return parsed.ok ? parsed.value.filter(({ kind }) => laneOf(kind) === 0) : [];
  });
  return { elements, isCut: false };
};

/**
 * People of one number whose message or preference is stored and not applied yet. It may be an opt-out, so nothing
 * promotional goes to them meanwhile (engine 14). Ends with the last retry: what is parked holds nobody. Deliveries are
 * read before changes: one that is split in between is found as its changes.
 */
export const unappliedPeople = async (
  sql: Sql,
  phoneNumberId: string
): Promise<UnappliedPeople> => {
  const deliveries = await ofDeliveries(sql);
  const changes = await ofChanges(sql);
  const waIds = new Set<string>();
  const bsuids = new Set<string>();
  for (const { phoneNumberId: number, value, contact } of [
    ...deliveries.elements,
    ...changes.elements,
  ]) {
    if (number !== phoneNumberId) continue;
    const own = isObject(value) ? value : {};
    for (const id of [contact?.waId, asText(own.from), asText(own.wa_id)]) if (id) waIds.add(id);
    for (const id of [contact?.userId, asText(own.from_user_id), asText(own.user_id)])
      if (id) bsuids.add(id);
  }
  return { waIds, bsuids, everybody: deliveries.isCut || changes.isCut };
};
