import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { accountsService } from '../accounts/public';
import type { MessageBody } from '../contracts/conversations';
import { contactsService, contactTable, type ContactRow } from '../contacts/public';
import { type BotDraft, type BotStep, type tryBody, type TryResult } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import type { FlowTrial, TrialPerson } from '../contracts/flow-trial';
import { agentsByIds } from '../conversations/public';
import {
  fillerFor,
  firstLine,
  flowsService,
  questionContent,
  replyContent,
  stopsRun,
  wordsToAsk,
  type Fill,
  type RunRow,
} from '../flows/public';
import { DomainError } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { knownFor, renderAnswer, templateRenderer, type AnswerContent } from '../sending/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { templatesService } from '../templates/public';
import { askedInOrder } from './domain/order';
import { apart, matchingTrigger, plainMessage, type Happening } from './domain/match';
import type { BotsService } from './public';
import { findBot } from './store';
import type { BotRow } from './tables';
import { libraryFiles } from '../strapi/library';

const emptyBody: MessageBody = {
  type: 'text',
  text: null,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
};

const AYSE = { name: 'Ayşe Kaya', language: 'tr', country: 'TR', town: 'Bursa' };

/** A customer who exists nowhere. What is left empty of one that somebody described is not known. */
const madeUp = ({ name, language, country, town }: Omit<TrialPerson, 'tags'> = AYSE): ContactRow =>
  readRow(contactTable, {
    id: 0,
    name,
    phone: '+905551234567',
    wa_id: '905551234567',
    email: 'ayse@example.com',
    language: language || null,
    country: country || null,
    town: town || null,
  });

const kindOf = (mime: string): NonNullable<MessageBody['media']>['kind'] => {
  const [kind] = mime.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document';
};

/** For whom a step is shown. */
interface Shown {
  contact: ContactRow;
  accountId: number;
  /** Values that a flow kept before. */
  variables?: RunRow['variables'];
  /** A question is asked once more. */
  isAgain?: boolean;
  /** The variant of a text that is said; null: the text itself. */
  words?: string | null;
}

/** What each step would do, without doing it. Texts are those of a run. */
const createSteps = (
  strapi: Core.Strapi,
  { isAgain = false, words = null, variables = null, ...who }: Shown
) => {
  const { contact } = who;
  const spoken = { ...who, variables };
  const fillerOf = (step: FlowStep): Promise<Fill> => {
    const texts = textsOf(step).map(([, text]) => text);
    return fillerFor(strapi, contextOf(strapi).db.knex, { texts, ...spoken });
  };
  const media = async (step: Extract<BotStep, { kind: 'media' }>, fill: Fill) => {
    const file = (await libraryFiles(strapi, [step.fileId])).get(step.fileId);
    if (!file) throw new DomainError('no-such-file', 'the file is gone');
    const { mime, name, url } = file;
    return {
      body: {
        ...emptyBody,
        type: kindOf(mime),
        text: step.caption === '' ? null : fill(step.caption),
        media: { kind: kindOf(mime), mime, filename: name, voice: false, url },
      },
      subject: name,
    };
  };
  const template = async (step: Extract<BotStep, { kind: 'template' }>) => {
    const chosen = await templatesService(strapi).get(step.templateId);
    const row = await templatesService(strapi).forPerson(chosen, contact);
    const verdict = templatesService(strapi).sendable(row);
    if (!verdict.ok)
      throw new DomainError('template-not-sendable', verdict.reason, { reason: verdict.reason });
    const { bindings, language } = row;
    const ask = { contacts: [contact], bindings, language, account: null, agentId: null };
    const known = await knownFor(strapi, contextOf(strapi).db.knex, ask);
    const rendered = templateRenderer(row, bindings ?? {})(contact, {}, known.get(contact.id));
    if (!rendered.ok) throw rendered.refusal;
    return { body: rendered.rendered.body, subject: row.name };
  };
  const nameOf = async (assigneeId: number | null): Promise<string | null> => {
    if (assigneeId === null) return null;
    const agent = (await agentsByIds(strapi, [assigneeId])).get(assigneeId);
    if (!agent) throw new DomainError('no-such-person', 'this person does not exist any more');
    return agent.name;
  };

  const teamOf = async (teamId: number | null | undefined): Promise<string | null> => {
    if (!teamId) return null;
    const teams = await flowsService(strapi).sources.teams();
    const team = teams.find(({ id }) => id === teamId);
    if (!team) throw new DomainError('no-such-team', 'this team does not exist any more');
    return team.name;
  };
  const flowOf = async (id: number): Promise<string> => {
    const flow = await findBot(contextOf(strapi).db.knex, id);
    if (!flow?.active) throw new DomainError('bot-not-active', 'the flow is not active');
    return flow.name;
  };

  return async (step: FlowStep): Promise<{ body: MessageBody | null; subject: string | null }> => {
    const fill = await fillerOf(step);
    switch (step.kind) {
      case 'question':
      case 'choice': {
        const text = fill(wordsToAsk(step, isAgain));
        const { language } = contact;
        // What is pressed comes back to no run.
        const content = questionContent(step, { text, language, idOf: (exit) => exit });
        return { body: renderAnswer(content).body, subject: null };
      }
      case 'text':
      case 'buttons':
      case 'link':
      case 'preferences': {
        const content = await replyContent(strapi, step, { ...spoken, words });
        return { body: renderAnswer(content as AnswerContent).body, subject: null };
      }
      case 'media':
        return media(step, fill);
      case 'template':
        return template(step);
      case 'assign':
        return {
          body: null,
          subject: (await teamOf(step.teamId)) ?? (await nameOf(step.assigneeId)),
        };
      case 'handover':
        return { body: null, subject: await teamOf(step.teamId) };
      case 'tag':
        return {
          body: null,
          subject: [
            ...step.add.map((name) => `+${name}`),
            ...step.remove.map((name) => `−${name}`),
          ].join(', '),
        };
      case 'task':
        return { body: null, subject: fill(step.title) };
      case 'note':
        return { body: null, subject: step.text };
      case 'start-flow':
        return { body: null, subject: await flowOf(step.flowId) };
      default:
        return { body: null, subject: null };
    }
  };
};

