import { z } from 'zod';
import { instant } from './common';
import { flowGraph } from './flow-graph';

/** A flow that is being changed. Nobody is answered by it before it is published. */
const draftBody = z.object({
  graph: flowGraph,
  /** The version from which it was made. */
  from: z.number().int().min(1),
});

/** When the draft was saved that the writer saw, null: there was none; another one is not overwritten (409 `changed-meanwhile`). */
export const seenDraft = instant.nullable().optional();
export const flowDraftBody = draftBody.extend({ seen: seenDraft });
export type FlowDraftBody = z.infer<typeof flowDraftBody>;

/** The same where a draft is dropped; 0: the writer saw none, or one without a time. */
export const dropDraftQuery = z.object({ seen: z.coerce.number().int().min(0).optional() });
export type DropDraft = z.infer<typeof dropDraftQuery>;

export const flowDraft = draftBody.extend({
  at: instant.optional(),
  /** Name of who saved it. */
  by: z.string().nullable().optional(),
});
export type FlowDraft = z.infer<typeof flowDraft>;
