import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import { campaign, contact, template } from '../../unit/admin/campaigns/builders';
import { whatsappApi } from '../../../admin/src/api/base';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import { isLeaveHeld } from '../../support/is-leave-held';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { library } from '../../support/strapi-admin';
import { en } from '../../support/words';

showOn('wide');

const account = {
  id: 1,
  name: 'Main',
  status: 'connected',
  isSimulator: true,
  displayPhoneNumber: '+90 212',
  verifiedName: 'Shop',
};
const accounts = {
  accounts: [account],
  encryptionKey: 'present',
  webhookUrl: '',
  webhookReachable: true,
};
const pending = template({
  id: 4,
  name: 'winter_sale',
  status: 'PENDING',
  sendable: { ok: false, reason: 'not-approved' },
});

const facets = {
  tags: [{ id: 1, name: 'vip', color: null, people: 3 }],
  languages: [],
  quality: [],
  countries: [],
  towns: [],
  sources: [],
  origins: [],
  team: [],
  fields: [],
  linked: [],
  links: [],
};
const ayse = contact({ id: 9 });
const can = contact({ id: 10, name: 'Can Demir' });

const base = (draft = campaign({ templateId: null, audience: null })): Routes => ({
  'GET /whatsapp/accounts': accounts,
  'GET /whatsapp/templates': { templates: [template(), pending], lastSync: null },
  'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
  'GET /whatsapp/contacts/count': { total: 48210 },
  'POST /whatsapp/campaigns/people/count': { total: 48210 },
  'POST /whatsapp/campaigns/people': { contacts: [ayse, can], nextCursor: null },
  'GET /whatsapp/groups': { groups: [] },
  'GET /whatsapp/people/facets': facets,
  'GET /whatsapp/people/views': {
    views: [{ id: 1, name: 'Istanbul', filter: { q: 'istanbul' }, createdAt: 0 }],
  },
  'GET /whatsapp/campaigns/5': draft,
  'PUT /whatsapp/campaigns/5': draft,
});

/** Where the page stands, so that its own steps lead back to it. */
const EDIT = '/plugins/whatsapp/campaigns/5/edit?step=channel';
const EDIT_ROUTE = '/plugins/whatsapp/campaigns/:id/edit';

afterEach(() => jest.restoreAllMocks());

const [main] = accounts.accounts;
const twoNumbers = { accounts: [main, { ...main, id: 77, name: 'Second' }] };

