import type { Core } from '@strapi/strapi';
import { madeUpEntry } from './domain/made-up-entry';
import { readable } from './domain/readable';
import type { WrittenField } from './domain/written';
import { askedColumns, openFields, writtenColumns } from './entry-fields';
import { mayDo, type WantedEntry } from './entry-rights';
import type { createEntryWrites, EntryText } from './entry-writes';
import { hostWriter } from './host-access';
import { hostColumn } from './host-types';
import type { Mappings } from './mappings';

/** By what rules flows use a linked type, for the check of a flow. */
export interface EntryRules {
  /** Fields that a flow may ask of. */
  asked: ReadonlySet<string>;
  /** Fields that it may write. */
  written: ReadonlyMap<string, WrittenField>;
  /** Required fields of a new entry that nothing fills beside these, in words. A draft may lack them. */
  missing(fields: readonly string[]): string[];
}

export interface EntryDraftAsk extends Pick<WantedEntry, 'action' | 'byField'> {
  uid: string;
  /** Texts with their variables filled in. */
  values: readonly EntryText[];
  /** The fields that are not written are made up too. */
  isMadeUp: boolean;
  /** Who tries it. */
  ownerId: number | null;
  language: string | null;
  zone: string;
  now: number;
}

/** Values of an entry by field, as people read them; what such an entry is, and which fields are written, in words. */
export interface EntryDraft {
  role: string;
  fields: string[];
  values: Record<string, string>;
}

type Writes = Pick<ReturnType<typeof createEntryWrites>, 'dataOf' | 'mappingOf' | 'notAllowed'>;

/** What a step would make of an entry, without writing. */
export const createEntryDrafts = (
  strapi: Core.Strapi,
  { mappings, writes }: { mappings: Mappings; writes: Writes }
) => ({
  entryRules: async (uid: string): Promise<EntryRules | null> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) return null;
    return {
      asked: new Set(askedColumns(mapping).map(({ path }) => path)),
      written: new Map(
        writtenColumns(mapping).map(({ path, type, choices }) => [path, { type, choices }])
      ),
      missing: (fields) =>
        mapping.type.hasDrafts
          ? []
          : openFields(mapping, new Set(fields)).map(({ label }) => label),
    };
  },
  draftEntry: async (ask: EntryDraftAsk): Promise<EntryDraft> => {
    const { uid, action, byField, values, language, zone: timezone, now } = ask;
    const mapping = await writes.mappingOf(uid);
    const data = writes.dataOf(mapping, { values, zone: timezone });
    const fields = Object.keys(data);
    const writer = await hostWriter(strapi, ask.ownerId, uid);
    const asksRights = action !== 'find' || byField;
    if (asksRights && (!writer || !mayDo(writer, { action, fields, byField })))
      throw writes.notAllowed();
    const written = Object.entries(data).map(([field, value]) => {
      const type = hostColumn(mapping.type, field)?.type ?? 'string';
      return [field, readable(value, type, { language, timezone }) ?? ''] as const;
    });
    const columns = askedColumns(mapping);
    const madeUp = ask.isMadeUp ? madeUpEntry(columns, { language, timezone, now }) : {};
    return {
      role: mapping.config.role,
      fields: fields.map((field) => hostColumn(mapping.type, field)?.label ?? field),
      values: { ...madeUp, ...Object.fromEntries(written) },
    };
  },
});
