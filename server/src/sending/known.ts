import type { Core } from '@strapi/strapi';
import { businessOf, type AccountRow } from '../accounts/public';
import { listFields, valuesOf, type ContactRow } from '../contacts/public';
import type { SlotBindings } from '../contracts/templates';
import { existingLinks, shortLink } from '../links/public';
import { preferenceLink } from '../preferences/public';
import { readable, recordsService } from '../records/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { sourcesOf, type Known } from '../templates/public';
import { byWord } from '../kernel/words';

/** What is known beside the person's own columns. */
export type KnownMore = Omit<Known, 'contact'>;

/** The sending number, as far as messages name it. */
export type SendingNumber = Pick<AccountRow, 'id' | 'name' | 'verifiedName' | 'displayPhoneNumber'>;

/** Entries that are meant in place of the contact's newest ones, by type. */
export type EntriesMeant = Readonly<Record<string, string>>;

export interface KnownAsk {
  contacts: readonly ContactRow[];
  bindings: SlotBindings | null;
  /** Language of the message: dates and numbers read in it where the person's own is not known. */
  language: string | null;
  account: SendingNumber | null;
  /** Who sends, an admin user. */
  agentId: number | null;
  /** Whose clicks these will be. */
  campaignId?: number | null;
  /** Of one person. */
  entries?: EntriesMeant;
}

const CUSTOM_TYPES = byWord<string>({
  number: 'decimal',
  date: 'date',
  'yes-no': 'boolean',
});

/** A value of a profile field of this kind as people read it in messages. */
export const readableField = (
  kind: string,
  value: unknown,
  options: { language: string | null; timezone: string | null }
): string | null => readable(value, CUSTOM_TYPES.get(kind) ?? 'string', options);

/** Custom fields as people read them, in the person's language. */
const customOf = async (
  sql: Sql,
  { contacts, language }: Pick<KnownAsk, 'contacts' | 'language'>
): Promise<Map<number, Record<string, string | null>>> => {
  const kinds = new Map((await listFields(sql)).map(({ fieldKey, kind }) => [fieldKey, kind]));
  const values = await valuesOf(
    sql,
    contacts.map(({ id }) => id),
    'messages'
  );
  return new Map(
    contacts.map((contact) => {
      const own = Object.entries(values.get(contact.id) ?? {}).map(([key, value]) => {
        const options = { language: contact.language ?? language, timezone: contact.timezone };
        return [key, readableField(kinds.get(key) ?? '', value, options)] as const;
      });
      return [contact.id, Object.fromEntries(own)] as const;
    })
  );
};

interface AdminRow {
  firstname: string | null;
  lastname: string | null;
  username: string | null;
}

/** Read by our own handle: a permit may wait for nothing but its transaction. */
const agentOf = async (sql: Sql, agentId: number | null): Promise<Known['agent']> => {
  if (agentId === null) return null;
  const row = await sql('admin_users')
    .where({ id: agentId })
    .first<AdminRow | undefined>('firstname', 'lastname', 'username');
  if (!row) return null;
  const name = [row.firstname, row.lastname].filter(Boolean).join(' ') || (row.username ?? '');
  return name ? { name, firstName: row.firstname } : null;
};

/** The sending number by the name that its customers know. */
const accountOf = (account: SendingNumber | null): NonNullable<Known['account']> | null =>
  account && {
    name: businessOf(account),
    phone: account.displayPhoneNumber ?? null,
  };

/** The install's secret is read at boot: asking for it again waits for nothing. */
const linksFrom = async (strapi: Core.Strapi, account: SendingNumber | null) => {
  const install = await runtimeService(strapi).install();
  const now = contextOf(strapi).clock.now();
  const accountId = account?.id ?? 0;
  return (contactId: number) =>
    preferenceLink(strapi, { of: { contactId, accountId }, now, install });
};

/** Each person's own short links of the tracked links that are asked for and still exist. */
const trackedFrom = async (
  strapi: Core.Strapi,
  sql: Sql,
  { bindings, campaignId }: Pick<KnownAsk, 'bindings' | 'campaignId'>
) => {
  const asked = [...new Set(sourcesOf(bindings, 'link').map(({ linkId }) => linkId))];
  if (asked.length === 0) return () => ({});
  const linkIds = await existingLinks(sql, asked);
  const install = await runtimeService(strapi).install();
  return (contactId: number): NonNullable<Known['links']> =>
    Object.fromEntries(
      linkIds.map((linkId) => [
        linkId,
        shortLink(strapi, { linkId, contactId, campaignId: campaignId ?? 0 }, install),
      ])
    );
};

/**
 * Everything that these bindings ask for beside the person's own columns (T-30): profile fields, the newest linked record
 * of each type, who sends, the sending number. A query per kind of source for any number of people, nothing for bindings
 * that ask for nothing. Awaits nothing but `sql`, so permits may call it in their transaction.
 */
export const knownFor = async (
  strapi: Core.Strapi,
  sql: Sql,
  ask: KnownAsk
): Promise<Map<number, KnownMore>> => {
  const { contacts, bindings, language, account, agentId } = ask;
  const wanted = sourcesOf(bindings, 'record').map(({ type, field }) => ({ type, field }));
  const records = await recordsService(strapi).valuesFor(sql, {
    people: contacts,
    wanted,
    language,
    entries: ask.entries,
  });
  const custom =
    sourcesOf(bindings, 'custom').length > 0 ? await customOf(sql, { contacts, language }) : null;
  const agent = sourcesOf(bindings, 'agent').length > 0 ? await agentOf(sql, agentId) : null;
  const linkOf =
    sourcesOf(bindings, 'preferences').length > 0 ? await linksFrom(strapi, account) : () => null;
  const trackedOf = await trackedFrom(strapi, sql, ask);
  return new Map(
    contacts.map(({ id }) => [
      id,
      {
        links: trackedOf(id),
        preferences: linkOf(id),
        custom: custom?.get(id) ?? {},
        records: records.get(id) ?? {},
        agent: agent ?? null,
        account: accountOf(account),
      },
    ])
  );
};
