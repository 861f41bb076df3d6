import { tasksApi } from '../../../server/src/contracts/tasks';
import { changes, client, reads } from './client';

const LIST = [{ type: 'WhatsappTask' as const, id: 'LIST' }];

/** A task moves between lists when it is done or reassigned, so every change reads the lists again. */
export const {
  useWhatsappListTasksQuery,
  useWhatsappCountTasksQuery,
  useWhatsappCreateTasksMutation,
  useWhatsappUpdateTasksMutation,
  useWhatsappSetStateTasksMutation,
  useWhatsappRemoveTasksMutation,
} = client('Tasks', tasksApi, {
  list: reads(LIST),
  count: reads(LIST),
  create: changes(LIST),
  update: changes(LIST),
  setState: changes(LIST),
  remove: changes(LIST),
});
