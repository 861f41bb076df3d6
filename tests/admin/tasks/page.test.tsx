import { screen, waitFor, within } from '@testing-library/react';
import TasksPage from '../../../admin/src/pages/Tasks/ListPage';
import type { TaskView } from '../../../server/src/contracts/tasks';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';

const common: Routes = {
  'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
  'GET /whatsapp/team': { me: { onDuty: true }, teams: [] },
};

beforeEach(() => grantOnly(null));

describe('the Tasks page', () => {
  const task: TaskView = {
    id: 3,
    title: 'Ara',
    note: null,
    state: 'open',
    dueAt: Date.now() - 3 * 86_400_000,
    assignee: { id: 1, name: 'Ada' },
    contact: { id: 8, name: 'Ayşe' },
    conversationId: 12,
    origin: 'bot',
    madeBy: 'Order status',
    createdAt: 1,
    doneAt: null,
    doneBy: null,
  };

  it('[C-26] tells title, contact, who does it and how late it is; a tick is taken back by Undo', async () => {
    const { person, calls } = await renderAdmin(<TasksPage />, {
      routes: {
        ...common,
        'GET /whatsapp/tasks': { tasks: [task], nextCursor: null },
        'PUT /whatsapp/tasks/3/state': { ...task, state: 'done' },
      },
    });
    const row = await screen.findByTestId('task-row');
    expect(row?.textContent).toContain(en('tasks.due.overdue', { days: 3, time: '' }));
    expect(row?.textContent).toContain(en('tasks.by.bot', { name: 'Order status' }));
    expect(within(row).getByRole('link', { name: 'Ayşe' }).getAttribute('href')).toBe(
      '/plugins/whatsapp/inbox?c=12'
    );
    await person.click(
      within(row).getByRole('checkbox', { name: en('tasks.finish', { title: 'Ara' }) })
    );
    await person.click(await screen.findByRole('button', { name: en('tasks.undo') }));
    await waitFor(() =>
      expect(calls.filter((c) => c.method === 'PUT').map((c) => c.body)).toEqual([
        { state: 'done' },
        { state: 'open' },
      ])
    );
  });

  it('calls somebody without a name by the number, written as elsewhere', async () => {
    await renderAdmin(<TasksPage />, {
      routes: {
        ...common,
        'GET /whatsapp/tasks': {
          tasks: [{ ...task, contact: { id: 8, name: '+905321234567' } }],
          nextCursor: null,
        },
      },
    });
    expect(await screen.findByRole('link', { name: '+90 532 123 45 67' })).toBeTruthy();
  });
});
