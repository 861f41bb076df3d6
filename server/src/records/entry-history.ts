import type { Core } from '@strapi/strapi';
import { contactsService, shownName } from '../contacts/public';
import type { EntryTypes, EntryWrite, EntryWrites } from '../contracts/record-writes';
import { notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { readable } from './domain/readable';
import { entryTypeView } from './entry-fields';
import { mayDo, type WantedEntry } from './entry-rights';
import { hostWriter, type HostReader } from './host-access';
import { hostColumn } from './host-types';
import type { Mapping, Mappings } from './mappings';
import type { RecordWriteRow } from './tables';
import { writesOfEntry } from './write-store';

/** Lines of an entry's history that are shown. */
const SHOWN = 20;

interface Reader {
  language: 'en' | 'tr';
  /** IANA zone by which moments are read. */
  zone: string;
  rights: HostReader;
}

/** Only fields that the reader may see, and none that was marked as sensitive since. */
const changesIn = (
  { type, config }: Mapping,
  { changes }: RecordWriteRow,
  { language, zone, rights }: Reader
): EntryWrite['changes'] =>
  (changes ?? []).flatMap(({ field, from, to }) => {
    const column = hostColumn(type, field);
    if (!column || config.marks[field] !== undefined || !rights.field(field)) return [];
    const said = (value: typeof to) => readable(value, column.type, { language, timezone: zone });
    return [{ label: column.label, from: said(from), to: said(to) }];
  });

/** What flows may do with entries, and what they did. */
export const createEntryHistory = (strapi: Core.Strapi, mappings: Mappings) => {
  const { db } = contextOf(strapi);
  return {
    entryTypes: async (): Promise<EntryTypes> => ({
      types: [...(await mappings.all()).values()].map(entryTypeView),
    }),
    entryWrites: async (
      { uid, documentId, ...reader }: Omit<Reader, 'rights'> & { uid: string; documentId: string },
      rights: HostReader
    ): Promise<EntryWrites> => {
      const mapping = (await mappings.all()).get(uid);
      if (!mapping) throw notFound('the linked content type');
      if (!(await rights.readable([documentId])).has(documentId)) throw notFound('the entry');
      const rows = await writesOfEntry(db.knex, { uid, documentId, limit: SHOWN });
      const people = await contactsService(strapi).byIds(
        db.knex,
        rows.map(({ contactId }) => contactId)
      );
      return {
        writes: rows.map((row) => {
          const person = people.get(row.contactId);
          return {
            ...{ id: row.id, at: row.at, action: row.action },
            ...{ bot: row.botName, version: row.version },
            contact: person ? { id: person.id, name: shownName(person) } : null,
            changes: changesIn(mapping, row, { ...reader, rights }),
          };
        }),
      };
    },
    mayWrite: async (
      userId: number,
      { uid, ...wanted }: WantedEntry & { uid: string }
    ): Promise<boolean> => {
      const writer = await hostWriter(strapi, userId, uid);
      return writer !== null && mayDo(writer, wanted);
    },
  };
};
