import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, contactView } from '../contacts/public';
import type { TaskView } from '../contracts/tasks';
import {
  agentsByIds,
  conversationsService,
  conversationTable,
  whereMayView,
  type Viewer,
} from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { NewTask, TasksService } from './public';
import {
  countDue,
  deleteTask,
  findOpenTask,
  findTask,
  insertTask,
  listTasks,
  moveTasks,
  rethreadTasks,
  updateTask,
} from './store';
import { NEVER_DUE, type TaskRow } from './tables';

const hintOf = (id: number): FeedEntry => ({ type: 'task', id });

const rowOf = (task: NewTask, at: number): Omit<TaskRow, 'id'> => ({
  title: withoutNul(task.title).trim().slice(0, 200),
  note: withoutNul(task.note ?? '').trim() || null,
  state: 'open',
  dueAt: task.dueAt ?? null,
  dueSort: task.dueAt ?? NEVER_DUE,
  assigneeId: task.assigneeId ?? null,
  contactId: task.contactId ?? null,
  conversationId: task.conversationId ?? null,
  origin: task.origin,
  makerId: task.makerId ?? null,
  makerName: task.makerName?.slice(0, 120) ?? null,
  dedupeKey: task.dedupeKey ?? null,
  doneAt: null,
  doneById: null,
  addedAt: at,
  changedAt: at,
  sample: false,
});

/** Names of people and contacts, and which conversations the viewer may open, read once for a page of tasks. */
const createViews = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  const readable = async (viewer: Viewer, rows: TaskRow[]): Promise<Set<number>> => {
    const ids = rows.flatMap((row) => (row.conversationId === null ? [] : [row.conversationId]));
    if (ids.length === 0) return new Set();
    const query = db.knex(conversationTable.table).whereIn('id', ids);
    whereMayView(query, viewer, 'assignee_id');
    return new Set((await query.select<{ id: unknown }[]>('id')).map(({ id }) => Number(id)));
  };

  return async (viewer: Viewer, rows: TaskRow[]): Promise<TaskView[]> => {
    const [people, agents, open] = await Promise.all([
      contactsService(strapi).byIds(
        db.knex,
        rows.flatMap((row) => (row.contactId === null ? [] : [row.contactId]))
      ),
      agentsByIds(
        strapi,
        rows.flatMap((row) =>
          [row.assigneeId, row.doneById, row.origin === 'agent' ? row.makerId : null].filter(
            (id) => id !== null
          )
        )
      ),
      readable(viewer, rows),
    ]);
    const agent = (id: number | null) => (id === null ? null : (agents.get(id) ?? null));
    return rows.map((row) => {
      const contact = row.contactId === null ? undefined : people.get(row.contactId);
      const maker = row.origin === 'agent' ? agent(row.makerId) : null;
      return {
        id: row.id,
        title: row.title,
        note: row.note,
        state: row.state,
        dueAt: row.dueAt,
        assignee: agent(row.assigneeId),
        contact: contact ? { id: contact.id, name: contactView(contact).name } : null,
        conversationId:
          row.conversationId !== null && open.has(row.conversationId) ? row.conversationId : null,
        origin: row.origin,
        madeBy: maker?.name ?? row.makerName,
        createdAt: row.addedAt,
        doneAt: row.doneAt,
        doneBy: agent(row.doneById),
      };
    });
  };
};

const checkAssignee = async (
  strapi: Core.Strapi,
  assigneeId: number | null | undefined
): Promise<void> => {
  if (assigneeId && !(await agentsByIds(strapi, [assigneeId])).has(assigneeId))
    throw new DomainError('no-such-person', 'assigneeId: this person does not exist', {
      field: 'assigneeId',
      remedy: 'Choose someone from the list.',
    });
};

