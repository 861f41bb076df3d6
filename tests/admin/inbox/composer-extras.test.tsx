import { screen, waitFor, within } from '@testing-library/react';
import { isDeed, refuse, renderAdmin, type Call } from '../../support/render-admin';
import { contactOf, messageOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { violations } from '../axe';
import { en } from '../../support/words';

const clientIdOf = ({ body }: Pick<Call, 'body'>) => (body as { clientId: string }).clientId;
const taken = (call: Call) => messageOf(2, { direction: 'out', clientId: clientIdOf(call) });

const open = async (menu: string, answer: (call: Call) => unknown = taken) => {
  const view = await renderAdmin(<SomeThread />, {
    routes: {
      'GET /whatsapp/conversations/1/messages': {
        messages: [messageOf(1)],
        events: [],
        nextCursor: null,
      },
      'GET /whatsapp/contacts': {
        contacts: [contactOf(7, { name: 'Usta Ali' })],
        nextCursor: null,
      },
      'POST /whatsapp/conversations/1/messages': answer,
    },
  });
  await screen.findByTestId('thread');
  await view.person.click(screen.getByTestId('attach'));
  await view.person.click(await screen.findByRole('menuitem', { name: menu }));
  const dialog = await screen.findByRole('dialog');
  const sent = async () => {
    await waitFor(() => expect(view.calls.filter(isDeed)).toHaveLength(1));
    const { clientId, ...body } = view.calls.find(isDeed)?.body as Record<string, unknown>;
    expect(clientId).toBeTruthy();
    return body;
  };
  return { ...view, dialog, sent };
};
const isDisabled = () => screen.getByTestId<HTMLButtonElement>('extra-send').disabled;
/** The label of a field, which its mark or its counter may follow. */
const starting = (key: Parameters<typeof en>[0], number?: number) =>
  new RegExp(`^${en(key, { number })}`);

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('messages that are more than words', () => {
  it('a place comes from a pasted map link and is seen before it is sent', async () => {
    const { person, dialog, sent } = await open(en('shell.message.location'));
    expect(isDisabled()).toBe(true);
    await person.click(within(dialog).getByLabelText(en('composer.extra.location.link')));
    await person.paste('https://www.google.com/maps/@41.0082,28.9784,15z');
    await person.type(within(dialog).getByLabelText(en('composer.extra.location.name')), 'Galata');
    expect(within(dialog).getByText('Galata')).toBeTruthy();
    await person.click(screen.getByTestId('extra-send'));
    expect(await sent()).toEqual({
      type: 'location',
      latitude: 41.0082,
      longitude: 28.9784,
      name: 'Galata',
    });
  });

  it('reply buttons begin with the text of the composer, are three at most and must differ', async () => {
    localStorage.setItem('whatsapp.draft.1.1', JSON.stringify({ text: 'Uygun mu?', since: 1 }));
    const { person, dialog, sent } = await open(en('composer.extra.menu.buttons'));
    expect(within(dialog).getByDisplayValue('Uygun mu?')).toBeTruthy();
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.buttons.button', 1)),
      'Evet'
    );
    const add = within(dialog).getByRole<HTMLButtonElement>('button', {
      name: en('composer.extra.buttons.add'),
    });
    await person.click(add);
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.buttons.button', 2)),
      'Evet'
    );
    expect(within(dialog).getByText(en('composer.extra.problem.differ'))).toBeTruthy();
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.buttons.button', 2)),
      ' mi?'
    );
    await person.click(add);
    expect(add.disabled).toBe(true);
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.buttons.button', 3)),
      'x'.repeat(25)
    );
    expect(within(dialog).getAllByText('x'.repeat(20)).length).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('extra-send'));
    expect(await sent()).toEqual({
      type: 'buttons',
      text: 'Uygun mu?',
      buttons: ['Evet', 'Evet mi?', 'x'.repeat(20)],
    });
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-input').value).toBe('');
  });

  it('a list has sections whose rows are counted', async () => {
    const { person, dialog, sent } = await open(en('composer.extra.menu.list'));
    await person.type(within(dialog).getByLabelText(starting('composer.extra.text')), 'Seçin');
    const button = en('composer.extra.list.button');
    await person.type(within(dialog).getByLabelText(button, { exact: false }), 'Saatler');
    const firstRow = starting('composer.extra.list.row', 1);
    await person.type(within(dialog).getByLabelText(firstRow), '10:00');
    await person.click(
      within(dialog).getByRole('button', { name: en('composer.extra.list.add-section') })
    );
    expect(
      within(dialog).getByText(en('composer.extra.list.rows', { count: '2', limit: '10' }))
    ).toBeTruthy();
    await person.type(within(dialog).getAllByLabelText(firstRow)[1] as HTMLElement, '11:00');
    expect(within(dialog).getByText(en('composer.extra.problem.section-title'))).toBeTruthy();
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.list.section', 1)),
      'Sabah'
    );
    await person.type(
      within(dialog).getByLabelText(starting('composer.extra.list.section', 2)),
      'Öğle'
    );
    await person.click(screen.getByTestId('extra-send'));
    expect(await sent()).toEqual({
      type: 'list',
      text: 'Seçin',
      button: 'Saatler',
      sections: [
        { title: 'Sabah', rows: [{ title: '10:00' }] },
        { title: 'Öğle', rows: [{ title: '11:00' }] },
      ],
    });
  });

  it('a card from our contacts carries name and number and nothing else that we know', async () => {
    const { person, dialog, sent } = await open(en('shell.message.contact'));
    await person.click(within(dialog).getByRole('combobox'));
    await person.click(await screen.findByRole('option', { name: /Usta Ali/ }));
    await person.click(screen.getByTestId('extra-send'));
    expect(await sent()).toEqual({
      type: 'contacts',
      cards: [{ name: 'Usta Ali', phones: [{ phone: '+905320000007' }] }],
    });
  });
});

