import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import { textsOf } from '../contracts/flow-parts';
import { fillText } from '../contracts/text-variables';
import {
  afterClosing,
  agentsByIds,
  assignConversation,
  closed,
  conversationById,
  lockConversation,
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
import type { RunSources } from './public';
import type { RunRow } from './tables';
import { fillerFor, valuesFor } from './texts';

export interface Acted {
  subject: string | null;
  hints: FeedEntry[];
  /** It was done in another way than the step says; why, as a stable word. */
  reason?: string | null;
}

const GONE = { status: 404 } as const;

type Action<K extends BotStep['kind']> = Extract<BotStep, { kind: K }>;

/** Actions of a chain, each in the transaction that moves the run. */
export const createActions = (
  strapi: Core.Strapi,
  { silent, sources }: { silent: WeakSet<Knex.Transaction>; sources: () => RunSources }
) => {
  const { clock } = contextOf(strapi);

  /** The thread's row and the hint that it changed. */
  const thread = async (trx: Knex.Transaction, run: RunRow) => {
    const conversation = await conversationById(trx, run.conversationId);
    if (!conversation)
      throw new DomainError('not-found', 'the conversation no longer exists', GONE);
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

  /** A team that was deleted since the flow was published leaves it to the rule of the number, and the step says so. */
  const giveToTeam = async (
    trx: Knex.Transaction,
    { conversationId: id, botId, botName: subject }: RunRow,
    teamId: number
  ): Promise<Acted> => {
    const conversation = await lockConversation(trx, id);
    if (!conversation)
      throw new DomainError('not-found', 'the conversation no longer exists', GONE);
    const gift = { conversation, teamId, botId, subject };
    const { team, hints } = await sources().giveToTeam(trx, gift);
    return { subject: team, hints, reason: team === null ? 'team-gone' : null };
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

  /** For whom the texts of the step are filled. */
  const spoken = async (trx: Knex.Transaction, run: RunRow, step: BotStep) => {
    const { accountId, variables } = run;
    const contact = await contactsService(strapi).get(run.contactId, trx);
    return { texts: textsOf(step).map(([, text]) => text), contact, accountId, variables };
  };

  const task = async (trx: Knex.Transaction, run: RunRow, step: Action<'task'>): Promise<Acted> => {
    const given = await spoken(trx, run, step);
    const fill = await fillerFor(strapi, trx, given);
    const title = fill(step.title);
    const made = await tasksService(strapi).createTask(trx, {
      title,
      note: step.note === '' ? null : fill(step.note),
      dueAt: step.dueInMinutes === null ? null : clock.now() + step.dueInMinutes * MINUTE_MS,
      assigneeId: step.assigneeId,
      contactId: given.contact.id,
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
    await updateConversation(trx, conversation.id, {
      ...closed(at),
      ...afterClosing(conversation),
    });
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

  const handover = async (
    trx: Knex.Transaction,
    run: RunRow,
    { teamId }: Action<'handover'>
  ): Promise<Acted> => {
    const { conversation, hint } = await thread(trx, run);
    await updateConversation(trx, conversation.id, opened());
    const hints = await pauseBots(trx, conversation.id, { by: null, at: clock.now() });
    const given = teamId ? await giveToTeam(trx, run, teamId) : { subject: null, hints: [] };
    return { ...given, hints: [...hints, hint(), ...given.hints] };
  };

  /** What must be known before the transaction: one connection serves SQLite. */
  const prepare = async (step: BotStep): Promise<string | null> => {
    if (step.kind !== 'assign' || step.teamId || step.assigneeId === null) return null;
    const agent = (await agentsByIds(strapi, [step.assigneeId])).get(step.assigneeId);
    if (!agent) throw new DomainError('no-such-person', 'this agent no longer exists');
    return agent.name;
  };

  const act = async (
    trx: Knex.Transaction,
    run: RunRow,
    { step, prepared }: { step: BotStep; prepared: string | null }
  ): Promise<Acted> => {
    switch (step.kind) {
      case 'assign':
        if (step.teamId) return giveToTeam(trx, run, step.teamId);
        return assign(trx, run, { assigneeId: step.assigneeId, name: prepared });
      case 'tag':
        return tag(trx, run, step);
      case 'task':
        return task(trx, run, step);
      case 'close':
        return close(trx, run);
      case 'handover':
        return handover(trx, run, step);
      case 'note': {
        const values = await valuesFor(strapi, trx, await spoken(trx, run, step));
        // A value that nobody knows stays as it is written: the note is for colleagues.
        return { subject: fillText(step.text, values).text, hints: [] };
      }
      default:
        throw new Error(`${step.kind} is no action`);
    }
  };

  return { prepare, act };
};
