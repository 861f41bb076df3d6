import { act, screen, waitFor, within } from '@testing-library/react';
import { NewMessage } from '../../../admin/src/pages/Inbox/components/NewMessage';
import { renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { en } from '../../support/words';

const ayse = contactOf(7, { name: 'Ayşe Kaya', email: 'ayse@example.com' });
const numbers = [{ id: 1, name: 'Shop', isSimulator: true, status: 'connected' }];

const open = (routes: Routes = {}) => {
  const onSent = jest.fn();
  const onClose = jest.fn();
  return renderAdmin(<NewMessage open onClose={onClose} numbers={numbers} onSent={onSent} />, {
    routes,
  }).then((view) => ({ ...view, onSent, onClose }));
};
const found = (q: string) => (call: Call) => ({
  contacts: call.query.get('q') === q ? [ayse] : [],
  nextCursor: null,
});
const posts = (calls: readonly Call[], path: string) =>
  calls.filter((call) => call.method === 'POST' && call.path === path);

afterEach(() => jest.restoreAllMocks());

describe('New message', () => {
  it.each(['Ayşe', '0 (532) 000-00 07', 'ayse@example.com'])(
    '[C-09] finds a contact by what was typed: %s',
    async (typed) => {
      const { person } = await open({ 'GET /whatsapp/contacts': found(typed) });
      await person.type(screen.getByTestId('new-message-contact'), typed);
      expect(await screen.findByRole('option', { name: /Ayşe Kaya/ })).toBeTruthy();
    }
  );

  it('can be cancelled before anybody is chosen', async () => {
    const { person, onClose } = await open();
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('keeps the scroll bar across from lying over the last control above the foot', async () => {
    await open();
    const viewport = document.querySelector('[data-radix-scroll-area-viewport]');
    const bar = document.createElement('div');
    // As it is drawn where something is wider than the window.
    bar.dataset.orientation = 'horizontal';
    viewport?.parentElement?.append(bar);
    expect(getComputedStyle(bar).paddingLeft).toBe('0px');
    expect(viewport && getComputedStyle(viewport).paddingLeft).toBe('2px');
  });

  it('[C-10] writes to the chosen contact, sends once, and opens the conversation', async () => {
    const conversation = conversationOf(3, { contact: ayse });
    const { person, calls, onSent } = await open({
      'GET /whatsapp/contacts': found('Ayşe'),
      'POST /whatsapp/conversations': conversation,
      'POST /whatsapp/conversations/3/messages': (call: Call) =>
        messageOf(9, {
          conversationId: 3,
          direction: 'out',
          clientId: (call.body as { clientId: string }).clientId,
        }),
    });
    await person.type(screen.getByTestId('new-message-contact'), 'Ayşe');
    await person.click(await screen.findByRole('option', { name: /Ayşe Kaya/ }));
    await person.type(await screen.findByTestId('new-message-text'), 'Merhaba');
    await person.click(screen.getByTestId('new-message-send'));
    await waitFor(() =>
      expect(posts(calls, '/whatsapp/conversations/3/messages').map((call) => call.body)).toEqual([
        { type: 'text', clientId: expect.any(String) as string, text: 'Merhaba' },
      ])
    );
    expect(onSent).toHaveBeenCalledTimes(1);
    expect(onSent).toHaveBeenCalledWith(conversation);
    expect(posts(calls, '/whatsapp/conversations').map((call) => call.body)).toEqual([
      { accountId: 1, contactId: 7 },
    ]);
  });

  it('[C-13] offers only a template to somebody who has not written within 24 hours', async () => {
    const { person } = await open({
      'GET /whatsapp/contacts': found('Ayşe'),
      'GET /whatsapp/templates': { templates: [], lastSync: null },
      'POST /whatsapp/conversations': conversationOf(3, {
        contact: ayse,
        window: { open: false, expiresAt: null },
      }),
    });
    await person.type(screen.getByTestId('new-message-contact'), 'Ayşe');
    await person.click(await screen.findByRole('option', { name: /Ayşe Kaya/ }));
    expect(
      await screen.findByText(en('inbox.new.template-only', { name: 'Ayşe Kaya' }))
    ).toBeTruthy();
    expect(screen.queryByTestId('new-message-text')).toBeNull();
  });

  it('offers to create a contact for an unknown number, and only for a number', async () => {
    const none = { contacts: [], nextCursor: null };
    let answer = () => undefined as void;
    const { person, calls } = await open({
      'GET /whatsapp/contacts': ({ query }) =>
        query.get('q') === 'Nobody'
          ? new Promise((resolve) => (answer = () => resolve(none)))
          : none,
      'POST /whatsapp/contacts': ayse,
      'POST /whatsapp/conversations': conversationOf(3, { contact: ayse }),
    });
    const field = screen.getByTestId('new-message-contact');
    await person.type(field, 'Nobody');
    await screen.findByText(en('shell.state.loading'));
    await act(async () => answer());
    expect(await screen.findByText(en('inbox.new.nobody'))).toBeTruthy();
    expect(screen.queryByText(en('inbox.new.create'))).toBeNull();
    await person.clear(field);
    await person.type(field, '0555 111 22 33');
    const create = await screen.findByText(en('inbox.new.create'));
    // An empty list would cover what is offered here.
    expect(screen.queryByText(en('inbox.new.nobody'))).toBeNull();
    const form = within(screen.getByRole('dialog', { hidden: true }));
    await person.type(form.getByLabelText(en('inbox.new.name')), 'Ayşe Kaya');
    await person.click(create);
    await waitFor(() =>
      expect(posts(calls, '/whatsapp/contacts').map((call) => call.body)).toEqual([
        { name: 'Ayşe Kaya', phone: '0555 111 22 33' },
      ])
    );
    expect(await screen.findByTestId('new-message-text')).toBeTruthy();
  });

  it('asks before Esc loses the text', async () => {
    const onClose = jest.fn();
    const { person } = await renderAdmin(
      <NewMessage open onClose={onClose} numbers={numbers} onSent={() => undefined} />,
      {
        routes: {
          'GET /whatsapp/contacts': found('Ayşe'),
          'POST /whatsapp/conversations': conversationOf(3, { contact: ayse }),
        },
      }
    );
    await person.type(screen.getByTestId('new-message-contact'), 'Ayşe');
    await person.click(await screen.findByRole('option', { name: /Ayşe Kaya/ }));
    await person.type(await screen.findByTestId('new-message-text'), 'Merhaba');
    await person.keyboard('{Escape}');
    await person.click(await screen.findByText(en('settings.leave.confirm')));
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  });
});