describe('a place that the server refused', () => {
  const sendPlace = async (answer: (call: Call) => unknown) => {
    const view = await open(en('shell.message.location'), answer);
    const { person, dialog } = view;
    await person.type(
      within(dialog).getByLabelText(en('composer.extra.location.link')),
      '41.0082, 28.9784'
    );
    await person.click(screen.getByTestId('extra-send'));
    const bubble = () => screen.getAllByTestId('bubble').at(-1) as HTMLElement;
    await waitFor(() => expect(bubble().dataset['state']).toBe('refused'));
    return { ...view, bubble, sends: () => view.calls.filter(isDeed) };
  };

  it('[C-11] as the window was closed goes whole by "Try again" when it is open, under the same id', async () => {
    let isOpen = false;
    const { person, bubble, sends } = await sendPlace((call) =>
      isOpen ? taken(call) : refuse(422, { kind: 'window-closed' })
    );
    expect(bubble().textContent).toContain(en('error.window-closed'));
    const deeds = within(bubble()).getAllByRole('button');
    expect(deeds.map((one) => one.textContent)).toEqual([
      en('inbox.attach.retry'),
      en('inbox.bubble.remove'),
    ]);
    const again = () => within(bubble()).getByRole('button', { name: en('inbox.attach.retry') });
    await person.click(again());
    await waitFor(() => expect(sends()).toHaveLength(2));
    await waitFor(() => expect(bubble().dataset['state']).toBe('refused'));
    isOpen = true;
    await person.click(again());
    await waitFor(() => expect(bubble().dataset['state']).toBe('sent'));
    expect(screen.getAllByTestId('bubble')).toHaveLength(2);
    const bodies = sends().map(({ body }) => body);
    expect(bodies[0]).toMatchObject({ type: 'location', latitude: 41.0082, longitude: 28.9784 });
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]]);
  });

  it('for good is not offered again: it can be removed', async () => {
    const { person, bubble, sends } = await sendPlace(() => refuse(422, { kind: 'blocked' }));
    expect(within(bubble()).queryByRole('button', { name: en('inbox.attach.retry') })).toBeNull();
    await person.click(within(bubble()).getByRole('button', { name: en('inbox.bubble.remove') }));
    expect(screen.getAllByTestId('bubble')).toHaveLength(1);
    expect(sends()).toHaveLength(1);
  });

  it('asks before Esc loses what is typed', async () => {
    const { person, dialog } = await open(en('shell.message.location'));
    await person.type(within(dialog).getByLabelText(en('composer.extra.location.name')), 'Galata');
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText(en('settings.leave.title'))).toBeNull());
    expect(screen.getByDisplayValue('Galata')).toBeTruthy();
  });
});
