import { z } from 'zod';
import { id, instant, readerZone } from './common';
import { customFieldKind } from './contacts';
import { endpoints, get } from './endpoints';
import { actions } from './permissions';
import { entryKey } from './record-people';
import { typeUid } from './records';

/** A field of a linked content type that flows may ask of. */
const entryField = z.object({
  field: z.string(),
  label: z.string(),
  kind: z.enum([...customFieldKind.options, 'moment']),
  choices: z.array(z.string()),
  /** Flows may write it too. */
  writable: z.boolean(),
});
export type EntryField = z.infer<typeof entryField>;

/** A linked content type, for steps of flows. */
export const entryType = z.object({
  type: typeUid,
  /** What such an entry is: Order, Appointment. */
  label: z.string(),
  /** With draft & publish: a new entry is a draft. */
  hasDrafts: z.boolean(),
  fields: z.array(entryField),
});
export type EntryType = z.infer<typeof entryType>;
export const entryTypes = z.object({ types: z.array(entryType) });
export type EntryTypes = z.infer<typeof entryTypes>;

export const entryWritesQuery = entryKey.extend({
  language: z.enum(['en', 'tr']).default('en'),
  zone: readerZone,
});

/** What a step of a flow wrote, once. */
export const entryWrite = z.object({
  id,
  at: instant,
  action: z.enum(['create', 'change', 'link']),
  bot: z.string(),
  /** Of the flow; null: not known. */
  version: z.number().int().nullable(),
  /** Whose answer it followed; null: they are not known any more. */
  contact: z.object({ id, name: z.string() }).nullable(),
  /** Values as people read them, in the reader's language; only fields that the reader may see. */
  changes: z.array(
    z.object({ label: z.string(), from: z.string().nullable(), to: z.string().nullable() })
  ),
});
export type EntryWrite = z.infer<typeof entryWrite>;
export const entryWrites = z.object({ writes: z.array(entryWrite) });
export type EntryWrites = z.infer<typeof entryWrites>;

export const recordWritesApi = endpoints('/records', {
  /** What steps of flows may do with which content type. */
  types: get('/entry-types').needs(actions.botObserve).answers<EntryTypes>(),
  /** What flows wrote into an entry, the newest first. */
  list: get('/entry-writes').needs(actions.chatRead).query(entryWritesQuery).answers<EntryWrites>(),
});
