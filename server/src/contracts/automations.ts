import { z } from 'zod';
import { clockTime, id, localDate } from './common';
import { conditionTree, type ConditionGroup } from './condition-tree';
import { conversionEvent } from './conversions';
import { clockCondition, openCondition } from './flow-conditions';
import { typeUid } from './records';
import { segmentCondition, type SegmentCondition } from './segments';

/** Fields of one content type that all its automations watch together. */
export const WATCHED_FIELDS = 20;
/** What is remembered of one row of an entry. */
export const SEEN_BYTES = 16_384;
/** Changes, and what automations did about them, are kept this long. */
export const CHANGE_DAYS = 90;
/**
 * One entry, or one person by entering or leaving a segment, starts one automation at most this often in a day: other systems,
 * and other automations, answer us without saying so.
 */
export const STARTS_A_DAY = 5;
/** Entries that our flows write may start automations whose flows write entries, so deep. */
export const DEPTH_MOST = 3;
/** An automation that would start more often than this in an hour, and than this many times its usual hour, asks. */
export const FLOOD = { least: 200, times: 10 } as const;

/** A value of an entry as it is remembered: a moment is epoch milliseconds, a day `2026-10-25`, a relation a document id. */
export const heldValue = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
export type HeldValue = string | number | boolean | null;
export type HeldValues = Readonly<Record<string, HeldValue>>;

/** Of a type with drafts: what visitors see, or what is being written. A type without drafts has `published` only. */
export const entryVersion = z.enum(['published', 'draft']);
export type EntryVersion = z.infer<typeof entryVersion>;

/** A field of the type itself, or a relation to one entry. */
export const entryField = z
  .string()
  .max(60)
  .regex(/^[A-Za-z_][\w-]*$/, 'a field of the content type, for example state');

const version = entryVersion.default('published');
const onEntry = { uid: typeUid, version };
const values = z
  .array(heldValue)
  .min(1, 'Choose at least one value.')
  .max(50, 'At most 50 values.')
  .nullable()
  .default(null);
/** Whose clock: that of the business, or that of the person. */
const zone = z.enum(['business', 'person']).default('business');

const triggers = z.discriminatedUnion('kind', [
  /** The entry is there for the first time; of a version `published`: visitors see it for the first time. */
  z.object({ kind: z.literal('created'), ...onEntry }),
  /** The field changes: from one of these values (null: any) to one of those. */
  z.object({
    kind: z.literal('updated'),
    ...onEntry,
    field: entryField,
    from: values,
    to: values,
    /** An entry that is there for the first time with one of the values counts too. */
    alsoNew: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('published'), uid: typeUid }),
  /** No longer published, and still there as a draft. */
  z.object({ kind: z.literal('unpublished'), uid: typeUid }),
  z.object({ kind: z.literal('deleted'), ...onEntry }),
  /** A number rises to a value or above, falls to it or below, or changes by a part of itself within one change. */
  z.object({
    kind: z.literal('threshold'),
    ...onEntry,
    field: entryField,
    way: z.enum(['up', 'down']),
    by: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('value'), value: z.number() }),
      z.object({ kind: z.literal('percent'), percent: z.number().min(1).max(1_000) }),
    ]),
  }),
  /** A time before or after a date of the entry (E-05, E-06, E-08). */
  z.object({
    kind: z.literal('date'),
    ...onEntry,
    field: entryField,
    side: z.enum(['before', 'after']),
    amount: z.number().int().min(0).max(1_000),
    unit: z.enum(['minutes', 'hours', 'days']),
    /** Time of that day; null: of a field with a time, the same time. */
    at: clockTime.nullable().default(null),
    /** Each year, as birthdays; 29 February is the 28th in other years. */
    yearly: z.boolean().default(false),
    zone,
    /** At the hour of that day at which the person reads and answers most (E-17); `at` for people of whom none is known. */
    usualHour: z.boolean().default(false),
  }),
  /** Nothing changes in the entry for a time, and no entry of another type came for the person meanwhile. */
  z.object({
    kind: z.literal('absence'),
    ...onEntry,
    /** Changes of these count as something; the entry's own beginning does too. */
    fields: z.array(entryField).max(10, 'At most 10 fields.').default([]),
    minutes: z.number().int().min(5).max(43_200),
    without: typeUid.nullable().default(null),
  }),
  /** Times of the day on days of the week, on days by date, and on holidays or not (E-16). */
  z.object({
    kind: z.literal('clock'),
    segmentId: id,
    at: z
      .array(clockTime)
      .min(1, 'Choose at least one time of the day.')
      .max(6, 'At most 6 times of the day.'),
    /** 1 = Monday; none: every day, or only the named ones. */
    days: z.array(z.number().int().min(1).max(7)).max(7).default([]),
    /** Beside those of the week. */
    dates: z.array(localDate).max(100, 'At most 100 days.').default([]),
    holidays: z.enum(['as-others', 'only', 'never']).default('as-others'),
    zone,
    usualHour: z.boolean().default(false),
  }),
  /** A person enters or leaves a segment, as it is looked at every few minutes (E-35). */
  z.object({ kind: z.literal('segment'), segmentId: id, way: z.enum(['enters', 'leaves']) }),
]);

