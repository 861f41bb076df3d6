import type { Core } from '@strapi/strapi';
import { isVisible } from '../contracts/person-names';
import { keptApart, logsService } from '../logs/public';
import {
  beginRefold,
  notRefoldedSql,
  refoldForAWhile,
  refoldNames,
  rewriteRows,
  runtimeService,
  type Refolding,
} from '../runtime/public';
import type { BatchColumn } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { foldedValue } from './domain/custom-value';
import { searchTextOf } from './domain/identity';
import { townKeyOf } from './domain/town';
import { contactTable, contactValueTable, tagTable } from './tables';

type Raw = Record<string, unknown>;
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (...names: string[]): BatchColumn[] => names.map((name) => ({ name, type: 'text' }));

/** Of a deleted person nothing is searched for. A name that nobody sees is none (see `cleanText`). */
const personOf = (row: Raw): Record<string, unknown> => {
  const seen = (value: unknown): string | null => {
    const text = textOf(value);
    return text !== null && isVisible(text) ? text : null;
  };
  const name = seen(row.name) ?? '';
  const profileName = seen(row.profile_name);
  const { username, email } = { username: textOf(row.username), email: textOf(row.email) };
  return {
    name,
    profile_name: profileName,
    name_search: row.name_search === '' ? '' : searchTextOf({ name, profileName, username, email }),
    town_key: townKeyOf(textOf(row.town)),
  };
};

const PEOPLE: Refolding = {
  name: 'contacts',
  table: contactTable.table,
  columns: ['name', 'profile_name', 'name_search', 'username', 'email', 'town', 'town_key'],
  rewrite: (trx, rows) =>
    rewriteRows(
      trx,
      {
        table: contactTable.table,
        columns: PEOPLE.columns,
        set: texts('name', 'profile_name', 'name_search', 'town_key'),
        valuesOf: personOf,
      },
      rows
    ),
};

const VALUES: Refolding = {
  name: 'contact-values',
  table: contactValueTable.table,
  columns: ['value', 'folded', 'value_key'],
  rewrite: (trx, rows) =>
    rewriteRows(
      trx,
      {
        table: contactValueTable.table,
        columns: VALUES.columns,
        set: texts('folded', 'value_key'),
        valuesOf: (row) => {
          const { folded, valueKey } = foldedValue(String(row.value));
          return { folded, value_key: valueKey };
        },
      },
      rows
    ),
};

/** At the start of a server: tags get the keys of now, people and their values are noted as due. */
export const refoldTags = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  await beginRefold(db, [PEOPLE, VALUES]);
  await refoldNames(db, {
    state: 'tags',
    ...{ table: tagTable.table, name: 'name', key: 'name_key' },
    tell: (trx, two) => logsService(strapi).writeIn(trx, keptApart('tag', two)),
  });
};

/** People and values of profile fields, by the timer of one process: the campaigns' filters and segments first. */
export const refoldPeople = (strapi: Core.Strapi): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const { draining } = runtimeService(strapi);
  return refoldForAWhile({ db, clock, draining }, [VALUES, PEOPLE]);
};

/** True in SQL for people whose town may still have the key of the former fold. */
export const formerTownSql = (alias: string): string => notRefoldedSql(alias, PEOPLE.name);
/** The same of values of profile fields. */
export const formerValueSql = (alias: string): string => notRefoldedSql(alias, VALUES.name);
