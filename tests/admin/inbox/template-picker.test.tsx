import { screen, waitFor, within } from '@testing-library/react';
import { NewMessage } from '../../../admin/src/pages/Inbox/components/NewMessage';
import { TemplatePicker } from '../../../admin/src/pages/Inbox/components/TemplatePicker';
import { contactOf, conversationOf, templateOf } from '../../support/message-views';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

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
    carriedBy: [],
    topicsRefused: [],
    channels: [],
  },
  'GET /whatsapp/conversations/3/template-values': {
    templates: {
      2: {
        'body.1': { from: 'source', text: 'Ayşe' },
        'body.2': { from: 'none', text: '' },
      },
    },
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
const open = async (more: Routes = {}) => {
  const onSend = jest.fn();
  const view = await renderAdmin(
    <TemplatePicker open conversation={conversation} onClose={() => undefined} onSend={onSend} />,
    { routes: { ...routes(), ...more } }
  );
  return { ...view, onSend };
};
const search = () => screen.findByRole('searchbox', { name: en('inbox.template.search') });
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
      en('inbox.template.group.own', { language: 'Turkish' }),
      en('inbox.template.group.other-language'),
      en('inbox.template.group.held'),
    ]);
    const reasons = screen.getAllByRole('heading', { level: 4 });
    expect(reasons.map((one) => one.textContent)).toEqual([en('inbox.template.why.paused')]);
    const own = within(screen.getByTestId('templates-own')).getByRole('button');
    expect(own.textContent).toContain('Turkish · Utility');
    expect(own.textContent).toContain('Photo');
    expect(own.textContent).toContain('Merhaba Ayşe, [value 2] yolda');
    expect(screen.getByTestId('templates-other-language').textContent).toContain(
      'English · Utility'
    );
    expect(screen.getByTestId('templates-paused').textContent).toContain('resting');
  });

  it('[T-30] draws WhatsApp’s marks in its list, also around a value that is still open', async () => {
    const bold = templateOf(2, { name: 'turkish', body: '*{{1}}*, sipariş *{{2}}* günü _yolda_' });
    await open({ 'GET /whatsapp/templates': { templates: [bold], lastSync: null } });
    await search();
    const own = within(screen.getByTestId('templates-own')).getByRole('button');
    expect(own.textContent).toContain('Ayşe, sipariş [value 2] günü yolda');
    const strong = [...own.querySelectorAll('strong')].map(({ textContent }) => textContent);
    expect(strong).toEqual(['Ayşe', '[value 2]']);
    expect(own.querySelector('em')?.textContent).toBe('yolda');
  });

  it('[T-30] previews nothing but values of this person', async () => {
    const { person } = await open();
    await search();
    await person.click(entry(/^turkish/));
    const preview = within(
      screen.getByRole('region', {
        name: en('inbox.template.shown', { name: 'turkish', person: 'Ayşe Kaya' }),
      })
    );
    expect(preview.getByText('Merhaba Ayşe, [value 2] yolda')).toBeTruthy();
    // The sample is beside the field, as one.
    expect(
      preview.getByPlaceholderText(en('inbox.template.example', { example: '1007' }))
    ).toBeTruthy();
    const sample = /1007 yolda/;
    expect(preview.queryByText(sample)).toBeNull();
    await person.type(
      preview.getByPlaceholderText(en('inbox.template.example', { example: '1007' })),
      '1007'
    );
    expect(preview.getByText(sample)).toBeTruthy();
  });

  it('has the focus in its search; arrows go through all entries, and one that cannot go tells why but is not chosen', async () => {
    const { person } = await open();
    await hasFocus(await search());
    await person.keyboard('{ArrowDown}');
    await hasFocus(entry(/^turkish/));
    await person.keyboard('{ArrowDown}{ArrowDown}');
    await hasFocus(entry(new RegExp(`^resting.*${en('inbox.template.why.paused')}`)));
    await person.keyboard('{Enter}');
    expect(screen.queryByTestId('template-send')).toBeNull();
    await person.keyboard('{ArrowUp}{Enter}');
    expect(await screen.findByTestId('template-send')).toBeTruthy();
    expect(entry(/^english/).getAttribute('aria-pressed')).toBe('true');
  });

  it('[T-36] says beside Send, in the foot that stays in sight, all that hinders it', async () => {
    const { person } = await open({
      'GET /whatsapp/conversations/3/may-template': {
        MARKETING: 'no-consent',
        UTILITY: 'no-consent',
        AUTHENTICATION: null,
        topicsRefused: [],
        channels: [],
      },
    });
    await search();
    await person.click(entry(/^turkish/));
    const why = await screen.findByTestId('template-why');
    expect(why.textContent).toBe(
      [en('inbox.template.why.needs-opt-in'), en('inbox.template.missing', { count: 1 })].join(
        ' · '
      )
    );
    expect(why.closest('footer')?.contains(screen.getByTestId('template-send'))).toBe(true);
  });

  it('[T-30] [T-34] proposes what is known in each field, says where it comes from, and sends along only what was changed', async () => {
    const record = { kind: 'record', type: 'api::order.order', field: 'number' } as const;
    const { person, onSend } = await open({
      'GET /whatsapp/conversations/3/template-values': {
        templates: {
          2: {
            'body.1': { from: 'fallback', text: 'müşterimiz' },
            'body.2': { from: 'source', text: '1007' },
          },
        },
      },
      'GET /whatsapp/templates': {
        templates: [
          templateOf(2, {
            name: 'turkish',
            bindings: {
              'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: 'müşterimiz' },
              'body.2': { source: record, fallback: null },
            },
          }),
        ],
        lastSync: null,
      },
    });
    await search();
    await person.click(entry(/^turkish/));
    const first = screen.getByRole('textbox', { name: /\{\{1\}\}/ });
    const second = screen.getByRole('textbox', { name: /\{\{2\}\}/ });
    expect([first, second].map((one) => (one as HTMLInputElement).value)).toEqual([
      'müşterimiz',
      '1007',
    ]);
    expect(
      screen.getByText(en('inbox.template.proposed.fallback', { source: 'First name' }))
    ).toBeTruthy();
    await person.clear(second);
    expect(screen.getByText(en('inbox.template.missing', { count: 1 }))).toBeTruthy();
    await person.type(second, '2008');
    expect(screen.getByText(en('inbox.template.proposed.was', { value: '1007' }))).toBeTruthy();
    // One message goes by its button alone.
    await person.keyboard('{Enter}');
    expect(onSend).not.toHaveBeenCalled();
    const preview = screen.getByRole('region', {
      name: en('inbox.template.shown', { name: 'turkish', person: 'Ayşe Kaya' }),
    });
    expect(within(preview).getByText('Hello müşterimiz, order 2008 is on its way')).toBeTruthy();
    const send = screen.getByTestId('template-send');
    // Not in what scrolls.
    expect(send.closest('footer')?.parentElement).toBe(screen.getByRole('dialog'));
    await person.click(send);
    expect(onSend).toHaveBeenCalledWith(
      expect.objectContaining({ templateId: 2, values: { 'body.2': '2008' } })
    );
  });

  it('lets one choose and type where the proposed values cannot be read', async () => {
    const { person } = await open({ 'GET /whatsapp/conversations/3/template-values': undefined });
    await search();
    await person.click(entry(/^turkish/));
    expect(screen.getAllByText('Merhaba Ayşe, [value 2] yolda').length).toBeGreaterThan(0);
    expect(screen.getByTestId('template-send')).toBeTruthy();
  });

  it('says so where the number has none, and where none may go to this person', async () => {
    const none = await open({ 'GET /whatsapp/templates': { templates: [], lastSync: null } });
    expect(await screen.findByText(en('inbox.template.empty'))).toBeTruthy();
    none.unmount();
    const refused = { MARKETING: 'blocked', UTILITY: 'blocked', AUTHENTICATION: 'blocked' };
    await open({
      'GET /whatsapp/conversations/3/may-template': {
        ...refused,
        topicsRefused: [],
        channels: [],
      },
    });
    await search();
    expect(screen.getByText(en('inbox.template.none-now'))).toBeTruthy();
    expect(within(screen.getByTestId('templates-blocked')).getAllByRole('button')).toHaveLength(2);
  });

  it('finds by text', async () => {
    const { person } = await open();
    const field = await search();
    const english = () => screen.queryByRole('button', { name: /^english/ });
    expect(english()).toBeTruthy();
    await person.type(field, 'yolda');
    expect(entry(/^turkish/)).toBeTruthy();
    expect(english()).toBeNull();
    expect(screen.getByText(en('inbox.template.found', { count: 1 }))).toBeTruthy();
    await person.type(field, ' nowhere');
    await person.click(screen.getByRole('button', { name: en('shell.state.clear-filters') }));
    await hasFocus(field);
    expect(english()).toBeTruthy();
  });

  it('shows one after the other on a phone: first what is missing, then back to the one that was chosen', async () => {
    showOn('phone');
    const { person } = await open();
    await person.type(await search(), 'yolda');
    await person.click(entry(/^turkish/));
    expect(screen.queryByRole('searchbox', { name: en('inbox.template.search') })).toBeNull();
    await hasFocus(screen.getByPlaceholderText(en('inbox.template.example', { example: '1007' })));
    await person.click(screen.getByRole('button', { name: en('inbox.template.back') }));
    await hasFocus(entry(/^turkish/));
    expect(((await search()) as HTMLInputElement).value).toBe('yolda');
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
    // The first Esc takes the words of the search away, the next one leaves.
    await person.type(await search(), 'tur');
    await person.keyboard('{Escape}');
    expect((await search()).getAttribute('value')).toBe('');
    expect(onClose).not.toHaveBeenCalled();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    await person.click(entry(/^turkish/));
    await person.type(
      screen.getByPlaceholderText(en('inbox.template.example', { example: '1007' })),
      '1007'
    );
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
