import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import TasksPage from '../../../admin/src/pages/Tasks/ListPage';
import { TaskForm } from '../../../admin/src/shared/tasks/TaskForm';
import { withUsualTime } from '../../../admin/src/shared/typed-moment';
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

describe('the due date of a task', () => {
  const show = () =>
    renderAdmin(<TaskForm task={null} onClose={() => undefined} />, {
      routes: { ...common, 'POST /whatsapp/tasks': {} },
    });
  type Shown = Awaited<ReturnType<typeof show>>;
  const day = () => screen.getByLabelText<HTMLInputElement>(en('shell.moment.day'));
  const time = () => screen.getByLabelText<HTMLInputElement>(en('shell.moment.time'));
  const made = ({ calls }: Shown) =>
    calls.flatMap(({ method, body }) =>
      method === 'POST' ? [(body as { dueAt: number | null }).dueAt] : []
    );
  /** The button is pressed without the field being left, as by Enter. */
  const save = async ({ person }: Shown) => {
    await person.type(screen.getByTestId('task-title'), 'Call');
    fireEvent.submit(screen.getByTestId('save-task').closest('form') as HTMLFormElement);
  };
  /** What a browser says of a date of which only a part is typed. */
  const breakOff = (field: HTMLInputElement) => {
    Object.defineProperty(field, 'validity', { value: { badInput: true }, configurable: true });
    fireEvent.keyUp(field);
  };

  it('[C-26] is what was typed, at nine in the morning unless a time is typed too', async () => {
    const shown = await show();
    fireEvent.change(day(), { target: { value: '2030-12-24' } });
    expect(time().value).toBe('09:00');
    fireEvent.change(time(), { target: { value: '14:30' } });
    fireEvent.change(day(), { target: { value: '2030-12-25' } });
    await save(shown);
    await waitFor(() => expect(made(shown)).toEqual([new Date('2030-12-25T14:30').getTime()]));
  });

  it('[C-26] a task is not saved without a date that is half typed', async () => {
    const shown = await show();
    breakOff(day());
    await save(shown);
    expect(await screen.findByText(en('shell.moment.unread'))).toBeTruthy();
    expect(day().getAttribute('aria-invalid')).toBe('true');
    expect(made(shown)).toEqual([]);
  });

  it('[C-26] no date is saved once it is cleared', async () => {
    const shown = await show();
    fireEvent.change(day(), { target: { value: '2030-12-24' } });
    fireEvent.change(day(), { target: { value: '' } });
    expect(time().value).toBe('');
    await save(shown);
    await waitFor(() => expect(made(shown)).toEqual([null]));
  });

  it.each([
    ['07:10', '09:00'],
    ['09:00', '10:00'],
    ['14:20', '15:00'],
    ['23:10', '23:59'],
  ])('[C-26] today at %s the usual time is %s, so that it is ahead', (clock, usual) => {
    const typed = { day: '2030-12-24', time: '', isBroken: false, hasOwnTime: false };
    expect(withUsualTime(typed, new Date(`2030-12-24T${clock}`)).time).toBe(usual);
  });
});
