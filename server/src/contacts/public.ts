import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  ContactView,
  CreateContactBody,
  ListContactsQuery,
  ListContactsResult,
  UpdateContactBody,
} from '../contracts/contacts';
import type { Sql } from '../strapi/db';
import type { ContactRow } from './tables';

export type { Address } from './domain/address';
export type { ContactRow } from './tables';
export { contactTable } from './tables';
export { address, addressKeyOf, shownAddress } from './domain/address';
export { contactView } from './domain/view';
export { fold, foldKeyword } from './domain/fold';
export { readContact } from './store';
export { contactSearch } from './search';

export interface InboundIdentity {
  waId?: string | null;
  bsuid?: string | null;
  username?: string | null;
  profileName?: string | null;
  /** ISO alpha-2 of the number that received the message. */
  defaultCountry: string;
  at: number;
}

/** Work of other rooms when two contacts turn out to be one person; both rows are locked. */
export type MergeEffect = (
  trx: Knex.Transaction,
  merged: { winner: ContactRow; loser: ContactRow }
) => Promise<void>;

export interface ContactsService {
  /** Follows a merge once. Throws `not-found`. */
  get(id: number, sql?: Sql): Promise<ContactRow>;
  byIds(sql: Sql, ids: readonly number[]): Promise<Map<number, ContactRow>>;
  /** Finds or makes the person behind an inbound message; merges two rows when both ids are one person's. */
  resolveInbound(
    trx: Knex.Transaction,
    who: InboundIdentity
  ): Promise<{ contact: ContactRow; created: boolean }>;
  /** `user_changed_number` / `user_id_update`: the same person has new ids. Null when nobody is known by the old ones. */
  changeIdentity(
    trx: Knex.Transaction,
    change: {
      from: { waId?: string | null; bsuid?: string | null };
      to: { waId?: string | null; bsuid?: string | null };
      at: number;
    }
  ): Promise<ContactRow | null>;
  /** Merges by hand or by fact; the older row stays. Answers the survivor. */
  merge(trx: Knex.Transaction, ids: [number, number], at: number): Promise<ContactRow>;
  mergeEffects: MergeEffect[];
  /** Locks the row until the end of the transaction and follows a merge. Null when it is gone. */
  lock(trx: Knex.Transaction, id: number): Promise<ContactRow | null>;
  /** Finds or makes the person that another system names; `phone` however typed. Throws `phone-invalid`. */
  ensure(
    who: { phone: string; country: string } | { bsuid: string },
    source: string
  ): Promise<{ contact: ContactRow; created: boolean }>;
  create(body: CreateContactBody): Promise<ContactRow>;
  update(id: number, body: UpdateContactBody): Promise<ContactRow>;
  /** Newest first. `within` is a condition over alias `c` that another room made (group membership). */
  list(query: Omit<ListContactsQuery, 'groupId'>, within?: string): Promise<ListContactsResult>;
  count(q: string | undefined, within?: string): Promise<number>;
  touchInbound(trx: Sql, id: number, at: number): Promise<void>;
  touchOutbound(trx: Sql, ids: readonly number[], at: number): Promise<void>;
  view(contact: ContactRow): ContactView;
}

export const contactsService = (strapi: Core.Strapi): ContactsService =>
  strapi.plugin('whatsapp').service('contacts') as ContactsService;
