import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type {
  BotAllowance,
  BotTrouble,
  FlowImpact,
  FlowVersion,
  PublishOrder,
  RunView,
  StepFigures,
} from '../contracts/bots';
import type { FlowConditions } from '../contracts/flow-conditions';
import type { FlowGraph, FlowKey, GOAL_EVENTS, WaitEvent } from '../contracts/flow-graph';
import type { RunDetails } from '../contracts/flow-runs';
import type { FlowTrial } from '../contracts/flow-trial';
import type {
  AllRunsResult,
  BulkRunsBody,
  BulkRunsResult,
  RunsWanted,
  UnseenRuns,
} from '../contracts/run-list';
import type { ConversationRow, JoinEffect } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import type { Sql } from '../strapi/db';
import type { Asked } from './about';
import type { Fit } from './domain/question';
import type { RunRow, StopReason } from './tables';
import type { OpeningAsk, TrialAsk, TrialOpening } from './trial';
import type { Published } from './versions';

export { filledCall } from './call-texts';
export { graphProblems, type GraphProblem } from './domain/problems';
export { isChoice } from './domain/choice-id';
export { shutBehindOpening } from './domain/foreseen';
export { graphOfSteps, openingOf } from './domain/linear';
export { asksCustomer, stepsIn } from './domain/press';
export { sparedBy } from './domain/proactive';
export { reasonShown } from './domain/run-filter';
export { firstLine } from './domain/walk';
export { saidIn } from './about';
export type { Known } from './domain/conditions';
export { stopsRun } from './domain/ending';
export { questionContent, wordsToAsk } from './domain/question';
export { drawnPeople, drawsOf, messagesIn, rehearsalOf, rehearsedMove } from './domain/rehearsal';
export { supposedAnswer } from './domain/trial-news';
export { beganEntry, keptEntries } from './domain/entries';
export { entryValues, replyContent, templateForStep } from './replies';
export type { OpeningAsk, TrialAsk, TrialOpening } from './trial';
export { ALLOWANCE_USED } from './counting';
export { sentByBot, sentIn } from './month-store';
export { answerKeeping, forgetRunsOf, runsOfPerson } from './person';
export { answeredSince, dropRunsOf, lastTurn, openRunsOf, welcomedSince } from './run-store';
export { personIn } from './run-views';
export { runTable, type RunRow, type StopReason } from './tables';
export { fillerFor, type Fill } from './texts';

/** What sets a run off. */
export interface RunStart extends Pick<
  RunRow,
  'botId' | 'botName' | 'steps' | 'trigger' | 'origin'
> {
  /** The graph that it walks, in place of the steps. */
  flow?: { graph: FlowGraph; version: number } | null;
  conversation: Pick<ConversationRow, 'id' | 'accountId' | 'contactId'>;
  /** Hashed to the run's key: one run per fact. */
  fact: string;
  /** Of a run that another one begins. */
  unasked?: boolean;
  owes?: boolean;
  depth?: number;
  flowKey?: string | undefined;
  /** The node whose message has been sent already, by the campaign that begins the run. */
  opened?: FlowKey | undefined;
  chain?: string | undefined;
  /** Entries that it means from the beginning, by content type. */
  entries?: Readonly<Record<string, string>>;
  /** The entry that set off the automation: a step may mean it whatever others have found. */
  began?: { uid: string; documentId: string } | null;
  /** After this a time of it that is over is of no more use, in ms. Left out: after a day. */
  staleMs?: number | null;
  messageId?: number | undefined;
  /** What of the trigger fitted. */
  word?: string | null;
}

/** How a run ended that a campaign started. */
export interface RunEnd {
  botId: number;
  runId: number;
  /** The campaign's own key of the recipient. */
  key: string;
  contactId: number;
  /** At least one message was handed to the door, and nothing stopped the chain. */
  ok: boolean;
  /** At least one message was handed to the door. */
  said: boolean;
  /** Why not: `window-closed`, `deactivated`, `person-took-over`, `campaign-cancelled`… */
  reason: string | null;
}
export type RunEffect = (trx: Knex.Transaction, end: RunEnd) => Promise<void>;