const refuseTime = (trigger: z.output<typeof triggers>, ctx: z.RefinementCtx): void => {
  if (trigger.kind !== 'date' || trigger.unit === 'days') return;
  const refuse = (path: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message });
  if (trigger.yearly) refuse('unit', 'A yearly trigger needs a time in days.');
  if (trigger.usualHour) refuse('usualHour', 'The usual hour needs a time in days.');
};

/** What sets an automation off (E-02, E-05…E-08, E-16, E-17, E-35). */
export const automationTrigger = triggers.superRefine(refuseTime);
export type AutomationTrigger = z.output<typeof automationTrigger>;
export type TriggerOf<K extends AutomationTrigger['kind']> = Extract<
  AutomationTrigger,
  { kind: K }
>;

/** A value of the entry, as it is at the moment of asking. Texts are compared without case and accents. */
const entryCondition = z.object({
  kind: z.literal('entry'),
  not: z.boolean().default(false),
  field: entryField,
  operator: z.enum(['is', 'contains', 'more', 'less', 'before', 'after', 'filled']),
  /** One is enough; of `filled` none. */
  values: z.array(heldValue).max(50, 'At most 50 values.').default([]),
});
export type EntryCondition = z.infer<typeof entryCondition>;

export type AutomationCondition =
  | EntryCondition
  | z.infer<typeof clockCondition>
  | z.infer<typeof openCondition>
  | SegmentCondition;
export type AutomationConditions = ConditionGroup<AutomationCondition>;
export const automationConditions = conditionTree<AutomationCondition>(
  z.union([
    entryCondition,
    clockCondition,
    openCondition,
    segmentCondition,
  ]) as z.ZodType<AutomationCondition>
);

/** Whom, where an entry leads to several people. */
export const automationWho = z.object({
  people: z.enum(['none-if-several', 'first', 'all']).default('none-if-several'),
});
export type AutomationWho = z.output<typeof automationWho>;

/**
 * How often. `event`: each time that it happens. `entry`: once for an entry; of a date, once for each value of it. `person`:
 * once within the days; null: once ever.
 */
export const automationOnce = z.discriminatedUnion('per', [
  z.object({ per: z.literal('event') }),
  z.object({ per: z.literal('entry') }),
  z.object({
    per: z.literal('person'),
    days: z.number().int().min(1).max(3_650).nullable().default(null),
  }),
]);
export type AutomationOnce = z.output<typeof automationOnce>;

const goalDays = z.number().int().min(1).max(90).default(7);
/** What it is for: reached within the days, it ends the run. */
export const automationGoal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replied'), days: goalDays }),
  z.object({ kind: z.literal('converted'), event: conversionEvent.nullable(), days: goalDays }),
  z.object({ kind: z.literal('entry'), conditions: automationConditions, days: goalDays }),
]);
export type AutomationGoal = z.output<typeof automationGoal>;

