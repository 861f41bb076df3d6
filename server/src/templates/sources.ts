import type { Core } from '@strapi/strapi';
import { accountsService, businessOf } from '../accounts/public';
import {
  contactsService,
  fieldViews,
  valuesOf,
  type ContactRow,
  type Reading,
} from '../contacts/public';
import type { ValueSource, VariableSources, VariableSourcesQuery } from '../contracts/templates';
import { listLinks } from '../links/public';
import { readable, recordsService } from '../records/public';
import { contextOf } from '../strapi/context';

/** Profile fields that messages may use, with the person's values as far as the reader may see them. */
const customSources = async (
  strapi: Core.Strapi,
  person: ContactRow | null,
  reading: Reading
): Promise<VariableSources['custom']> => {
  const { db } = contextOf(strapi);
  const values = person
    ? ((await valuesOf(db.knex, [person.id], reading)).get(person.id) ?? {})
    : {};
  return (await fieldViews(db.knex))
    .filter(
      ({ archived, sensitive, allowed }) =>
        !archived && (sensitive === null || allowed.includes('messages'))
    )
    .map(({ key: fieldKey, label, labelTr, kind }) => {
      const type = { number: 'decimal', date: 'date', 'yes-no': 'boolean' }[String(kind)] ?? 'text';
      const language = person?.language ?? null;
      const example = readable(values[fieldKey], type, { language });
      return { key: fieldKey, label, labelTr, example };
    });
};

/** Fields of linked content types that messages may use, with the values of the person's newest entries. */
const recordSources = async (
  strapi: Core.Strapi,
  person: ContactRow | null,
  reading: Reading
): Promise<VariableSources['records']> => {
  const { db } = contextOf(strapi);
  const sources = await recordsService(strapi).sources();
  const wanted = sources.flatMap(({ type, fields }) =>
    fields.map(({ field }) => ({ type, field }))
  );
  const people = person ? [person] : [];
  const values = await recordsService(strapi).valuesFor(db.knex, {
    people,
    wanted,
    language: null,
  });
  const own = person ? (values.get(person.id) ?? {}) : {};
  return sources.map(({ type, label, fields }) => ({
    type,
    label,
    fields: fields.map((one) => ({
      field: one.field,
      label: one.label,
      example: one.isSensitive && reading !== 'all' ? null : (own[type]?.[one.field] ?? null),
    })),
  }));
};

const linkSources = async (strapi: Core.Strapi): Promise<VariableSources['links']> =>
  (await listLinks(contextOf(strapi).db.knex))
    .filter(({ archived }) => !archived)
    .map(({ id, name }) => ({ id, name }));

/**
 * What may stand after "@" beside the person's own fields, with one person's values as examples. `agent` is who asks.
 */
export const variableSourcesOf = async (
  strapi: Core.Strapi,
  { accountId, contactId }: VariableSourcesQuery,
  { agent, reading }: { agent: VariableSources['agent']; reading: Reading }
): Promise<VariableSources> => {
  const accounts = await accountsService(strapi).list();
  const account = accounts.find((one) => one.id === accountId) ?? accounts[0];
  const person = contactId === undefined ? null : await contactsService(strapi).get(contactId);
  return {
    custom: await customSources(strapi, person, reading),
    records: await recordSources(strapi, person, reading),
    agent,
    account: {
      name: account ? businessOf(account) : null,
      phone: account?.displayPhoneNumber ?? null,
    },
    links: await linkSources(strapi),
  };
};

/** Do these profile fields and fields of linked entries exist, and may messages use them? Those that do not. */
export const unusableSources = async <S extends ValueSource>(
  strapi: Core.Strapi,
  sources: readonly S[]
): Promise<S[]> => {
  const kinds = new Set(sources.map(({ kind }) => kind));
  const custom = kinds.has('custom') ? await customSources(strapi, null, 'plain') : [];
  const records = kinds.has('record') ? await recordSources(strapi, null, 'plain') : [];
  const isUsable = (source: ValueSource): boolean => {
    if (source.kind === 'custom') return custom.some(({ key }) => key === source.key);
    if (source.kind !== 'record') return true;
    const type = records.find((one) => one.type === source.type);
    return type?.fields.some(({ field }) => field === source.field) ?? false;
  };
  return sources.filter((source) => !isUsable(source));
};