describe('the wizard of a campaign', () => {
  it('[M-08] has chosen the number where only one is connected, and asks nothing on leaving', async () => {
    await renderAdmin(<CampaignEditPage />, {
      routes: { ...base(), 'GET /whatsapp/accounts': { accounts: [main] } },
      at: '/new',
      route: '/new',
    });
    const only = await screen.findByRole('radio', { name: /^Main/ });
    await waitFor(() => expect(only.getAttribute('aria-checked')).toBe('true'));
    expect(isLeaveHeld()).toBe(false);
  });

  it('[M-08] has chosen the only number of a draft that began elsewhere, and asks nothing on leaving', async () => {
    const began = campaign({ accountId: null, templateId: null, audience: null });
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(began),
      at: '/c/5?step=channel',
      route: '/c/:id',
    });
    const only = await screen.findByRole('radio', { name: /^Main/ });
    await waitFor(() => expect(only.getAttribute('aria-checked')).toBe('true'));
    expect(isLeaveHeld()).toBe(false);
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({ accountId: 1 })
    );
  });

  it('[M-02] begins a new campaign in its name, and a draft that exists without', async () => {
    const { unmount } = await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/new',
      route: '/new',
    });
    const name = await screen.findByTestId('campaign-name');
    expect(document.activeElement).toBe(name);
    unmount();
    await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/c/5?step=channel',
      route: '/c/:id',
    });
    expect(document.activeElement).not.toBe(await screen.findByTestId('campaign-name'));
  });

  it('begins each step at its heading, which is scrolled to', async () => {
    const { person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: EDIT,
      route: EDIT_ROUTE,
    });
    await screen.findByTestId('campaign-name');
    const scrolled = jest.spyOn(Element.prototype, 'scrollIntoView');
    await person.click(screen.getByTestId('wizard-next'));
    const heading = await screen.findByRole('heading', { name: en('campaigns.kind.title') });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(scrolled.mock.contexts).toContain(heading);
  });

  it('[M-01] [M-02] does not go on without name and number, then saves a draft', async () => {
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(),
        'GET /whatsapp/accounts': twoNumbers,
        'POST /whatsapp/campaigns': campaign(),
      },
      at: '/new',
      route: '/new',
    });
    await person.click(await screen.findByTestId('wizard-next'));
    expect(screen.getByText(en('campaigns.problem.channel.name'))).toBeTruthy();
    expect(screen.getByText(en('campaigns.problem.channel.missing'))).toBeTruthy();
    expect(calls.some((c) => c.method === 'POST')).toBe(false);
    await person.type(screen.getByTestId('campaign-name'), 'Spring');
    await person.click(await screen.findByRole('radio', { name: /^Main/ }));
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toMatchObject({
        name: 'Spring',
        accountId: 1,
      })
    );
  });

  it('asks before typed changes are lost on the way to another page, and not after they are saved', async () => {
    const { person, router } = await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/c/5?step=channel',
      route: '/c/:id',
    });
    await person.type(await screen.findByTestId('campaign-name'), '!');
    act(() => void router.navigate('/elsewhere'));
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await waitFor(() => expect(screen.queryByText(en('settings.leave.title'))).toBeNull());
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() => expect(screen.queryByTestId('campaign-name')).toBeNull());
    act(() => void router.navigate('/elsewhere'));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  it('[M-03] offers only approved templates and says why others are not', async () => {
    await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    expect(await screen.findByRole('radio', { name: /^spring_sale · English/ })).toBeTruthy();
    expect(screen.getAllByRole('radio')).toHaveLength(1);
    const refused = screen.getByTestId('template-refused').textContent;
    expect(refused).toContain('winter_sale');
    expect(refused).toContain(en('templates.refused.PENDING'));
  });

  it('[E-25] offers each contact their own language where the template exists in several', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    const both = [template(), template({ id: 8, language: 'tr' })];
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(campaign({ bindings })),
        'GET /whatsapp/templates': { templates: both, lastSync: null },
      },
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    await person.click(
      await screen.findByRole('checkbox', { name: en('campaigns.template.byLanguage') })
    );
    const link = screen.getByRole('link', { name: en('campaigns.template.byLanguageOrder') });
    expect(link.getAttribute('href')).toContain('templates/3#languages');
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ byLanguage: true })
    );
  });

  it('[M-17] names in the preview who would get it once it is whole, and calls anybody else an example', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    const out = contact({
      ...{ id: 8, name: 'Maya Out' },
      consent: { marketing: 'out', utility: 'in' },
    });
    const people = { contacts: [out, can], nextCursor: null };
    const { unmount } = await renderAdmin(<CampaignEditPage />, {
      routes: { ...base(campaign({ bindings })), 'POST /whatsapp/campaigns/people': people },
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    const words = () => screen.getByTestId('preview-person').textContent;
    await waitFor(() => expect(words()).toBe(en('templates.preview.as', { name: 'Can Demir' })));
    unmount();
    await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(campaign({ bindings, audience: null })),
        'GET /whatsapp/contacts': { contacts: [out, ayse], nextCursor: null },
      },
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    await waitFor(() =>
      expect(words()).toBe(en('campaigns.preview.example', { name: 'Ayşe Kaya' }))
    );
    cleanup();
    await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign()),
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    await waitFor(() => expect(words()).toBe(en('templates.preview.open')));
  });

  it('[M-03] shows the phone right below the templates where there is no room beside them', async () => {
    showOn('tablet');
    await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign()),
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    const shown = await screen.findByTestId('preview-person');
    const values = screen.getByRole('heading', { name: en('campaigns.variables.title') });
    expect(shown.compareDocumentPosition(values)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    showOn('wide');
  });

  it('[M-21] warns aloud, with the number, while nobody is chosen', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };

    await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign({ bindings, audience: null })),
      at: '/c/5?step=people',
      route: '/c/:id',
    });
    expect(
      await screen.findByText(en('campaigns.people.everyone.body', { count: 48_210 }))
    ).toBeTruthy();
    const warning = screen.getByTestId('everyone-warning').textContent;
    // The boxes below are ticked: nobody may read that no one is chosen.
    expect(warning).toContain(en('campaigns.people.everyone.title'));
    expect(warning).not.toContain(en('people.nobody'));
  });

  it('[M-04] offers groups and segments first, chosen by one press without a drawer', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(campaign({ bindings, audience: null })),
        'GET /whatsapp/groups': { groups: [{ id: 2, name: 'VIP', members: 30 }] },
        'GET /whatsapp/segments': { segments: [{ id: 4, name: 'Silent', people: 9 }] },
      },
      at: '/c/5?step=people',
      route: '/c/:id',
    });
    const groups = await screen.findByTestId('choose-groups');
    const segments = screen.getByTestId('choose-segments');
    expect(within(segments).getByRole('button', { name: /^Silent/ })).toBeTruthy();
    const filters = screen.getByTestId('open-filters');
    expect(groups.compareDocumentPosition(filters)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await person.click(within(groups).getByRole('button', { name: /^VIP/ }));
    await waitFor(() => expect(screen.queryByTestId('everyone-warning')).toBeNull());
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({
        audience: { kind: 'all', filter: { groups: { include: [2] } } },
      })
    );
  });

  it('[M-09] [M-12] says the rule of 24 hours, advises a template and offers an ordinary message', async () => {
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/c/5?step=kind',
      route: '/c/:id',
    });
    expect((await screen.findByTestId('kind-rule')).textContent).toContain(
      en('campaigns.kind.rule')
    );
    const text = new RegExp(`^${en('campaigns.kind.text')}`);
    await person.click(await screen.findByRole('radio', { name: text }));
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({ kind: 'text' })
    );
  });

  it('[M-13] takes a file under the message, with the limits told before and the phone beside it', async () => {
    library.push(
      { id: 7, name: 'bahar.jpg', mime: 'image/jpeg', size: 120, url: '/bahar.jpg' },
      { id: 8, name: 'ses.mp3', mime: 'audio/mpeg', size: 90, url: '/ses.mp3' }
    );

    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign({ kind: 'text', templateId: null, text: 'Merhaba' })),
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    const limits = { image: 5, video: 16, audio: 16, document: 100 };
    await screen.findByText(en('shell.file.limits', limits));
    await person.click(screen.getByTestId('choose-file'));
    await person.click(screen.getByRole('button', { name: 'ses.mp3' }));
    expect(screen.queryByTestId('choose-file')).toBeNull();
    await person.click(screen.getByTestId('wizard-next'));
    expect(await screen.findByText(en('campaigns.problem.message.no-caption'))).toBeTruthy();
    expect(calls.some((call) => call.method === 'PUT')).toBe(false);

    await person.click(
      screen.getByRole('button', { name: en('shell.file.take-out', { name: 'ses.mp3' }) })
    );
    await person.click(screen.getByTestId('choose-file'));
    await person.click(screen.getByRole('button', { name: 'bahar.jpg' }));
    // In the form, and on the phone with the words.
    expect(await screen.findByText('bahar.jpg')).toBeTruthy();
    expect(await screen.findByRole('img', { name: 'bahar.jpg' })).toBeTruthy();
    expect(screen.getAllByText('Merhaba')).toHaveLength(2);
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
        kind: 'text',
        text: 'Merhaba',
        fileId: 7,
      })
    );
  });

  it('[M-18] says at the channel that bulk works on WhatsApp only', async () => {
    await renderAdmin(<CampaignEditPage />, {
      routes: base(),
      at: '/c/5?step=channel',
      route: '/c/:id',
    });
    expect(await screen.findByText(en('campaigns.channel.only'))).toBeTruthy();
  });

  it('[M-22] [M-23] [M-24] all who match are ticked; a tick taken away is saved with the draft', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };

    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign({ bindings })),
      at: '/c/5?step=people',
      route: '/c/:id',
    });
    await person.click(await screen.findByRole('checkbox', { name: /Can Demir/ }));
    expect((await screen.findByTestId('people-except')).textContent).toBe(
      en('campaigns.people.takenOut', { count: 1 })
    );
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({
        audience: { kind: 'all', except: [10] },
      })
    );
  });

  it('[M-19] [M-20] [M-26] narrows the people by the filters of Contacts, and keeps the filter with the draft', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };

    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign({ bindings, audience: null })),
      at: '/c/5?step=people',
      route: '/c/:id',
    });
    await person.click(await screen.findByTestId('open-filters'));
    await person.click(await screen.findByRole('button', { name: en('people.filter.tags') }));
    await person.click(await screen.findByRole('button', { name: /^vip/ }));
    await person.click(screen.getByTestId('close-filters'));
    expect(await screen.findByTestId('filter-sentence')).toBeTruthy();
    expect(screen.queryByTestId('everyone-warning')).toBeNull();
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({
        audience: { kind: 'all', filter: { tags: { include: ['vip'] } } },
      })
    );
  });

  it('keeps what was typed and stays on the step when saving is refused', async () => {
    const { person } = await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(),
        'POST /whatsapp/campaigns': refuse(400, { kind: 'name-taken', field: 'name' }),
      },
      at: '/new',
      route: '/new',
    });
    await person.type(await screen.findByTestId('campaign-name'), 'Spring');
    await person.click(await screen.findByRole('radio', { name: /^Main/ }));
    await person.click(screen.getByTestId('wizard-next'));
    expect((await screen.findAllByText(en('error.name-taken'))).length).toBeGreaterThan(0);
    expect(screen.getByTestId('campaign-name')).toHaveProperty('value', 'Spring');
  });

  it('follows instead of editing what is already started', async () => {
    await renderAdmin(<CampaignEditPage />, {
      routes: base(campaign({ state: 'running' })),
      at: '/c/5',
      route: '/c/:id',
    });
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });
});

