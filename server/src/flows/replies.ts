import type { Core } from '@strapi/strapi';
import { contactsService, type ContactRow } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
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
import { filledText } from './perform';
import type { RunRow } from './tables';

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
export const preferenceList = (
  strapi: Core.Strapi,
  { text }: Extract<BotStep, { kind: 'preferences' }>,
  { contact, accountId }: { contact: ContactRow; accountId: number }
): Promise<AnswerContent> =>
  preferenceChat(strapi).menuFor(
    contact,
    accountId,
    text === '' ? null : filledText(text, contact)
  );

/** What a reply step says to this person. Throws `missing-value`. */
const replyContent = async (
  strapi: Core.Strapi,
  step: FlowStep,
  {
    contact,
    accountId,
    variables,
  }: { contact: ContactRow; accountId: number; variables: RunRow['variables'] }
): Promise<IntentContent> => {
  const fill = (text: string) => filledText(text, contact, { variables });
  const fillAddress = (url: string) =>
    filledText(url, contact, { variables, spell: encodeURIComponent });
  switch (step.kind) {
    case 'text':
      return { type: 'text', text: fill(step.text) };
    case 'template':
      return { type: 'template', templateId: step.templateId, values: {} };
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
        url: fillAddress(step.url),
      };
    case 'preferences':
      return preferenceList(strapi, step, { contact, accountId });
    default:
      throw new Error(`${step.kind} is no reply`);
  }
};

/** Replies pass the one door, with a key of run and visit: a repeat after a crash finds the message of the first time. */
export const createReplies = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  return {
    /** True when the message with this key was handed to the door before. */
    wasSent: async (run: RunRow, key: string): Promise<boolean> =>
      (await sentOf(db.knex, run, key)) !== null,
    content: async (run: RunRow, step: FlowStep): Promise<IntentContent> => {
      const contact = await contactsService(strapi).get(run.contactId);
      const { accountId, variables } = run;
      return replyContent(strapi, step, { contact, accountId, variables });
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
