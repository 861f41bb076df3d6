import type { Core } from '@strapi/strapi';
import { contactsService, type ContactRow } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import { messageByKey, type MessageRow } from '../conversations/public';
import type { Sql } from '../strapi/db';
import { keyOf } from '../kernel/hash';
import { preferenceChat } from '../preference-chat/public';
import {
  runChain,
  sendingService,
  unaskedOwner,
  type AnswerContent,
  type IntentContent,
} from '../sending/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { askedBy, type About } from './about';
import { conditionsHold, variantThatHolds } from './domain/conditions';
import type { RunRow } from './tables';
import { fillerFor, type Spoken } from './texts';

/** Owner of the keys of answers. */
export const OWNER = 'bot';

/** Key owner of a run's messages: it separates answers from messages that the person did not ask for. */
export const ownerOf = (run: RunRow): string => {
  if (!isUnasked(run)) return OWNER;
  return unaskedOwner(run.chain ?? runChain(run.id));
};

/**
 * Does the run send messages that the person did not ask for? A list of steps: by its origin, or after somebody resumed it. A
 * flow: until the person answers. A flow that it begins takes over what holds for it then.
 */
export const isUnasked = ({ versionId, depth, origin, unasked }: RunRow): boolean =>
  unasked || (versionId === null && depth === 0 && origin !== 'message');

/** Owners with which a message of the run may have gone: an answer or a hold changes it on the way. Those of tags had one. */
const ownersOf = ({ id, chain, origin }: RunRow): string[] => [
  OWNER,
  ...[chain, runChain(id), origin].flatMap((one) => (one === null ? [] : [unaskedOwner(one)])),
];

/** The message of the run with this key; null: it was not handed to the door yet. */
export const sentOf = async (sql: Sql, run: RunRow, key: string): Promise<MessageRow | null> => {
  const keyHash = keyOf(key);
  for (const keyOwner of ownersOf(run)) {
    const found = await messageByKey(sql, { keyOwner, keyHash });
    if (found) return found;
  }
  return null;
};

/** Key of the question of this visit: the first time, or asked again. */
export const keyOfAsking = (run: Pick<RunRow, 'id' | 'step' | 'attempts'>): string =>
  run.attempts <= 1 ? keyOfStep(run) : `${keyOfStep(run)}:again${run.attempts - 1}`;

export const keyOfStep = ({ id, step }: Pick<RunRow, 'id' | 'step'>): string => `run:${id}:${step}`;

/** The list of preferences for this person, with the words of the step above it. Throws `missing-value`. */
const preferenceList = async (
  strapi: Core.Strapi,
  { text }: Extract<BotStep, { kind: 'preferences' }>,
  { contact, accountId, variables = null }: Spoken
): Promise<AnswerContent> => {
  const given = { texts: [text], contact, accountId, variables };
  const fill = await fillerFor(strapi, contextOf(strapi).db.knex, given);
  return preferenceChat(strapi).menuFor(contact, accountId, text === '' ? null : fill(text));
};

/** The template as the step names it, or in the person's language; one that is gone is refused by the door. */
const inTheirLanguage = async (
  strapi: Core.Strapi,
  templateId: number,
  contact: ContactRow
): Promise<number> => {
  const templates = templatesService(strapi);
  const chosen = (await templates.byIds([templateId])).get(templateId);
  return chosen ? (await templates.forPerson(chosen, contact)).id : templateId;
};

/** What a reply step says to this person. Throws `missing-value`. */
export const replyContent = async (
  strapi: Core.Strapi,
  step: FlowStep,
  { words, ...spoken }: Spoken & { words: string | null }
): Promise<IntentContent> => {
  const texts = textsOf(step).map(([, text]) => text);
  const fill = await fillerFor(strapi, contextOf(strapi).db.knex, { texts, ...spoken });
  switch (step.kind) {
    case 'text':
      return { type: 'text', text: fill(words ?? step.text) };
    case 'template':
      return {
        type: 'template',
        templateId: await inTheirLanguage(strapi, step.templateId, spoken.contact),
        values: {},
      };
    case 'media':
      return {
        type: 'media',
        file: { from: 'library', id: step.fileId },
        caption: step.caption === '' ? undefined : fill(step.caption),
      };
    case 'buttons':
      return {
        type: 'buttons',
        text: fill(step.text),
        buttons: step.buttons.map((title) => ({ id: title, title })),
      };
    case 'link':
      return {
        type: 'link',
        text: fill(step.text),
        button: step.button,
        url: fill(step.url, encodeURIComponent),
      };
    case 'preferences':
      return preferenceList(strapi, step, spoken);
    default:
      throw new Error(`${step.kind} is no reply`);
  }
};

/** Replies pass the one door, with a key of run and visit: a repeat after a crash finds the message of the first time. */
export const createReplies = (strapi: Core.Strapi, about: About) => {
  const { db } = contextOf(strapi);

  const variantOf = (run: RunRow, step: FlowStep): Promise<string | null> =>
    variantThatHolds(step, async (when) =>
      conditionsHold(when, await about(await askedBy(strapi, run)))
    );

  return {
    /** True when the message with this key was handed to the door before. */
    wasSent: async (run: RunRow, key: string): Promise<boolean> =>
      (await sentOf(db.knex, run, key)) !== null,
    content: async (run: RunRow, step: FlowStep): Promise<IntentContent> => {
      const contact = await contactsService(strapi).get(run.contactId);
      const { accountId, variables } = run;
      const words = await variantOf(run, step);
      return replyContent(strapi, step, { contact, accountId, variables, words });
    },
    /** Throws what the door refuses: window, opt-out, block, template, missing value. */
    send: async (run: RunRow, key: string, content: IntentContent): Promise<void> => {
      await sendingService(strapi).send({
        accountId: run.accountId,
        contactId: run.contactId,
        origin: 'bot',
        lane: 1,
        // The person may be renamed between a crash and the repeat: the same step is the same message.
        key: { owner: ownerOf(run), key, bodyHash: keyOf(key) },
        content,
      });
    },
  };
};
