import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import { fillText, variableValues } from '../contracts/text-variables';
import {
  agentsByIds,
  assignConversation,
  closed,
  conversationById,
  opened,
  pauseBots,
  recordEvents,
  updateConversation,
} from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { tasksService } from '../tasks/public';
import type { RunRow } from './tables';

/** The text for this person; a value that nobody knows fails the step instead of reaching the customer as braces. */
export const filledText = (
  text: string,
  contact: ContactRow,
  {
    variables = null,
    spell = String,
  }: {
    /** Of the run, beside the fields of the person. */
    variables?: RunRow['variables'];
    /** Formats a value for the text; in an address it is URL-encoded. */
    spell?: (value: string) => string;
  } = {}
): string => {
  const values = { ...variables, ...variableValues(contact) };
  const spelt = Object.entries(values).map(([name, value]) => [
    name,
    value === null || value === undefined ? null : spell(String(value)),
  ]);
  const filled = fillText(text, Object.fromEntries(spelt) as typeof values);
  const [missing] = filled.open;
  if (missing)
    throw new DomainError('missing-value', `there is no value for {{${missing.name}}}`, {
      remedy: `write {{${missing.name}|words for everybody else}}`,
    });
  return filled.text;
};

export interface Acted {
  subject: string | null;
  hints: FeedEntry[];
}

type Action<K extends BotStep['kind']> = Extract<BotStep, { kind: K }>;

/** Actions of a chain, each in the transaction that moves the run. */
export const createActions = (strapi: Core.Strapi, silent: WeakSet<Knex.Transaction>) => {
  const { clock } = contextOf(strapi);

  /** The thread's row and the hint that it changed. */
  const thread = async (trx: Knex.Transaction, run: RunRow) => {
    const conversation = await conversationById(trx, run.conversationId);
    if (!conversation)
      throw new DomainError('not-found', 'the conversation is gone', { status: 404 });
    const hint = (): FeedEntry => ({
      type: 'conversation',
      id: conversation.id,
      scope: { assignees: [conversation.assigneeId] },
    });
    return { conversation, hint };
  };

  const assign = async (
    trx: Knex.Transaction,
    run: RunRow,
    { assigneeId, name }: { assigneeId: number | null; name: string | null }
  ): Promise<Acted> => {
    const { conversation } = await thread(trx, run);
    const told = { at: clock.now(), botId: run.botId, subject: run.botName };
    const hints = await assignConversation(strapi, trx, { conversation, assigneeId, ...told });
    return { subject: name, hints };
  };

  const tag = async (
    trx: Knex.Transaction,
    run: RunRow,
    { add, remove }: Action<'tag'>
  ): Promise<Acted> => {
    silent.add(trx);
    const { changed } = await contactsService(strapi).tagContacts(trx, [run.contactId], {
      add,
      remove,
    });
    return {
      subject: [...add.map((name) => `+${name}`), ...remove.map((name) => `−${name}`)].join(', '),
      hints: changed.map((id) => ({ type: 'contact', id })),
    };
  };

  const task = async (trx: Knex.Transaction, run: RunRow, step: Action<'task'>): Promise<Acted> => {
    const contact = await contactsService(strapi).get(run.contactId, trx);
    const title = filledText(step.title, contact, run);
    const made = await tasksService(strapi).createTask(trx, {
      title,
      note: step.note === '' ? null : filledText(step.note, contact, run),
      dueAt: step.dueInMinutes === null ? null : clock.now() + step.dueInMinutes * MINUTE_MS,
      assigneeId: step.assigneeId,
      contactId: contact.id,
      conversationId: run.conversationId,
      origin: 'bot',
      makerId: run.botId,
      makerName: run.botName,
      dedupeKey: `run:${run.id}:${run.step}`,
    });
    const { hint } = await thread(trx, run);
    await recordEvents(trx, [
      {
        conversationId: run.conversationId,
        kind: 'task-made',
        at: clock.now(),
        botId: run.botId,
        subject: title,
      },
    ]);
    return { subject: title, hints: [...made.hints, hint()] };
  };

  const close = async (trx: Knex.Transaction, run: RunRow): Promise<Acted> => {
    const { conversation, hint } = await thread(trx, run);
    if (conversation.status === 'closed') return { subject: null, hints: [] };
    const at = clock.now();
    await updateConversation(trx, conversation.id, { ...closed(at), waitingSince: null });
    await recordEvents(trx, [
      {
        conversationId: conversation.id,
        kind: 'closed',
        at,
        botId: run.botId,
        subject: run.botName,
      },
    ]);
    return { subject: null, hints: [hint()] };
  };

  const handover = async (trx: Knex.Transaction, run: RunRow): Promise<Acted> => {
    const { conversation, hint } = await thread(trx, run);
    await updateConversation(trx, conversation.id, opened());
    const hints = await pauseBots(trx, conversation.id, { by: null, at: clock.now() });
    return { subject: null, hints: [...hints, hint()] };
  };

  /** What must be known before the transaction: one connection serves SQLite. */
  const prepare = async (step: BotStep): Promise<string | null> => {
    if (step.kind !== 'assign' || step.assigneeId === null) return null;
    const agent = (await agentsByIds(strapi, [step.assigneeId])).get(step.assigneeId);
    if (!agent) throw new DomainError('no-such-person', 'this person does not exist any more');
    return agent.name;
  };

  const act = async (
    trx: Knex.Transaction,
    run: RunRow,
    { step, prepared }: { step: BotStep; prepared: string | null }
  ): Promise<Acted> => {
    switch (step.kind) {
      case 'assign':
        return assign(trx, run, { assigneeId: step.assigneeId, name: prepared });
      case 'tag':
        return tag(trx, run, step);
      case 'task':
        return task(trx, run, step);
      case 'close':
        return close(trx, run);
      case 'handover':
        return handover(trx, run);
      case 'note': {
        const contact = await contactsService(strapi).get(run.contactId, trx);
        return {
          subject: fillText(step.text, { ...run.variables, ...variableValues(contact) }).text,
          hints: [],
        };
      }
      default:
        throw new Error(`${step.kind} is no action`);
    }
  };

  return { prepare, act };
};
