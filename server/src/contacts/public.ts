import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type {
  ContactView,
  CreateContactBody,
  listContactsQuery,
  ListContactsResult,
  MergePreview,
  UpdateContactBody,
} from '../contracts/contacts';
import type { Sql } from '../strapi/db';
import type { EnsureWho } from './ensure';
import type { Reading } from './fields';
import type { ToldIds } from './learn';
import type { RemoveEffect, RemoveGuard } from './remove';
import type { ContactRow } from './tables';
import type { TagAdded } from './tags';

export type { Address } from './domain/address';
export type { ContactRow } from './tables';
export type { ContactFieldRow, TagRow } from './tables';
export {
  contactFieldTable,
  contactTable,
  contactTagTable,
  contactValueTable,
  tagTable,
} from './tables';
export { isErased, type RemoveEffect, type RemoveGuard } from './remove';
export type { TagAdded } from './tags';
export { ensureTags, lackingTags, listTags, tagsOf } from './tags';
export { tagKey } from './tag-name';
export { tagIdsSql } from './tag-sql';
export { formerTownSql, formerValueSql, refoldPeople, refoldTags } from './refold';
export type { Reading, ValueChange } from './fields';
export {
  fieldViews,
  insertField,
  listFields,
  markedFields,
  readValues,
  saveValues,
  valuesOf,
} from './fields';
export { readingOf, refuseHidden } from './reading';
export { refuseUnseenPerson, seesPerson } from './seen';
export { personKnownBy } from './known';
export type { CustomValue } from './domain/custom-value';
export { customValueOf, formerValueKeyOf, parseCustom, valueKeyOf } from './domain/custom-value';
export { suppressedAmong, type Suppressed } from './suppression';
export { address, addressKeyOf, addressKeysOf, shownAddress, shownName } from './domain/address';
export { contactView } from './domain/view';
export { changedFields, joinedChanges } from './domain/profile-change';
export { profileColumns } from './domain/profile-columns';
export { changedValues } from './extras';
export { formerTownKeyOf, townKeyOf } from './domain/town';
export type { ToldIds } from './learn';
export type { AskedStop } from './tables';
export {
  contactsByAddress,
  contactsByKeys,
  insertContacts,
  updateContacts,
  valueHolders,
  type ByKeys,
} from './bulk';
export { newContact } from './resolve';
export { formerRows, peopleWithFormer } from './former';
export { readContact, throughMerges } from './store';
export { ensureContact } from './ensure';
export { phoneRemarks } from './edit';
export { saveContact } from './save';
export { preparePeopleIndex } from './people-index';
export type { Found } from './search';
export { contactSearch, findPeople } from './search';

export interface InboundIdentity {
  waId?: string | null;
  bsuid?: string | null;
  /** User id of the portfolio's parent. */
  parentUserId?: string | null;
  username?: string | null;
  profileName?: string | null;
  at: number;
}

/** The person behind an event. */
export interface Resolved {
  contact: ContactRow;
  created: boolean;
  /** Who had this number under another user id, and has lost it by this event: its former owner, or the same person. */
  hadNumber: ContactRow | null;
}

/** Work of other rooms when two contacts turn out to be one person; both rows are locked. */
export type MergeEffect = (
  trx: Knex.Transaction,
  /** `before`: the winner as it was before it took over what the loser had. */
  merged: { winner: ContactRow; loser: ContactRow; before: ContactRow }
) => Promise<void>;

/** What another room knows of two people before they become one: how much each has, and whose word decides. */
export type MergeSource = (
  keep: ContactRow,
  gone: ContactRow
) => Promise<Partial<Pick<MergePreview, 'counts' | 'consent'>>>;

/** Work of other rooms when people get tags that they did not have (bots); inside the transaction, rows locked. */
export type TagEffect = (trx: Knex.Transaction, added: readonly TagAdded[]) => Promise<void>;

/** Work of other rooms when people were made or got another number or e-mail (linked records); inside the transaction. */
export type PeopleEffect = (trx: Knex.Transaction, people: readonly ContactRow[]) => Promise<void>;

/** Which parts of somebody's profile changed, by their names: `name`, `email`, `tags`, `custom.city`. */
export interface ProfileChange {
  contactId: number;
  fields: readonly string[];
}
/** Work of other rooms when profiles changed (outgoing webhooks); inside the transaction. */
export type ProfileEffect = (
  trx: Knex.Transaction,
  changes: readonly ProfileChange[]
) => Promise<void>;

/** Another way than the list of contacts by which an administrator may see a person. */
export type SeenThrough = (ctx: Context, contactId: number) => Promise<boolean>;