/** What follows when a message waits for a person after all. */
export interface CallEffect {
  /** Called outside of transactions, before `called`. */
  load(): Promise<void>;
  /** `conversation`: as it was before. */
  called(trx: Knex.Transaction, conversation: ConversationRow): Promise<FeedEntry[]>;
}

/** Whose runs these are: the bots. */
export interface RunKeeper {
  isActive(sql: Sql, botId: number): Promise<boolean>;
  /**
   * May its open runs go on? Those of a bot that was deleted end, and of one that was switched off, unless people who wait may
   * finish.
   */
  goesOn(sql: Sql, botId: number): Promise<boolean>;
  /** How many messages it may send in a month; null: any number. */
  allowance(sql: Sql, botId: number): Promise<BotAllowance | null>;
  /** For the bot's page: what went wrong last. */
  trouble(trx: Knex.Transaction, botId: number, trouble: BotTrouble): Promise<void>;
}

/** A message of a person, as far as it may answer a question. */
export interface InboundAnswer {
  conversationId: number;
  messageId: number;
  /** What was written, or the words of what was pressed. */
  text: string;
  /** Something was pressed. */
  isPress: boolean;
  /** Id of the button or row that was pressed. */
  replyId: string | null;
  /** Meta's time. */
  at: number;
  /** It is too late for a machine whatever that time is: it waited for its number to be connected. */
  isLate: boolean;
  /** An agent has the conversation: it answers no question, and ends waits as any message. */
  hasAgent: boolean;
}

/** What happened with a person, other than a message. */
export interface Happened {
  contactId: number;
  event: WaitEvent['event'];
  /** The tag, the kind of message, the name of the link. */
  value: string | null;
}

/** Something that may be the goal of a flow. */
export interface GoalFact {
  contactId: number;
  event: (typeof GOAL_EVENTS)[number];
  /** The tag, the conversion, the name of the link. */
  value: string | null;
  /** When it happened, epoch milliseconds. */
  at: number;
}

/** How many of the latest runs of a flow there are, and how many of them reached its goal. */
export interface GoalRate {
  runs: number;
  reached: number;
}

/** Who looks at a run. */
export interface RunReader {
  by: { id: number; name: string };
  /** May they read this conversation? */
  reads(conversationId: number): Promise<boolean>;
}

/** A conversation, whose row the caller holds, for a team. */
interface TeamGift {
  conversation: ConversationRow;
  teamId: number;
  botId: number;
  /** The bot's name: the thread tells who did it. */
  subject: string;
}

/** What runs ask of rooms above. */
export interface RunSources {
  /** Teams that give conversations to somebody. */
  teams(): Promise<{ id: number; name: string }[]>;
  /** Gives it by the team's rule; answers the team's name. Null: the team is gone, and the rule of the number held. */
  giveToTeam(
    trx: Knex.Transaction,
    gift: TeamGift
  ): Promise<{ team: string | null; hints: FeedEntry[] }>;
  /** Is the number within its business hours? Null: it has none. */
  isOpen(accountId: number, at: number, sql: Sql): Promise<boolean | null>;
  /** Begins another flow for the same person, once per visit; answers its name. Throws why it cannot. */
  startFlow(run: RunRow, flowId: number): Promise<string>;
  /**
   * Why a run that an automation began ends before its next step; null: it goes on. `speaks`: the step says something;
   * `isUnasked`: what it says answers nobody.
   */
  halts(run: RunRow, next: { speaks: boolean; isUnasked: boolean }): Promise<StopReason | null>;
  /** The entry that set the run off; null: none did, or it is gone. */
  causeOf(run: RunRow): Promise<{ uid: string; documentId: string } | null>;
}

