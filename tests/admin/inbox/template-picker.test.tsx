import { screen, waitFor, within } from '@testing-library/react';
import { NewMessage } from '../../../admin/src/pages/Inbox/components/NewMessage';
import { TemplatePicker } from '../../../admin/src/pages/Inbox/components/TemplatePicker';
import { contactOf, conversationOf, templateOf } from '../../support/message-views';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';

const ayse = contactOf(7, { name: 'Ayşe Kaya', language: 'tr' });
const conversation = conversationOf(3, {
  contact: ayse,
  window: { open: false, expiresAt: null },
});
const routes = (): Routes => ({
  'GET /whatsapp/contacts': { contacts: [ayse], nextCursor: null },
  'POST /whatsapp/conversations': conversation,
  'GET /whatsapp/accounts': { accounts: [{ id: 1, name: 'Shop', defaultCountry: 'TR' }] },
  'GET /whatsapp/conversations/3/may-template': {
    MARKETING: null,
    UTILITY: null,
    AUTHENTICATION: null,
    topicsRefused: [],
    channels: [],
  },
  'GET /whatsapp/templates': {
    templates: [
      templateOf(1, { name: 'english', language: 'en' }),
      templateOf(2, {
        name: 'turkish',
        body: 'Merhaba {{1}}, {{2}} yolda',
        header: { format: 'IMAGE', text: null },
      }),
      templateOf(3, { name: 'resting', sendable: { ok: false, reason: 'paused' } }),
    ],
    lastSync: null,
  },
});
const open = () =>
  renderAdmin(
    <TemplatePicker
      open
      conversation={conversation}
      onClose={() => undefined}
      onSend={() => undefined}
    />,
    { routes: routes() }
  );
const search = () => screen.findByRole('searchbox', { name: 'Search templates' });
const entry = (name: RegExp) => screen.getByRole('button', { name });
const hasFocus = (element: HTMLElement) =>
  waitFor(() => expect(document.activeElement).toBe(element));

beforeEach(() => showOn('wide'));
afterEach(() => jest.restoreAllMocks());

describe('the choice of a template', () => {
  it('shows each with its text for this person and its language in words, those in the person’s language first', async () => {
    await open();
    await search();
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      'Turkish templates',
      'In other languages',
      'Cannot be sent now',
    ]);
    const own = within(screen.getByTestId('templates-own')).getByRole('button');
    expect(own.textContent).toContain('Turkish · Utility');
    expect(own.textContent).toContain('Photo');
    expect(own.textContent).toContain('Merhaba Ayşe, {{2}} yolda');
    expect(screen.getByTestId('templates-other').textContent).toContain('English · Utility');
    expect(screen.getByTestId('templates-held').textContent).toContain('Paused by Meta');
  });

  it('[T-30] previews nothing but values of this person', async () => {
    const { person } = await open();
    await search();
    await person.click(entry(/^turkish/));
    const preview = within(screen.getByRole('region', { name: 'turkish for Ayşe Kaya' }));
    expect(preview.getByText('Merhaba Ayşe, {{2}} yolda')).toBeTruthy();
    // The sample is beside the field, as one.
    expect(preview.getByPlaceholderText('For example 1007')).toBeTruthy();
    const sample = /1007 yolda/;
    expect(preview.queryByText(sample)).toBeNull();
    await person.type(preview.getByPlaceholderText('For example 1007'), '1007');
    expect(preview.getByText(sample)).toBeTruthy();
  });

  it('has the focus in its search; arrows go through all entries, and one that cannot go tells why but is not chosen', async () => {
    const { person } = await open();
    await hasFocus(await search());
    await person.keyboard('{ArrowDown}');
    await hasFocus(entry(/^turkish/));
    await person.keyboard('{ArrowDown}{ArrowDown}');
    await hasFocus(entry(/^resting.*Paused by Meta/));
    await person.keyboard('{Enter}');
    expect(screen.queryByTestId('template-send')).toBeNull();
    await person.keyboard('{ArrowUp}{Enter}');
    expect(await screen.findByTestId('template-send')).toBeTruthy();
    expect(entry(/^english/).getAttribute('aria-pressed')).toBe('true');
  });

  it('finds by text', async () => {
    const { person } = await open();
    const field = await search();
    const english = () => screen.queryByRole('button', { name: /^english/ });
    expect(english()).toBeTruthy();
    await person.type(field, 'yolda');
    expect(entry(/^turkish/)).toBeTruthy();
    expect(english()).toBeNull();
    expect(screen.getByText('1 template')).toBeTruthy();
  });

  it('shows one after the other on a phone, and gives the search back as it was left', async () => {
    showOn('phone');
    const { person } = await open();
    await person.type(await search(), 'yolda');
    await person.click(entry(/^turkish/));
    expect(screen.queryByRole('searchbox', { name: 'Search templates' })).toBeNull();
    const back = screen.getByRole('button', { name: 'Choose another template' });
    await hasFocus(back);
    await person.click(back);
    const field = await search();
    await hasFocus(field);
    expect((field as HTMLInputElement).value).toBe('yolda');
    expect(screen.queryByTestId('template-send')).toBeNull();
  });
});

describe('New message by a template', () => {
  it('goes on in the search of templates once the person is chosen', async () => {
    const { person } = await renderAdmin(
      <NewMessage
        open
        onClose={() => undefined}
        numbers={[{ id: 1, name: 'Shop', isSimulator: true, status: 'connected' }]}
        onSent={() => undefined}
      />,
      { routes: routes() }
    );
    await person.type(screen.getByTestId('new-message-contact'), 'Ayşe');
    await person.click(await screen.findByRole('option', { name: /Ayşe Kaya/ }));
    await hasFocus(await search());
    expect(screen.getByTestId('templates-own').textContent).toContain('Merhaba Ayşe');
  });
});

describe('a template with a typed value', () => {
  it('is not closed by Esc without a question', async () => {
    const onClose = jest.fn();
    const { person } = await renderAdmin(
      <TemplatePicker
        open
        conversation={conversation}
        onClose={onClose}
        onSend={() => undefined}
      />,
      { routes: routes() }
    );
    await search();
    await person.click(entry(/^turkish/));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    await person.type(screen.getByPlaceholderText('For example 1007'), '1007');
    await person.keyboard('{Escape}');
    expect(await screen.findByText('Leave without saving?')).toBeTruthy();
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
