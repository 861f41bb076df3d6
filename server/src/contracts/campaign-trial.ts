import { z } from 'zod';
import { id, instant } from './common';
import { slotBindings } from './templates';

/** Names of the variants of a test; `A` is the message of the campaign itself. */
export const variantLetter = z.enum(['A', 'B', 'C', 'D']);
export type VariantLetter = z.infer<typeof variantLetter>;

const percent = z.number().min(0.1).max(100);

/** Who gets it first (M-43): the first this many, a random share, or chosen testers. */
export const canaryPeople = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first'), count: z.number().int().min(1).max(100_000) }),
  z.object({ kind: z.literal('share'), percent: z.number().int().min(1).max(50) }),
  z.object({ kind: z.literal('people'), contactIds: z.array(id).min(1).max(200) }),
]);

/** A test batch gets the message first; the others wait for a person, or get it when the result is good enough. */
export const canaryPlan = z.object({
  people: canaryPeople,
  goOn: z
    .object({
      afterMinutes: z.number().int().min(1).max(10_080),
      failedBelow: percent,
      optOutBelow: percent,
    })
    .nullable()
    .default(null),
});
export type CanaryPlan = z.infer<typeof canaryPlan>;

/** Rates above which a campaign pauses itself; null = that rate is not judged. */
export const guardPlan = z.object({
  failedPercent: percent.nullable().default(20),
  optOutPercent: percent.nullable().default(3),
  /** This many results are needed before anything is judged. */
  least: z.number().int().min(10).max(10_000).default(50),
});
export type GuardPlan = z.infer<typeof guardPlan>;

/** Another message to compare with the campaign's own: a template with its values, or other words. */
export const variantDraft = z.object({
  templateId: id.nullable().default(null),
  bindings: slotBindings.default({}),
  text: z.string().max(4096).nullable().default(null),
});
export type VariantDraft = z.infer<typeof variantDraft>;

export const testMetric = z.enum(['delivered', 'read', 'click', 'reply', 'conversion']);
export type TestMetric = z.infer<typeof testMetric>;

/** Which message works best (M-44): a share gets one of the variants each, the others wait for the winner. */
export const testPlan = z.object({
  /** B, C and D. */
  variants: z.array(variantDraft).min(1).max(3),
  sharePercent: z.number().int().min(1).max(100).default(20),
  metric: testMetric.default('read'),
  waitMinutes: z.number().int().min(1).max(10_080).default(240),
  decide: z.enum(['rule', 'hand']).default('rule'),
});
export type TestPlan = z.infer<typeof testPlan>;

/** How carefully a campaign goes out. */
export const trialPlan = z.object({
  canary: canaryPlan.nullable().default(null),
  guards: guardPlan.prefault({}),
  test: testPlan.nullable().default(null),
  /** This many of a hundred get nothing, so that what the message brings can be measured. */
  holdoutPercent: z.number().int().min(0).max(50).default(0),
});
export type TrialPlan = z.infer<typeof trialPlan>;

/** What became of the test batch, once all of it was tried. */
export const canaryResult = z.object({
  people: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  optedOut: z.number().int(),
});
export type CanaryResult = z.infer<typeof canaryResult>;

/** `testing`: the group is being tried; `waiting`: the others wait for a decision; `releasing` and `done`: it goes on. */
export const canaryState = z.enum(['testing', 'waiting', 'releasing', 'done']);
export type CanaryState = z.infer<typeof canaryState>;

/** `testing`: variants are going out; `measuring`: answers are awaited; `asked`: a person must choose; `decided`. */
export const testState = z.enum(['testing', 'measuring', 'asked', 'decided']);

export const trialView = z.object({
  canary: canaryState.nullable(),
  test: testState.nullable(),
  winner: variantLetter.nullable(),
});
export type TrialView = z.infer<typeof trialView>;

/** GET /campaigns/:id/canary */
export const canaryView = z.object({
  state: canaryState.nullable(),
  result: canaryResult.nullable(),
  /** People who wait for the decision. */
  waiting: z.number().int(),
  /** When it goes on by itself if the result is good enough. */
  goesOnAt: instant.nullable(),
});
export type CanaryView = z.infer<typeof canaryView>;

/** A share with its 95 % Wilson interval; all between 0 and 1. */
export const rateView = z.object({ rate: z.number(), low: z.number(), high: z.number() });
export type RateView = z.infer<typeof rateView>;

export const armView = z.object({
  letter: variantLetter,
  /** The template's name or the first words. */
  title: z.string(),
  people: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  /** How many did what is measured, of how many who could. */
  successes: z.number().int(),
  of: z.number().int(),
  rate: rateView.nullable(),
});
export type ArmView = z.infer<typeof armView>;

/**
 * What the figures say: `too-few` below 30 successes in total, `chance` when no pair differs after Holm's correction,
 * `clear` when the best differs from every other, else `some`.
 */
export const certainty = z.enum(['too-few', 'chance', 'some', 'clear']);
export type Certainty = z.infer<typeof certainty>;

/** Why nobody but a person can choose. */
export const askedBecause = z.enum(['by-hand', 'too-few-delivered', 'too-few', 'tie', 'backlog']);
export type AskedBecause = z.infer<typeof askedBecause>;

export const testDecision = z.object({
  by: z.enum(['rule', 'person']).nullable(),
  userId: id.nullable(),
  /** Null while a person is asked. */
  winner: variantLetter.nullable(),
  why: askedBecause.nullable(),
  at: instant,
  /** The counts of that moment: later facts change reports only. */
  arms: z.array(armView),
});
export type TestDecision = z.infer<typeof testDecision>;

const holdoutSide = z.object({
  people: z.number().int(),
  replied: z.number().int(),
  rate: rateView.nullable(),
  /** Who did what conversions tell of, whichever campaign is credited with it. */
  converted: z.number().int(),
  convertedRate: rateView.nullable(),
});

/** Hold-out against the others, by what can be measured of both. */
export const holdoutView = z.object({
  heldOut: holdoutSide,
  sent: holdoutSide,
  clicked: z.number().int(),
  certainty,
  /** Days after the message, or after the start for who got none, in which a conversion counts. */
  conversionDays: z.number().int(),
  conversionCertainty: certainty,
});
export type HoldoutView = z.infer<typeof holdoutView>;

/** GET /campaigns/:id/test */
export const testView = z.object({
  state: testState.nullable(),
  metric: testMetric.nullable(),
  winner: variantLetter.nullable(),
  arms: z.array(armView),
  best: variantLetter.nullable(),
  certainty: certainty.nullable(),
  /** People who wait for the winner. */
  waiting: z.number().int(),
  decidesAt: instant.nullable(),
  decision: testDecision.nullable(),
  holdout: holdoutView.nullable(),
});
export type TestView = z.infer<typeof testView>;

/** PUT /campaigns/:id/winner */
export const winnerBody = z.object({ winner: variantLetter });
