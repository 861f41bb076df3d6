import { screen, waitFor } from '@testing-library/react';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplateEditPage from '../../../admin/src/pages/Templates/EditPage';
import type { CostResult } from '../../../server/src/contracts/prices';
import type { TemplateFigures } from '../../../server/src/contracts/template-figures';
import { contact, slot, template } from '../../unit/admin/campaigns/builders';
import { anAccount } from '../../support/account-view';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { denied, library } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const withPicture = template({
  header: { format: 'IMAGE', text: null },
  slots: [{ key: 'header', component: 'header', kind: 'image', name: '1', example: null }],
  missing: ['header'],
});

const event = (part: object) => ({
  id: 1,
  at: 1_700_000_000_000,
  kind: 'status',
  via: 'webhook',
  from: 'PENDING',
  to: 'APPROVED',
  reason: null,
  by: null,
  ...part,
});

const figures: TemplateFigures = {
  lastSentAt: 1_700_000_000_000,
  ...{ sent: 40, delivered: 30, read: 15, failed: 2, clicked: 6, campaignDelivered: 24 },
  buttons: [{ text: 'Yes', presses: 5, people: 4, optOuts: 2 }],
  maxPrice: { currency: 'EUR', micros: 50_000, strategy: 'LOWEST_COST_WITH_BID_CAP' },
  isPartial: false,
};
const noCost: CostResult = {
  ...{ hasPrices: false, isSample: false, unpriced: 0 },
  ...{ pricesFrom: [], totals: [], lines: [] },
};

const openOne = (one = template(), more: Routes = {}, at = '/t/3') =>
  renderAdmin(<TemplatePage />, {
    routes: {
      'GET /whatsapp/templates': { templates: [one], lastSync: null },
      'GET /whatsapp/templates/3': one,
      'GET /whatsapp/contacts': { contacts: [contact()], nextCursor: null },
      'GET /whatsapp/templates/3/history': { events: [], more: false },
      'GET /whatsapp/templates/3/uses': { uses: [] },
      'GET /whatsapp/templates/3/figures': figures,
      'GET /whatsapp/templates/3/cost': { cost: noCost, isPartial: false },
      ...more,
    },
    at,
    route: '/t/:id',
  });

afterEach(() => {
  denied.clear();
  showOn('wide');
  library.length = 0;
  jest.restoreAllMocks();
});

describe('history of a template', () => {
  const events = [
    event({ id: 4, kind: 'quality', from: 'UNKNOWN', to: 'YELLOW' }),
    event({ id: 3, to: 'REJECTED', reason: 'SCAM: It asks for a card number.' }),
    event({ id: 2, kind: 'submitted', via: 'person', to: 'PENDING', by: 'Ada Lovelace' }),
    event({ id: 1, kind: 'appeared', via: 'sync', to: 'APPROVED' }),
  ];

  it('[T-13] [T-17] tells what happened, who or what told it, and Meta’s reason in words', async () => {
    const { person } = await openOne(template(), {
      'GET /whatsapp/templates/3/history': { events, more: false },
    });
    await person.click(await screen.findByRole('tab', { name: en('templates.tab.history') }));
    const rows = (await screen.findAllByTestId('template-event')).map((row) => row.textContent);
    expect(rows[0]).toContain(
      en('templates.history.quality', { from: 'Not rated yet', to: '■ Medium' })
    );
    expect(rows[1]).toMatch(/Rejected.*signs of fraud.*It asks for a card number\..*WhatsApp/);
    expect(rows[2]).toMatch(/Submitted for review.*Ada Lovelace/);
    expect(rows[3]).toMatch(/Synced from WhatsApp.*Sync/);
  });

  it('says that it could not be read, never that there is none', async () => {
    let isBroken = true;
    const history = () =>
      isBroken ? refuse(500, { kind: 'server' }) : { events: [], more: false };
    const { person } = await openOne(
      template(),
      { 'GET /whatsapp/templates/3/history': history },
      '/t/3#history'
    );
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(/No changes recorded/)).toBeNull();
    isBroken = false;
    await person.click(retry);
    expect(await screen.findByText(/No changes recorded/)).toBeTruthy();
  });
});

