import { screen, waitFor, within } from '@testing-library/react';
import type { ScheduledView } from '../../../server/src/contracts/scheduled';
import { quickTime } from '../../../admin/src/pages/Inbox/later/times';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { violations } from '../axe';
import { en } from '../../support/words';

const SCHEDULED = '/whatsapp/conversations/1/scheduled';
const plannedOf = (part: Partial<ScheduledView> = {}): ScheduledView => ({
  id: 5,
  conversationId: 1,
  state: 'waiting',
  dueAt: Date.now() + 86_400_000,
  body: { ...messageOf(1).body, text: 'Yarın görüşürüz' },
  text: 'Yarın görüşürüz',
  agent: { id: 1, name: 'Ada' },
  problem: null,
  ...part,
});

const atOf = ({ body }: Call): number => (body as { at: number }).at;

const open = async (scheduled: ScheduledView[], routes: Routes = {}) => {
  const view = await renderAdmin(<SomeThread />, {
    routes: {
      'GET /whatsapp/conversations/1/messages': {
        messages: [messageOf(1)],
        events: [],
        nextCursor: null,
      },
      [`GET ${SCHEDULED}`]: { scheduled },
      ...routes,
    },
  });
  await screen.findByTestId('thread');
  const of = (method: string, path: string) =>
    view.calls.filter((call) => call.method === method && call.path === path);
  return { ...view, of };
};

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('usual times', () => {
  it('are in an hour, tomorrow at nine, and the next Monday at nine even on a Monday', () => {
    const monday = new Date(2026, 10, 23, 15, 30).getTime();
    expect(quickTime('hour', monday) - monday).toBe(3_600_000);
    expect(new Date(quickTime('tomorrow', monday))).toEqual(new Date(2026, 10, 24, 9));
    expect(new Date(quickTime('monday', monday))).toEqual(new Date(2026, 10, 30, 9));
    const sunday = new Date(2026, 10, 29, 23).getTime();
    expect(new Date(quickTime('monday', sunday))).toEqual(new Date(2026, 10, 30, 9));
  });
});

