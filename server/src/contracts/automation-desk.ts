import { z } from 'zod';
import {
  automationBody,
  checkAutomationBody,
  copyAutomationBody,
  updateAutomationBody,
  type AutomationBody,
  type AutomationTrigger,
  type HeldReason,
  type SkipReason,
} from './automations';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';

/** Entries that are there are counted to this number, and an automation starts for no more of them. */
export const EXISTING_COUNTED = 20_000;

/** An automation as pages show it. */
export interface AutomationView extends Omit<AutomationBody, 'trigger' | 'botId'> {
  id: number;
  /** Null: it was stored by another release, and has to be chosen again. */
  trigger: AutomationTrigger | null;
  /** The flow that says what. */
  flow: {
    id: number;
    /** Null: the flow is gone. */
    name: string | null;
    /** It was made with the automation, and nobody sees it among the bots. */
    isOwn: boolean;
    /** Something of it is published: else there is nothing to start. */
    isPublished: boolean;
    isActive: boolean;
  };
  active: boolean;
  /** It is switched off, and people who are in its flow finish. */
  finishing: boolean;
  held: HeldReason | null;
  /** Starts that wait for an answer to `flood`, or for their turn after it. */
  waiting: number;
  /**
   * Of these, the starts that wait for an answer, one for each person, the newest of them, and since when the first one waits;
   * null where there is none yet. Null: it asks nothing.
   */
  asks: { starts: number; upTo: number; since: number | null } | null;
  /** Whose rights it needs: who switched it on last. Null: it was never on. */
  owner: { id: number; name: string } | null;
  /** Name of who changed it last. */
  changedBy: string | null;
  /** Another one is not overwritten (409 `changed-meanwhile`). */
  version: number;
  activeSince: number | null;
  lastStartAt: number | null;
  /** Since when it has started nothing, where that is longer than ever before; null: it is not. */
  silentSince: number | null;
  lastError: { reason: string; at: number } | null;
  changedAt: number;
}
export interface ListAutomationsResult {
  automations: AutomationView[];
}

export const automationActiveBody = z.object({
  active: z.boolean(),
  /** Of one that is switched off: people in its flow end, or finish. */
  waiting: z.enum(['end', 'finish']).default('end'),
  /**
   * Of one that is switched on: it starts for entries that are there already, or people who are in the segment, this many as
   * `existing` counted them. Another number is refused (409 `count-changed`). Null: for none of them.
   */
  existing: z.number().int().min(1).max(EXISTING_COUNTED).nullable().default(null),
});
export type AutomationActiveBody = z.output<typeof automationActiveBody>;

/** What becomes of the starts that the asker saw: those up to the newest of them. More may have come since: they wait on. */
export const floodBody = z.object({
  answer: z.enum(['start', 'drop']),
  upTo: z.number().int().min(0),
});
export type FloodBody = z.output<typeof floodBody>;
export type FloodAnswer = FloodBody['answer'];

/**
 * Changes made in bulk or outside of Strapi that would set the automation off, and are not too late for it: it starts for them
 * only where somebody asks for it.
 */
export interface HeldChanges {
  /** At most `EXISTING_COUNTED`: the others are asked for after these. */
  changes: number;
  /** The last of them; null: there is none. */
  upTo: string | null;
  isMore: boolean;
}

/** It starts for those up to this one, if they are as many as the asker saw (else 409 `count-changed`). */
export const heldChangesBody = z.object({
  upTo: z.string().min(1).max(80),
  changes: z.number().int().min(1).max(EXISTING_COUNTED),
});
export type HeldChangesBody = z.output<typeof heldChangesBody>;

/** Entries that are there when an automation is switched on; of a segment its people. */
export interface ExistingEntries {
  /** Of the content type; 0 of a segment. */
  entries: number;
  /** Those of them that lead to a person; people of the segment. */
  linked: number;
  /**
   * Those that would set it off as they are now, or whose moment lies ahead; counted to `EXISTING_COUNTED`. It messages none of
   * them unless asked; moments ahead come by themselves.
   */
  matching: number;
  /** There may be more of them. */
  isMore: boolean;
  /**
   * They are asked for with the switch; false: of dates and the clock, which come when they come, and where there is nothing to
   * start: who has left a segment is not in it.
   */
  mayStart: boolean;
  /** Names of other active automations that the same thing sets off: a person may get the messages of all of them. */
  beside: string[];
}

