import { z } from 'zod';
import { peopleFilter } from './audience';
import { id, instant } from './common';
import { conditionTree, type ConditionGroup, type ConditionNode } from './condition-tree';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';
import { dataPurpose } from './consent';
import { conversionEvent } from './conversions';

export { leavesIn, SEGMENT_CONDITIONS, SEGMENT_DEPTH, SEGMENT_NODES } from './condition-tree';

/** A time that moves on with the clock: the last this many hours or days. */
const ago = z.object({
  amount: z.number().int().min(1).max(3650),
  unit: z.enum(['hours', 'days']),
});
export type Ago = z.infer<typeof ago>;

/** From this many to that many, both included. */
const range = { atLeast: z.number().int().min(0).max(10_000).optional() };
const upTo = { atMost: z.number().int().min(0).max(10_000).optional() };

/** What is asked of a person; `not` asks the opposite. */
const not = z.boolean().default(false);

/** Facts of profile and tags, groups, linked records: one or several chips and field conditions, as in the filter. */
export const peopleCondition = z.object({ kind: z.literal('people'), not, filter: peopleFilter });

/** When something happened last, or that it never did. */
export const timeCondition = z.object({
  kind: z.literal('time'),
  not,
  fact: z.enum(['added', 'changed', 'last-inbound', 'last-outbound']),
  operator: z.enum(['within', 'longer-ago', 'never']),
  ago: ago.optional(),
});

/** How much was written in a time, by them or by us; `types` = only messages of these types, `text` = that say this. */
export const messagesCondition = z.object({
  kind: z.literal('messages'),
  not,
  direction: z.enum(['in', 'out']),
  ...range,
  ...upTo,
  within: ago.optional(),
  types: z.array(z.string().min(1).max(24)).max(20).optional(),
  text: z.string().trim().min(1).max(200).optional(),
});

/** How often they write: see `ENGAGEMENT` (P-14). */
export const engagementCondition = z.object({
  kind: z.literal('engagement'),
  not,
  levels: z
    .array(z.enum(['high', 'medium', 'low', 'none']))
    .min(1)
    .max(4),
});
export type EngagementLevel = z.infer<typeof engagementCondition>['levels'][number];

/** What became of a campaign for them; without an id of any campaign. */
export const campaignCondition = z.object({
  kind: z.literal('campaign'),
  not,
  campaignId: id.optional(),
  outcome: z.enum(['sent', 'delivered', 'read', 'not-read', 'answered', 'failed']),
  /** With `answered`: only by one of these, as the buttons say it. */
  texts: z.array(z.string().trim().min(1).max(200)).min(1).max(100).optional(),
  within: ago.optional(),
});

/** How many linked records of a type they have, made within a time: orders, visits, carts (P-15, P-17). */
export const recordsCondition = z.object({
  kind: z.literal('records'),
  not,
  type: z.string().min(1).max(120),
  ...range,
  ...upTo,
  within: ago.optional(),
});

/** That they opened a tracked link: one or any, out of a campaign's messages or any, its name or address saying this (P-18). */
export const clickedCondition = z.object({
  kind: z.literal('clicked'),
  not,
  linkId: id.optional(),
  campaignId: id.optional(),
  text: z.string().trim().min(1).max(200).optional(),
  within: ago.optional(),
});

/** How often they did what other systems or linked records tell of: bought, signed up; after any campaign or one. */
export const convertedCondition = z.object({
  kind: z.literal('converted'),
  not,
  event: conversionEvent.optional(),
  /** Credited to it. */
  campaignId: id.optional(),
  ...range,
  ...upTo,
  within: ago.optional(),
});

export type SegmentCondition = z.infer<
  | typeof peopleCondition
  | typeof timeCondition
  | typeof messagesCondition
  | typeof engagementCondition
  | typeof campaignCondition
  | typeof recordsCondition
  | typeof clickedCondition
  | typeof convertedCondition
>;

export type SegmentGroup = ConditionGroup<SegmentCondition>;
export type SegmentNode = ConditionNode<SegmentCondition>;

