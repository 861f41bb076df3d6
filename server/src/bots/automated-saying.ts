import type { Core } from '@strapi/strapi';
import type { ContactRow } from '../contacts/public';
import { isReply } from '../contracts/bot-steps';
import type { FlowGraph, FlowStep } from '../contracts/flow-graph';
import type { FlowTrial, TrialMove } from '../contracts/flow-trial';
import { firstLine, flowsService, graphOfSteps, supposedAnswer } from '../flows/public';
import { messageLine } from '../sending/public';
import { contextOf } from '../strapi/context';
import { findBot } from './store';
import type { BotRow } from './tables';
import { createShow } from './trial-steps';

/** What the flow of an automation says, for a rehearsal. */
export interface FlowSaying {
  graph: FlowGraph;
  /** Nothing of it is published: this is what is written so far. */
  isDraft: boolean;
  /** It may send a message, at some time: a step does, or begins another flow. */
  speaks: boolean;
  /** Messages that surely come before anybody answers and before it waits or decides; none where that comes first. */
  sure: FlowStep[];
}

/** The first message that somebody would have got. */
export interface FirstMessage {
  /** In a line; null: there would have been none. */
  text: string | null;
  /** When it would have gone; null: not at all, or not by WhatsApp. */
  goesAt: number | null;
  /** Why not; a stable word. */
  reason: string | null;
}

/** For whom the flow is played, and when. */
export interface FirstMessageAsk {
  graph: FlowGraph;
  contact: ContactRow;
  accountId: number;
  /** Who rehearses it. */
  ownerId: number;
  at: number;
  entry: { uid: string; documentId: string } | null;
  /** When the rehearsal would have sent the person promotions before. */
  promotions: readonly number[];
  /** The entry carries consent for the template with which the flow begins (O-33). */
  carried: boolean;
}

const graphOf = ({ graph, steps, draft }: BotRow): Pick<FlowSaying, 'graph' | 'isDraft'> | null => {
  if (graph) return { graph, isDraft: false };
  if (steps && steps.length > 0) return { graph: graphOfSteps(steps), isDraft: false };
  // A draft without a step says nothing.
  return draft && draft.graph.nodes.length > 0 ? { graph: draft.graph, isDraft: true } : null;
};

const hasSaid = ({ lines }: FlowTrial): boolean => lines.some(({ kind }) => kind === 'bubble');

/** No person answers: time passes until something is said. Another system that is called does. */
const silence =
  (graph: FlowGraph) =>
  (played: FlowTrial): TrialMove | null => {
    if (played.end !== null || hasSaid(played)) return null;
    return supposedAnswer(graph, played) ?? { kind: 'later', minutes: null };
  };

const firstOf = ({ lines, end }: FlowTrial): FirstMessage => {
  const said = lines.find(({ kind }) => kind === 'bubble');
  if (said?.kind === 'bubble') {
    const { body, at, held } = said;
    const isElsewhere = held?.reason === 'channel';
    return {
      text: messageLine(body),
      goesAt: isElsewhere ? null : (held?.until ?? at),
      reason: isElsewhere ? 'channel' : null,
    };
  }
  const failed = lines.findLast((line) => line.kind === 'left' && !line.ok);
  const reason = failed?.kind === 'left' ? failed.reason : null;
  return { text: null, goesAt: null, reason: reason ?? end?.reason ?? null };
};

/** What flows of automations say, looked at without beginning one. */
export const createSaying = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  return {
    /** What is published, else the draft. Null: the flow is gone, or nothing is written. */
    saying: async (botId: number): Promise<FlowSaying | null> => {
      const bot = await findBot(db.knex, botId);
      const written = bot && graphOf(bot);
      if (!written) return null;
      const sure = firstLine(written.graph).flatMap(({ step }) => (isReply(step) ? [step] : []));
      const speaks = written.graph.nodes.some(
        ({ step }) => isReply(step) || step.kind === 'start-flow'
      );
      return { ...written, speaks, sure };
    },
    /** Plays the flow for a person until it says something. Sends and writes nothing. */
    firstMessage: async ({ entry, ...asked }: FirstMessageAsk): Promise<FirstMessage> => {
      const trial = await flowsService(strapi).play({
        ...asked,
        ...{ tags: null, said: null, isPress: false, moves: [], next: silence(asked.graph) },
        entries: entry ? { [entry.uid]: entry.documentId } : {},
        show: createShow(strapi, asked.accountId),
      });
      return firstOf(trial);
    },
  };
};
export type Saying = ReturnType<typeof createSaying>;
