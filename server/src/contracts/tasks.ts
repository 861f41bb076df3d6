import { z } from 'zod';
import { agentView } from './conversations';
import { cursor, id, instant, nextCursor } from './common';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';

/** Something to do for a person, made by the team, a bot or another system (C-26). */
export const taskView = z.object({
  id,
  title: z.string(),
  note: z.string().nullable(),
  state: z.enum(['open', 'done']),
  dueAt: instant.nullable(),
  assignee: agentView.nullable(),
  contact: z.object({ id, name: z.string() }).nullable(),
  /** Null when there is none, or when the viewer may not read it. */
  conversationId: id.nullable(),
  origin: z.enum(['agent', 'bot', 'api', 'call', 'system']),
  /** Name of the person or bot that made it. */
  madeBy: z.string().nullable(),
  createdAt: instant,
  doneAt: instant.nullable(),
  doneBy: agentView.nullable(),
});
export type TaskView = z.infer<typeof taskView>;

/** Open ones by their due time (without one last), done ones newest first. */
export const listTasksQuery = z.object({
  scope: z.enum(['mine', 'all', 'done']).default('mine'),
  contactId: id.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ListTasksQuery = z.input<typeof listTasksQuery>;
export const listTasksResult = z.object({ tasks: z.array(taskView), nextCursor });
export type ListTasksResult = z.infer<typeof listTasksResult>;

/** My open tasks that are due before the instant (end of the viewer's day). Counts no further than 1,000. */
export const countTasksQuery = z.object({ before: z.coerce.number().int().positive() });
export type CountTasksQuery = z.input<typeof countTasksQuery>;
export const countTasksResult = z.object({ due: z.number().int() });
export type CountTasksResult = z.infer<typeof countTasksResult>;

const title = z.string().trim().min(1, 'Describe the task in a few words.').max(200);
const note = z.string().trim().max(2000).nullable();
/** A year of four digits: a date picker's slip (year 20226) is refused. */
const dueAt = instant
  .positive()
  .max(253_402_300_799_999, 'Choose a date before the year 10000.')
  .nullable();

/** With a conversation its contact is taken. */
export const createTaskBody = z.object({
  title,
  note: note.optional(),
  dueAt: dueAt.optional(),
  assigneeId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  conversationId: id.nullable().optional(),
});
export type CreateTaskBody = z.infer<typeof createTaskBody>;

/** What is left out stays. */
export const updateTaskBody = z.object({
  title: title.optional(),
  note: note.optional(),
  dueAt: dueAt.optional(),
  assigneeId: id.nullable().optional(),
});
export type UpdateTaskBody = z.infer<typeof updateTaskBody>;

export const taskStateBody = z.object({ state: z.enum(['open', 'done']) });
export type TaskStateBody = z.infer<typeof taskStateBody>;

const { taskHandle } = actions;
export const tasksApi = endpoints('/tasks', {
  list: get('').needs(taskHandle).query(listTasksQuery).answers<ListTasksResult>(),
  count: get('/count').needs(taskHandle).query(countTasksQuery).answers<CountTasksResult>(),
  create: post('').needs(taskHandle).body(createTaskBody).answers<TaskView>(),
  update: put('/:id').of('shared').needs(taskHandle).body(updateTaskBody).answers<TaskView>(),
  setState: put('/:id/state')
    .of('shared')
    .needs(taskHandle)
    .body(taskStateBody)
    .answers<TaskView>(),
  remove: del('/:id').of('shared').needs(taskHandle).done(),
});
