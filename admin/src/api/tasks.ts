import type {
  CountTasksResult,
  CreateTaskBody,
  ListTasksQuery,
  ListTasksResult,
  TaskStateBody,
  TaskView,
  UpdateTaskBody,
} from '../../../server/src/contracts/tasks';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappTask' as const, id: 'LIST' };

/** A task moves between lists when it is done or reassigned, so every change reads the lists again. */
const tasksApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListTasks: build.query<ListTasksResult, ListTasksQuery>({
      query: (params) => ({ url: '/whatsapp/tasks', method: 'GET', config: { params } }),
      providesTags: [LIST],
    }),
    whatsappCountTasks: build.query<number, number>({
      query: (before) => ({
        url: '/whatsapp/tasks/count',
        method: 'GET',
        config: { params: { before } },
      }),
      transformResponse: (answer: CountTasksResult) => answer.due,
      providesTags: [LIST],
    }),
    whatsappCreateTask: build.mutation<TaskView, CreateTaskBody>({
      query: (data) => ({ url: '/whatsapp/tasks', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateTask: build.mutation<TaskView, { id: number; body: UpdateTaskBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/tasks/${id}`, method: 'PUT', data: body }),
      invalidatesTags: [LIST],
    }),
    whatsappSetTaskState: build.mutation<TaskView, { id: number } & TaskStateBody>({
      query: ({ id, state }) => ({
        url: `/whatsapp/tasks/${id}/state`,
        method: 'PUT',
        data: { state },
      }),
      invalidatesTags: [LIST],
    }),
    whatsappDeleteTask: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/tasks/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
  }),
});

export const {
  useWhatsappListTasksQuery,
  useWhatsappCountTasksQuery,
  useWhatsappCreateTaskMutation,
  useWhatsappUpdateTaskMutation,
  useWhatsappSetTaskStateMutation,
  useWhatsappDeleteTaskMutation,
} = tasksApi;
