import type { Core } from '@strapi/strapi';
import type { ContactRow } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import type { MessageBody } from '../contracts/conversations';
import { plainBody } from '../contracts/message-body';
import type { FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import { agentsByIds } from '../conversations/public';
import {
  entryValues,
  filledCall,
  fillerFor,
  flowsService,
  questionContent,
  replyContent,
  templateForStep,
  wordsToAsk,
  type Fill,
  type RunRow,
  type TrialAsk,
} from '../flows/public';
import { DomainError } from '../kernel/errors';
import {
  categoryOf,
  knownFor,
  renderAnswer,
  templateRenderer,
  type AnswerContent,
} from '../sending/public';
import { contextOf } from '../strapi/context';
import { libraryFiles } from '../strapi/library';
import { templatesService, whyNotSendable } from '../templates/public';
import { findBot } from './store';

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
  /** Profile fields that a flow changed before. */
  fields?: Readonly<Record<string, string | null>>;
}

/** What a step shows, or what belongs to it. */
type Step = Awaited<ReturnType<TrialAsk['show']>>;

/** What each step would do, without doing it. Texts are those of a run. */
export const createSteps = (
  strapi: Core.Strapi,
  { isAgain = false, words = null, variables = null, fields = {}, ...who }: Shown
) => {
  const { contact } = who;
  const spoken = { ...who, variables, fields };
  const fillerOf = (step: FlowStep): Promise<Fill> => {
    const texts = textsOf(step).map(([, text]) => text);
    return fillerFor(strapi, contextOf(strapi).db.knex, { texts, ...spoken });
  };
  const media = async (step: Extract<BotStep, { kind: 'media' }>, fill: Fill): Promise<Step> => {
    const file = (await libraryFiles(strapi, [step.fileId])).get(step.fileId);
    if (!file) throw new DomainError('no-such-file', 'the file no longer exists');
    const { mime, name, url } = file;
    return {
      body: {
        ...plainBody('text', null),
        type: kindOf(mime),
        text: step.caption === '' ? null : fill(step.caption),
        media: { kind: kindOf(mime), mime, filename: name, voice: false, url },
      },
      subject: name,
    };
  };
  const template = async (step: Extract<BotStep, { kind: 'template' }>): Promise<Step> => {
    const chosen = await templatesService(strapi).get(step.templateId);
    const row = await templateForStep(strapi, step, { chosen, contact });
    const verdict = templatesService(strapi).sendable(row);
    if (!verdict.ok)
      throw new DomainError('template-not-sendable', whyNotSendable(verdict.reason), {
        reason: verdict.reason,
        remedy: 'Choose an approved template.',
      });
    const { bindings, language } = row;
    const ask = { contacts: [contact], bindings, language, account: null, agentId: null };
    const known = (await knownFor(strapi, contextOf(strapi).db.knex, ask)).get(contact.id);
    const more = known && { ...known, custom: { ...known.custom, ...fields } };
    const values = await entryValues(strapi, row, spoken);
    const rendered = templateRenderer(row, bindings ?? {})(contact, values, more);
    if (!rendered.ok) throw rendered.refusal;
    return {
      body: rendered.rendered.body,
      subject: row.name,
      template: { category: categoryOf(row), topic: row.topic },
    };
  };
  const nameOf = async (assigneeId: number | null): Promise<string | null> => {
    if (assigneeId === null) return null;
    const agent = (await agentsByIds(strapi, [assigneeId])).get(assigneeId);
    if (!agent) throw new DomainError('no-such-person', 'this agent no longer exists');
    return agent.name;
  };

  const teamOf = async (teamId: number | null | undefined): Promise<string | null> => {
    if (!teamId) return null;
    const teams = await flowsService(strapi).sources.teams();
    const team = teams.find(({ id }) => id === teamId);
    if (!team) throw new DomainError('no-such-team', 'this team no longer exists');
    return team.name;
  };
  const flowOf = async (id: number): Promise<string> => {
    const flow = await findBot(contextOf(strapi).db.knex, id);
    if (!flow?.active) throw new DomainError('bot-not-active', 'the flow is not active');
    if (flow.accountId !== null && flow.accountId !== who.accountId)
      throw new DomainError('bot-of-another-number', 'the flow belongs to another number');
    return flow.name;
  };

  return async (step: FlowStep): Promise<Step> => {
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
      case 'http':
        filledCall(step, fill);
        return { body: null, subject: null };
      default:
        return { body: null, subject: null };
    }
  };
};

/** What the steps of a played flow show, at this number. */
export const createShow =
  (strapi: Core.Strapi, accountId: number): TrialAsk['show'] =>
  (step, who) =>
    createSteps(strapi, { ...who, accountId })(step);
