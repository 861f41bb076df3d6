import type { Knex } from 'knex';
import { fromJsonColumn } from '../kernel/json';
import { eachPage } from '../kernel/pages';
import { byWord } from '../kernel/words';
import { awayId, ROOM } from './domain/colleagues';
import { awayInJson, backInJson, changeIds, freedInJson } from './domain/ids-in-json';

/** Columns with the id of an administrator. `work`: what is given to nobody when nobody here is that administrator. */
export const ADMIN_COLUMNS = byWord<{ column: string; isWork?: true }[]>({
  whatsapp_contacts: [{ column: 'owner_id', isWork: true }],
  whatsapp_conversations: [
    { column: 'assignee_id', isWork: true },
    { column: 'bot_paused_by' },
    { column: 'snoozed_by' },
  ],
  whatsapp_messages: [{ column: 'agent_id' }],
  whatsapp_conversation_events: [{ column: 'agent_id' }, { column: 'target_id' }],
  whatsapp_tasks: [
    { column: 'assignee_id', isWork: true },
    { column: 'maker_id' },
    { column: 'done_by_id' },
  ],
  whatsapp_notes: [{ column: 'author_id' }],
  whatsapp_mentions: [{ column: 'user_id' }],
  whatsapp_teams: [
    { column: 'fallback_id', isWork: true },
    { column: 'last_given_id', isWork: true },
  ],
  whatsapp_inbox_views: [{ column: 'owner_id' }],
  whatsapp_inbox_defaults: [{ column: 'user_id' }],
  whatsapp_quick_replies: [{ column: 'owner_id' }],
  whatsapp_later_messages: [{ column: 'agent_id' }],
  whatsapp_stored_files: [{ column: 'agent_id' }],
  whatsapp_bot_versions: [{ column: 'publisher_id' }],
  whatsapp_campaigns: [{ column: 'launched_by' }, { column: 'changed_by' }],
  whatsapp_automations: [{ column: 'owner_id' }],
  whatsapp_consent_events: [{ column: 'actor_id' }],
  whatsapp_saved_views: [{ column: 'maker_id' }],
  whatsapp_opt_in_versions: [{ column: 'actor_id' }],
  whatsapp_sensitive_uses: [{ column: 'actor_id' }],
  whatsapp_testers: [{ column: 'user_id' }],
});

/** JSON columns in which such ids stand. `work`: steps that give work to somebody. */
const JSON_COLUMNS: { table: string; column: string; isWork?: true }[] = [
  { table: 'whatsapp_bots', column: 'steps', isWork: true },
  { table: 'whatsapp_bots', column: 'graph', isWork: true },
  { table: 'whatsapp_bots', column: 'draft', isWork: true },
  { table: 'whatsapp_bot_runs', column: 'steps', isWork: true },
  { table: 'whatsapp_bot_versions', column: 'graph', isWork: true },
  { table: 'whatsapp_inbox_views', column: 'filters' },
  { table: 'whatsapp_saved_views', column: 'filter' },
  { table: 'whatsapp_campaigns', column: 'audience' },
  { table: 'whatsapp_automations', column: 'conditions' },
  { table: 'whatsapp_automations', column: 'stop_when' },
  { table: 'whatsapp_automations', column: 'goal' },
];
const PAGE = 500;

const TEAMS = 'whatsapp_teams';
const columns = [...ADMIN_COLUMNS].flatMap(([table, all]) => all.map((one) => ({ table, ...one })));

const changeMembers = async (
  trx: Knex.Transaction,
  idOf: (id: number) => number
): Promise<void> => {
  const teams = await trx(TEAMS).select<{ id: number; member_ids: unknown }[]>('id', 'member_ids');
  for (const { id, member_ids: members } of teams) {
    const ids = fromJsonColumn(members);
    if (!Array.isArray(ids)) continue;
    await trx(TEAMS)
      .where({ id })
      .update({ member_ids: JSON.stringify((ids as number[]).map(idOf)) });
  }
};

/** The ids in one JSON column, by pages; rows without any stay as they are. */
const changeJson = async (
  trx: Knex.Transaction,
  { table, column }: { table: string; column: string },
  idOf: (id: number) => number | null
): Promise<void> => {
  await eachPage(
    {
      size: PAGE,
      from: 0,
      keyOf: ({ id }: Record<string, unknown>) => Number(id),
      read: (after: number) =>
        trx(table)
          .where('id', '>', after)
          .orderBy('id')
          .limit(PAGE)
          .select<Record<string, unknown>[]>('id', column),
    },
    async (rows) => {
      for (const row of rows) {
        const before = fromJsonColumn(row[column]);
        const value = changeIds(before, idOf);
        if (JSON.stringify(value) === JSON.stringify(before)) continue;
        await trx(table)
          .where({ id: row.id })
          .update({ [column]: JSON.stringify(value) });
      }
    }
  );
};

/** No id of an administrator names anybody here any more. Two statements a column, whatever the number of rows. */
export const sendColleaguesAway = async (trx: Knex.Transaction): Promise<void> => {
  for (const { table, column } of columns) {
    await trx(table)
      .where(column, '<', 0)
      .update({ [column]: trx.raw('?? - ?', [column, ROOM]) });
    await trx(table)
      .where(column, '>', 0)
      .update({ [column]: trx.raw('-??', [column]) });
  }
  await changeMembers(trx, awayId);
  for (const one of JSON_COLUMNS) await changeJson(trx, one, awayInJson);
};

/** Those who are here by their e-mail are named again. */
export const bringColleaguesBack = async (
  trx: Knex.Transaction,
  known: ReadonlyMap<number, number>
): Promise<void> => {
  for (const [away, id] of known)
    for (const { table, column } of columns)
      await trx(table)
        .where(column, away)
        .update({ [column]: id });
  await changeMembers(trx, (id) => known.get(id) ?? id);
  for (const one of JSON_COLUMNS) await changeJson(trx, one, backInJson(known));
};

/** Work of those who are not here becomes unassigned. */
export const freeWork = async (trx: Knex.Transaction): Promise<void> => {
  for (const { table, column } of columns.filter(({ isWork }) => isWork))
    await trx(table)
      .where(column, '<', 0)
      .update({ [column]: null });
  for (const one of JSON_COLUMNS.filter(({ isWork }) => isWork))
    await changeJson(trx, one, freedInJson);
};