/** What is wrong, with the field of the form. `stop`: it cannot be switched on. */
export interface AutomationProblem {
  field: string;
  level: 'stop' | 'warn';
  words: Record<'en' | 'tr', { text: string; advice: string }>;
  /** What has to be made elsewhere before, to which pages lead. */
  needs?: 'template';
}
export interface CheckAutomationResult {
  problems: AutomationProblem[];
}

/** A content type that is linked with people, so that automations may watch it; or was, and automations still name it. */
export interface AutomationType {
  uid: string;
  label: string;
  hasDrafts: boolean;
  /** How many entries there are, and how many of them lead to a person. */
  entries: number;
  linked: number;
  /** Fields that may be watched and asked of; `relation`: one to another entry. */
  fields: { path: string; label: string; type: string; choices: string[] }[];
  /** It is linked no longer: automations that name it are shown with its names, and none can watch it. */
  isUnlinked?: true;
}
export interface AutomationTypes {
  types: AutomationType[];
}

export const automationFiguresQuery = z.object({
  days: z.coerce.number().int().min(1).max(90).default(30),
});

/** What an automation did, by days of the business, the oldest first; days without anything are left out. */
export interface AutomationFigures {
  days: {
    day: string;
    started: number;
    sent: number;
    failed: number;
    goal: number;
    skipped: number;
  }[];
  /** People for whom it began its flow. */
  started: number;
  /** Those to whom the flow said something. */
  sent: number;
  /** Those for whom a step of the flow failed; the flow may have said something before. */
  failed: number;
  /** Those for whom the flow ended because the goal was reached. */
  goal: number;
  skipped: number;
  /** Why, most often first. */
  reasons: { reason: SkipReason; count: number }[];
}

const { automationObserve, automationBuild, botBuild } = actions;
export const automationsApi = endpoints('/automations', {
  list: get('').needs(automationObserve).answers<ListAutomationsResult>(),
  // Before the addresses that name an automation: a word is no id.
  types: get('/types').needs(automationObserve).answers<AutomationTypes>(),
  get: get('/:id').of('shared').needs(automationObserve).answers<AutomationView>(),
  /** Without a flow one of its own is made with it, as a draft. It is off. */
  create: post('').needs(automationBuild).body(automationBody).answers<AutomationView>(),
  /** What is wrong with an automation, saved or not. */
  check: post('/check')
    .needs(automationBuild)
    .body(checkAutomationBody)
    .answers<CheckAutomationResult>(),
  update: put('/:id')
    .of('shared')
    .needs(automationBuild)
    .body(updateAutomationBody)
    .answers<AutomationView>(),
  /** The same automation, off. Its own flow is copied as a draft; another one is shared. */
  copy: post('/:id/copy')
    .of('shared')
    .needs(automationBuild, botBuild)
    .body(copyAutomationBody)
    .answers<AutomationView>(),
  existing: get('/:id/existing').of('shared').needs(automationBuild).answers<ExistingEntries>(),
  /** Refused with the first of its `problems`, where it is switched on. */
  setActive: put('/:id/active')
    .of('shared')
    .needs(automationBuild)
    .body(automationActiveBody)
    .answers<AutomationView>(),
  /** Starts or drops what waits because far more was about to start than usual. Refused where it is answered (409 `not-held`). */
  answer: post('/:id/flood')
    .of('shared')
    .needs(automationBuild)
    .body(floodBody)
    .answers<AutomationView>(),
  held: get('/:id/held').of('shared').needs(automationBuild).answers<HeldChanges>(),
  /** Starts for changes that were held back, with the rules of any other start. */
  startHeld: post('/:id/held')
    .of('shared')
    .needs(automationBuild)
    .body(heldChangesBody)
    .answers<AutomationView>(),
  figures: get('/:id/figures')
    .of('shared')
    .needs(automationObserve)
    .query(automationFiguresQuery)
    .answers<AutomationFigures>(),
  /** Its runs end, and its own flow goes with it. */
  remove: del('/:id').of('shared').needs(automationBuild).done(),
});