export const createTasksService = ({ strapi }: { strapi: Core.Strapi }): TasksService => {
  const { db, clock } = contextOf(strapi);
  const views = createViews(strapi);

  const createTask: TasksService['createTask'] = async (trx, task) => {
    const made = await insertTask(db, trx, rowOf(task, clock.now()));
    return { ...made, hints: made.isNew ? [hintOf(made.id)] : [] };
  };

  const view = async (viewer: Viewer, id: number): Promise<TaskView> => {
    const row = await findTask(db.knex, id);
    const [shown] = row ? await views(viewer, [row]) : [];
    if (!shown) throw notFound('the task');
    return shown;
  };

  /** Runs the change and tells the open pages; 0 rows = no such task. */
  const change = async (id: number, work: (trx: Knex.Transaction) => Promise<number>) => {
    if (!(await findTask(db.knex, id))) throw notFound('the task');
    await db.tx(async (trx) => {
      await work(trx);
      await realtimeService(strapi).append(trx, [hintOf(id)]);
    });
  };

  const create: TasksService['create'] = async (viewer, body) => {
    await checkAssignee(strapi, body.assigneeId);
    const conversation = body.conversationId
      ? await conversationsService(strapi).row(viewer, body.conversationId)
      : null;
    const contactId = conversation?.contactId ?? body.contactId ?? null;
    if (contactId !== null) await contactsService(strapi).get(contactId);
    const { id } = await db.tx(async (trx) => {
      const made = await createTask(trx, {
        ...body,
        contactId,
        conversationId: conversation?.id ?? null,
        origin: 'agent',
        makerId: viewer.userId,
        makerName: viewer.name,
      });
      await realtimeService(strapi).append(trx, made.hints);
      return made;
    });
    return view(viewer, id);
  };

  const finish: TasksService['finish'] = async (trx, dedupeKey, { by }) => {
    const row = await findOpenTask(trx, dedupeKey);
    if (!row) return [];
    const at = clock.now();
    await updateTask(trx, row.id, { state: 'done', doneAt: at, doneById: by, changedAt: at });
    return [hintOf(row.id)];
  };

  return {
    createTask,
    finish,
    create,
    list: async (viewer, { scope, contactId, cursor, limit }) => {
      const { rows, nextCursor } = await listTasks(db.knex, {
        state: scope === 'done' ? 'done' : 'open',
        assigneeId: scope === 'mine' ? viewer.userId : undefined,
        contactId,
        cursor,
        limit,
      });
      return { tasks: await views(viewer, rows), nextCursor };
    },
    countDue: (userId, before) => countDue(db.knex, { assigneeId: userId, before }),
    update: async (viewer, id, body) => {
      await checkAssignee(strapi, body.assigneeId);
      await change(id, (trx) =>
        updateTask(trx, id, {
          ...(body.title === undefined ? {} : { title: withoutNul(body.title) }),
          ...(body.note === undefined ? {} : { note: withoutNul(body.note ?? '') || null }),
          ...(body.assigneeId === undefined ? {} : { assigneeId: body.assigneeId }),
          ...(body.dueAt === undefined
            ? {}
            : { dueAt: body.dueAt, dueSort: body.dueAt ?? NEVER_DUE }),
          changedAt: clock.now(),
        })
      );
      return view(viewer, id);
    },
    setState: async (viewer, id, state) => {
      const at = clock.now();
      const now =
        state === 'done'
          ? { state, doneAt: at, doneById: viewer.userId, changedAt: at }
          : { state, doneAt: null, doneById: null, changedAt: at };
      // Who ticked it off first stays written.
      const row = await findTask(db.knex, id);
      if (row?.state !== state) await change(id, (trx) => updateTask(trx, id, now));
      return view(viewer, id);
    },
    remove: (id) => change(id, (trx) => deleteTask(trx, id)),
    mergeEffect: async (trx, { winner, loser }) => {
      await moveTasks(trx, loser.id, winner.id);
    },
    joinEffect: async (trx, { keep, gone }) => {
      await rethreadTasks(trx, gone.id, keep.id);
    },
  };
};
