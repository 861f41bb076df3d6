import { z } from 'zod';
import { id, instant } from './common';
import { TOPIC_KEY } from './consent';

/** A filter chip: values whose people are included, and values whose people are excluded (M-20). */
const chips = <T extends z.ZodType>(value: T) =>
  z.object({
    include: z.array(value).max(100).default([]),
    exclude: z.array(value).max(100).default([]),
  });

/**
 * What is missing, old or contradicts itself in what is kept of a person (P-22). `stale`: neither changed nor heard from
 * for a year; `same-email`: another person has the address too; `agreed-unreachable`: agreed to marketing, but is blocked
 * or has no address.
 */
export const qualityProblem = z.enum([
  'no-name',
  'no-number',
  'no-email',
  'no-language',
  'unanswered',
  'agreed-unreachable',
  'same-email',
  'stale',
]);
export type QualityProblem = z.infer<typeof qualityProblem>;

/** A condition on one value of a field: of the contact (own and custom fields) or of a linked record. */
export const fieldCondition = z.object({
  /** `custom` = the custom field `key`; `record` = field `key` of linked records of the content type `type`. */
  on: z.enum(['custom', 'record']),
  type: z.string().max(120).optional(),
  key: z.string().min(1).max(120),
  operator: z.enum([
    'is',
    'is-not',
    'contains',
    'more-than',
    'less-than',
    'before',
    'after',
    'is-empty',
    'is-filled',
  ]),
  value: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
  exclude: z.boolean().default(false),
});
export type FieldCondition = z.infer<typeof fieldCondition>;

/** From and to are both included. */
const span = z.object({ from: instant.optional(), to: instant.optional() });

/**
 * Which people (M-19, P-07): everything given must hold; within one `include` list one hit is enough, any hit of an
 * `exclude` list takes the person out. An empty filter is everyone.
 */
export const peopleFilter = z.object({
  q: z.string().trim().max(200).optional(),
  tags: chips(z.string().min(1).max(60)).optional(),
  groups: chips(id).optional(),
  /** Saved trees of conditions, followed as the data change (P-13). */
  segments: chips(id).optional(),
  languages: chips(z.string().min(1).max(12)).optional(),
  countries: chips(z.string().length(2)).optional(),
  /** As typed; capitals and accents of Turkish and other letters do not count (P-24). */
  towns: chips(z.string().trim().min(1).max(120)).optional(),
  /** How the conversation began: customer wrote, campaign, staff… */
  origins: chips(z.string().min(1).max(24)).optional(),
  /** How the person came: import, inbound, record, agent, api. */
  sources: chips(z.string().min(1).max(24)).optional(),
  /** Who looks after the person; 0 = nobody. */
  owners: chips(z.number().int().min(0)).optional(),
  /** Assignee of a conversation; 0 = nobody is assigned to any of theirs. */
  assignees: chips(z.number().int().min(0)).optional(),
  /** Marketing consent. */
  consent: chips(z.enum(['in', 'none', 'out'])).optional(),
  /** Asked to stop, and nobody has decided yet what they meant. */
  askedToStop: z.literal(true).optional(),
  /** Kinds of message that the person refused (O-27). */
  refuses: chips(z.string().regex(TOPIC_KEY)).optional(),
  quality: chips(qualityProblem).optional(),
  /** Content types of which the person has a linked record. */
  linked: chips(z.string().min(1).max(120)).optional(),
  created: span.optional(),
  updated: span.optional(),
  /** Last message of the person. */
  lastInbound: span.optional(),
  fields: z.array(fieldCondition).max(20).optional(),
});
export type PeopleFilter = z.infer<typeof peopleFilter>;

/**
 * Whom a deed means (M-21…M-24): `all` = everyone who matches the filter, minus `except`; `picked` = these people only.
 * Nobody picked and no filter = everyone, which every deed says aloud with the number.
 */
export const peopleChoice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('all'),
    filter: peopleFilter,
    except: z.array(id).max(5000).default([]),
  }),
  z.object({ kind: z.literal('picked'), contactIds: z.array(id).min(1).max(5000) }),
]);
export type PeopleChoice = z.infer<typeof peopleChoice>;
