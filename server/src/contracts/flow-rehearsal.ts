import { z } from 'zod';
import { id, instant } from './common';
import { nodeFigures } from './flow-figures';
import { flowGraph } from './flow-graph';
import { costResult } from './prices';

/** People of one rehearsal. */
export const REHEARSAL_PEOPLE = 200;
/** People whom one request plays. */
export const REHEARSAL_PIECE = 20;
/** Answers and silences of one person; a person who goes round for longer is still in the flow at the end. */
export const REHEARSAL_MOVES = 30;
/** People are drawn among the newest of them. */
export const REHEARSAL_AMONG = 2_000;
export const REHEARSAL_SEEDS = 1_000_000;

/** The same seed draws the same people and the same answers. */
const seed = z
  .number()
  .int()
  .min(0)
  .max(REHEARSAL_SEEDS - 1)
  .default(0);
const percent = z.number().int().min(0).max(100);

/** Draws people for a rehearsal. */
export const drawBody = z.object({
  /** Null: all contacts. */
  segmentId: id.nullable().default(null),
  people: z.number().int().min(1).max(REHEARSAL_PEOPLE).default(REHEARSAL_PEOPLE),
  seed,
});
export type DrawBody = z.input<typeof drawBody>;
export const drawResult = z.object({ contactIds: z.array(id) });
export type DrawResult = z.infer<typeof drawResult>;

/** Plays a flow, saved or not, with some people. Nothing is sent, written or counted. */
export const rehearsalBody = z.object({
  /** The bot: files that it has may be looked up by people who may see no others. */
  id: id.nullable().default(null),
  graph: flowGraph,
  /** The number that would send; null: the first one. */
  accountId: id.nullable().default(null),
  contactIds: z.array(id).min(1).max(REHEARSAL_PIECE),
  /** What each of them writes first; empty: no message sets the flow off. */
  said: z.string().trim().max(1000).default(''),
  seed,
  /** Of 100 times that a step waits for a person, how often nothing comes. */
  silent: percent.default(20),
  /** Of 100 answers, how many do not fit. */
  unfit: percent.default(10),
  /** When it began, as the first piece said; null: now. */
  at: instant.min(0).max(4_102_444_800_000).nullable().default(null),
});
export type RehearsalBody = z.input<typeof rehearsalBody>;

export const rehearsal = z.object({
  /** Given back with the next piece, so that the same days and hours hold. */
  startedAt: instant,
  /** People who were played; those who are gone meanwhile are not. */
  people: z.number().int(),
  /** How often each step was entered and left; `waiting`: people who are still there at the end. */
  nodes: z.array(nodeFigures),
  /** How and where it ended for them; `open`: it did not. */
  ends: z.array(
    z.object({
      state: z.enum(['done', 'failed', 'stopped', 'open']),
      reason: z.string().nullable(),
      node: z.string().nullable(),
      count: z.number().int(),
    })
  ),
  messages: z.number().int(),
  /** What these messages would cost by the price table; free service messages are not taken off. */
  cost: costResult,
  /** People of whom a condition asked what the rehearsal does not know. */
  unsure: z.number().int(),
});
export type Rehearsal = z.infer<typeof rehearsal>;