/** Messages of this automation to one person within the days, also about orders. */
export const automationCeiling = z.object({
  messages: z.number().int().min(1).max(100),
  days: z.number().int().min(1).max(90),
});
export type AutomationCeiling = z.output<typeof automationCeiling>;

const fields = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(120),
  trigger: automationTrigger,
  /** The flow that says what; null: one of its own is made with it. */
  botId: id.nullable().default(null),
  who: automationWho.default({ people: 'none-if-several' }),
  /** Only where these hold, asked again right before each message. */
  conditions: automationConditions.nullable().default(null),
  /** Ends what is under way as soon as these hold. */
  stopWhen: automationConditions.nullable().default(null),
  once: automationOnce.default({ per: 'entry' }),
  goal: automationGoal.nullable().default(null),
  ceiling: automationCeiling.nullable().default(null),
  /** What is due for longer is skipped: nothing comes out all at once after a standstill. */
  staleMinutes: z.number().int().min(5).max(10_080).default(1_440),
});

const refuseEntry = (body: z.output<typeof fields>, ctx: z.RefinementCtx): void => {
  const isAlone = body.trigger.kind === 'clock' || body.trigger.kind === 'segment';
  if (isAlone && body.once.per === 'entry')
    ctx.addIssue({
      code: 'custom',
      path: ['once', 'per'],
      message: 'This trigger has no entry. Count by contact or by event.',
    });
};

export const automationBody = fields.superRefine(refuseEntry);
export type AutomationBody = z.output<typeof automationBody>;

/** `version`: the one that the writer saw; another one is not overwritten (409 `changed-meanwhile`). Left out: any. */
export const updateAutomationBody = fields
  .extend({ version: z.number().int().min(1).optional() })
  .superRefine(refuseEntry);
export type UpdateAutomationBody = z.output<typeof updateAutomationBody>;

/** The name of a copy, with room for the number that is added where another automation has it. */
export const copyAutomationBody = z.object({ name: fields.shape.name.max(110) });
export type CopyAutomationBody = z.output<typeof copyAutomationBody>;

/** `id`: the saved one that is meant, whose own flow is judged as its own; null, or one that is gone: a new one. */
export const checkAutomationBody = fields
  .extend({ id: id.nullable().default(null) })
  .superRefine(refuseEntry);
export type CheckAutomationBody = z.output<typeof checkAutomationBody>;

/** What became of an entry, seen as one: its row in the language that stands for it. */
export const changeKind = z.enum(['created', 'updated', 'published', 'unpublished', 'deleted']);
export type ChangeKind = z.infer<typeof changeKind>;

/**
 * How a change was noticed. `save`: as it was made. `sweep`: by the nightly look, so it was written past Strapi. `bulk`: with
 * many others at once. Only `save` starts automations unless somebody asks for more.
 */
export const changeOrigin = z.enum(['save', 'sweep', 'bulk']);
export type ChangeOrigin = z.infer<typeof changeOrigin>;

/**
 * Why an automation starts nothing. `flood`: it is switched on and asks first. The others switched it off: who switched it on
 * is gone or may no longer build automations, who published its flow may no longer write the entries that it writes, or what it
 * needs is gone.
 */
export const heldReason = z.enum([
  'flood',
  'owner-gone',
  'owner-no-right',
  'publisher-no-right',
  'type-gone',
  'field-gone',
  'no-person-path',
  'segment-gone',
  'flow-gone',
]);
export type HeldReason = z.infer<typeof heldReason>;

/** Why a person got nothing; stable words that pages translate. */
export const skipReason = z.enum([
  'no-person',
  'several-people',
  'person-changed',
  'conditions',
  'stop-conditions',
  'once',
  'too-often',
  'loop',
  'stale',
  'flood',
  'ceiling',
  'entry-gone',
  'flow-off',
  'allowance-used',
  'failed',
  // Those of the gate, where the flow begins with a template.
  'opted-out',
  'asked-to-stop',
  'no-consent',
  'paused',
  'topic',
  'not-asked',
  'us-marketing',
  'capped',
  'blocked',
  'no-address',
]);
export type SkipReason = z.infer<typeof skipReason>;