describe('another number for a draft', () => {
  const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
  const ofNumber: Routes = {
    ...base(campaign({ bindings })),
    'GET /whatsapp/accounts': twoNumbers,
    'GET /whatsapp/templates': ({ query }: Call) => ({
      templates: query.get('accountId') === '77' ? [] : [template()],
      lastSync: null,
    }),
    'GET /whatsapp/templates/3': template(),
  };

  const step = (key: 'message' | 'people') => new RegExp(en(`campaigns.step.${key}`));

  it('[M-08] says which template it cannot send and keeps everything, so that the first number has it again', async () => {
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: ofNumber,
      at: EDIT,
      route: EDIT_ROUTE,
    });
    await person.click(await screen.findByRole('radio', { name: /^Second/ }));
    const said = await screen.findByTestId('unfit-template');
    await waitFor(() =>
      expect(said.textContent).toContain(
        en('campaigns.unfit.template.named', { name: 'spring_sale' })
      )
    );
    expect(said.textContent).toContain(en('campaigns.unfit.template.why'));
    // The message is open again; what comes after it waits for that.
    expect(screen.getByRole('button', { name: step('message') })).toHaveProperty('disabled', false);
    expect(screen.getByRole('button', { name: step('people') })).toHaveProperty('disabled', true);
    await person.click(screen.getByRole('radio', { name: /^Main/ }));
    await waitFor(() => expect(screen.queryByTestId('unfit-template')).toBeNull());
    expect(screen.getByRole('button', { name: step('people') })).toHaveProperty('disabled', false);
    await person.click(screen.getByRole('radio', { name: /^Second/ }));
    await person.click(screen.getByRole('button', { name: step('message') }));
    expect(await screen.findByTestId('unfit-template')).toBeTruthy();
    const { audience } = campaign();
    expect(calls.find((c) => c.method === 'PUT')?.body).toMatchObject({
      ...{ accountId: 77, templateId: 3, bindings, audience },
    });
  });

  it('[M-11] [M-08] does not offer a bot of another number, and says so of a chosen one', async () => {
    const bots = [
      { id: 5, name: 'Greeter', active: true, accountId: 1 },
      { id: 6, name: 'Orders', active: true, accountId: null },
    ];
    await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(campaign({ kind: 'flow', botId: 5, accountId: 77, templateId: null })),
        'GET /whatsapp/accounts': twoNumbers,
        'GET /whatsapp/bots': { bots },
      },
      at: '/c/5?step=message',
      route: '/c/:id',
    });
    expect((await screen.findByTestId('unfit-bot')).textContent).toContain(
      en('campaigns.unfit.bot.named', { name: 'Greeter' })
    );
    const [greeter, orders] = await screen.findAllByRole('radio');
    expect(greeter).toHaveProperty('disabled', true);
    expect(orders).toHaveProperty('disabled', false);
  });
});