describe('use of a template', () => {
  const uses = [
    { kind: 'campaign', id: 4, name: 'Winter', state: 'completed', needsIt: false },
    { kind: 'bot', id: 2, name: 'Cargo', state: 'active', needsIt: true },
  ];
  const routes: Routes = { 'GET /whatsapp/templates/3/uses': { uses } };

  it('lists those that need it first, with links', async () => {
    await openOne(template(), routes, '/t/3#use');
    const rows = await screen.findAllByTestId('template-use');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Cargo.*Bot.*Active/),
      expect.stringMatching(/Winter.*Campaign.*Completed/),
    ]);
    expect(screen.getByText(en('templates.uses.needed', { count: 1 }))).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Winter' }).getAttribute('href')).toContain(
      'campaigns/4'
    );
  });

  it('links nowhere for who may not follow campaigns', async () => {
    denied.add('canFollow');
    await openOne(template(), routes, '/t/3#use');
    expect(await screen.findByText('Winter')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Winter' })).toBeNull();
  });
});

describe('what became of a template', () => {
  it('[T-53] shows the last days with taps, and the maximum price with its strategy', async () => {
    const { calls, person } = await openOne(template(), {}, '/t/3#use');
    expect((await screen.findByTestId('count-read')).dataset.value).toBe('15');
    // Six of the 24 that campaigns delivered: opened links of single messages are not known.
    expect(screen.getByText(en('templates.figures.shareOf.clicked', { share: 0.25 }))).toBeTruthy();
    const button = screen.getByTestId('template-button').textContent;
    expect(button).toContain('Yes');
    expect(button).toContain(`4 · ${en('campaigns.buttons.optOuts', { count: 2 })}`);
    expect(screen.getByText(en('templates.figures.maxPrice', { price: '€0.05' }))).toBeTruthy();
    expect(screen.getByText(en('templates.figures.strategyLowest'))).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('templates.figures.days') }));
    await person.click(
      await screen.findByRole('option', { name: en('templates.figures.lastDays', { days: 90 }) })
    );
    await waitFor(() => expect(calls.some(({ query }) => query.get('days') === '90')).toBe(true));
  });

  it('[T-53] names a strategy that is new as WhatsApp names it, also before the currency is known', async () => {
    const maxPrice = { currency: null, micros: null, strategy: 'HIGHEST_VALUE' };
    const routes = { 'GET /whatsapp/templates/3/figures': { ...figures, maxPrice } };
    await openOne(template(), routes, '/t/3#use');
    expect(await screen.findByText(en('templates.figures.maxPriceKnown'))).toBeTruthy();
    const name = 'HIGHEST_VALUE';
    expect(screen.getByText(en('templates.figures.strategy', { name }))).toBeTruthy();
  });

  it('is not asked for by anyone who may not follow campaigns', async () => {
    denied.add('canFollow');
    const { calls } = await openOne(template(), {}, '/t/3#use');
    await screen.findByText(en('templates.uses.empty'));
    expect(calls.some(({ path }) => path.endsWith('/figures'))).toBe(false);
  });
});

describe('the languages of a template', () => {
  const known = {
    order: { base: 'en', business: null, upTo: 'any' },
    languages: [
      { id: 3, language: 'en', unready: null },
      { id: 4, language: 'tr', unready: 'incomplete' },
    ],
  };

  it('[E-25] are listed with what keeps them back, and the order for others is saved at once', async () => {
    const { calls, person } = await openOne(template(), {
      'GET /whatsapp/templates/3/languages': known,
      'PUT /whatsapp/templates/3/languages': known,
    });
    await person.click(await screen.findByRole('tab', { name: en('templates.tab.languages') }));
    const rows = await screen.findAllByTestId('template-language');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining(en('templates.languages.ready')),
      expect.stringContaining(en('templates.languages.unready.incomplete')),
    ]);
    await person.click(screen.getByRole('combobox', { name: en('templates.languages.upTo') }));
    await person.click(
      await screen.findByRole('option', { name: en('templates.languages.upTo.none') })
    );
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
        base: 'en',
        upTo: 'none',
      })
    );
  });
});

