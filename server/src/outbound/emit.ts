import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactTable } from '../contacts/public';
import type { OutboundEventType } from '../contracts/outbound';
import { keyOf, randomHex } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import { payloadOf } from './domain/payload';
import type { Known } from './known';
import { addDeliveries, newDelivery } from './queue';
import type { EndpointRow } from './tables';

/** Something that happened, to be told to outside systems. */
export interface OutboundEvent {
  type: OutboundEventType;
  /** Whom it is about. */
  contactId?: number | null;
  /** Who became one with them. */
  mergedId?: number;
  /** Ids and words; never a secret, a number or the text of a message. */
  data: Record<string, unknown>;
  at: number;
  /** Names the fact where it may be told twice: it becomes one event. */
  fact?: string;
}

/** People and events of one round of statements. */
const PIECE = 400;

export const newEventId = (fact?: string): string =>
  `msg_${fact === undefined ? randomHex(16) : keyOf(fact).slice(0, 32)}`;

const documentsOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<Map<number, string>> => {
  if (contactIds.length === 0) return new Map();
  const rows = (await trx(contactTable.table)
    .whereIn('id', [...new Set(contactIds)])
    .select('id', 'document_id')) as { id: unknown; document_id: string | null }[];
  return new Map(
    rows.flatMap((row) => (row.document_id ? [[Number(row.id), row.document_id]] : []))
  );
};

const rowsOf = (
  events: readonly { event: OutboundEvent; endpoints: readonly EndpointRow[] }[],
  { documents, addedAt }: { documents: Map<number, string>; addedAt: number }
) =>
  events.flatMap(({ event, endpoints }) => {
    const { type, at, data, contactId = null, mergedId, fact } = event;
    const idOf = (id: number) => documents.get(id) ?? null;
    const contact = contactId === null ? null : idOf(contactId);
    const merged = mergedId === undefined ? {} : { merged: { id: idOf(mergedId) } };
    const payload = payloadOf({ type, at, data: { ...merged, ...data }, contact });
    const eventId = newEventId(fact);
    return endpoints.map(({ id: endpointId }) =>
      newDelivery({ endpointId, eventId, type, payload, contactId, addedAt })
    );
  });

/**
 * Writes events into the outbox, in the transaction of the fact (O-23): what is committed will be told, and nothing else.
 * Without an address that wants them it asks nothing of the database; many are written by the piece.
 */
export const createEmit = (strapi: Core.Strapi, known: Known) => {
  const { db, clock } = contextOf(strapi);
  return async (trx: Knex.Transaction, events: readonly OutboundEvent[]): Promise<void> => {
    const wanted = events
      .map((event) => ({ event, endpoints: known.wanting(event.type) }))
      .filter(({ endpoints }) => endpoints.length > 0);
    for (const piece of pieces(wanted, PIECE)) {
      const people = piece.flatMap(({ event }) =>
        [event.contactId, event.mergedId].flatMap((id) => id ?? [])
      );
      const documents = await documentsOf(trx, people);
      await addDeliveries(db, trx, rowsOf(piece, { documents, addedAt: clock.now() }));
    }
  };
};
