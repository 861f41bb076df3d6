import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import type { MessageBody } from '../contracts/conversations';
import { contactsService, contactTable, type ContactRow } from '../contacts/public';
import {
  stopsChain,
  type BotDraft,
  type BotStep,
  type tryBody,
  type TryResult,
} from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import { agentsByIds } from '../conversations/public';
import { filledText, firstLine, preferenceList } from '../flows/public';
import { DomainError } from '../kernel/errors';
import { knownFor, renderAnswer, templateRenderer } from '../sending/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { templatesService } from '../templates/public';
import { askedInOrder } from './domain/order';
import { apart, matchingTrigger, plainMessage, type Happening } from './domain/match';
import type { BotsService } from './public';
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

/** A customer who exists nowhere. */
const madeUp = (): ContactRow =>
  readRow(contactTable, {
    id: 0,
    name: 'Ayşe Kaya',
    phone: '+905551234567',
    wa_id: '905551234567',
    email: 'ayse@example.com',
    language: 'tr',
    country: 'TR',
    town: 'Bursa',
  });

const kindOf = (mime: string): NonNullable<MessageBody['media']>['kind'] => {
  const [kind] = mime.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document';
};

/** The bubble of a choice step or a link step. */
const pressable = (
  step: Extract<FlowStep, { kind: 'choice' | 'link' }>,
  contact: ContactRow
): MessageBody => ({
  ...emptyBody,
  type: 'interactive',
  text: filledText(step.text, contact),
  buttons:
    step.kind === 'choice'
      ? step.choices.map(({ title }) => ({ type: 'quick-reply', text: title, value: title }))
      : [{ type: 'url', text: step.button, value: filledText(step.url, contact) }],
});

/** What each step would do, without doing it. */
const createSteps = (strapi: Core.Strapi, contact: ContactRow, accountId: number) => {
  const media = async (step: Extract<BotStep, { kind: 'media' }>) => {
    const file = (await libraryFiles(strapi, [step.fileId])).get(step.fileId);
    if (!file) throw new DomainError('no-such-file', 'the file is gone');
    const { mime, name, url } = file;
    return {
      body: {
        ...emptyBody,
        type: kindOf(mime),
        text: step.caption === '' ? null : filledText(step.caption, contact),
        media: { kind: kindOf(mime), mime, filename: name, voice: false, url },
      },
      subject: name,
    };
  };
  const template = async (step: Extract<BotStep, { kind: 'template' }>) => {
    const row = await templatesService(strapi).get(step.templateId);
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

  return async (step: FlowStep): Promise<{ body: MessageBody | null; subject: string | null }> => {
    switch (step.kind) {
      case 'question':
      case 'text':
        return { body: { ...emptyBody, text: filledText(step.text, contact) }, subject: null };
      case 'buttons':
        return {
          body: {
            ...emptyBody,
            type: 'interactive',
            text: filledText(step.text, contact),
            buttons: step.buttons.map((text) => ({ type: 'quick-reply', text, value: text })),
          },
          subject: null,
        };
      case 'choice':
      case 'link':
        return { body: pressable(step, contact), subject: null };
      case 'media':
        return media(step);
      case 'template':
        return template(step);
      case 'preferences': {
        const list = await preferenceList(strapi, step, { contact, accountId });
        return { body: renderAnswer(list).body, subject: null };
      }
      case 'assign':
        return { body: null, subject: await nameOf(step.assigneeId) };
      case 'tag':
        return {
          body: null,
          subject: [
            ...step.add.map((name) => `+${name}`),
            ...step.remove.map((name) => `−${name}`),
          ].join(', '),
        };
      case 'task':
        return { body: null, subject: filledText(step.title, contact) };
      case 'note':
        return { body: null, subject: step.text };
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
      const stopped = !('onFail' in step) || stopsChain(step);
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

/** Tries a draft on a made-up message by the same rules as in earnest. Writes and sends nothing. */
export const createTrial =
  (strapi: Core.Strapi, bots: () => Promise<BotRow[]>): BotsService['tryOut'] =>
  async ({ id, bot: draft, contactId, message }) => {
    const what = happeningOf(message);
    const trigger = matchingTrigger(draft.triggers, what);
    const order = askedInOrder(await bots(), { ...draft, id }, what);
    const answering = order.find((one) => one.isThis || one.active);
    const told = {
      matched: trigger >= 0,
      trigger: trigger < 0 ? null : trigger,
      answeredBy: answering && !answering.isThis ? answering.name : null,
      order: order.map((one) => {
        const { steps: _steps, graph: _graph, ...asked } = one;
        return { ...asked, answers: one === answering };
      }),
    };
    const speaking = trigger >= 0 ? draft : answering;
    if (!speaking) return { ...told, steps: [] };
    const contact = contactId ? await contactsService(strapi).get(contactId) : madeUp();
    // Without a number of its own it speaks for the first one.
    const perform = createSteps(strapi, contact, draft.accountId ?? 0);
    return { ...told, steps: await tried(firstSteps(speaking), perform) };
  };
