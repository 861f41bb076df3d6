import { campaignTable, recipientTable } from '../campaigns/public';
import { actions } from '../contracts/permissions';
import type { TimelineEntry, TimelineKind } from '../contracts/timeline';
import {
  agentsByIds,
  conversationEventTable,
  conversationTable,
  shownState,
  whereMayView,
  type MessagePermission,
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

/** The ledger tells of consents, the tags and tasks of themselves: what is left is told by the thread alone. */
const THREAD_KINDS = [
  'assigned',
  'unassigned',
  'closed',
  'reopened',
  'untagged',
  'bot-answered',
  'bot-paused',
  'bot-resumed',
] as const satisfies readonly TimelineKind[];

const eventEntry = (row: Row, names: Map<number, { name: string }>): TimelineEntry =>
  entry(row.kind as TimelineKind, row, {
    at: row.at,
    who: names.get(numberOf(row.agent_id))?.name ?? null,
    subject: names.get(numberOf(row.target_id))?.name ?? textOf(row.subject),
    target: { page: 'conversation', id: numberOf(row.conversation_id) },
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

/** Messages of campaigns that went out, or were refused. A message that waits did not happen yet. */
export const campaigns: Source = {
  needs: actions.campaignFollow,
  read: async (ask) => {
    const at = 'COALESCE(rc.accepted_at, rc.sent_at, rc.failed_at)';
    const query = ask
      .sql(`${recipientTable.table} as rc`)
      .join(`${campaignTable.table} as cp`, 'cp.id', 'rc.campaign_id')
      .where('rc.contact_id', ask.contactId)
      .whereIn('rc.state', ['accepted', 'failed'])
      .whereRaw(`${at} IS NOT NULL`)
      .select('rc.id', 'rc.state', 'rc.rank', 'rc.campaign_id', 'cp.name')
      .select(ask.sql.raw(`${at} AS happened_at`));
    if (ask.before !== null) void query.whereRaw(`${at} < ?`, [ask.before]);
    const rows = (await query.orderByRaw(`${at} DESC`).limit(ask.limit + 1)) as unknown as Row[];
    return rows.map((row) =>
      entry('campaign', row, {
        at: row.happened_at,
        subject: textOf(row.name),
        detail: shownState({ state: row.state as MessagePermission, rank: numberOf(row.rank) }),
        target: { page: 'campaign', id: numberOf(row.campaign_id) },
      })
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
