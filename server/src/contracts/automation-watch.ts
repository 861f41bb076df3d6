import { z } from 'zod';
import { automationBody, automationTrigger, skipReason, type SkipReason } from './automations';
import { cursor, id } from './common';
import { endpoints, get, post } from './endpoints';
import type { runState } from './flow-runs';
import { actions } from './permissions';

/** Days that a rehearsal looks back at most. */
export const REHEARSED_DAYS = 30;
/** Things that happened, or moments that came, which one rehearsal judges: the newest of them. */
export const REHEARSED_MOST = 5_000;
/** Rows that it shows. */
export const REHEARSED_SHOWN = 200;
/** Moments that lie ahead, as the page of an automation names them. */
export const AHEAD_SHOWN = 5;
/** Starts of a page. */
export const STARTS_PAGE = 50;

/** "Who would have received it?" of an automation, saved or not. Sends and writes nothing. */
export const rehearseAutomationBody = z.object({
  automation: automationBody,
  /** The saved one that it is, or is a change of: what that did before counts. Null: it is new. */
  automationId: id.nullable().default(null),
  days: z.number().int().min(1).max(REHEARSED_DAYS).default(REHEARSED_DAYS),
});
export type RehearseAutomationBody = z.output<typeof rehearseAutomationBody>;

/** An entry that something was about. */
export interface StartEntry {
  uid: string;
  documentId: string;
  /** Null: it is gone, or the asker may not see contacts, or of one that is about nobody may not read it in the host. */
  title: string | null;
  /** Path inside the admin; null: it is gone. */
  url: string | null;
}

/** Somebody, as far as the asker may see them: without the right to contacts numbers are masked as in Logs. */
export interface StartContact {
  id: number;
  name: string;
}

/** What a flow costs for somebody, from its cheapest way to its dearest, in millionths of the currency. */
export interface RehearsedPrice {
  currency: string;
  least: number;
  most: number;
}

/** One person who would have got it, or would not and why. */
export interface RehearsedStart {
  /** Null: nobody is known. */
  contact: (StartContact & { address: string | null }) | null;
  entry: StartEntry | null;
  /** When it happened, or came due. */
  at: number;
  /** Why nothing would have begun; null: the flow would have. */
  reason: SkipReason | null;
  /** The first message in a line; null: there is none, or the asker may not see contacts. */
  message: string | null;
  /** When that would have gone, after the quiet hours; null: it would not have. */
  goesAt: number | null;
  /** Why the flow would have begun and its first message would not have gone: a stable word, as of runs. */
  unsent: string | null;
  /** Null: nothing would have gone, or no price is known. */
  cost: RehearsedPrice | null;
}

/**
 * By what it is known what would have set it off. `changes`: transitions that are kept. `dates`: dates that entries had.
 * `silence`: transitions that did not come. `clock`: times of the clock. `unknown`: nobody keeps who was in a segment when.
 */
export type RehearsalSource = 'changes' | 'dates' | 'silence' | 'clock' | 'unknown';

/** What an automation would have done. Consent, conditions and prices are those of today. */
export interface AutomationRehearsal {
  source: RehearsalSource;
  /** What it looked at, both ends included: later than asked where there was more than it looks at. */
  from: number;
  to: number;
  isCut: boolean;
  /** Since when changes of the watched fields are known; null: nobody watches them yet, or it does not depend on them. */
  knownSince: number | null;
  /** It depends on changes that nobody watches yet. */
  isUnwatched: boolean;
  /** Things that happened, or moments that came. */
  occasions: number;
  /** Changes that were made in bulk or past Strapi: they start nothing by themselves. */
  outside: number;
  /** Times that the flow would have begun. */
  started: number;
  /** How many people would have got a message. */
  people: number;
  /** Of the times that it would have begun: why the text with which the flow begins would not have gone, most often first. */
  unsent: { reason: string; count: number }[];
  /** Of the times that it would have begun: only the consent that the entry carries lets its template go (O-33). */
  carried: number;
  skipped: number;
  /** Why, most often first. */
  reasons: { reason: SkipReason; count: number }[];
  /** Hours in which it would have asked first, because far more was about to start than usual. */
  floods: number;
  /** What it says: what is published of its flow, else the draft; null: it sends no message. */
  says: 'published' | 'draft' | null;
  cost: {
    /** False: no prices hold today, so nothing is said about money. */
    hasPrices: boolean;
    pricesFrom: string[];
    isSample: boolean;
    totals: RehearsedPrice[];
    /** Starts whose price is not known. */
    unpriced: number;
  };
  /** Some of those who would have got it and some of the others, the newest first. */
  rows: RehearsedStart[];
  /** The asker may not see contacts. */
  isMasked: boolean;
}

/** When a date or the clock comes next, by a trigger that need not be saved. Sends and writes nothing. */
export const automationAheadBody = z.object({
  trigger: automationTrigger,
  /** The saved one that it is, or is a change of; null: it is new. */
  automationId: id.nullable().default(null),
});
export type AutomationAheadBody = z.output<typeof automationAheadBody>;

/** The next moments of a trigger, whatever its conditions say of them. */
export interface AutomationAhead {
  /** The soonest first, at most `AHEAD_SHOWN`; of the clock without an entry, of other triggers none. */
  moments: {
    at: number;
    /** `title` null: the asker may not read the entry in the Content Manager. */
    entry: StartEntry | null;
  }[];
  /** The clock of the business, by which they are said; each person may have an instant of their own. */
  zone: string;
  /** Not all entries were looked at. */
  isPart: boolean;
}

export const automationStartsQuery = z.object({
  result: z.enum(['started', 'skipped', 'held']).optional(),
  reason: skipReason.optional(),
  cursor: cursor.optional(),
});
export type AutomationStartsQuery = z.input<typeof automationStartsQuery>;
export type StartsWanted = z.output<typeof automationStartsQuery>;

/** What an automation did about one person and one thing that happened. */
export interface AutomationStart {
  id: number;
  at: number;
  result: 'started' | 'skipped' | 'held';
  reason: SkipReason | null;
  /** Somebody asked for it. */
  asked: boolean;
  contact: StartContact | null;
  entry: StartEntry | null;
  /** What it began, with why that ended as the list of runs says it; null: nothing, or it is cleared away. */
  run: { id: number; botId: number; state: z.infer<typeof runState>; reason: string | null } | null;
  /** What its delivered messages cost that answered nobody, in millionths; null: there are none, or a price is not known. */
  cost: { currency: string | null; micros: number } | null;
}
export interface ListStartsResult {
  starts: AutomationStart[];
  nextCursor: string | null;
  /** The asker may not see contacts. */
  isMasked: boolean;
}

const { automationObserve, automationBuild } = actions;
export const automationWatchApi = endpoints('/automations', {
  rehearse: post('/rehearse')
    .needs(automationBuild)
    .body(rehearseAutomationBody)
    .answers<AutomationRehearsal>(),
  ahead: post('/ahead').needs(automationBuild).body(automationAheadBody).answers<AutomationAhead>(),
  /** What it began, and did not and why, the newest first. */
  starts: get('/:id/starts')
    .of('shared')
    .needs(automationObserve)
    .query(automationStartsQuery)
    .answers<ListStartsResult>(),
});