describe('sending later', () => {
  it('plans what stands in the composer, keeps it when the server refuses, and plans it once when pressed again', async () => {
    let refused = 0;
    const { person, of } = await open([], {
      [`POST ${SCHEDULED}`]: (call) => {
        refused += 1;
        return refused === 1 ? refuse(503, { kind: 'server' }) : plannedOf({ dueAt: atOf(call) });
      },
    });
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.type(field, 'Yarın görüşürüz');
    await person.click(screen.getByTestId('send-more'));
    await person.click(await screen.findByRole('menuitem', { name: en('later.menu') }));
    const dialog = await screen.findByRole('dialog');
    await person.click(within(dialog).getByRole('button', { name: en('later.quick.hour') }));
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(of('POST', SCHEDULED)).toHaveLength(1));
    expect(field.value).toBe('Yarın görüşürüz');
    await waitFor(() =>
      expect(screen.getByTestId<HTMLButtonElement>('later-plan').disabled).toBe(false)
    );
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(screen.queryByTestId('later-plan')).toBeNull());
    const bodies = of('POST', SCHEDULED).map(
      ({ body }) => body as { at: number; message: { clientId: string; text: string } }
    );
    expect(bodies.map(({ message }) => message.text)).toEqual([
      'Yarın görüşürüz',
      'Yarın görüşürüz',
    ]);
    expect(new Set(bodies.map(({ message }) => message.clientId)).size).toBe(1);
    expect(field.value).toBe('');
  });

  it('plans other words as another message after a press whose answer was lost', async () => {
    let presses = 0;
    const { person, of } = await open([], {
      [`POST ${SCHEDULED}`]: (call) => {
        presses += 1;
        return presses === 1 ? refuse(503, { kind: 'server' }) : plannedOf({ dueAt: atOf(call) });
      },
    });
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    const later = async () => {
      await person.click(screen.getByTestId('send-more'));
      await person.click(await screen.findByRole('menuitem', { name: en('later.menu') }));
      await person.click(await screen.findByRole('button', { name: en('later.quick.hour') }));
      await person.click(screen.getByTestId('later-plan'));
      await waitFor(() => expect(of('POST', SCHEDULED)).toHaveLength(presses));
    };
    await person.type(field, 'Yarın');
    await later();
    await waitFor(() =>
      expect(screen.getByTestId<HTMLButtonElement>('later-plan').disabled).toBe(false)
    );
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await waitFor(() => expect(screen.queryByTestId('later-plan')).toBeNull());
    await person.type(field, ' 10’da');
    await later();
    await waitFor(() => expect(screen.queryByTestId('later-plan')).toBeNull());
    const sent = of('POST', SCHEDULED).map(
      ({ body }) => (body as { message: { clientId: string; text: string } }).message
    );
    expect(sent.map(({ text }) => text)).toEqual(['Yarın', 'Yarın 10’da']);
    expect(new Set(sent.map(({ clientId }) => clientId)).size).toBe(2);
  });

  it('gives a message that was planned by a lost answer the time that was chosen last', async () => {
    const first = Date.now() + 3_600_000;
    let presses = 0;
    const { person, of } = await open([], {
      [`POST ${SCHEDULED}`]: () => {
        presses += 1;
        return presses === 1 ? refuse(503, { kind: 'server' }) : plannedOf({ dueAt: first });
      },
      'PUT /whatsapp/scheduled/5': (call) => plannedOf({ dueAt: atOf(call) }),
    });
    await person.type(screen.getByTestId('composer-input'), 'Yarın görüşürüz');
    await person.click(screen.getByTestId('send-more'));
    await person.click(await screen.findByRole('menuitem', { name: en('later.menu') }));
    await person.click(await screen.findByRole('button', { name: en('later.quick.hour') }));
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() =>
      expect(screen.getByTestId<HTMLButtonElement>('later-plan').disabled).toBe(false)
    );
    await person.click(screen.getByRole('button', { name: en('later.quick.tomorrow') }));
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(screen.queryByTestId('later-plan')).toBeNull());
    const [asked] = of('PUT', '/whatsapp/scheduled/5').map(atOf);
    expect(asked).toBe(atOf(of('POST', SCHEDULED)[1] as Call));
  });

  it('plans what is more than words from its own dialog, with the quote, and keeps both when it is refused', async () => {
    let refused = 0;
    const { person, of } = await open([], {
      [`POST ${SCHEDULED}`]: (call) => {
        refused += 1;
        return refused === 1 ? refuse(503, { kind: 'server' }) : plannedOf({ dueAt: atOf(call) });
      },
    });
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.type(field, 'Neredesiniz?');
    await person.click(screen.getByTestId('attach'));
    await person.click(
      await screen.findByRole('menuitem', { name: en('composer.extra.menu.location-request') })
    );
    await person.click(await screen.findByTestId('extra-later'));
    await person.click(await screen.findByRole('button', { name: en('later.quick.hour') }));
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(of('POST', SCHEDULED)).toHaveLength(1));
    expect(screen.getByTestId('extra-send')).toBeTruthy();
    expect(field.value).toBe('Neredesiniz?');
    await waitFor(() =>
      expect(screen.getByTestId<HTMLButtonElement>('later-plan').disabled).toBe(false)
    );
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(screen.queryByTestId('extra-send')).toBeNull());
    const [first, second] = of('POST', SCHEDULED).map(
      ({ body }) => body as { message: { type: string; text: string; clientId: string } }
    );
    expect(second?.message).toMatchObject({ type: 'location-request', text: 'Neredesiniz?' });
    expect(second?.message.clientId).toBe(first?.message.clientId);
    expect(field.value).toBe('');
  });

  it('shows what waits in the thread, with its time and writer, to be changed, sent or taken out', async () => {
    const { person, of } = await open([plannedOf()], {
      'PUT /whatsapp/scheduled/5': plannedOf({ text: 'Yarın 10’da' }),
      'POST /whatsapp/scheduled/5/send': { scheduled: null },
      'DELETE /whatsapp/scheduled/5': { ok: true },
    });
    const bubble = await screen.findByTestId('planned');
    expect(within(bubble).getByText('Yarın görüşürüz')).toBeTruthy();
    const planned = new RegExp(en('later.state.waiting', { at: '.*Ada' }));
    expect(within(bubble).getByText(planned)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(within(bubble).getByRole('button', { name: en('later.edit') }));
    const dialog = await screen.findByRole('dialog');
    const words = within(dialog).getByDisplayValue('Yarın görüşürüz');
    await person.clear(words);
    await person.type(words, 'Yarın 10’da');
    await person.click(screen.getByTestId('later-plan'));
    await waitFor(() => expect(of('PUT', '/whatsapp/scheduled/5')).toHaveLength(1));
    expect((of('PUT', '/whatsapp/scheduled/5')[0] as Call).body).toMatchObject({
      text: 'Yarın 10’da',
    });
    await person.click(within(bubble).getByRole('button', { name: en('later.send-now') }));
    await waitFor(() => expect(of('POST', '/whatsapp/scheduled/5/send')).toHaveLength(1));
    await person.click(within(bubble).getByRole('button', { name: en('later.take-out') }));
    await waitFor(() => expect(of('DELETE', '/whatsapp/scheduled/5')).toHaveLength(1));
  });

  it('says why one was held back and what to do', async () => {
    await open([
      plannedOf({
        state: 'held',
        problem: {
          class: 'window-closed',
          title: 'Not sent: the reply window is closed',
          advice: 'Choose an approved template.',
        },
      }),
    ]);
    const bubble = await screen.findByTestId('planned');
    expect(within(bubble).getByText('Not sent: the reply window is closed')).toBeTruthy();
    expect(within(bubble).getByText('Choose an approved template.')).toBeTruthy();
    const held = new RegExp(en('later.state.held', { at: '.+' }));
    expect(within(bubble).getByText(held)).toBeTruthy();
  });
});