describe('the header of a template', () => {
  const png = { id: 7, name: 'table.png', mime: 'image/png', size: 12, url: '/uploads/table.png' };
  const file: Routes = { 'GET /upload/files/7': png };

  it('[T-29] pressed on the phone, takes a file of the media library, shows it and saves it', async () => {
    library.push(png);
    const { calls, person } = await openOne(withPicture, {
      ...file,
      'PUT /whatsapp/templates/3/bindings': withPicture,
    });
    await person.click(await screen.findByTestId('header-area'));
    await person.click(screen.getByRole('button', { name: 'table.png' }));
    expect((await screen.findByRole('img', { name: 'table.png' })).getAttribute('src')).toContain(
      '/uploads/table.png'
    );
    await person.click(screen.getByTestId('save-bindings'));
    await waitFor(() =>
      expect(calls.find((one) => one.method === 'PUT')?.body).toEqual({
        bindings: { header: { source: { kind: 'media', fileId: 7 }, fallback: null } },
      })
    );
  });

  it('[T-29] says at once why Meta would refuse a file, and does not take it', async () => {
    library.push({ ...png, mime: 'image/webp', name: 'table.webp' });
    const { person } = await openOne(withPicture);
    await person.click(await screen.findByTestId('header-area'));
    await person.click(screen.getByRole('button', { name: 'table.webp' }));
    expect(
      screen.getByText(/^This file is of type WEBP\. Choose one of type JPEG, PNG/)
    ).toBeTruthy();
    expect(screen.getByTestId('save-bindings')).toHaveProperty('disabled', true);
  });

  it('is only looked at by who may not manage templates', async () => {
    denied.add('canManage');
    await openOne(withPicture);
    await screen.findByText(en('templates.preview.as', { name: 'Ayşe Kaya' }));
    expect(screen.queryByTestId('header-area')).toBeNull();
  });
});

describe('a button that looks like the way out', () => {
  const unmarked = template({ category: 'MARKETING', unmarkedWayOuts: ['Dur'] });
  const title = en('templates.unmarkedWayOut', { names: '“Dur”' });

  it('[O-18] is named, and one press makes it end marketing', async () => {
    const { calls, person } = await openOne(unmarked, {
      'PUT /whatsapp/templates/3/opt-out-button': { ...unmarked, unmarkedWayOuts: [] },
    });
    expect(await screen.findByText(title)).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('templates.unmarkedWayOut.mark') }));
    await waitFor(() =>
      expect(calls.find((one) => one.method === 'PUT')?.body).toEqual({ text: 'Dur' })
    );
  });

  it('[O-18] is named to anyone who may not change templates, without a press', async () => {
    denied.add('canManage');
    await openOne(unmarked);
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.queryByRole('button', { name: en('templates.unmarkedWayOut.mark') })).toBeNull();
  });
});

describe('the variables of a text from the library', () => {
  it('[T-30] [T-49] each shows where its value usually comes from, until a source is chosen', async () => {
    const slots = ['first_name', 'order_number', 'store'].map((name) =>
      slot({ key: `body.${name}`, name })
    );
    const firstName = { source: { kind: 'contact', field: 'firstName' }, fallback: null } as const;
    const { person } = await openOne(
      template({
        slots,
        bindings: { 'body.first_name': firstName },
        suggested: { 'body.first_name': 'contact', 'body.order_number': 'record' },
      })
    );
    const said = (source: 'contact' | 'record') =>
      en('templates.variables.suggested', { source: en(`templates.library.source.${source}`) });
    expect((await screen.findByTestId('suggested-source')).textContent).toBe(said('record'));
    await person.click(
      screen.getByRole('button', {
        name: en('templates.variable.change', { source: `@${en('templates.field.firstName')}` }),
      })
    );
    const texts = () =>
      screen.getAllByTestId('suggested-source').map(({ textContent }) => textContent);
    await waitFor(() => expect(texts()).toEqual([said('contact'), said('record')]));
  });
});

describe('a narrow window', () => {
  it('[T-12] shows the phone as a tab of its own', async () => {
    showOn('tablet');
    const { person } = await openOne();
    await screen.findByRole('tab', {
      name: en('templates.variables.title', { bound: 0, total: 1 }),
    });
    expect(screen.queryByText(en('templates.preview.open'))).toBeNull();
    await person.click(screen.getByRole('tab', { name: en('templates.tab.preview') }));
    expect(await screen.findByText(en('templates.preview.open'))).toBeTruthy();
  });
});

describe('an address that names no template', () => {
  it.each([
    ['the page of one', <TemplatePage key="one" />],
    ['the editor', <TemplateEditPage key="edit" />],
  ])('asks the server for nothing: %s', async (_name, page) => {
    const { calls } = await renderAdmin(page, { at: '/t/abc', route: '/t/:id' });
    expect(await screen.findByText(/went wrong/i)).toBeTruthy();
    expect(calls.filter(({ path }) => path.includes('/templates'))).toEqual([]);
  });
});