const happeningOf = ({ text, event, isFirst }: z.output<typeof tryBody>['message']): Happening => ({
  ...(event === 'tag-added' ? apart(event, text) : plainMessage(text)),
  button: event === 'button' ? { id: text, title: text } : null,
  isFirst,
  opened: isFirst ? 'new' : null,
  fromAd: event === 'ad',
});

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

/** Plays the draft for this person, set off by the message; null: it is a list of steps. */
const played = async (
  strapi: Core.Strapi,
  { bot: { graph }, message, moves, at, ...asked }: Tried,
  { contact, accountId }: Shown
): Promise<FlowTrial | null> => {
  if (!graph) return null;
  const now = at ?? contextOf(strapi).clock.now();
  const isSaid = message.event !== 'tag-added';
  return flowsService(strapi).play({
    ...{ graph, contact, accountId, moves, at: now },
    tags: asked.contactId === null ? (asked.person?.tags ?? []) : null,
    said: isSaid ? { text: message.text, type: 'text' } : null,
    windowUntil: isSaid || asked.windowOpen ? now + DAY_MS : null,
    show: (step, who) => createSteps(strapi, { ...who, accountId })(step),
  });
};

/** The number for which a draft speaks: its own, else the first one. */
const numberOf = async (strapi: Core.Strapi, accountId: number | null): Promise<number> =>
  accountId ?? (await accountsService(strapi).list())[0]?.id ?? 0;

/** Tries a draft on a made-up message by the same rules as in earnest. Writes and sends nothing. */
export const createTrial =
  (strapi: Core.Strapi, bots: () => Promise<BotRow[]>): BotsService['tryOut'] =>
  async (asked) => {
    const { id, bot: draft, contactId, message, person } = asked;
    const what = happeningOf(message);
    const trigger = matchingTrigger(draft.triggers, what);
    const order = askedInOrder(await bots(), { ...draft, id }, what);
    const answering = order.find((one) => one.isThis || one.active);
    const contact = contactId
      ? await contactsService(strapi).get(contactId)
      : madeUp(person ?? undefined);
    const shown = { contact, accountId: await numberOf(strapi, draft.accountId) };
    const verdict = {
      matched: trigger >= 0,
      trigger: trigger < 0 ? null : trigger,
      answeredBy: answering && !answering.isThis ? answering.name : null,
      order: order.map((one) => {
        const { steps: _steps, graph: _graph, ...bot } = one;
        return { ...bot, answers: one === answering };
      }),
      trial: await played(strapi, asked, shown),
    };
    const speaking = trigger >= 0 ? draft : answering;
    if (!speaking) return { ...verdict, steps: [] };
    return { ...verdict, steps: await tried(firstSteps(speaking), createSteps(strapi, shown)) };
  };
