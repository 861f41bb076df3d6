import type { Core } from '@strapi/strapi';
import { botsService, type AutomatedFlow, type FlowSaying } from '../bots/public';
import {
  REHEARSED_SHOWN,
  type AutomationRehearsal,
  type RehearsalSource,
  type RehearseAutomationBody,
} from '../contracts/automation-watch';
import type { AutomationTrigger } from '../contracts/automations';
import { notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { checkedOf, refuse, unreadTrigger, type Check, type Checked } from './check';
import { knownFor } from './domain/known';
import { costOfStarts, countsOf, floodHours, shownOf } from './domain/rehearsal';
import { createFinder } from './finder';
import { newAutomation } from './new-row';
import { createOccasions, type Occasions } from './occasions';
import { planOf, type Plan } from './plans';
import type { Rehearser } from './public';
import { createRehearsed, isSent, type Outcome } from './rehearsed';
import { createPrices, createRows } from './rehearsed-rows';
import { findAutomation } from './store';
import type { AutomationRow } from './tables';
import { watchedTypes } from './watch-store';

const SOURCES: Partial<Record<AutomationTrigger['kind'], RehearsalSource>> = {
  date: 'dates',
  absence: 'silence',
  clock: 'clock',
  segment: 'unknown',
};

/** Of a flow that is to be made, nothing is known yet. */
const NEW_FLOW: AutomatedFlow = {
  ...{ id: 0, name: '', isActive: true, isPublished: true, isSpent: false },
  ...{ accountId: null, templateId: null },
};

const saysOf = (saying: FlowSaying | null): AutomationRehearsal['says'] => {
  if (!saying?.speaks) return null;
  return saying.isDraft ? 'draft' : 'published';
};

/** With what the flow surely begins, where that is a template. */
const openingIn = (saying: FlowSaying | null): number | null => {
  const [first] = saying?.sure ?? [];
  return first?.kind === 'template' ? first.templateId : null;
};

/** "Who would have received it?": what an automation would have done, by what is kept of the past. Sends and writes nothing. */
export const createRehearsal = (
  strapi: Core.Strapi,
  { asks, check }: { asks: Asks; check: Check }
) => {
  const { db, clock } = contextOf(strapi);
  const flows = () => botsService(strapi).automated;
  const finder = createFinder(strapi);
  const occasionsOf = createOccasions(strapi, asks, finder);
  const rehearsed = createRehearsed(strapi, { asks, finder });
  const pricesOf = createPrices(strapi);
  const rowsOf = createRows(strapi);

  const savedOf = async (id: number | null): Promise<AutomationRow | null> => {
    if (id === null) return null;
    const row = await findAutomation(db.knex, id);
    if (!row) throw notFound('the automation');
    return row;
  };

  /** What its trigger and conditions ask must be there; that the flow is not ready stops no rehearsal. */
  const refuseBroken = async (checked: Checked): Promise<void> => {
    const problems = await check.problems({ ...checked, botId: null });
    refuse(problems);
  };

  /** The flow as if it were switched on with the automation, where it is its own. */
  const flowOf = async (
    { botId, ownsBot }: Pick<Checked, 'botId' | 'ownsBot'>,
    saying: FlowSaying | null
  ): Promise<AutomatedFlow | null> => {
    if (botId === null) return NEW_FLOW;
    const flow = (await flows().flows([botId])).get(botId);
    if (!flow) return null;
    const isReady = { isPublished: true, isActive: flow.isActive || ownsBot };
    return { ...flow, ...isReady, templateId: openingIn(saying) };
  };

  const planFor = async (
    { automation, automationId }: RehearseAutomationBody,
    saved: AutomationRow | null
  ): Promise<{ plan: Plan; saying: FlowSaying | null }> => {
    const checked = checkedOf(automation, saved);
    await refuseBroken(checked);
    const { botId, ownsBot } = checked;
    const saying = botId === null ? null : await flows().saying(botId);
    const bot = { botId: botId ?? NEW_FLOW.id, ownsBot };
    const row = newAutomation(automation, { ...bot, changedBy: null, at: clock.now() });
    const flow = await flowOf(checked, saying);
    const plan = await planOf(strapi, { ...row, id: automationId ?? 0 }, flow);
    if (!plan) throw unreadTrigger();
    return { plan, saying };
  };

  /** Since when the past of its trigger is known; null where it does not depend on changes. */
  const knownOf = async ({ trigger }: Plan): Promise<number | null> => {
    if (!('uid' in trigger)) return null;
    const row = (await watchedTypes(db.knex)).get(trigger.uid);
    return knownFor(row?.known ?? null, trigger);
  };

  const figuresOf = (
    { trigger }: Plan,
    { outcomes, saying }: { outcomes: readonly Outcome[]; saying: FlowSaying | null }
  ): Pick<
    AutomationRehearsal,
    'started' | 'people' | 'unsent' | 'carried' | 'skipped' | 'reasons' | 'floods'
  > => {
    const begun = outcomes.filter(({ reason }) => reason === null);
    const sent = saying?.speaks ? begun.filter(isSent) : [];
    return {
      started: begun.length,
      people: new Set(sent.map(({ contact }) => contact?.id)).size,
      unsent: countsOf(begun.map(({ unsent }) => unsent)),
      carried: begun.filter(({ isCarried }) => isCarried).length,
      skipped: outcomes.length - begun.length,
      reasons: countsOf(outcomes.map(({ reason }) => reason)),
      // The clock asks where its people have become far more; the rehearsal takes those of today for each time.
      floods: trigger.kind === 'clock' ? 0 : floodHours(begun.map(({ at }) => at)),
    };
  };

  const occasionsIn = async (
    plan: Plan,
    { from, to, isUnwatched }: { from: number; to: number; isUnwatched: boolean }
  ): Promise<Occasions> =>
    isUnwatched
      ? { happenings: [], from, isCut: false, outside: 0 }
      : occasionsOf(plan, { from, to });

  return (async (asked, by) => {
    const to = clock.now();
    const saved = await savedOf(asked.automationId);
    const { plan, saying } = await planFor(asked, saved);
    const source = SOURCES[plan.trigger.kind] ?? 'changes';
    const knownSince = await knownOf(plan);
    const needsChanges = source === 'changes' || source === 'silence';
    const isUnwatched = needsChanges && knownSince === null;
    const span = { from: to - asked.days * DAY_MS, to, isUnwatched };
    const { happenings, from, isCut, outside } = await occasionsIn(plan, span);
    const outcomes = await rehearsed(plan, happenings, { from, saying });
    const priceOf = await pricesOf(plan, { outcomes, saying });
    const sent = outcomes.filter(isSent);
    const { hasPrices, pricesFrom, isSample } = priceOf;
    return {
      ...{ source, from, to, isCut, outside, isUnwatched },
      knownSince: needsChanges ? knownSince : null,
      occasions: happenings.length,
      ...figuresOf(plan, { outcomes, saying }),
      says: saysOf(saying),
      cost: { hasPrices, pricesFrom, isSample, ...costOfStarts(sent.map(priceOf.of)) },
      rows: await rowsOf(shownOf(outcomes, REHEARSED_SHOWN), { saying, priceOf: priceOf.of, by }),
      isMasked: !by.seesPeople,
    };
  }) satisfies Rehearser;
};
