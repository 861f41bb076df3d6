import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createTasksController } from './controller';
import { createTasksService } from './service';
import { taskTable } from './tables';

const route = adminRoutesOf('tasks', [actions.taskHandle]);

/** What is to be done for people, by whom and until when (C-26). */
export const tasks = defineRoom({
  name: 'tasks',
  tables: [taskTable],
  services: { tasks: createTasksService },
  controllers: { tasks: createTasksController },
  adminRoutes: [
    route('GET', '/tasks', 'list'),
    route('GET', '/tasks/count', 'count'),
    route('POST', '/tasks', 'create'),
    route('PUT', '/tasks/:id', 'update'),
    route('PUT', '/tasks/:id/state', 'setState'),
    route('DELETE', '/tasks/:id', 'remove'),
  ],
});
