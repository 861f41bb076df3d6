import { cleanup, screen, waitFor, within } from '@testing-library/react';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import { testPlan, trialPlan } from '../../../server/src/contracts/campaign-trial';
import { messageOf } from '../../support/message-views';
import { bill, campaign, slot, template } from '../../unit/admin/campaigns/builders';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { denied, notices } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const bound = {
  'body.1': { source: { kind: 'contact' as const, field: 'firstName' as const }, fallback: null },
};

const open = (preflight: Routes[string], more: Routes = {}) =>
  renderAdmin(<CampaignEditPage />, {
    routes: {
      'GET /whatsapp/campaigns/5': campaign({ bindings: bound }),
      'GET /whatsapp/accounts': {
        accounts: [],
        encryptionKey: 'present',
        webhookUrl: '',
        webhookReachable: true,
      },
      'GET /whatsapp/templates': { templates: [template()], lastSync: null },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      'POST /whatsapp/campaigns/5/preflight': preflight,
      ...more,
    },
    at: '/c/5?step=check',
    route: '/c/:id',
  });

const posted = (calls: { method: string; path: string; body: unknown }[], path: string) =>
  calls.filter((c) => c.method === 'POST' && c.path === path);

beforeEach(() => {
  denied.clear();
  notices.length = 0;
});
afterEach(() => jest.restoreAllMocks());

