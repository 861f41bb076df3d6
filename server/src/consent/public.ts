import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type { ContactDetails } from '../contracts/contacts';

export type { GateContact, GateInput, GateVerdict, MessageCategory } from './domain/gate';
export { consentEventTable } from './tables';
export { mayContact, gateContact } from './domain/gate';
export { skipReasonSql } from './gate-sql';

export type ConsentCategory = 'marketing' | 'utility';
export type ConsentAction = 'opt-in' | 'opt-out';

export interface ConsentRecord {
  contactId: number;
  category: ConsentCategory;
  action: ConsentAction;
  /** Where the person said so: `keyword`, `WhatsApp`, a form, a phone call… */
  source: string;
  evidence?: string | null;
  wording?: string | null;
  actor?: { id: number; name: string } | null;
  wamid?: string | null;
  at: number;
}

/** Work of other rooms inside the opt-out's transaction (skip queued messages…); the contact's row is locked. */
export type OptOutEffect = (
  trx: Knex.Transaction,
  contactId: number,
  category: ConsentCategory
) => Promise<void>;

/** A `user_preferences` change of Meta; `contactId` where the caller knows the person already. */
export type PreferenceElement = Pick<WebhookElement, 'value' | 'contact' | 'at'> & {
  contactId?: number;
};

export interface ConsentService {
  /**
   * Contact columns, ledger row and opt-out effects in one transaction (`trx`, or an own one).
   * False when the person is in that state already and the record adds no new proof (a repeated STOP).
   */
  record(trx: Knex.Transaction | null, record: ConsentRecord): Promise<boolean>;
  /** Applies STOP and START words; null when the message is none or changes nothing. */
  applyKeyword(
    trx: Knex.Transaction,
    message: { contactId: number; text: string | null; wamid: string | null; at: number }
  ): Promise<ConsentAction | null>;
  applyPreference(trx: Knex.Transaction, element: PreferenceElement): Promise<ConsentAction | null>;
  /** Newest first. */
  events(contactId: number): Promise<ContactDetails['consentEvents']>;
  optOutEffects: OptOutEffect[];
  /** For `contactsService.mergeEffects`: one ledger, and what was said last counts. */
  mergeEffect: MergeEffect;
  /** Reads the words of the settings; at boot and then now and again. Inside a transaction nothing may be looked up elsewhere. */
  loadWords(): Promise<void>;
}

export const consentService = (strapi: Core.Strapi): ConsentService =>
  strapi.plugin('whatsapp').service('consent') as ConsentService;
