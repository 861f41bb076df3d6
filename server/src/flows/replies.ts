import type { Core } from '@strapi/strapi';
import { contactsService, type ContactRow } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import { messageByKey } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { preferenceChat } from '../preference-chat/public';
import {
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
const ownerOf = ({ origin, chain }: RunRow): string =>
  origin === 'message' ? OWNER : unaskedOwner(chain ?? origin);

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
  step: BotStep,
  { contact, accountId }: { contact: ContactRow; accountId: number }
): Promise<IntentContent> => {
  switch (step.kind) {
    case 'text':
      return { type: 'text', text: filledText(step.text, contact) };
    case 'template':
      return { type: 'template', templateId: step.templateId, values: {} };
    case 'media':
      return {
        type: 'media',
        file: { from: 'library', id: step.fileId },
        caption: step.caption === '' ? undefined : filledText(step.caption, contact),
      };
    case 'buttons':
      return {
        type: 'buttons',
        text: filledText(step.text, contact),
        buttons: step.buttons.map((title) => ({ id: title, title })),
      };
    case 'preferences':
      return preferenceList(strapi, step, { contact, accountId });
    default:
      throw new Error(`${step.kind} is no reply`);
  }
};

/** Replies pass the one door, with a key of run and step: a repeat after a crash finds the message of the first time. */
export const createReplies = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  return {
    /** True when this step's message was handed to the door before. */
    wasSent: async (run: RunRow): Promise<boolean> => {
      const key = { keyOwner: ownerOf(run), keyHash: keyOf(keyOfStep(run)) };
      return (await messageByKey(db.knex, key)) !== null;
    },
    /** Throws what the door refuses: window, opt-out, block, template, missing value. */
    send: async (run: RunRow, step: BotStep): Promise<void> => {
      const contact = await contactsService(strapi).get(run.contactId);
      const key = keyOfStep(run);
      await sendingService(strapi).send({
        accountId: run.accountId,
        contactId: contact.id,
        origin: 'bot',
        lane: 1,
        // The person may be renamed between a crash and the repeat: the same step is the same message.
        key: { owner: ownerOf(run), key, bodyHash: keyOf(key) },
        content: await replyContent(strapi, step, { contact, accountId: run.accountId }),
      });
    },
  };
};
