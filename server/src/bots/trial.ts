import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { accountsService } from '../accounts/public';
import { contactsService, contactTable, type ContactRow } from '../contacts/public';
import { isApart, type BotDraft, type tryBody, type TryResult } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import type { FlowTrial, TrialPerson } from '../contracts/flow-trial';
import { conversationOf } from '../conversations/public';
import {
  answeredSince,
  firstLine,
  flowsService,
  stopsRun,
  type OpeningAsk,
  type TrialOpening,
} from '../flows/public';
import { DomainError } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import type { Happening } from './domain/match';
import { askedInOrder, type Asked } from './domain/order';
import type { BotsService } from './public';
import { findBot } from './store';
import type { BotRow } from './tables';
import { beginningOf, happeningOf } from './trial-opening';
import { createShow, createSteps } from './trial-steps';

const AYSE = {
  ...{ name: 'Ayşe Kaya', language: 'tr', country: 'TR', town: 'Bursa' },
  optedIn: true,
};

/** A customer who exists nowhere. What is left empty of one that somebody described is not known. */
const madeUp = ({
  name,
  language,
  country,
  town,
  optedIn,
}: Omit<TrialPerson, 'tags'> = AYSE): ContactRow => {
  const consent = optedIn ? 'in' : 'none';
  return readRow(contactTable, {
    id: 0,
    name,
    phone: '+905551234567',
    wa_id: '905551234567',
    email: 'ayse@example.com',
    language: language || null,
    country: country || null,
    town: town || null,
    ...{ marketing: consent, utility: consent, blocked: false },
    ...{ topics_out: '', channels: '', data_in: '' },
  });
};

/** The steps that surely come: the list, or of a flow the line from its start to what depends on somebody. */
const firstSteps = ({ steps, graph }: Pick<BotDraft, 'steps' | 'graph'>): FlowStep[] =>
  graph ? firstLine(graph).map(({ step }) => step) : [...steps];