export interface ContactsService {
  /** Follows a merge once. Throws `not-found`. */
  get(id: number, sql?: Sql): Promise<ContactRow>;
  byIds(sql: Sql, ids: readonly number[]): Promise<Map<number, ContactRow>>;
  /** Finds or makes the person behind an inbound message; merges two rows when both ids are one person's. */
  resolveInbound(trx: Knex.Transaction, who: InboundIdentity): Promise<Resolved>;
  /** Completes and joins people by the two ids that a status names, each in a transaction of its own. */
  learnIds(told: readonly ToldIds[]): Promise<void>;
  /** The row that stands for a group of WhatsApp, made when it is not there: no person, without an address. */
  ensureGroup(trx: Knex.Transaction, group: { groupId: string; at: number }): Promise<ContactRow>;
  /**
   * The person answered a request for their number (C-34). It joins this contact; one that somebody else has already joins
   * nobody, so nothing is merged by itself. True when it was taken.
   */
  shareNumber(
    trx: Knex.Transaction,
    shared: { contactId: number; waId: string; at: number }
  ): Promise<boolean>;
  /** Gives a person who is known by this number and has no name this one; answers their id. */
  nameNameless(
    trx: Knex.Transaction,
    named: { waId: string; name: string }
  ): Promise<number | null>;
  /** `user_changed_number`, `user_id_update`: the same person has new ids. Null when nobody is known by the old or the new. */
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
  profileEffects: ProfileEffect[];
  /** Runs `profileEffects`. Code that changes profiles by its own statements must call this; without fields it does nothing. */
  tellProfiles: ProfileEffect;
  /** Locks the row until the end of the transaction and follows a merge. Null when it is gone. */
  lock(trx: Knex.Transaction, id: number): Promise<ContactRow | null>;
  /**
   * Finds or makes the person that another system names; `phone` however typed, or as it was read. Throws `phone-invalid`,
   * `phone-unclear` with what may have been meant.
   */
  ensure(
    who: { phone: string; country: string } | EnsureWho,
    source: string
  ): Promise<{ contact: ContactRow; created: boolean }>;
  create(body: CreateContactBody): Promise<ContactRow>;
  update(
    id: number,
    body: UpdateContactBody,
    /**
     * `linked: false`: the address is only what they typed, and links no entries of a person who has it. `by`: who changed it,
     * for the timeline where the number is another one now.
     */
    options?: { linked?: boolean; by?: string }
  ): Promise<ContactRow>;
  /** Newest first. `within` is a condition over alias `c` that another room made (group membership). */
  list(
    query: Omit<z.output<typeof listContactsQuery>, 'groupId'>,
    more?: { within?: string | undefined; reading?: Reading }
  ): Promise<ListContactsResult>;
  count(q: string | undefined, within?: string): Promise<number>;
  /**
   * Gives and takes tags by name; a new name becomes a tag. `added` = who really got which tag, `changed` = whose tags are
   * different now. Runs `tagEffects`. Hints for open pages are the caller's, as its last statement.
   */
  tagContacts(
    trx: Knex.Transaction,
    contactIds: readonly number[],
    change: { add?: readonly string[]; remove?: readonly string[] }
  ): Promise<{ added: TagAdded[]; changed: number[] }>;
  tagEffects: TagEffect[];
  peopleEffects: PeopleEffect[];
  /** Work of other rooms when people were made, in whatever way. */
  createdEffects: PeopleEffect[];
  /** See `removeContacts` in remove.ts. Hints are the caller's. */
  remove(trx: Knex.Transaction, contactIds: readonly number[]): Promise<number[]>;
  removeEffects: RemoveEffect[];
  removeGuards: RemoveGuard[];
  mergeSources: MergeSource[];
  /** For `refuseUnseenPerson`. */
  seenThrough: SeenThrough[];
  /** The one person whom a merge of the two would make, with what comes along. */
  previewMerge(ids: [number, number], reading?: Reading): Promise<MergePreview>;
  /** Locks people until the commit, before anything else that others want too. */
  hold(trx: Knex.Transaction, ids: readonly number[]): Promise<void>;
  touchInbound(trx: Sql, id: number, at: number): Promise<void>;
  touchOutbound(trx: Sql, ids: readonly number[], at: number): Promise<void>;
  /**
   * People as the admin sees them, with tags, profile fields and owner: three queries for any number. Not in a transaction.
   * Without `reading` no sensitive values are in it.
   */
  views(contacts: readonly ContactRow[], reading?: Reading): Promise<ContactView[]>;
}

export const contactsService = (strapi: Core.Strapi): ContactsService =>
  strapi.plugin('whatsapp').service('contacts') as ContactsService;
