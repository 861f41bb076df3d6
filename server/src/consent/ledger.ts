import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow, type MergeEffect } from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { stateAfter, stateOfLedger } from './domain/ledger';
import type { ConsentAction, ConsentCategory, ConsentRecord, ConsentService } from './public';
import {
  hasEventOf,
  insertEvent,
  listEvents,
  moveEvents,
  newestEvent,
  setConsentState,
} from './store';

export const CATEGORIES: ConsentCategory[] = ['marketing', 'utility'];

const clean = (text: string | null | undefined, most: number): string | null =>
  text ? withoutNul(text).slice(0, most) || null : null;

const cleanRow = (record: ConsentRecord, contact: ContactRow) => ({
  contactId: contact.id,
  category: record.category,
  action: record.action,
  source: clean(record.source, 120) ?? 'unknown',
  wording: clean(record.wording, 4000),
  evidence: clean(record.evidence, 1000),
  wamid: clean(record.wamid, 255),
  actorId: record.actor?.id ?? null,
  actor: clean(record.actor?.name, 160),
  sample: contact.sample,
  at: record.at,
});

export type Said = Omit<ConsentRecord, 'category'> & { among: ConsentCategory[] };

/** Which categories a word or a preference really changes; a repeated STOP changes none (O-21). */
const changedBy = (
  contact: ContactRow,
  { action, among }: Pick<Said, 'action' | 'among'>
): ConsentCategory[] =>
  among.filter((category) =>
    action === 'opt-out' ? contact[category] !== 'out' : contact[category] === 'out'
  );

/** The writing side: contact columns, ledger rows and opt-out effects, always in the caller's transaction. */
export const createLedger = (
  strapi: Core.Strapi,
  optOutEffects: ConsentService['optOutEffects']
) => {
  const { clock } = contextOf(strapi);

  const runEffects = async (
    trx: Knex.Transaction,
    contactId: number,
    category: ConsentCategory
  ): Promise<void> => {
    for (const effect of optOutEffects) await effect(trx, contactId, category);
  };
  const recordIn = async (trx: Knex.Transaction, record: ConsentRecord): Promise<boolean> => {
    const contact = await contactsService(strapi).lock(trx, record.contactId);
    if (!contact) throw notFound('contact');
    const { category, wamid } = record;
    if (wamid && (await hasEventOf(trx, { contactId: contact.id, category, wamid }))) return false;
    const newest = await newestEvent(trx, contact.id, category);
    const next: ConsentState = stateAfter(contact[category], newest, record);
    await insertEvent(trx, cleanRow(record, contact));
    if (next !== contact[category]) {
      await setConsentState(trx, contact.id, { [category]: next, changed_at: clock.now() });
    }
    if (next === 'out') await runEffects(trx, contact.id, category);
    return true;
  };
  const apply = async (trx: Knex.Transaction, said: Said): Promise<ConsentAction | null> => {
    const { among: _among, ...rest } = said;
    const contact = await contactsService(strapi).lock(trx, said.contactId);
    if (!contact) return null;
    const before = changedBy(contact, said);
    for (const category of before)
      await recordIn(trx, { ...rest, contactId: contact.id, category });
    const after = await contactsService(strapi).lock(trx, contact.id);
    const changed = before.some((category) => after?.[category] !== contact[category]);
    return changed ? said.action : null;
  };

  /** Both ledgers are one person's now: what was said last counts, per category (engine 14). */
  const mergeEffect: MergeEffect = async (trx, { winner, loser }) => {
    await moveEvents(trx, loser.id, winner.id);
    const events = await listEvents(trx, winner.id, 1000);
    for (const category of CATEGORIES) {
      const state =
        stateOfLedger(events.filter((event) => event.category === category)) ?? winner[category];
      if (state !== winner[category]) await setConsentState(trx, winner.id, { [category]: state });
      if (state === 'out') await runEffects(trx, winner.id, category);
    }
  };

  return { recordIn, apply, mergeEffect };
};
