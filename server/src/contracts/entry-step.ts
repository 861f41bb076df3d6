import { z } from 'zod';
import { fieldCondition } from './audience';
import { typeUid } from './records';

/** What a step does with an entry of a linked content type (B-25). */
export const ENTRY_ACTIONS = ['find', 'create', 'change', 'link'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

export const ENTRY_VALUES_MOST = 10;
export const ENTRY_CONDITIONS_MOST = 5;

/**
 * In a condition on a day or a moment: now. `after` it is what lies ahead, of days from today on; `before` it is what is past.
 */
export const ENTRY_NOW = 'now';

/** A field of the entry itself, not of one that it relates to. */
const ownField = z.string().regex(/^[A-Za-z_][\w-]{0,119}$/);

/** What a linked entry must answer, as a condition of a filter on linked entries. */
export const entryCondition = z.object({
  field: ownField,
  operator: fieldCondition.shape.operator,
  value: fieldCondition.shape.value,
});
export type EntryCondition = z.infer<typeof entryCondition>;

/** Which entry of the type. */
export const entryWhich = z.discriminatedUnion('by', [
  /** The entry that an earlier step found or made; without one, the newest linked entry. */
  z.object({ by: z.literal('kept') }),
  /** The entry that set off the automation by which the run began, whatever steps found since; in any other run there is none. */
  z.object({ by: z.literal('automation') }),
  /** The newest entry linked with the person that answers all conditions. */
  z.object({
    by: z.literal('newest'),
    when: z.array(entryCondition).max(ENTRY_CONDITIONS_MOST).default([]),
  }),
  /** One whose field equals this text: linked with the person, or with nobody. */
  z.object({ by: z.literal('field'), field: ownField, text: z.string().trim().min(1).max(500) }),
]);
export type EntryWhich = z.infer<typeof entryWhich>;

/**
 * Finds an entry, makes one, changes one or links one with the person. The entry is kept for the run: later texts
 * (`{{record.<type>.<field>}}`) and later steps mean it.
 */
export const entryStep = z.object({
  kind: z.literal('entry'),
  action: z.enum(ENTRY_ACTIONS),
  type: typeUid,
  /** Of `find` and `change`. */
  which: entryWhich.default({ by: 'kept' }),
  /** Of `create` and `change`: field → text with variables; an empty text clears the field. */
  values: z
    .array(z.object({ field: ownField, text: z.string().trim().max(1000).default('') }))
    .max(ENTRY_VALUES_MOST)
    .default([]),
  /** Of `change`: only while the entry answers all of these; else the way is `too-late`. */
  only: z.array(entryCondition).max(ENTRY_CONDITIONS_MOST).optional(),
  /** Of `change`: where all fields have these values already, nothing is written, and the way is `already`. */
  already: z.boolean().optional(),
});
export type EntryStep = z.infer<typeof entryStep>;
