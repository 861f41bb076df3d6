import type { Core } from '@strapi/strapi';
import { accountTable } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import type { SlotBindings } from '../contracts/templates';
import {
  fillText,
  namedSources,
  sourceOf,
  variableValues,
  type VariableValues,
} from '../contracts/text-variables';
import { DomainError } from '../kernel/errors';
import { knownFor, type SendingNumber } from '../sending/public';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { resolveValues, sourcesOf } from '../templates/public';
import { keptEntries } from './domain/entries';
import type { RunRow } from './tables';

/** For whom texts are filled, and at which number of ours. */
export interface Spoken {
  contact: ContactRow;
  accountId: number;
  /** Of the run. */
  variables?: RunRow['variables'];
  /** Profile fields that are other than saved, by key, as people read them: a trial changed them. */
  fields?: Readonly<Record<string, string | null>>;
}

/** Formats a value for the text; in an address it is URL-encoded. */
type Spell = (value: string) => string;

/** Fills a text for this person. Throws `missing-value` for one that nobody knows, instead of sending braces. */
export type Fill = (text: string, spell?: Spell) => string;

/** The number as it is now, by the caller's handle. */
const numberOf = async (sql: Sql, id: number): Promise<SendingNumber | null> => {
  const raw = await sql(accountTable.table).where({ id }).first<Record<string, unknown>>();
  return raw ? readRow(accountTable, raw) : null;
};

/** What these texts name beside the person's own fields: what templates know, read as templates read it. Awaits `sql` alone. */
const sourceValues = async (
  strapi: Core.Strapi,
  sql: Sql,
  { texts, contact, accountId, variables = null }: { texts: readonly string[] } & Spoken
): Promise<VariableValues> => {
  // A trial knows some of them already.
  const isOpen = (name: string) => variables === null || !Object.hasOwn(variables, name);
  const names = [...new Set(texts.flatMap(namedSources))].filter(isOpen);
  if (names.length === 0) return {};
  const bindings: SlotBindings = Object.fromEntries(
    names.flatMap((name) => {
      const source = sourceOf(name);
      return source ? [[name, { source, fallback: null }]] : [];
    })
  );
  const account = sourcesOf(bindings, 'account').length > 0 ? await numberOf(sql, accountId) : null;
  const { language } = contact;
  const entries = keptEntries(variables);
  const ask = { contacts: [contact], bindings, language, account, agentId: null, entries };
  const known = { ...(await knownFor(strapi, sql, ask)).get(contact.id), contact };
  const valueOf = (key: string): string | null => {
    const slot = { key, component: 'body', kind: 'text', name: key, example: null } as const;
    const resolved = resolveValues([slot], bindings, known);
    return resolved.ok ? (resolved.values[key] ?? null) : null;
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
};

const filled = (text: string, values: VariableValues, spell: Spell): string => {
  const spelt = Object.entries(values).map(([name, value]) => [
    name,
    value === null || value === undefined ? null : spell(String(value)),
  ]);
  const { text: whole, open } = fillText(text, Object.fromEntries(spelt) as VariableValues);
  const [missing] = open;
  if (missing)
    throw new DomainError('missing-value', `there is no value for {{${missing.name}}}`, {
      remedy: `Add a fallback, as in {{${missing.name}|fallback}}.`,
    });
  return whole;
};

/**
 * What these texts name for one person: fields of theirs, values of the run, and what templates know beside. Awaits nothing
 * but `sql`, so that a transaction may ask.
 */
export const valuesFor = async (
  strapi: Core.Strapi,
  sql: Sql,
  given: { texts: readonly string[] } & Spoken
): Promise<VariableValues> => ({
  ...given.variables,
  ...(await sourceValues(strapi, sql, given)),
  ...Object.fromEntries(
    Object.entries(given.fields ?? {}).map(([key, value]) => [`custom.${key}`, value])
  ),
  ...variableValues(given.contact),
});

/** Fills these texts for one person, as `valuesFor` knows them. */
export const fillerFor = async (
  ...[strapi, sql, given]: Parameters<typeof valuesFor>
): Promise<Fill> => {
  const values = await valuesFor(strapi, sql, given);
  return (text, spell = String) => filled(text, values, spell);
};
