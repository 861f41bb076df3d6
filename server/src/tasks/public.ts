import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { MergeEffect } from '../contacts/public';
import type {
  CreateTaskBody,
  listTasksQuery,
  ListTasksResult,
  TaskView,
  UpdateTaskBody,
} from '../contracts/tasks';
import type { JoinEffect, Viewer } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import type { TaskRow } from './tables';

export { taskTable, type TaskRow } from './tables';
export { removeTasksOf, tasksOfPerson } from './person';

/** A task that a bot, the API or an agent's deed makes. */
export interface NewTask {
  title: string;
  note?: string | null | undefined;
  /** Epoch milliseconds. */
  dueAt?: number | null | undefined;
  assigneeId?: number | null | undefined;
  contactId?: number | null | undefined;
  conversationId?: number | null | undefined;
  origin: TaskRow['origin'];
  makerId?: number | null | undefined;
  makerName?: string | null | undefined;
  /** A repeat with the same key answers the first task; at most 120 characters. */
  dedupeKey?: string | null | undefined;
}

export interface TasksService {
  /** Within the caller's transaction. The caller appends `hints` as its last statements. */
  createTask(
    trx: Knex.Transaction,
    task: NewTask
  ): Promise<{ id: number; isNew: boolean; hints: FeedEntry[] }>;
  /** Ticks off the open task with this key, if there is one, in the caller's transaction. Answers the hints. */
  finish(
    trx: Knex.Transaction,
    dedupeKey: string,
    done: { by: number | null }
  ): Promise<FeedEntry[]>;
  list(viewer: Viewer, query: z.output<typeof listTasksQuery>): Promise<ListTasksResult>;
  /** My open tasks due before the instant. */
  countDue(userId: number, before: number): Promise<number>;
  create(viewer: Viewer & { name: string }, body: CreateTaskBody): Promise<TaskView>;
  /** Throws `not-found`. */
  update(viewer: Viewer, id: number, body: UpdateTaskBody): Promise<TaskView>;
  /** Ticks it off or opens it again; twice is the same as once. */
  setState(viewer: Viewer, id: number, state: 'open' | 'done'): Promise<TaskView>;
  remove(id: number): Promise<void>;
  /** For `contactsService.mergeEffects`. */
  mergeEffect: MergeEffect;
  /** For `conversationsService.joinEffects`. */
  joinEffect: JoinEffect;
}

export const tasksService = (strapi: Core.Strapi): TasksService =>
  strapi.plugin('whatsapp').service('tasks') as TasksService;
