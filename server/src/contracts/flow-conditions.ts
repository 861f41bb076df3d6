import { z } from 'zod';
import { clockTime } from './common';
import { conditionTree, type ConditionGroup } from './condition-tree';
import { segmentCondition, type SegmentCondition } from './segments';

/** Name of a variable of a run, `{{order_number}}` in texts. */
export const variableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lowercase letters, digits and _, beginning with a letter.');

const not = z.boolean().default(false);
const words = z.string().trim().max(200);

/** A value that the run keeps. Texts are compared without case and accents; `more` and `less` include the number itself. */
const valueCondition = z.object({
  kind: z.literal('value'),
  not,
  name: variableName,
  operator: z.enum(['filled', 'is', 'contains', 'more', 'less']),
  value: words.default(''),
});

/** The message that came in last. */
const saidCondition = z.object({
  kind: z.literal('said'),
  not,
  operator: z.enum(['is', 'contains', 'type']),
  /** For `type`: text, image, video, audio, document, location … */
  value: words.min(1),
});

/** The clock where the person is: days of the week (1 = Monday) and hours; `to` before `from` goes past midnight. */
export const clockCondition = z.object({
  kind: z.literal('clock'),
  not,
  days: z.array(z.number().int().min(1).max(7)).max(7).default([]),
  from: clockTime.default('00:00'),
  to: clockTime.default('00:00'),
});

/** The number is within its business hours (Settings › WhatsApp › Team); one without hours always is. */
export const openCondition = z.object({ kind: z.literal('open'), not });

export const ownCondition = z.discriminatedUnion('kind', [
  valueCondition,
  saidCondition,
  clockCondition,
  openCondition,
]);
export type OwnCondition = z.infer<typeof ownCondition>;

/** What a flow may ask: all that segments ask of a person, and what only a run knows. */
export type FlowCondition = OwnCondition | SegmentCondition;
export type FlowConditions = ConditionGroup<FlowCondition>;

export const flowConditions = conditionTree<FlowCondition>(
  z.union([ownCondition, segmentCondition]) as z.ZodType<FlowCondition>
);

const OWN: ReadonlySet<string> = new Set(['value', 'said', 'clock', 'open']);
export const isOwnCondition = (condition: FlowCondition): condition is OwnCondition =>
  OWN.has(condition.kind);
