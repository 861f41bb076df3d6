import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { InboundContent } from '../cloud-api/inbound-content';
import type {
  activeBody,
  ApartEvent,
  BotDraft,
  BotEvent,
  BotOverlap,
  BotView,
  checkFlowBody,
  createBotBody,
  DropDraft,
  FlowDraftBody,
  FlowGoals,
  FlowImpact,
  FlowProblem,
  FlowVersion,
  FlowVersionGraph,
  ListRunsResult,
  overlapsBody,
  PublishOrder,
  StepFigures,
  tryBody,
  TryResult,
} from '../contracts/bots';
import type { FlowCost, flowCostBody } from '../contracts/flow-cost';
import type { FlowGraph } from '../contracts/flow-graph';
import type { drawBody, DrawResult, Rehearsal, rehearsalBody } from '../contracts/flow-rehearsal';
import type { TemplateUse } from '../contracts/template-draft';
import type { TemplateUseCount } from '../contracts/templates';
import type { Answerer, ConversationRow } from '../conversations/public';
import type { FlowsService, RunKeeper, RunRow } from '../flows/public';
import type { BotName } from '../logs/public';
import type { Sql } from '../strapi/db';
import type { AutomatedFlows } from './automated';

export type { AutomatedFlow, AutomatedStart } from './automated';
export type { FirstMessage, FlowSaying } from './automated-saying';
export { groupsOfBots, segmentsOfBots } from './condition-uses';
export { keyUses } from './keys';
export { numbersForBots } from './numbers';
export type { BotRow } from './tables';

/** An inbound message, as the webhook's transaction recorded it. */
export interface InboundFact {
  accountId: number;
  contactId: number;
  /** The thread before this message. */
  conversation: ConversationRow;
  messageId: number;
  content: InboundContent;
  /** The person never wrote before. */
  isFirst: boolean;
  /** They may not be written to (blocked), or the sender is one of our own numbers. */
  isSilent: boolean;
  /** It waited for its number to be connected: no machine answers it any more. */
  isLate: boolean;
  /** It may mean that they want no more messages: the team decides, and no welcome answers it. */
  isUnclear?: boolean;
  at: number;
}

/** The administrator who changes a bot: a flow writes entries by the rights of who published it. */
export interface Publisher {
  id: number;
  name: string;
}

/** The first message of a bot, where that is surely a template. */
export interface OpeningTemplate {
  /** The template that the step names. */
  templateId: number;
  /** Each person gets it in their language, by the order of the template; `templateId` is any of its languages (E-25). */
  byLanguage: boolean;
}

/** How a campaign would start a bot (M-11). */
export interface FlowStart {
  /** Why it may not now; null: it may. */
  problem: string | null;
  /** The template with which the bot surely begins; null where it begins with something else. */
  opening: OpeningTemplate | null;
  /**
   * Behind that template it says something other than a template before the person has answered. A campaign's people get the
   * template without having written, and WhatsApp refuses what follows.
   */
  speaksUnanswered: boolean;
}

