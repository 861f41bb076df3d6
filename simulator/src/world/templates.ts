import type { JsonObject } from '../kernel/json';
import type { LibraryParameter } from './library';
import { shapeOf, type ParameterFormat, type TemplateShape } from './template-shape';

export type TemplateStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'PENDING_DELETION'
  | 'LIMIT_EXCEEDED'
  | 'ARCHIVED';

export const TEMPLATE_STATUSES: readonly string[] = [
  'PENDING',
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
];

export type TemplateRecord = {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: string;
  previousCategory: string | null;
  correctCategory: string | null;
  /** When `correctCategory` comes into force. */
  correctAt: number;
  status: TemplateStatus;
  /** A decision will come by itself: on a new template, or on an edited one. */
  inReview: 'new' | 'edited' | null;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  parameterFormat: ParameterFormat;
  components: JsonObject[];
  shape: TemplateShape;
  rejectedReason: string | null;
  ttlSeconds: number | null;
  /** Most that is paid for 1,000 deliveries, in the smallest unit of the account's currency; none: the rate card holds. */
  bidAmount?: number | null;
  pauses: number;
  /** When the quality last changed. */
  qualityAt: number;
  /** Messages sent while pacing counted them, and how pacing ended. */
  sent: number;
  paced: 'new' | 'assessing' | 'passed' | 'stopped';
  libraryName: string | null;
  /** Kinds of the body's values, when it was made from the library. */
  valueKinds: readonly LibraryParameter[];
  editedAt: number[];
  createdAt: number;
};

export type TemplateInput = Pick<
  TemplateRecord,
  'wabaId' | 'name' | 'language' | 'category' | 'components'
> &
  Partial<
    Pick<
      TemplateRecord,
      | 'status'
      | 'parameterFormat'
      | 'rejectedReason'
      | 'ttlSeconds'
      | 'bidAmount'
      | 'libraryName'
      | 'valueKinds'
    >
  >;

/** All that the store knows; the shape of a template follows from its components. */
export type KeptTemplates = {
  all: Omit<TemplateRecord, 'shape'>[];
  locks: [string, number][];
  creations: [string, number[]][];
};

export type TemplateStore = {
  add(input: TemplateInput, now: number): TemplateRecord;
  get(id: string): TemplateRecord | undefined;
  find(wabaId: string, name: string, language: string): TemplateRecord | undefined;
  named(wabaId: string, name: string): TemplateRecord[];
  replaceComponents(template: TemplateRecord, components: JsonObject[]): void;
  remove(template: TemplateRecord): void;
  /** Newest first, as Meta lists them. */
  ofWaba(wabaId: string): TemplateRecord[];
  createdSince(wabaId: string, since: number): number;
  /** Names of deleted approved templates and until when they are blocked. */
  lockedUntil(wabaId: string, name: string): number;
  lock(wabaId: string, name: string, until: number): void;
  kept(): KeptTemplates;
  /** Into an empty store. */
  restore(kept: KeptTemplates): void;
};

const keyOf = (wabaId: string, name: string, language: string): string =>
  `${wabaId}|${name}|${language}`;

const createTemplate = (id: string, input: TemplateInput, now: number): TemplateRecord => ({
  id,
  ...input,
  previousCategory: null,
  correctCategory: null,
  correctAt: 0,
  status: input.status ?? 'PENDING',
  inReview: null,
  quality: 'UNKNOWN',
  parameterFormat: input.parameterFormat ?? 'POSITIONAL',
  shape: shapeOf(input.components),
  rejectedReason: input.rejectedReason ?? null,
  ttlSeconds: input.ttlSeconds ?? null,
  bidAmount: input.bidAmount ?? null,
  pauses: 0,
  qualityAt: now,
  sent: 0,
  paced: 'new',
  libraryName: input.libraryName ?? null,
  valueKinds: input.valueKinds ?? [],
  editedAt: [],
  createdAt: now,
});

export const createTemplateStore = (newId: () => string): TemplateStore => {
  const byId = new Map<string, TemplateRecord>();
  const byKey = new Map<string, TemplateRecord>();
  const locks = new Map<string, number>();
  const creations = new Map<string, number[]>();

  const ofWaba = (wabaId: string): TemplateRecord[] =>
    [...byId.values()].filter((template) => template.wabaId === wabaId).reverse();

  return {
    add: (input, now) => {
      const template = createTemplate(newId(), input, now);
      byId.set(template.id, template);
      byKey.set(keyOf(input.wabaId, input.name, input.language), template);
      creations.set(input.wabaId, [...(creations.get(input.wabaId) ?? []), now]);
      return template;
    },
    get: (id) => byId.get(id),
    find: (wabaId, name, language) => byKey.get(keyOf(wabaId, name, language)),
    named: (wabaId, name) => ofWaba(wabaId).filter((template) => template.name === name),
    replaceComponents: (template, components) => {
      template.components = components;
      template.shape = shapeOf(components);
    },
    remove: (template) => {
      byId.delete(template.id);
      byKey.delete(keyOf(template.wabaId, template.name, template.language));
    },
    ofWaba,
    createdSince: (wabaId, since) => {
      const kept = (creations.get(wabaId) ?? []).filter((at) => at >= since);
      creations.set(wabaId, kept);
      return kept.length;
    },
    lockedUntil: (wabaId, name) => locks.get(`${wabaId}|${name}`) ?? 0,
    lock: (wabaId, name, until) => {
      locks.set(`${wabaId}|${name}`, until);
    },
    kept: () => ({
      all: [...byId.values()].map(({ shape: _shape, ...rest }) => rest),
      locks: [...locks],
      creations: [...creations],
    }),
    restore: (kept) => {
      for (const rest of kept.all) {
        const template = { ...rest, shape: shapeOf(rest.components) };
        byId.set(template.id, template);
        byKey.set(keyOf(template.wabaId, template.name, template.language), template);
      }
      for (const [key, until] of kept.locks) locks.set(key, until);
      for (const [wabaId, moments] of kept.creations) creations.set(wabaId, moments);
    },
  };
};

/** The node as `GET /{TEMPLATE_ID}` and the list answer it. */
export const templateNode = (template: TemplateRecord): JsonObject => ({
  id: template.id,
  name: template.name,
  parameter_format: template.parameterFormat,
  components: template.components,
  language: template.language,
  status: template.status,
  category: template.category,
  sub_category: 'CUSTOM',
  ...(template.previousCategory ? { previous_category: template.previousCategory } : {}),
  ...(template.correctCategory ? { correct_category: template.correctCategory } : {}),
  created_time: Math.floor(template.createdAt / 1000),
  display_format: 'STANDARD',
  is_primary_device_delivery_only: false,
  quality_score: {
    score: template.quality,
    reasons: [],
    date: Math.floor(template.qualityAt / 1000),
  },
  rejected_reason: template.rejectedReason ?? 'NONE',
  ...(template.libraryName ? { library_template_name: template.libraryName } : {}),
  cta_url_link_tracking_opted_out: false,
  last_updated_time: Math.floor((template.editedAt.at(-1) ?? template.createdAt) / 1000),
  ...(template.ttlSeconds === null ? {} : { message_send_ttl_seconds: template.ttlSeconds }),
  ...(template.bidAmount
    ? {
        optimization_spec: {
          bid_strategy: 'LOWEST_COST_WITH_BID_CAP',
          bid_amount: template.bidAmount,
        },
      }
    : {}),
});