/** One condition over a person. */
export const segmentCondition = z.union([
  peopleCondition,
  timeCondition,
  messagesCondition,
  engagementCondition,
  campaignCondition,
  recordsCondition,
  clickedCondition,
  convertedCondition,
]) as z.ZodType<SegmentCondition>;

/** The whole tree: its root is a group. */
export const segmentTree = conditionTree(segmentCondition);

export const segmentBody = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable().default(null),
  tree: segmentTree,
  /** Templates that are meant for these people: their content strategy (P-23). */
  templateIds: z.array(id).max(10).default([]),
});
export type SegmentBody = z.infer<typeof segmentBody>;
/** A segment as programs give it: templates may be left out. */
export type SegmentInput = Omit<SegmentBody, 'templateIds'> &
  Partial<Pick<SegmentBody, 'templateIds'>>;

/** What may be wrong with a segment before it is used (P-20, P-21). */
export const segmentWarning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('tiny'), people: z.number().int() }),
  z.object({ kind: z.literal('everyone') }),
  /** Nearly the same people as another one; `percent` of the larger are in both. */
  z.object({ kind: z.literal('same-as'), id, name: z.string(), percent: z.number().int() }),
  /** A condition means something that is gone: a segment, a campaign, a field, a content type. It matches nobody. */
  z.object({ kind: z.literal('gone'), what: z.string() }),
  /** Only people who agreed to these purposes of data collection are looked at. */
  z.object({ kind: z.literal('only-agreed'), purposes: z.array(dataPurpose) }),
]);
export type SegmentWarning = z.infer<typeof segmentWarning>;

export const segmentView = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  tree: segmentTree,
  /** As last counted; null = not yet. */
  people: z.number().int().nullable(),
  messageable: z.number().int().nullable(),
  countedAt: instant.nullable(),
  /** Templates that are meant for these people; those that are gone are left out. */
  templates: z.array(
    z.object({
      id,
      wabaId: z.string(),
      name: z.string(),
      language: z.string(),
      usable: z.boolean(),
    })
  ),
  /** What asks who is in it; none = unused. */
  uses: z.array(
    z.object({
      kind: z.enum(['campaign', 'automation', 'bot', 'segment', 'view']),
      id,
      name: z.string(),
      /** Only an earlier version of the flow asks, and people are still in that one. */
      earlier: z.literal(true).optional(),
    })
  ),
  /** Sensitive fields that it asks about and segments may not use: until that changes it is refused everywhere. */
  locked: z.array(z.string()),
  createdAt: instant,
  changedAt: instant,
});
export type SegmentView = z.infer<typeof segmentView>;

export const listSegmentsResult = z.object({ segments: z.array(segmentView) });
export type ListSegmentsResult = z.infer<typeof listSegmentsResult>;

/** Size, sample and warnings of a tree before it is saved; `id` = the segment that is edited. */
export const previewSegmentBody = z.object({ tree: segmentTree, id: id.optional() });
export type PreviewSegmentBody = z.infer<typeof previewSegmentBody>;
export const segmentPreview = z.object({
  people: z.number().int(),
  messageable: z.number().int(),
  sample: z.array(z.object({ id, name: z.string() })),
  warnings: z.array(segmentWarning),
  countedAt: instant,
});
export type SegmentPreview = z.infer<typeof segmentPreview>;

const { contactBrowse, groupChange } = actions;
export const segmentsApi = endpoints('/segments', {
  list: get('').needs(contactBrowse).answers<ListSegmentsResult>(),
  create: post('').needs(groupChange).body(segmentBody).answers<SegmentView>(),
  preview: post('/preview').needs(contactBrowse).body(previewSegmentBody).answers<SegmentPreview>(),
  get: get('/:id').of('shared').needs(contactBrowse).answers<SegmentView>(),
  update: put('/:id').of('shared').needs(groupChange).body(segmentBody).answers<SegmentView>(),
  remove: del('/:id').of('shared').needs(groupChange).done(),
});
