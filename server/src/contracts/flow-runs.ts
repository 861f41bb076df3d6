import { z } from 'zod';
import { id, instant } from './common';
import { flowKey } from './flow-graph';

/** `due`: has steps to do. `waiting`: for an answer or a time. `held`: while a person has the conversation. */
export const runState = z.enum(['due', 'waiting', 'held', 'done', 'failed', 'stopped']);
export const runOrigin = z.enum(['message', 'tag', 'event', 'campaign', 'automation']);

/** A message that a run keeps; without its words for who may not read the conversation, and for what is no text. */
const runMessage = z.object({ id, text: z.string().nullable() });

/** Where a run is in its graph. */
const runPlace = z.object({
  /** Counts the nodes that the run entered; the first one is 1. */
  visit: z.number().int(),
  node: z.string(),
  kind: z.string(),
  /** What the step says or asks, as it was published; null: it says nothing of its own. */
  words: z.string().nullable(),
});

/** A node that the run has left: what came in, and what came of it. Of the kind `resume`: who let the run go on here. */
export const runStepView = runPlace.extend({
  ok: z.boolean(),
  /** The exit by which it was left; null: it failed, and the flow has no way for that, or the asker may not know it. */
  exit: z.string().nullable(),
  /** The message that came in as the answer. */
  message: runMessage.nullable(),
  /** Why it failed: a stable word that the admin translates. */
  reason: z.string().nullable(),
  /** What belongs to it: the choice, the tag, the person, the task. */
  subject: z.string().nullable(),
  /**
   * Which variant of the text was sent, from 1; 0: the text itself. Null or left out: it has none, that is not known (the
   * server stopped right after it was sent), or the asker may not read the conversation.
   */
  variant: z.number().int().nullish(),
  /** The run ended here, because it failed. */
  stopped: z.boolean(),
  at: instant,
});
export type RunStepView = z.infer<typeof runStepView>;

/** All that is known of one run. */
export const runDetails = z.object({
  id,
  botId: id,
  botName: z.string(),
  /** The published version that it walks; null: a list of steps. */
  version: z.number().int().nullable(),
  state: runState,
  /** Why it ended early; the words of `RunView`. */
  reason: z.string().nullable(),
  origin: runOrigin,
  /** `keyword`, `event:first-message`, `campaign`… */
  trigger: z.string(),
  /** The word, pattern or value of the trigger that fitted; null: it has none. */
  word: z.string().nullable(),
  /** The message that set it off. */
  message: runMessage.nullable(),
  contact: z.object({ id, name: z.string() }).nullable(),
  conversationId: id,
  /** The asker may read the conversation. Else texts and values are left out, and numbers are masked as in Logs. */
  canRead: z.boolean(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** What it waits for, and until when at the latest. */
  waits: z
    .object({
      for: z.enum(['answer', 'message', 'event', 'time', 'system', 'hand-back', 'retry']),
      until: instant,
    })
    .nullable(),
  /** Tries of the step where it is that failed for a reason of ours, and what the last one said. */
  tries: z.number().int(),
  lastError: z.string().nullable(),
  /** Values that its steps kept; `value` is null for who may not read the conversation. */
  variables: z.array(
    z.object({ name: z.string(), value: z.union([z.string(), z.number()]).nullable() })
  ),
  /** The node where it is or where it was stopped; null: it has left its last one. */
  place: runPlace.nullable(),
  /** Steps before those that are listed. */
  earlier: z.number().int(),
  steps: z.array(runStepView),
  /** Nodes from which it may be resumed; first the one where it failed or was set aside. Empty: it may not. */
  resumable: z.array(z.string()),
});
export type RunDetails = z.infer<typeof runDetails>;

/** Lets a run go on that failed or was set aside. */
export const resumeBody = z.object({
  /** From this node; left out: from the one where it failed. */
  node: flowKey.optional(),
});
export type ResumeBody = z.input<typeof resumeBody>;