export interface FlowsService {
  /**
   * Gives the message to the run whose question it answers: the one whose button was pressed; of a text, the newest question
   * that was there; `fit`: how well it answers that. Ends what waits for any message. In the message's transaction. Null: it
   * answers none, and bots may look at it.
   */
  onMessage(
    trx: Knex.Transaction,
    message: InboundAnswer
  ): Promise<{ botId: number; fit: Fit } | null>;
  /**
   * Is the newest message that the person had before them a question of a flow that waits, not older than a day? Then a word
   * that may mean leaving can be its answer. Nothing waits while an agent has the conversation. `lastId`: that message; `at`:
   * Meta's time of what they wrote.
   */
  isAsking(
    trx: Knex.Transaction,
    last: { conversationId: number; lastId: number; at: number }
  ): Promise<boolean>;
  /** Do the conditions hold? Reads by `sql` alone, so that a message's own transaction may ask. */
  holds(sql: Sql, tree: FlowConditions, asked: Asked): Promise<boolean>;
  /** What bots find when a message of a trial comes to them. Nothing is changed. */
  opens(asked: OpeningAsk): Promise<TrialOpening>;
  /** Plays a graph that need not be saved, by the rules of a run. Nothing is sent or stored. */
  play(asked: TrialAsk): Promise<FlowTrial>;
  /** Makes the run, in the transaction of what sets it off; at most one per fact (I12). */
  begin(trx: Knex.Transaction, start: RunStart): Promise<{ id: number; isNew: boolean }>;
  /** The month in which messages of bots are counted now, `2026-11`. Reads settings: outside of transactions only. */
  month(): Promise<string>;
  /** Does the steps that are due; woken after commits. Never rejects. */
  process(): Promise<void>;
  /** The same, each second; waits that end before the next one go on at their time. */
  tick(): Promise<void>;
  /** Runs of a bot, newest first. */
  runs(
    botId: number,
    cursor: string | undefined
  ): Promise<{ runs: RunView[]; nextCursor: string | null }>;
  /** A page of the runs of all bots, newest first; nobody reads texts or whole numbers in it. */
  allRuns(wanted: RunsWanted): Promise<AllRunsResult>;
  /** How many runs were set aside that nobody has looked at. */
  unseenRuns(): Promise<UnseenRuns>;
  /**
   * Resumes, ends or marks several runs, each by the rules for one. What is refused for one is answered with its reason and
   * keeps none of the others back.
   */
  bulkRuns(order: BulkRunsBody, reader: RunReader): Promise<BulkRunsResult>;
  /** One of them, with all that is known of it. Who opens it has looked at it. Throws `not-found`. */
  run(run: { botId: number; runId: number }, reader: RunReader): Promise<RunDetails>;
  /**
   * Lets a run go on that failed or was set aside, from that step or the node given, as the same run: what it sends has new
   * keys. Throws in words why it may not.
   */
  resume(
    run: { botId: number; runId: number; node?: string | undefined },
    reader: RunReader
  ): Promise<RunDetails>;
  /**
   * These people opted out, or want a pause: what no word of theirs set off stops, in the transaction that says so (O-22).
   * Answers go on (O-25), and so does the run that writes it down in this transaction. `spares`: runs of these origins go on.
   */
  stopProactive(
    trx: Knex.Transaction,
    contactIds: readonly number[],
    why: { reason: 'opted-out' | 'paused'; spares?: readonly RunRow['origin'][] }
  ): Promise<void>;
  /**
   * What these facts stand for did not come about: the runs that they set off end, and they may set off others. In the
   * transaction that says so.
   */
  takeBack(trx: Knex.Transaction, facts: readonly string[]): Promise<void>;
  /**
   * An agent who had the conversation since `takenAt` closed it: what answered the person then was settled by the agent and
   * ends, so that their next message answers no question of before. What nobody asked for goes on.
   */
  talkOver(trx: Knex.Transaction, talk: { conversationId: number; takenAt: number }): Promise<void>;
  /** These runs, as far as they are open, end before they do anything else. At most some hundred. */
  endRuns(trx: Knex.Transaction, runIds: readonly number[], reason: StopReason): Promise<void>;
  /** Nothing may go to this person any more. */
  stopAll(trx: Knex.Transaction, contactId: number, reason: 'blocked'): Promise<void>;
  /** Those of these people who are in a flow that waits for an event. */
  awaits(trx: Knex.Transaction, contactIds: readonly number[]): Promise<number[]>;
  /** Ends the waits of these people that wait for it, in the transaction of what happened. What bots do ends none. */
  happened(trx: Knex.Transaction, happened: readonly Happened[]): Promise<void>;
  /**
   * Marks runs that reach their goal by it, in the transaction of what happened; a run reaches it once. What bots do counts
   * too.
   */
  reached(trx: Knex.Transaction, facts: readonly GoalFact[]): Promise<void>;
  /** Has this person a run whose goal may still be reached by something that happens? */
  awaitsGoal(trx: Knex.Transaction, contactId: number): Promise<boolean>;
  /** Graphs that open runs walk, also such as were published before today's. */
  openVersions(): Promise<{ botId: number; graph: FlowGraph }[]>;
  /**
   * Stores a graph under its version, once, and what becomes of people at steps that it has no more. That is done afterwards,
   * by pieces.
   */
  publish(
    trx: Knex.Transaction,
    published: Published,
    waiting?: PublishOrder['waiting']
  ): Promise<void>;
  /** Who is where in the flow, seen from a graph that is to be published. */
  impact(botId: number, next: FlowGraph): Promise<FlowImpact>;
  /** What was published of a flow, the newest first. */
  versions(botId: number): Promise<Omit<FlowVersion, 'isCurrent'>[]>;
  /**
   * How often each step of a version was entered and left in the last `days`; `withFunnel`: also how many runs came to each,
   * and reached the goal. Throws `not-found`.
   */
  figures(
    botId: number,
    asked: { version: number; days: number; withFunnel: boolean }
  ): Promise<StepFigures>;
  /** Goals of the versions that answer now, by bot; those of which no run began lately are left out. */
  goalRates(flows: readonly { botId: number; version: number }[]): Promise<Map<number, GoalRate>>;
  /** The graph of this version, or null. */
  graphAt(botId: number, version: number): Promise<FlowGraph | null>;
  /** The administrator who published this version, by whose rights it writes entries; null: nobody of the team. */
  publisherOf(botId: number, version: number): Promise<number | null>;
  /** Answers that did not get through: what they answer waits for a person. In the transaction that writes it. */
  repliesFailed(trx: Knex.Transaction, messageIds: readonly number[]): Promise<void>;
  /** Tags that are given in this transaction set no bot off. */
  mute(trx: Knex.Transaction): void;
  isMuted(trx: Knex.Transaction): boolean;
  /** The bot was switched off: what waits ends. */
  stopRunsOf(trx: Knex.Transaction, botId: number): Promise<void>;
  /** The bot is gone: what it answered counts no more, what waits ends, and its versions go when no run walks them. */
  forgetBot(trx: Knex.Transaction, botId: number): Promise<void>;
  /** Takes runs away that ended before the instant, and versions of deleted bots that none walks. */
  purge(olderThan: number): Promise<void>;
  /** Set by the bots. */
  keeper: RunKeeper;
  /** Set by the wiring. */
  sources: RunSources;
  /** Told when a run ends that a campaign started; set by the wiring. */
  runEffects: RunEffect[];
  /** Who gets a conversation whose message a bot could not answer; set by the wiring. */
  callEffects: CallEffect[];
  /** For `contactsService.mergeEffects`. */
  mergeEffect: MergeEffect;
  /** For `conversationsService.joinEffects`: a run at work goes on in the thread that remains. */
  joinEffect: JoinEffect;
}

export const flowsService = (strapi: Core.Strapi): FlowsService =>
  strapi.plugin('whatsapp').service('flows') as FlowsService;
