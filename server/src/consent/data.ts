import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import { dataPurpose, type DataPurpose } from '../contracts/consent';
import type { ContactDetails } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { askedPurposes } from './data-store';
import { agreedPurposes, withAnswer } from './domain/data';
import { stateOfLedger } from './domain/ledger';
import { mergeMove } from './move';
import { NO_POSITION } from './position';
import { insertEvent, listEvents, setConsentState } from './store';
import type { ConsentEventRow } from './tables';

/** A purpose with the wording that people read. */
export interface AskedPurpose {
  purpose: DataPurpose;
  version: number;
  texts: { tr: string; en: string };
}

/** What somebody said of one purpose. */
export interface DataAnswer {
  contactId: number;
  purpose: DataPurpose;
  action: 'opt-in' | 'opt-out';
  source: string;
  /** The words that they agreed to. */
  wording?: string | null;
  evidence?: string | null;
  wamid?: string | null;
  actor?: { id: number; name: string } | null;
  at: number;
}

const MOST = 1_000;
const cut = (text: string | null | undefined, most: number): string | null =>
  text ? withoutNul(text).slice(0, most) || null : null;

const ofPurpose = (events: readonly ConsentEventRow[], purpose: DataPurpose) =>
  events.filter((event) => event.category === purpose && event.topic === null);

/** Anyone who does not agree to `position` has none here: withdrawing takes it away at once. */
const withdrawn = (column: string) =>
  agreedPurposes(column).includes('position') ? {} : NO_POSITION;

/**
 * Consent for data collection: lines of the same ledger under categories of their own. The gate of messages never
 * reads them, and no word that stops messages touches them.
 */
export const createDataConsent = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  /** Writes the line and the state, in the caller's transaction. */
  const recordData = async (trx: Knex.Transaction, answer: DataAnswer): Promise<void> => {
    const contact = await contactsService(strapi).lock(trx, answer.contactId);
    if (!contact) throw notFound('contact');
    const { purpose, action, actor = null } = answer;
    await insertEvent(trx, {
      contactId: contact.id,
      category: purpose,
      topic: null,
      action,
      source: cut(answer.source, 120) ?? 'unknown',
      wording: cut(answer.wording, 4000),
      evidence: cut(answer.evidence, 1000),
      wamid: cut(answer.wamid, 255),
      actorId: actor?.id ?? null,
      actor: cut(actor?.name, 160),
      sample: contact.sample,
      at: answer.at,
    });
    await settle(trx, contact, purpose);
  };

  /** The state is what was said last, whatever order the lines came in. */
  const settle = async (
    trx: Knex.Transaction,
    contact: Pick<ContactRow, 'id' | 'dataIn'>,
    purpose: DataPurpose
  ): Promise<void> => {
    const events = await listEvents(trx, contact.id, MOST);
    const agreed = stateOfLedger(ofPurpose(events, purpose)) === 'in';
    const column = withAnswer(contact.dataIn, { purpose, agreed });
    if (column !== contact.dataIn)
      await setConsentState(trx, contact.id, {
        data_in: column,
        changed_at: clock.now(),
        ...withdrawn(column),
      });
  };

  /** For a merge: both ledgers are one person's now. */
  const mergeData = async (
    trx: Knex.Transaction,
    contactId: number,
    events: readonly ConsentEventRow[]
  ): Promise<void> => {
    const column = dataPurpose.options.reduce(
      (before, purpose) =>
        withAnswer(before, {
          purpose,
          agreed: stateOfLedger(ofPurpose(events, purpose)) === 'in',
        }),
      ''
    );
    await setConsentState(trx, contactId, { data_in: column, ...withdrawn(column) });
    await mergeMove(trx, contactId, events);
  };

  /** What is asked, and what was ever answered, with its state. */
  const dataOf = async (contact: ContactRow): Promise<ContactDetails['dataConsents']> => {
    const asked = new Set((await askedPurposes(db.knex)).map(({ purpose }) => purpose));
    const events = await listEvents(db.knex, contact.id, MOST);
    const agreed = agreedPurposes(contact.dataIn);
    return dataPurpose.options.flatMap((purpose) => {
      const [newest] = ofPurpose(events, purpose);
      if (!newest && !asked.has(purpose)) return [];
      const state = agreed.includes(purpose) ? 'in' : newest ? 'out' : 'none';
      return [{ purpose, state, asked: asked.has(purpose), at: newest?.at ?? null }];
    });
  };

  return { recordData, mergeData, dataOf };
};
