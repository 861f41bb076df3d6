import { defineRoom } from '../strapi/room';
import { tasksHttp } from './http';
import { createTasksService } from './service';
import { taskTable } from './tables';

/** What is to be done for people, by whom and until when (C-26). */
export const tasks = defineRoom({
  name: 'tasks',
  tables: [taskTable],
  services: { tasks: createTasksService },
  http: [tasksHttp],
});
