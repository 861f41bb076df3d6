import type { Core } from '@strapi/strapi';
import type { SegmentSource } from '../audience/public';
import type {
  SegmentInput,
  SegmentPreview,
  SegmentView,
  SegmentGroup,
} from '../contracts/segments';

export { groupsOfSegments } from './group-uses';

export type SegmentUse = SegmentView['uses'][number];

export interface SegmentsService {
  /** As last counted; numbers that are old are counted again meanwhile, and pages hear of them. */
  list(): Promise<SegmentView[]>;
  /** Throws `not-found`. */
  view(id: number): Promise<SegmentView>;
  /** Throws `name-taken`, `segment-circle`. Counts its people. */
  create(body: SegmentInput): Promise<SegmentView>;
  update(id: number, body: SegmentInput): Promise<SegmentView>;
  /** Throws `in-use` (409) with what uses it. */
  remove(id: number): Promise<void>;
  /** Size, sample and warnings of a tree, saved or not (P-20, P-21). `id`: the segment that is edited. */
  preview(tree: SegmentGroup, id?: number): Promise<SegmentPreview>;
  /** Names by id, without counting anybody. */
  names(ids: readonly number[]): Promise<Map<number, string>>;
  /** Trees by id, for `audience.segmentSources`. */
  trees: SegmentSource;
  /** What uses which segments: campaigns, bots, saved filters; filled by the wiring. Each answers all uses in one read. */
  uses: (() => Promise<ReadonlyMap<number, SegmentUse[]>>)[];
}

export const segmentsService = (strapi: Core.Strapi): SegmentsService =>
  strapi.plugin('whatsapp').service('segments') as SegmentsService;