export interface BotsService {
  list(since: number): Promise<BotView[]>;
  /** Throws `not-found`. */
  get(id: number): Promise<BotView>;
  /** Refuses an incomplete one with the field: a broken pattern, a template that may not be sent… */
  create(body: z.output<typeof createBotBody>, by?: Publisher | null): Promise<BotView>;
  /** What it says or does is another version. */
  update(id: number, draft: BotDraft, by?: Publisher | null): Promise<BotView>;
  /** Activating checks it again: a template may have been paused meanwhile. */
  setActive(id: number, order: z.output<typeof activeBody>): Promise<BotView>;
  /** Keeps a change of the flow, which may be incomplete; answers go on by what is published. */
  saveDraft(id: number, draft: FlowDraftBody, by?: string | null): Promise<BotView>;
  /** Throws `changed-meanwhile` (409), as saving and publishing do, where a colleague saved another draft than the one seen. */
  dropDraft(id: number, seen?: DropDraft): Promise<BotView>;
  /** What is wrong with a flow, node by node, if this administrator published it. */
  check(asked: z.output<typeof checkFlowBody>, publisherId?: number): Promise<FlowProblem[]>;
  /** What a flow costs per person, by the price table. */
  cost(asked: z.output<typeof flowCostBody>): Promise<FlowCost>;
  /** Who is where in the flow, seen from a graph that is to be published. */
  impact(id: number, graph: FlowGraph): Promise<FlowImpact>;
  /**
   * Answers by this graph from now on; a list of steps becomes a flow. Throws what stops it with node and field, and
   * `changed-meanwhile` (409) where `from` is not the version that answers now.
   */
  publish(id: number, order: PublishOrder, by: Publisher | null): Promise<BotView>;
  versions(id: number): Promise<FlowVersion[]>;
  /** How often each step of a version was entered and left; null: of the one that answers now. Throws `not-found`. */
  figures(
    id: number,
    asked: { version: number | null; days: number; withFunnel: boolean }
  ): Promise<StepFigures>;
  /** How many runs of each flow that has a goal reached it. */
  goals(): Promise<FlowGoals>;
  /** The graph of a version. Throws `not-found`. */
  version(id: number, version: number): Promise<FlowVersionGraph>;
  /** `ids` = all bots, the first one first. Throws `order-changed` when others were added meanwhile. */
  reorder(ids: readonly number[]): Promise<BotView[]>;
  remove(id: number): Promise<void>;
  overlaps(asked: z.output<typeof overlapsBody>): Promise<BotOverlap[]>;
  /** Runs a draft against a made-up message. Writes and sends nothing. `ownerId`: the administrator who tries it. */
  tryOut(asked: z.output<typeof tryBody>, ownerId?: number | null): Promise<TryResult>;
  /** Draws people for a rehearsal. Throws `not-found` for the segment. */
  drawPeople(asked: z.output<typeof drawBody>): Promise<DrawResult>;
  /**
   * Plays a flow, saved or not, with some people, who answer by chance. Writes and sends nothing. `ownerId`: the administrator
   * who rehearses it.
   */
  rehearse(asked: z.output<typeof rehearsalBody>, ownerId?: number | null): Promise<Rehearsal>;
  runs(botId: number, cursor: string | undefined): Promise<ListRunsResult>;
  /** Those of all bots, newest first. */
  allRuns: FlowsService['allRuns'];
  /** How many of them were set aside that nobody has looked at. */
  unseenRuns: FlowsService['unseenRuns'];
  /** Resumes, ends or marks several. */
  bulkRuns: FlowsService['bulkRuns'];
  /** One run with all that is known of it. Throws `not-found`. */
  run: FlowsService['run'];
  /** Lets a run go on that failed or was set aside. Throws in words why it may not. */
  resume: FlowsService['resume'];
  /** Reads the active bots; call it outside of transactions before messages are applied. */
  load(): Promise<void>;
  /**
   * Makes the run of the bot that answers this message, in the message's transaction; at most one per message (I12). Null:
   * none answers.
   */
  onMessage(trx: Knex.Transaction, fact: InboundFact): Promise<Answerer | null>;
  /** Its own switch: does what it answers completely need nobody of the team? */
  countsAsAnswered(sql: Sql, botId: number): Promise<boolean>;
  /**
   * The same for tags that people got. Tags that a bot gives set no bot off. With a person who has no conversation, a bot that
   * begins with a template begins one; of any other the log says that it did not start.
   */
  onTags(
    trx: Knex.Transaction,
    added: readonly { contactId: number; tagId: number; tag: string }[]
  ): Promise<void>;
  /** The same for what else happened with a person; at most once for each `key`. `thread`: where, if it is known. */
  onEvent(
    trx: Knex.Transaction,
    happened: {
      contactId: number;
      event: Exclude<ApartEvent, 'tag-added' | 'unanswered'>;
      value: string | null;
      key: string;
      thread?: ConversationRow;
    }
  ): Promise<void>;
  /** Does any active bot listen to this? */
  wants(event: BotEvent): boolean;
  /** Begins runs for people whom nobody answered for as long as a bot says. */
  onUnanswered(): Promise<void>;
  /**
   * Starts a bot's chain for one person (M-11), once per `key` (at most 120 characters), in the caller's transaction. The
   * chain's messages pass the same door as any; `chain` (at most 40 characters) names what they wait or end with, see
   * `sendingService.chainHolds`. `openedWith`: the campaign has sent this template as its first message, in whatever
   * language; null where the bot names another one there now, and nothing starts. Throws `bot-not-active`, `not-found`.
   */
  startFlow(
    trx: Knex.Transaction,
    flow: {
      botId: number;
      contactId: number;
      accountId: number;
      key: string;
      chain: string;
      openedWith?: number;
    }
  ): Promise<{ runId: number; isNew: boolean } | null>;
  /** The messages behind which these chains were started failed after all: they end, and each key may start one again. */
  takeBackFlows(trx: Knex.Transaction, keys: readonly string[]): Promise<void>;
  /**
   * For `flowsService.sources`: a flow begins another one for the same person. Throws `bot-not-active`, `too-many-flows`,
   * `bot-of-another-number`, `allowance-used`.
   */
  startFrom(run: RunRow, botId: number): Promise<string>;
  /** The template with which the bot surely begins; null where it begins with something else (M-11). */
  openingTemplate(botId: number): Promise<OpeningTemplate | null>;
  /** What a campaign that starts this bot has to know, of a bot that is read once. */
  flowStart(botId: number, accountId: number): Promise<FlowStart>;
  /** Flows of automations. */
  automated: AutomatedFlows;
  /** For `flowsService.keeper`. */
  keeper: RunKeeper;
  /** Reads the active bots again (another process may have changed them) and does what is due. */
  tick(): Promise<void>;
  /** Bots and flows that send this template or another language of it, drafts too; under some it must not vanish. */
  usesOfTemplate(templateId: number): Promise<TemplateUse[]>;
  /** How many bots send each template or another language of it, drafts too; those that none sends are left out. */
  countsPerTemplate(): Promise<TemplateUseCount[]>;
  /** Names by id, and whether the bot was made with an automation. */
  names(ids: readonly number[]): Promise<Map<number, BotName>>;
}

export const botsService = (strapi: Core.Strapi): BotsService =>
  strapi.plugin('whatsapp').service('bots') as BotsService;