/** What each step of the chain would do, up to the one that ends it. */
const tried = async (
  chain: readonly FlowStep[],
  perform: ReturnType<typeof createSteps>
): Promise<TryResult['steps']> => {
  const steps: TryResult['steps'] = [];
  for (const [index, step] of chain.entries()) {
    try {
      const { body, subject } = await perform(step);
      steps.push({
        index,
        kind: step.kind,
        ok: true,
        reason: null,
        subject,
        stopped: false,
        body,
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const stopped = stopsRun(step);
      steps.push({
        index,
        kind: step.kind,
        ok: false,
        reason: error.kind,
        subject: null,
        stopped,
        body: null,
      });
      if (stopped) break;
    }
  }
  return steps;
};

type Tried = z.output<typeof tryBody>;

/** Who is tried with, and by what. */
const openingOf = (
  { message, contactId, person }: Tried,
  who: Pick<OpeningAsk, 'contact' | 'accountId' | 'at' | 'origin'>
): OpeningAsk => ({
  ...who,
  tags: contactId === null ? (person?.tags ?? []) : null,
  ...beginningOf(message, who.at),
});

/** Plays the draft for this person, set off by the message; null: it is a list of steps. */
const played = async (
  strapi: Core.Strapi,
  { bot: { graph }, moves, windowOpen }: Tried,
  { ownerId, ...opening }: OpeningAsk & { ownerId: number | null }
): Promise<FlowTrial | null> => {
  if (!graph) return null;
  const show = createShow(strapi, opening.accountId);
  return flowsService(strapi).play({ graph, moves, windowOpen, ownerId, show, ...opening });
};

/** Why no bot is asked about the message; null: they are. */
const silenceOf = (
  { contact, said, saidAt }: OpeningAsk,
  { isTaken, meaning }: TrialOpening
): TryResult['silence'] => {
  if (said && saidAt === undefined && contact.blocked) return 'blocked';
  if (meaning && !meaning.passes) return 'word';
  return isTaken ? 'taken' : null;
};

/** Bots that have answered this contact, and whose pause after that is not over. The draft has its own pause. */
const restingFor = async (
  strapi: Core.Strapi,
  { id, bot: draft, contactId }: Tried,
  { saved, opening }: { saved: readonly BotRow[]; opening: OpeningAsk }
): Promise<ReadonlySet<number>> => {
  if (contactId === null) return new Set();
  const { contact, accountId, at } = opening;
  const { knex } = contextOf(strapi).db;
  const conversation = await conversationOf(knex, { accountId, contactId: contact.id });
  if (!conversation) return new Set();
  const pauses = saved.map((one) => ({
    id: one.id,
    minutes: one.id === id ? draft.cooldownMinutes : one.cooldownMinutes,
  }));
  const since = pauses
    .filter(({ minutes }) => minutes > 0)
    .map(({ id: botId, minutes }) => [botId, at - minutes * MINUTE_MS] as const);
  return answeredSince(knex, conversation.id, new Map(since));
};

/** By the first of its triggers whose conditions hold; where none do, by the first that fits. */
const judged = async (
  { fitting, ...bot }: Asked,
  { opened, resting }: { opened: TrialOpening; resting: ReadonlySet<number> }
) => {
  const asked = { ...bot, rests: bot.id !== null && resting.has(bot.id) };
  let isUnsure = false;
  for (const trigger of fitting) {
    const { when } = trigger;
    if (!when) return { ...asked, trigger, unmet: false, unsure: false };
    const { holds, unsure } = await opened.holds(when);
    if (holds) return { ...asked, trigger, unmet: false, unsure };
    isUnsure ||= unsure;
  }
  return { ...asked, trigger: fitting[0], unmet: true, unsure: isUnsure };
};
type Judged = Awaited<ReturnType<typeof judged>>;

/** Would it answer, when it is asked? The draft counts as switched on. */
const mayAnswer = ({ isThis, active, rests, unmet }: Judged): boolean =>
  (isThis || active) && !rests && !unmet;

/** Those that answer: the first one. Each bot asks by itself who waits for the team, whatever the others do. */
const answeringOf = (
  order: readonly Judged[],
  { event }: Pick<Tried['message'], 'event'>
): readonly Judged[] => {
  const all = order.filter(mayAnswer);
  return event === 'unanswered' ? all : all.slice(0, 1);
};

interface Trying {
  asked: Tried;
  saved: readonly BotRow[];
  resting: ReadonlySet<number>;
  opening: OpeningAsk;
  opened: TrialOpening;
}

/** What happens in the trial, as bots are asked about it. */
const whatOf = ({ asked: { message }, opened: { meaning } }: Trying): Happening => ({
  ...happeningOf(message),
  isUnclear: meaning?.does === 'ask',
});

/** Bots that this sets off, with what becomes of each, in the order in which they are asked. */
const orderOf = async (
  { asked, saved, resting, opened }: Omit<Trying, 'opening'>,
  what: Happening
): Promise<Judged[]> => {
  const order: Judged[] = [];
  for (const one of askedInOrder(saved, { ...asked.bot, id: asked.id }, what))
    order.push(await judged(one, { opened, resting }));
  return order;
};

/**
 * Who answers the message now instead of `usual`, because it is outside of business hours: a trial of a message stands for one
 * within them, so that it can be made at night. Null: nobody else does.
 */
const outsideNow = async (
  strapi: Core.Strapi,
  trying: Trying,
  usual: readonly Judged[]
): Promise<string | null> => {
  const { message } = trying.asked;
  if (isApart(message.event) || message.event === 'outside-hours') return null;
  const { accountId, at } = trying.opening;
  const { knex } = contextOf(strapi).db;
  if ((await flowsService(strapi).sources.isOpen(accountId, at, knex)) !== false) return null;
  const opened = await flowsService(strapi).opens({ ...trying.opening, isOutside: true });
  const what = { ...whatOf(trying), isOutside: true };
  const order = await orderOf({ ...trying, opened }, what);
  const [first] = answeringOf(order, message);
  return first && first.id !== usual[0]?.id ? first.name : null;
};

/** The number for which a draft speaks: its own, else the first one. */
export const numberOf = async (strapi: Core.Strapi, accountId: number | null): Promise<number> =>
  accountId ?? (await accountsService(strapi).list())[0]?.id ?? 0;

/** What begins the runs of this bot, where an automation does. Undefined: what sets off the trial does. */
export const originOf = async (
  strapi: Core.Strapi,
  botId: number | null
): Promise<OpeningAsk['origin']> => {
  const bot = botId === null ? null : await findBot(contextOf(strapi).db.knex, botId);
  return bot?.ofAutomation ? 'automation' : undefined;
};

/** Tries a draft on a made-up message by the same rules as in earnest. Writes and sends nothing. */
export const createTrial =
  (strapi: Core.Strapi, bots: () => Promise<BotRow[]>): BotsService['tryOut'] =>
  async (asked, ownerId = null) => {
    const { id, bot: draft, contactId, message, person } = asked;
    const contact = contactId
      ? await contactsService(strapi).get(contactId)
      : madeUp(person ?? undefined);
    const accountId = await numberOf(strapi, draft.accountId);
    const at = asked.at ?? contextOf(strapi).clock.now();
    const origin = await originOf(strapi, id);
    const opening = openingOf(asked, { contact, accountId, at, origin });
    const opened = await flowsService(strapi).opens(opening);
    const saved = await bots();
    const resting = await restingFor(strapi, asked, { saved, opening });
    const trying = { asked, saved, resting, opening, opened };
    const what = whatOf(trying);
    const order = await orderOf(trying, what);
    const isUnnamed = order.length === 0 && what.kind === 'message' && what.isUnclear;
    const silence = silenceOf(opening, opened) ?? (isUnnamed ? 'unclear' : null);
    const answering = silence === null ? answeringOf(order, message) : [];
    const isOwn = answering.some(({ isThis }) => isThis);
    const own = order.find(({ isThis }) => isThis);
    const verdict = {
      matched: own?.unmet === false,
      trigger: own ? draft.triggers.indexOf(own.trigger) : null,
      answeredBy: isOwn ? null : (answering[0]?.name ?? null),
      order: order.map((one) => {
        const { id: _id, steps: _steps, graph: _graph, ...bot } = one;
        return { ...bot, answers: answering.includes(one) };
      }),
      silence,
      outside: silence === null ? await outsideNow(strapi, trying, answering) : null,
      trial: await played(strapi, asked, { ...opening, ownerId }),
    };
    const speaking = own ? draft : answering[0];
    if (!speaking) return { ...verdict, steps: [] };
    const perform = createSteps(strapi, { contact, accountId });
    return { ...verdict, steps: await tried(firstSteps(speaking), perform) };
  };
