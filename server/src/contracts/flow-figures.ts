import { z } from 'zod';
import { id, instant } from './common';

/** Runs of a version whose steps are counted; of more, the newest. */
export const FIGURES_RUNS = 20_000;
/** Runs of which the time at a step is taken; of more, the newest. */
export const STAYS_RUNS = 2_000;
/** Runs of each flow in which the list of bots looks for goals; of more, the newest. */
export const GOAL_RUNS = 2_000;
/** How far back steps are counted, where nothing else is asked for. */
export const FIGURES_DAYS = 30;
/** The days that one can choose. */
export const FIGURES_SPANS = [7, 30, 90] as const;

/** How often each step of a version was entered and left, by runs that began within some days. */
export const figuresQuery = z.object({
  /** Left out: the version that answers now. */
  version: z.coerce.number().int().min(1).optional(),
  days: z.coerce.number().int().min(1).max(90).default(FIGURES_DAYS),
  /** Also how many runs came to each step and reached the goal: that looks at each of them once more. */
  funnel: z.enum(['true']).optional(),
});
/** How often a step was entered and left. */
export const nodeFigures = z.object({
  node: z.string(),
  /** Times that a run came to it; one that goes round comes again. */
  entered: z.number().int(),
  /** Runs that are at it now, whenever they began; counted to `FLOW_OPEN_COUNTED` over the version. */
  waiting: z.number().int(),
  /** Times that it was left by each exit, `failed` included; `exit` null: the run ended at it, or failed there. */
  exits: z.array(z.object({ exit: z.string().nullable(), count: z.number().int() })),
});
export type NodeFigures = z.infer<typeof nodeFigures>;
export const stepFigures = z.object({
  version: z.number().int(),
  since: instant,
  /** Runs that were counted, at most `FIGURES_RUNS`. */
  runs: z.number().int(),
  /** Runs that reached the goal; null: the version has none, or it was not asked for (`funnel`). */
  reachedGoal: z.number().int().nullable(),
  nodes: z.array(
    nodeFigures.extend({
      /** Runs that came to it, each once; null: that was not asked for (`funnel`). */
      reached: z.number().int().nullable(),
      /**
       * How long it held runs that have left it, in milliseconds: half of them shorter, half longer. Of the newest
       * `STAYS_RUNS` runs. Null: it does not wait, or no run has left it.
       */
      medianMs: z.number().int().nullable(),
    })
  ),
});
export type StepFigures = z.infer<typeof stepFigures>;

/** Of flows with a goal: runs of the version that answers now and that began within `FIGURES_DAYS`, at most `GOAL_RUNS` each. */
export const flowGoals = z.object({
  goals: z.array(z.object({ botId: id, runs: z.number().int(), reached: z.number().int() })),
});
export type FlowGoals = z.infer<typeof flowGoals>;
