import { screen, waitFor, within } from '@testing-library/react';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import { CampaignTable } from '../../../admin/src/pages/Campaigns/components/CampaignTable';
import type { CampaignTimes } from '../../../server/src/contracts/campaign-time';
import { campaign, template } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
const hours = Array.from({ length: 24 }, (_, hour) => ({ 9: 40, 10: 80 })[hour] ?? 0);
const times: CampaignTimes = {
  zone: 'Europe/Istanbul',
  hours,
  quiet: hours.map((_, hour) => hour < 8),
  asleep: 3,
  first: 1,
  last: 2,
  nextDay: 7,
  atOnce: 0,
  tooLate: 0,
  unknownZone: 4,
  bestKnown: 20,
};
const later = '2999-12-24T10:00';
const NOTHING_CHOSEN = {
  isSelected: () => false,
  toggle: () => undefined,
  all: false,
  toggleAll: () => undefined,
  labelOf: ({ name }: { name: string }) => name,
  allLabel: 'All',
};

const open = async (step: string, draft = campaign({ bindings }), more = {}) => {
  const { calls, person } = await renderAdmin(<CampaignEditPage />, {
    routes: {
      'GET /whatsapp/accounts': {
        accounts: [],
        encryptionKey: 'present',
        webhookUrl: '',
        webhookReachable: true,
      },
      'GET /whatsapp/templates': { templates: [template()], lastSync: null },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      'GET /whatsapp/campaigns/5': draft,
      'PUT /whatsapp/campaigns/5': draft,
      'POST /whatsapp/campaigns/5/times': { times },
      ...more,
    },
    at: `/c/5?step=${step}`,
    route: '/c/:id',
  });
  const saved = () => calls.filter((call) => call.method === 'PUT').at(-1)?.body;
  return { calls, saved, person };
};

afterEach(() => jest.restoreAllMocks());

describe('the time of a campaign', () => {
  it('[M-45] draws how many get it in which hour, quiet hours hatched, and says whom it reaches otherwise', async () => {
    const draft = campaign({ bindings, when: 'local', localAt: later });
    const { calls, saved, person } = await open('time', draft);
    const strip = await screen.findByTestId('hour-strip');
    expect(calls.find((call) => call.path.endsWith('/times'))?.body).toMatchObject({
      when: 'local',
      localAt: later,
      ifPast: 'next-day',
    });
    expect(within(strip).getAllByRole('listitem')).toHaveLength(24);
    expect(screen.getByTestId('strip-10').getAttribute('aria-label')).toBe(
      en('campaigns.strip.hour', { hour: '10:00 AM', count: 80 })
    );
    expect(screen.getByTestId('strip-3').dataset.quiet).toBe('true');
    expect(strip.textContent).toContain('Europe/Istanbul');
    expect(screen.getByTestId('strip-nextDay').textContent).toContain(
      en('campaigns.strip.nextDay', { count: 7 })
    );
    expect(screen.getByTestId('strip-unknownZone').textContent).toContain(
      en('campaigns.strip.unknownZone', { count: 4 })
    );
    await person.click(within(screen.getByTestId('past-skip')).getByRole('radio'));
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(saved()).toMatchObject({ when: 'local', localAt: later, ifPast: 'skip' })
    );
    expect(saved()).toMatchObject({ scheduledAt: null });
  });

  it('[M-46] with the best hour says of how many it is known', async () => {
    await open('time', campaign({ bindings, when: 'best', localAt: later }));
    expect((await screen.findByTestId('hour-strip')).textContent).toContain(
      en('campaigns.strip.best', { count: 20 })
    );
  });

  it('[M-45] refuses a day that has passed everywhere, at the field, and one that is not said', async () => {
    const passed = campaign({ bindings, when: 'local', localAt: '2001-01-01T10:00' });
    const { saved, person } = await open('time', passed);
    expect(await screen.findByText(en('campaigns.problem.time.past'))).toBeTruthy();
    await person.click(screen.getByTestId('wizard-next'));
    expect(saved()).toBeUndefined();
    await person.click(within(screen.getByTestId('when-at')).getByRole('radio'));
    await person.click(screen.getByTestId('wizard-next'));
    expect(await screen.findByText(en('campaigns.problem.time.missing'))).toBeTruthy();
    expect(saved()).toBeUndefined();
  });

  it('[M-47] takes a yearly repeat, and forgets it with a start at once', async () => {
    const draft = campaign({ bindings, when: 'at', scheduledAt: Date.parse('2999-12-24') });
    const { saved, person } = await open('time', draft);
    await person.click(await screen.findByRole('combobox', { name: en('campaigns.repeat.title') }));
    await person.click(await screen.findByRole('option', { name: en('campaigns.repeat.year') }));
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() => expect(saved()).toMatchObject({ repeatRule: { every: 'year' } }));
  });

  it('[M-47] takes typed days for a repeat, each once it is added', async () => {
    const draft = campaign({ bindings, when: 'at', scheduledAt: Date.parse('2999-12-24') });
    const { saved, person } = await open('time', draft);
    await person.click(await screen.findByRole('combobox', { name: en('campaigns.repeat.title') }));
    await person.click(await screen.findByRole('option', { name: en('campaigns.repeat.dates') }));
    for (const day of ['3000-02-01', '3000-01-07', '3000-02-01']) {
      await person.type(screen.getByLabelText(en('campaigns.repeat.day')), day);
      await person.click(screen.getByRole('button', { name: en('campaigns.repeat.addDay') }));
    }
    await person.click(screen.getByTestId('wizard-next'));
    const dates = ['3000-01-07', '3000-02-01'];
    await waitFor(() => expect(saved()).toMatchObject({ repeatRule: { every: 'dates', dates } }));
  });

  it('[M-47] the list says what repeats, and by whose clock it goes out', async () => {
    const rule = { every: 'year' as const, until: null };
    await renderAdmin(
      <CampaignTable
        rows={[
          campaign({
            repeatRule: rule,
            state: 'scheduled',
            when: 'local',
            localAt: later,
            scheduledAt: 1,
          }),
        ]}
        selection={NOTHING_CHOSEN}
      />
    );
    expect(screen.getAllByTestId('repeats')[0]?.textContent).toBe(en('campaigns.repeats.year'));
    expect(screen.getByText(/24.*10:00/)).toBeTruthy();
    expect(screen.getByText(en('campaigns.list.ownZone'))).toBeTruthy();
  });
});