describe('a template that carries a one-time code', () => {
  const code = template({
    category: 'AUTHENTICATION',
    body: '*{{1}}* is your verification code.',
    buttons: [{ type: 'OTP', text: 'Copy code', url: 'https://www.whatsapp.com/otp/code/?code=x' }],
    slots: [{ key: 'body.1', component: 'body', kind: 'otp', name: '1', example: '123456' }],
    missing: [],
    sendable: { ok: false, reason: 'api-only' },
  });

  it('[T-32] says that the API sends it, and asks for no source of the code', async () => {
    await openOne(code);
    expect(await screen.findByText(en('templates.refused.api-only'))).toBeTruthy();
    expect(screen.getByText(/Each API call sends the code as body\.1/)).toBeTruthy();
    expect(screen.getByText(/123456/)).toBeTruthy();
    expect(screen.getByText(en('shell.message.copy-code'))).toBeTruthy();
    expect(screen.queryByTestId('save-bindings')).toBeNull();
    expect(screen.queryByTestId('send-to-one')).toBeNull();
    expect(screen.queryByTestId('create-campaign')).toBeNull();
  });
});

describe('what an approved template is for', () => {
  const accounts = {
    accounts: [anAccount({ id: 4, wabaId: '1' }), anAccount({ id: 5, wabaId: '2' })],
  };
  const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };

  it('[M-03] begins a campaign with the template, its values and a number of its account', async () => {
    const { calls, person } = await openOne(template({ bindings }), {
      'GET /whatsapp/accounts': accounts,
      'POST /whatsapp/campaigns': { id: 12 },
    });
    expect(await screen.findByTestId('save-bindings')).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByTestId('create-campaign')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('create-campaign'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
        templateId: 3,
        accountId: 4,
        bindings,
        audience: null,
      })
    );
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  it('[M-03] begins it with the variables as they are shown, also where they are not saved yet', async () => {
    const { calls, person } = await openOne(template({ bindings }), {
      'GET /whatsapp/accounts': accounts,
      'POST /whatsapp/campaigns': { id: 12 },
    });
    await person.type(await screen.findByDisplayValue('x'), 'y');
    await waitFor(() =>
      expect(screen.getByTestId('create-campaign')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('create-campaign'));
    const typed = { 'body.1': { source: { kind: 'text', text: 'xy' }, fallback: null } };
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({ bindings: typed })
    );
  });

  it('[T-12] is sent to one person, with this template chosen', async () => {
    const { person } = await openOne(template({ bindings }), {
      'GET /whatsapp/accounts': accounts,
    });
    await person.click(await screen.findByTestId('send-to-one'));
    expect(
      await screen.findByText(en('inbox.new.with-template', { name: 'spring_sale' }))
    ).toBeTruthy();
    expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  });

  it('offers neither to who may not reply nor prepare campaigns', async () => {
    denied.add('canReply');
    denied.add('canPrepare');
    await openOne();
    expect(await screen.findByTestId('save-bindings')).toBeTruthy();
    expect(screen.queryByTestId('send-to-one')).toBeNull();
    expect(screen.queryByTestId('create-campaign')).toBeNull();
  });
});

describe('a test of a template', () => {
  it('goes to chosen testers by the chosen number of its account, for who may manage templates', async () => {
    const { wabaId } = template();
    const accounts = [
      anAccount({ id: 1, name: 'Shop', wabaId }),
      anAccount({ id: 2, name: 'Depot', wabaId }),
    ];
    const routes: Routes = {
      'GET /whatsapp/accounts': { accounts },
      'GET /whatsapp/testers/for-templates': { testers: [{ id: 4, name: 'Ada', isMe: true }] },
      'POST /whatsapp/templates/3/test': {
        results: [{ testerId: 4, name: 'Ada', ok: false, reason: 'missing-value' }],
      },
    };
    const { calls, person, unmount } = await openOne(template(), routes);
    await person.click(await screen.findByTestId('test-template'));
    await person.click(await screen.findByRole('combobox', { name: en('testers.send.number') }));
    await person.click(await screen.findByRole('option', { name: 'Depot' }));
    await person.click(screen.getByTestId('confirm-test'));
    expect((await screen.findByTestId('test-result')).textContent).toBe(
      en('testers.refused', { name: 'Ada', reason: 'Value missing, no fallback' })
    );
    const sent = calls.find(({ path }) => path === '/whatsapp/templates/3/test');
    expect(sent?.body).toMatchObject({ testerIds: [4], accountId: 2 });
    unmount();
    denied.add('canManage');
    await openOne(template(), routes);
    await screen.findByTestId('send-to-one');
    expect(screen.queryByTestId('test-template')).toBeNull();
  });
});
