import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { lastSaid } from './domain/ledger';
import { insertEvent, listEvents, MOST_EVENTS, setConsentState } from './store';
import type { ConsentEventRow } from './tables';

/** What somebody asked for elsewhere: to go on over WhatsApp, or not any more (C-28). */
export interface MoveRequest {
  contactId: number;
  action: 'opt-in' | 'opt-out';
  source: string;
  evidence: string;
  actor: { id: number; name: string };
  at: number;
}

/** When the request that counts was made; null when none was, or it was taken back. */
const askedAt = (events: readonly ConsentEventRow[]): number | null => {
  const last = lastSaid(events.filter(({ category }) => category === 'move'));
  return last?.action === 'opt-in' ? last.at : null;
};

/** A merge made both ledgers one: the last word of either counts. */
export const mergeMove = (
  trx: Knex.Transaction,
  contactId: number,
  events: readonly ConsentEventRow[]
): Promise<void> => setConsentState(trx, contactId, { move_asked_at: askedAt(events) });

/** Writes the request into the ledger, in the caller's transaction; the gate reads the contact's column. */
export const recordMove = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contactId, action, source, evidence, actor, at }: MoveRequest
): Promise<void> => {
  const contact = await contactsService(strapi).lock(trx, contactId);
  if (!contact) throw notFound('contact');
  await insertEvent(trx, {
    contactId: contact.id,
    category: 'move',
    topic: null,
    action,
    source: withoutNul(source).slice(0, 120),
    wording: null,
    evidence: withoutNul(evidence).slice(0, 1000),
    wamid: null,
    actorId: actor.id,
    actor: withoutNul(actor.name).slice(0, 160),
    sample: contact.sample,
    at,
  });
  await setConsentState(trx, contact.id, {
    move_asked_at: askedAt(await listEvents(trx, contact.id, MOST_EVENTS)),
    changed_at: contextOf(strapi).clock.now(),
  });
};