describe('the safety of a campaign', () => {
  it('[M-50] takes until when it is of use, and how fast it goes at most', async () => {
    const { saved, person } = await open('safety');
    await person.click(await screen.findByRole('combobox', { name: en('campaigns.stale.after') }));
    await person.click(
      await screen.findByRole('option', { name: en('campaigns.stale.hours', { count: 4 }) })
    );
    await person.type(screen.getByLabelText(en('campaigns.pace.count')), '30');
    await person.tab();
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(saved()).toMatchObject({
        staleAfterHours: 4,
        staleAt: null,
        pace: { count: 30, per: 'minute' },
      })
    );
  });

  it('[M-50] refuses an end that has passed, at the field', async () => {
    const { saved, person } = await open('safety', campaign({ bindings, staleAt: 1_000 }));
    expect(await screen.findByText(en('campaigns.problem.time.past'))).toBeTruthy();
    await person.click(screen.getByTestId('wizard-next'));
    expect(saved()).toBeUndefined();
  });
});

describe('a win-back', () => {
  it('[M-48] begins with people who have been silent for 90 days, or as many as are typed', async () => {
    const { calls, person } = await renderAdmin(<CampaignEditPage />, {
      routes: {
        'GET /whatsapp/accounts': {
          accounts: [{ id: 1, name: 'Main', status: 'connected', isSimulator: true }],
          encryptionKey: 'present',
          webhookUrl: '',
          webhookReachable: true,
        },
        'GET /whatsapp/templates': { templates: [template()], lastSync: null },
        'POST /whatsapp/campaigns': campaign(),
      },
      at: '/new?for=winback',
      route: '/new',
    });
    await person.click(await screen.findByRole('radio', { name: /^Main/ }));
    await person.click(screen.getByTestId('wizard-next'));
    const made = () =>
      calls.find(({ method, path }) => method === 'POST' && path === '/whatsapp/campaigns');
    await waitFor(() => expect(made()).toBeTruthy());
    const body = made()?.body as {
      name: string;
      audience: { filter: { lastInbound: { to: number } } };
    };
    expect(body.name).toBe(en('campaigns.ready.winback.name'));
    const days = (Date.now() - body.audience.filter.lastInbound.to) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });
});