describe('the check before sending', () => {
  it('[M-06] [M-34] shows the bill with the limit, and launches with the number on the button', async () => {
    const sheet = bill({
      matched: 13120,
      willReceive: 12480,
      exclusions: [
        { reason: 'opted-out', count: 214 },
        { reason: 'no-consent', count: 426 },
      ],
      limit: {
        known: true,
        limit: 10000,
        used: 1000,
        free: 9000,
        places: 12_480,
        days: 2,
        today: 9000,
      },
    });
    const { calls, person } = await open(sheet, {
      'POST /whatsapp/campaigns/5/launch': campaign({ state: 'preparing' }),
    });
    const name = en('campaigns.start.start', { count: 12_480 });
    const button = await screen.findByRole('button', { name }, { timeout: 20_000 });
    expect(screen.getByTestId('bill-matched').textContent).toBe('13,120');
    expect(screen.getByTestId('bill-opted-out').textContent).toBe('214');
    expect(screen.getByTestId('bill-will-receive').textContent).toBe('12,480');
    expect(
      screen.getByText(en('campaigns.limit.used', { used: 1000, limit: 10000, free: 9000 }))
    ).toBeTruthy();
    expect(screen.getByText(en('campaigns.limit.spreadTitle', { days: 2 }))).toBeTruthy();
    expect(posted(calls, '/whatsapp/campaigns/5/launch')).toHaveLength(0);
    await person.click(button);
    await person.click(screen.getByTestId('confirm-start'));
    await waitFor(() => expect(posted(calls, '/whatsapp/campaigns/5/launch')).toHaveLength(1));
    expect(posted(calls, '/whatsapp/campaigns/5/launch')[0]?.body).toEqual({
      expected: 12480,
      basedOn: campaign().changedAt,
    });
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  it('[O-17] leads from those about whom the team has to decide to their list, for who may open it', async () => {
    const sheet = bill({
      exclusions: [
        { reason: 'asked-to-stop', count: 3 },
        { reason: 'opted-out', count: 2 },
      ],
    });
    const { person, unmount } = await open(sheet);
    const count = await screen.findByTestId('bill-asked-to-stop', undefined, { timeout: 20_000 });
    expect(count.textContent).toBe('3');
    expect(screen.getByText(new RegExp(en('campaigns.skip.asked-to-stop')))).toBeTruthy();
    const way = screen.getByRole('link', { name: en('campaigns.bill.decide') });
    const address = new URL(way.getAttribute('href') ?? '', 'http://x');
    expect(address.pathname).toBe('/plugins/whatsapp/contacts');
    expect(JSON.parse(address.searchParams.get('filter') ?? '')).toEqual({ askedToStop: true });
    await person.click(way);
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    unmount();
    denied.add('canBrowse');
    await open(sheet);
    await screen.findByTestId('bill-asked-to-stop', undefined, { timeout: 20_000 });
    expect(screen.queryByRole('link', { name: en('campaigns.bill.decide') })).toBeNull();
  });

  it('[M-06] shows all that goes out: template with picture, number, time, filter, test batch and cost of all', async () => {
    const header = { format: 'IMAGE', text: null };
    const slots = [
      ...template().slots,
      { key: 'header', component: 'header', kind: 'image', name: 'header', example: null } as const,
    ];
    const part = {
      bindings: {
        ...bound,
        header: { source: { kind: 'media' as const, fileId: 7 }, fallback: null },
      },
      when: 'at' as const,
      scheduledAt: Date.parse('2030-05-02T07:00:00Z'),
      timezone: 'Europe/Istanbul',
      trial: trialPlan.parse({ canary: { people: { kind: 'first', count: 50 }, goOn: null } }),
      audience: {
        kind: 'all' as const,
        filter: {
          groups: { include: [2], exclude: [] },
          consent: { include: ['in' as const], exclude: [] },
        },
        except: [],
      },
    };
    const body = { ...messageOf(1).body, header: { kind: 'image' as const, text: null } };
    await open(
      bill({
        cost: {
          hasPrices: true,
          pricesFrom: ['2026-10-01'],
          isSample: false,
          totals: [{ currency: 'EUR', micros: 812_400_000 }],
          lines: [
            {
              ...{ country: 'TR', market: 'TR', category: 'marketing', type: null, count: 10 },
              ...{ currency: 'EUR', micros: 81_240_000, totalMicros: 812_400_000 },
            },
          ],
          unpriced: 0,
        },
        samples: [{ contactId: 9, contactName: 'Ayşe', body, usedFallback: false, variant: null }],
      }),
      {
        'GET /whatsapp/campaigns/5': campaign(part),
        'GET /whatsapp/templates': { templates: [template({ header, slots })], lastSync: null },
        'GET /whatsapp/groups': { groups: [{ id: 2, name: 'VIP', members: 3 }] },
        'GET /upload/files/7': {
          name: 'spring.jpg',
          url: '/spring.jpg',
          mime: 'image/jpeg',
          size: 9,
        },
      }
    );
    const card = await screen.findByTestId('goes-out', undefined, { timeout: 20_000 });
    const says = (key: string) => screen.getByTestId(`goes-out-${key}`).textContent;
    expect(says('what')).toContain('spring_sale · English · Photo');
    expect(says('from')).toBe(`${en('campaigns.goesOut.from')}Main`);
    const when = en('campaigns.goesOut.when');
    expect(says('when')).toMatch(new RegExp(`^${when}Thu, May 2, .+ \\(.+\\)$`));
    const parts = [
      en('people.who.in.groups', { values: 'VIP' }),
      en('people.who.in.consent', {
        values: en('people.who.quoted', { value: en('people.consent.in') }),
      }),
    ].join(' and ');
    const to = `${en('campaigns.goesOut.to')}${en('people.who.some', { parts })}`;
    await waitFor(() => expect(says('to')).toBe(to));
    expect(says('first')).toContain(en('campaigns.canary.chosen.first', { count: 50 }));
    const total = en('campaigns.goesOut.cost');
    expect(says('cost')).toMatch(new RegExp(`^${total}.*€812\\.40$`));
    expect(card.textContent).not.toContain('{');
    const picture = await screen.findByRole('img', { name: 'spring.jpg' });
    expect(picture.getAttribute('src')).toContain('/spring.jpg');
  });

  it('[M-16] [M-17] shows the picture of each variant beside its own message', async () => {
    const slots = [slot({ key: 'header', component: 'header', kind: 'image', name: 'image' })];
    const header = { format: 'IMAGE', text: null };
    const file = (fileId: number) => ({
      header: { source: { kind: 'media' as const, fileId }, fallback: null },
    });
    const other = template({ id: 8, name: 'spring_other', header, slots });
    const part = {
      bindings: file(7),
      trial: {
        ...trialPlan.parse({}),
        test: {
          ...testPlan.parse({ variants: [{ templateId: 8, bindings: file(9), text: null }] }),
        },
      },
    };
    const body = { ...messageOf(1).body, header: { kind: 'image' as const, text: null } };
    const sample = { contactId: 9, contactName: 'Ayşe', body, usedFallback: false };
    const picture = (name: string) => ({ name, url: `/${name}`, mime: 'image/jpeg', size: 9 });
    const { person } = await open(
      bill({
        samples: [
          { ...sample, variant: 'A' },
          { ...sample, variant: 'B' },
        ],
      }),
      {
        'GET /whatsapp/campaigns/5': campaign(part),
        'GET /whatsapp/templates': {
          templates: [template({ header, slots }), other],
          lastSync: null,
        },
        'GET /upload/files/7': picture('own.jpg'),
        'GET /upload/files/9': picture('other.jpg'),
      }
    );
    const shown = async () => {
      const phone = await screen.findByRole('group', { name: en('shell.phone.preview') });
      return (await within(phone).findByRole('img')).getAttribute('src');
    };
    expect(await shown()).toContain('/own.jpg');
    await person.click(screen.getByRole('button', { name: en('campaigns.samples.next') }));
    await waitFor(async () => expect(await shown()).toContain('/other.jpg'));
  });

  it('[M-34] [M-35] names who takes no place in the limit, and the brake that holds the speed', async () => {
    const limit = { known: true, limit: 250, used: 152, free: 85, places: 54, days: 1, today: 206 };
    await open(
      bill({
        ...{ matched: 206, willReceive: 206, durationSeconds: 103, limit },
        brake: { kind: 'pace', count: 120, per: 'minute' },
      })
    );
    expect((await screen.findByTestId('limit-no-place')).textContent).toContain(
      en('campaigns.limit.noPlace', { count: 152 })
    );
    expect(
      screen.getByText(
        en('campaigns.bill.duration.pace', {
          span: en('campaigns.span.minutes', { value: 2 }),
          speed: en('campaigns.bill.per.minute', { count: 120 }),
        })
      )
    ).toBeTruthy();
    cleanup();
    await open(bill({ durationSeconds: 2 }));
    expect(
      await screen.findByText(
        en('campaigns.bill.duration.rate', {
          span: en('campaigns.span.seconds', { value: 2 }),
          speed: en('campaigns.bill.per.second', { count: 80 }),
        })
      )
    ).toBeTruthy();
    expect(screen.queryByTestId('limit-no-place')).toBeNull();
  });

  it('has a shut button and no figure while it counts', async () => {
    await open(() => new Promise(() => undefined));
    const button = await screen.findByTestId('start-campaign');
    expect(button).toHaveProperty('disabled', true);
    expect(screen.queryByTestId('bill')).toBeNull();
    expect(screen.getByText(en('campaigns.bill.counting'))).toBeTruthy();
  });

  it('shows a failed count as an error with Retry, never as 0', async () => {
    let tries = 0;
    const { person } = await open(() => {
      tries += 1;
      return tries === 1 ? refuse(500, { kind: 'server' }) : bill({ willReceive: 7 });
    });
    await person.click(await screen.findByRole('button', { name: en('shell.state.retry') }));
    expect(
      await screen.findByRole('button', { name: en('campaigns.start.start', { count: 7 }) })
    ).toBeTruthy();
  });

  it('keeps the button shut for a blocking problem and says it in words', async () => {
    await open(() =>
      bill({
        problems: [{ kind: 'template-not-sendable', blocking: true, field: null, detail: null }],
      })
    );
    expect(await screen.findByText(en('campaigns.check.template-not-sendable'))).toBeTruthy();
    expect(screen.getByTestId('start-campaign')).toHaveProperty('disabled', true);
  });

  it('counts again when the server says that the audience moved', async () => {
    let counted = 0;
    const { calls, person } = await open(() => bill({ willReceive: ++counted === 1 ? 100 : 90 }), {
      'POST /whatsapp/campaigns/5/launch': refuse(409, { kind: 'audience-changed' }),
    });
    await person.click(
      await screen.findByRole('button', { name: en('campaigns.start.start', { count: 100 }) })
    );
    await person.click(screen.getByTestId('confirm-start'));
    await waitFor(() => expect(posted(calls, '/whatsapp/campaigns/5/preflight')).toHaveLength(2));
    expect(notices.at(-1)?.message).toBeTruthy();
    await waitFor(() => expect(screen.getByTestId('start-campaign').textContent).toContain('90'));
  });

  it('offers no start to who may only prepare', async () => {
    denied.add('canLaunch');
    await open(bill());
    expect(await screen.findByTestId('bill')).toBeTruthy();
    expect(screen.queryByTestId('start-campaign')).toBeNull();
  });

  it('[M-34] [M-38] lets one choose: spread over days, or only the first who fit, counted by the server', async () => {
    const limit = {
      known: true,
      limit: 250,
      used: 0,
      free: 237,
      places: 12_480,
      days: 2,
      today: 237,
    };
    let first = false;
    const { calls, person } = await open(
      () =>
        bill({
          matched: 300,
          willReceive: first ? 237 : 300,
          exclusions: first ? [{ reason: 'over-limit', count: 63 }] : [],
          limit,
        }),
      {
        'PUT /whatsapp/campaigns/5': (call) => {
          first = true;
          return campaign({ bindings: bound, ...(call.body as object) });
        },
      }
    );
    expect(
      await screen.findByRole('button', { name: en('campaigns.start.start', { count: 300 }) })
    ).toBeTruthy();
    const first237 = new RegExp(`^${en('campaigns.limit.firstTitle', { count: 237 })}`);
    await person.click(screen.getByRole('radio', { name: first237 }));
    expect(
      await screen.findByRole('button', { name: en('campaigns.start.start', { count: 237 }) })
    ).toBeTruthy();
    expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ limitMode: 'first' });
    expect(screen.getByTestId('bill-over-limit').textContent).toBe('63');
    expect(screen.getByText(en('campaigns.limit.raise'))).toBeTruthy();
  });

  it('starts nothing while a choice is not saved: the server would start the one before', async () => {
    const limit = { known: true, limit: 250, used: 0, free: 237, places: 9, days: 2, today: 237 };
    const { person } = await open(bill({ matched: 300, willReceive: 300, limit }), {
      'PUT /whatsapp/campaigns/5': refuse(503, { kind: 'server' }),
    });
    expect(
      await screen.findByRole('button', { name: en('campaigns.start.start', { count: 300 }) })
    ).toHaveProperty('disabled', false);
    const first237 = new RegExp(`^${en('campaigns.limit.firstTitle', { count: 237 })}`);
    await person.click(screen.getByRole('radio', { name: first237 }));
    await waitFor(() =>
      expect(screen.getByTestId('start-campaign')).toHaveProperty('disabled', true)
    );
  });

  it('[M-28] opens the people behind a line of the bill', async () => {
    const sheet = bill({ exclusions: [{ reason: 'no-consent', count: 2 }] });
    const { person } = await open(sheet, {
      'GET /whatsapp/campaigns/5/excluded': {
        people: [{ contactId: 9, name: 'Ayşe Kaya', address: '+905321234567' }],
        nextCursor: null,
      },
    });
    const reason = en('campaigns.skip.no-consent');
    const see = en('campaigns.bill.seeWhom', { reason: en('campaigns.bill.minus', { reason }) });
    await person.click(await screen.findByRole('button', { name: see }));
    expect((await screen.findByTestId('excluded-person')).textContent).toContain('Ayşe Kaya');
    expect(screen.getByText(en('campaigns.strip.hour', { hour: reason, count: 2 }))).toBeTruthy();
  });

  it('[O-18] leads to the template whose button only looks like the way out', async () => {
    const problem = {
      kind: 'unmarked-way-out',
      blocking: false,
      field: 'templates.7',
      detail: 'Dur',
    };
    await open(() => bill({ problems: [problem] }));
    expect(
      await screen.findByText(en('campaigns.check.unmarked-way-out', { detail: 'Dur' }))
    ).toBeTruthy();
    const link = screen.getByRole('link', { name: en('campaigns.check.openTemplate') });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/templates/7');
  });

  it('[T-32] leads from a missing value to the step where it is mended', async () => {
    const problem = { kind: 'missing-header', blocking: true, field: 'bindings', detail: 'header' };
    const { person, router } = await open(() => bill({ problems: [problem] }));
    expect(await screen.findByText(en('campaigns.check.missing-header'))).toBeTruthy();
    const step = en('campaigns.step.message');
    await person.click(screen.getByRole('button', { name: en('campaigns.check.mend', { step }) }));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(router.state.location.search).toBe('?step=message');
  });

  const TESTERS = 'GET /whatsapp/testers/for-campaigns';
  const TEST = '/whatsapp/campaigns/5/test';

  it('[M-06] sends a test to testers, oneself chosen first, and says who did not get it', async () => {
    const { calls, person } = await open(bill(), {
      [TESTERS]: {
        testers: [
          { id: 4, name: 'Ada', isMe: true },
          { id: 2, name: 'Can', isMe: false },
        ],
      },
      [`POST ${TEST}`]: {
        results: [
          { testerId: 4, name: 'Ada', ok: true, reason: null },
          { testerId: 2, name: 'Can', ok: false, reason: 'opted-out' },
        ],
      },
    });
    await person.click(await screen.findByTestId('test-campaign', undefined, { timeout: 20_000 }));
    const me = await screen.findByRole('checkbox', {
      name: en('testers.name-me', { name: 'Ada' }),
    });
    expect(me.getAttribute('aria-checked')).toBe('true');
    await person.click(screen.getByRole('checkbox', { name: 'Can' }));
    const reads = () => calls.filter(({ path }) => path === '/whatsapp/campaigns/5').length;
    const before = reads();
    await person.click(screen.getByRole('button', { name: en('testers.send.do', { count: 2 }) }));
    expect((await screen.findAllByTestId('test-result')).map((line) => line.textContent)).toEqual([
      en('testers.sent', { name: 'Ada' }),
      en('testers.refused', { name: 'Can', reason: en('campaigns.skip.opted-out') }),
    ]);
    expect(posted(calls, TEST)[0]?.body).toMatchObject({ testerIds: [4, 2] });
    // The start then knows of the test.
    await waitFor(() => expect(reads()).toBeGreaterThan(before));
  });

  it('offers no test of a bot, which has no message of its own', async () => {
    await open(bill(), {
      'GET /whatsapp/campaigns/5': campaign({ kind: 'flow', botId: 5, templateId: null }),
      'GET /whatsapp/bots': { bots: [] },
    });
    expect(await screen.findByTestId('bill-matched', undefined, { timeout: 20_000 })).toBeTruthy();
    expect(screen.queryByTestId('test-campaign')).toBeNull();
  });

  it('[M-06] lets who may configure add the first tester without leaving, and chooses them', async () => {
    let testers: object[] = [];
    const made = {
      tester: { id: 7, name: 'Ada', phone: '+905321112233', isMe: false, state: 'waiting' },
      ...{ code: 'K7F3-9Q2M', until: 1_800_000_000_000, numbers: [] },
    };
    const { person, unmount } = await open(bill(), {
      [TESTERS]: () => ({ testers }),
      'POST /whatsapp/testers': made,
    });
    await person.click(await screen.findByTestId('test-campaign', undefined, { timeout: 20_000 }));
    expect(await screen.findByTestId('confirm-test')).toHaveProperty('disabled', true);
    await person.click(screen.getByTestId('test-new-tester'));
    await person.type(await screen.findByTestId('tester-name'), 'Ada');
    await person.type(screen.getByTestId('tester-phone'), '+90 532 111 22 33');
    await person.click(screen.getByTestId('tester-save'));
    expect(await screen.findByText('K7F3-9Q2M')).toBeTruthy();
    testers = [{ id: 7, name: 'Ada', isMe: false }];
    expect(
      await screen.findByText(en('state.tester.confirmed'), undefined, { timeout: 20_000 })
    ).toBeTruthy();
    await person.click(screen.getByTestId('code-done'));
    const ada = await screen.findByRole('checkbox', { name: 'Ada' });
    expect(ada.getAttribute('aria-checked')).toBe('true');
    unmount();
    denied.add('canConfigure');
    const again = await open(bill(), { [TESTERS]: { testers: [] } });
    await again.person.click(
      await screen.findByTestId('test-campaign', undefined, { timeout: 20_000 })
    );
    expect(await screen.findByText(en('testers.none-ask'))).toBeTruthy();
  });
});
