import { deliveriesOfPerson } from '../campaigns/public';
import { actions } from '../contracts/permissions';
import type { TimelineEntry, TimelineKind } from '../contracts/timeline';
import {
  agentsByIds,
  conversationEventTable,
  conversationTable,
  whereMayView,
} from '../conversations/public';
import { taskTable } from '../tasks/public';
import { entry, newest, numberOf, textOf, type Ask, type Row, type Source } from './source';

const TALKS = conversationTable.table;

/** Threads of the person that the viewer may read. */
const readable = ({ sql, contactId, viewer }: Ask, alias: string) => {
  const query = sql(`${TALKS} as ${alias}`).where(`${alias}.contact_id`, contactId);
  whereMayView(query, viewer, `${alias}.assignee_id`);
  return query;
};

export const conversations: Source = {
  needs: actions.chatRead,
  read: async (ask) => {
    const query = readable(ask, 'tk').select('tk.id', 'tk.opened_at as at', 'tk.origin');
    const rows = await newest(ask, query, 'tk.opened_at');
    return rows.map((row) =>
      entry('began', row, {
        at: row.at,
        detail: textOf(row.origin),
        target: { page: 'conversation', id: numberOf(row.id) },
      })
    );
  },
};

/** The ledger tells of consents, the tags and tasks of themselves: what is left is shown by the thread alone. */
const THREAD_KINDS = [
  'assigned',
  'unassigned',
  'closed',
  'reopened',
  'untagged',
  'asked-to-stop',
  'stop-not-meant',
  'bot-answered',
  'bot-paused',
  'bot-resumed',
  'flow-began',
  'flow-ended',
  'flow-stopped',
] as const satisfies readonly TimelineKind[];

/** The run that the line tells of, else the conversation. */
const targetOf = (row: Row): TimelineEntry['target'] => {
  const conversationId = numberOf(row.conversation_id);
  const [id, botId] = [numberOf(row.run_id), numberOf(row.bot_id)];
  return id > 0 && botId > 0
    ? { page: 'run', id, botId, conversationId }
    : { page: 'conversation', id: conversationId };
};

const eventEntry = (row: Row, names: Map<number, { name: string }>): TimelineEntry =>
  entry(row.kind as TimelineKind, row, {
    at: row.at,
    who: names.get(numberOf(row.agent_id))?.name ?? null,
    subject: names.get(numberOf(row.target_id))?.name ?? textOf(row.subject),
    target: targetOf(row),
  });

export const threads: Source = {
  needs: actions.chatRead,
  read: async (ask) => {
    const query = readable(ask, 'tk')
      .join(`${conversationEventTable.table} as ev`, 'ev.conversation_id', 'tk.id')
      .whereIn('ev.kind', [...THREAD_KINDS])
      .select('ev.*');
    const rows = await newest(ask, query, 'ev.at');
    const people = rows.flatMap((row) => [numberOf(row.agent_id), numberOf(row.target_id)]);
    const names = await agentsByIds(ask.strapi, people.filter(Boolean));
    return rows.map((row) => eventEntry(row, names));
  },
};

/** Messages of campaigns that went out, were refused or skipped, with the reason. A message that waits did not happen yet. */
export const campaigns: Source = {
  needs: actions.campaignFollow,
  read: async ({ sql, contactId, before, limit }) => {
    const older = before === null ? null : { at: before, id: 0 };
    const ask = { contactId, before: older, limit: limit + 1 };
    return (await deliveriesOfPerson(sql, ask)).map((one) =>
      entry(
        one.state === 'skipped' ? 'campaign-skipped' : 'campaign',
        { id: one.id },
        {
          at: one.at,
          subject: one.campaign,
          detail: one.state === 'skipped' ? one.reason : one.state,
          target: { page: 'campaign', id: one.campaignId },
        }
      )
    );
  },
};

export const tasks: Source = {
  needs: actions.taskHandle,
  read: async (ask) => {
    const theirs = () => ask.sql(taskTable.table).where({ contact_id: ask.contactId });
    const made = await newest(ask, theirs(), 'added_at');
    const done = await newest(ask, theirs().whereNotNull('done_at'), 'done_at');
    const names = await agentsByIds(
      ask.strapi,
      done.map((row) => numberOf(row.done_by_id)).filter(Boolean)
    );
    return [
      ...made.map((row) =>
        entry('task-made', row, {
          at: row.added_at,
          who: textOf(row.maker_name),
          subject: textOf(row.title),
        })
      ),
      ...done.map((row) =>
        entry('task-done', row, {
          at: row.done_at,
          who: names.get(numberOf(row.done_by_id))?.name ?? null,
          subject: textOf(row.title),
        })
      ),
    ];
  },
};