describe('one draft in two tabs', () => {
  const ece = { id: 7, name: 'Ece Aslan' };
  /** A server that refuses, as ours, what is a change of an older version. */
  const open = async () => {
    let saved = campaign({ templateId: null, audience: null });
    const { changedAt } = saved;
    const put = ({ body }: Call) => {
      const { basedOn } = body as { basedOn?: number };
      if (basedOn !== saved.changedAt) return refuse(409, { kind: 'campaign-changed' });
      saved = { ...saved, ...(body as Partial<CampaignView>), changedAt: saved.changedAt + 1 };
      return saved;
    };
    const view = await renderAdmin(<CampaignEditPage />, {
      routes: {
        ...base(),
        'GET /whatsapp/campaigns/5': () => saved,
        'PUT /whatsapp/campaigns/5': put,
      },
      at: EDIT,
      route: EDIT_ROUTE,
    });
    const name = await screen.findByTestId('campaign-name');
    return {
      ...view,
      name,
      /** The other tab saves; `isLive` tells this one at once. */
      other: (part: Partial<CampaignView>, isLive = true) => {
        saved = { ...saved, changedAt: changedAt + 50_000, changedBy: ece, ...part };
        if (!isLive) return;
        const hint = whatsappApi.util.invalidateTags([{ type: 'WhatsappCampaign', id: 5 }]);
        act(() => void view.store.dispatch(hint));
      },
      next: () => view.person.click(screen.getByTestId('wizard-next')),
      names: () =>
        view.calls
          .filter(({ method }) => method === 'PUT')
          .map(({ body }) => (body as { name?: string }).name),
    };
  };

  it('[M-15] says who changed what, and shows it, where nothing was changed here', async () => {
    const { name, other, next, names } = await open();
    other({ name: 'Autumn' });
    const news = await screen.findByTestId('changed-elsewhere');
    const changed = en('campaigns.elsewhere.other', { name: 'Ece Aslan', at: '' });
    expect(news.textContent).toMatch(new RegExp(`^${changed}`));
    const steps = en('campaigns.elsewhere.steps', { steps: en('campaigns.step.channel') });
    expect(news.textContent).toContain(`${steps} ${en('campaigns.elsewhere.taken')}`);
    expect(news.parentElement?.getAttribute('role')).toBe('status');
    expect(name).toHaveProperty('value', 'Autumn');
    await next();
    await screen.findByTestId('kind-rule');
    // It was read where it was said.
    expect(screen.queryByTestId('changed-elsewhere')).toBeNull();
    expect(names()).toEqual(['Autumn']);
  });

  it('[M-15] says nothing of what this tab saved itself', async () => {
    const { person, name } = await open();
    // Enter in the name goes on like the button.
    await person.type(name, '!{Enter}');
    await screen.findByTestId('kind-rule');
    expect(screen.queryByTestId('changed-elsewhere')).toBeNull();
  });

  it('[M-15] asks which version is kept where this tab has changes, and keeps its own only when told so', async () => {
    const { person, name, other, next, names } = await open();
    await person.type(name, '!');
    other({ name: 'Autumn' }, false);
    await next();
    const news = await screen.findByTestId('changed-elsewhere');
    expect(news.parentElement?.getAttribute('role')).toBe('alert');
    expect(screen.getByText(new RegExp(en('error.campaign-changed')))).toBeTruthy();
    expect(name).toHaveProperty('value', 'Spring sale!');
    await person.click(screen.getByRole('button', { name: en('campaigns.elsewhere.keep') }));
    expect(screen.queryByTestId('changed-elsewhere')).toBeNull();
    expect(screen.queryByText(new RegExp(en('error.campaign-changed')))).toBeNull();
    await next();
    await screen.findByTestId('kind-rule');
    expect(names()).toEqual(['Spring sale!', 'Spring sale!']);
  });

  it('[M-15] takes the saved version over in place of its own changes when told so', async () => {
    const { person, name, other } = await open();
    await person.type(name, '!');
    other({ name: 'Autumn', changedBy: { id: 1, name: 'Me' } });
    expect((await screen.findByTestId('changed-elsewhere')).textContent).toMatch(
      new RegExp(`^${en('campaigns.elsewhere.me', { at: '' })}`)
    );
    await person.click(screen.getByRole('button', { name: en('campaigns.elsewhere.load') }));
    expect(name).toHaveProperty('value', 'Autumn');
    expect(isLeaveHeld()).toBe(false);
  });
});
