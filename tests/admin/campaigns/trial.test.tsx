import { screen, waitFor, within } from '@testing-library/react';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import {
  trialPlan,
  type ArmView,
  type TestView,
} from '../../../server/src/contracts/campaign-trial';
import { campaign, counts, template } from '../../unit/admin/campaigns/builders';
import { insights } from '../../unit/admin/campaigns/insight-views';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const arm = (part: Partial<ArmView>): ArmView => ({
  letter: 'A',
  title: 'spring_sale',
  people: 500,
  sent: 498,
  delivered: 490,
  failed: 2,
  successes: 98,
  of: 490,
  rate: { rate: 0.2, low: 0.167, high: 0.238 },
  ...part,
});
const view = (part: Partial<TestView> = {}): TestView => ({
  state: 'asked',
  metric: 'read',
  winner: null,
  arms: [arm({}), arm({ letter: 'B', title: 'spring_other', successes: 196 })],
  best: 'B',
  certainty: 'clear',
  waiting: 9_000,
  decidesAt: null,
  decision: { by: null, userId: null, winner: null, why: 'by-hand', at: 0, arms: [] },
  holdout: null,
  ...part,
});
const tested = trialPlan.parse({
  test: { variants: [{ templateId: 3, bindings: {}, text: null }] },
  holdoutPercent: 5,
});

const openPage = (
  shown: ReturnType<typeof campaign>,
  more: Routes = {},
  trial: TestView | null = null
) =>
  renderAdmin(<CampaignPage />, {
    routes: {
      'GET /whatsapp/campaigns/5': shown,
      'GET /whatsapp/campaigns/5/insights': insights({ counts: shown.counts, trial }),
      'GET /whatsapp/campaigns/5/recipients': { recipients: [], nextCursor: null },
      'PUT /whatsapp/campaigns/5/state': shown,
      ...more,
    },
    at: '/c/5',
    route: '/c/:id',
  });

const bound = {
  'body.1': { source: { kind: 'contact' as const, field: 'firstName' as const }, fallback: null },
};
const openWizard = (step: string, draft = campaign({ templateId: 3, bindings: bound })) =>
  renderAdmin(<CampaignEditPage />, {
    routes: {
      'GET /whatsapp/accounts': {
        accounts: [{ id: 1, name: 'Main', status: 'connected', isSimulator: true }],
        encryptionKey: 'present',
        webhookUrl: '',
        webhookReachable: true,
      },
      'GET /whatsapp/templates': { templates: [template()], lastSync: null },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      'GET /whatsapp/campaigns/5': draft,
      'PUT /whatsapp/campaigns/5': draft,
      'POST /whatsapp/campaigns/5/preflight': refuse(500, { kind: 'server' }),
      'POST /whatsapp/campaigns/5/reach': { matched: 31, may: 29, reasons: [] },
    },
    at: `/c/5?step=${step}`,
    route: '/c/:id',
  });
const saved = (calls: Call[]) =>
  (calls.find((call) => call.method === 'PUT')?.body as { trial: unknown } | undefined)?.trial;

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the decision about a test batch', () => {
  const held = campaign({
    state: 'paused',
    pauseReasons: [{ reason: 'canary', detail: null, at: 0, by: null }],
    trialState: { canary: 'waiting', test: null, winner: null },
    counts: counts({ total: 1_000, queued: 950, sent: 48, failed: 2 }),
  });
  const result = { people: 50, sent: 48, delivered: 47, failed: 2, optedOut: 1 };
  const canary = {
    'GET /whatsapp/campaigns/5/canary': { state: 'waiting', result, waiting: 950, goesOnAt: null },
  };

  it('[M-43] says what became of the group, and lets the others go with one press', async () => {
    const { calls, person } = await openPage(held, canary);
    const band = await screen.findByTestId('band-canary');
    const words = en('campaigns.canary.result', result);
    await waitFor(() => expect(band.textContent).toContain(words));
    expect(screen.queryByTestId('band-paused')).toBeNull();
    await person.click(
      within(band).getByRole('button', { name: en('campaigns.canary.release', { count: 950 }) })
    );
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ action: 'resume' })
    );
  });

  it('[M-43] leaves the word to what else paused the campaign meanwhile', async () => {
    const failed = { reason: 'guard-failed', detail: '23.5', at: 0, by: null } as const;
    await openPage({ ...held, pauseReasons: [...held.pauseReasons, failed] }, canary);
    const words = (await screen.findByTestId('band-paused')).textContent;
    expect(words).toContain(`${en('campaigns.pause.guard-failed')} 23.5%`);
  });
});

describe('the results of a test', () => {
  const running = campaign({
    state: 'running',
    trial: tested,
    trialState: { canary: null, test: 'asked', winner: null },
    counts: counts({ total: 10_000, queued: 9_000, sent: 996 }),
  });

  it('[A-12] shows each message with its rate and interval, says how sure that is, and takes the chosen winner', async () => {
    const winner = { 'PUT /whatsapp/campaigns/5/winner': running };
    const { calls, person } = await openPage(running, winner, view());
    const b = await screen.findByTestId('arm-B');
    expect(b.textContent).toContain(en('campaigns.trial.successes', { successes: 196, of: 490 }));
    expect(within(b).getByRole('img').getAttribute('aria-label')).toBe(
      en('campaigns.trial.rate', { rate: 0.2, low: 0.167, high: 0.238 })
    );
    expect(screen.getByTestId('trial-certainty').textContent).toBe(
      en('campaigns.trial.certainty.clear', { best: 'B' })
    );
    expect(screen.getByTestId('trial-asked').textContent).toBe(en('campaigns.trial.asked.by-hand'));
    await person.click(
      within(b).getByRole('button', { name: en('campaigns.trial.choose', { letter: 'B' }) })
    );
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/winner'))?.body).toEqual({ winner: 'B' })
    );
  });

  it('[M-44] offers no choice any more when it is decided, and compares the control group', async () => {
    const side = (people: number, replied: number, converted: number) => ({
      people,
      replied,
      rate: null,
      converted,
      convertedRate: null,
    });
    const decided = view({
      state: 'decided',
      winner: 'B',
      holdout: {
        heldOut: side(500, 3, 2),
        sent: side(9_500, 200, 90),
        clicked: 40,
        certainty: 'some',
        conversionDays: 7,
        conversionCertainty: 'chance',
      },
    });
    await openPage(running, {}, decided);
    expect((await screen.findByTestId('arm-B')).textContent).toContain(
      en('campaigns.trial.winner')
    );
    expect(
      screen.queryByRole('button', { name: en('campaigns.trial.choose', { letter: 'B' }) })
    ).toBeNull();
    const { textContent } = screen.getByTestId('holdout-heldOut');
    expect(textContent).toContain(en('campaigns.holdout.replied', { replied: 3 }));
    expect(textContent).toContain(en('campaigns.holdout.converted', { converted: 2, days: 7 }));
    expect(screen.getByTestId('holdout-conversions').textContent).toBe(
      en('campaigns.holdout.conversions.chance')
    );
  });
});

describe('the safety of a draft', () => {
  const kind = (key: 'share' | 'first' | 'people') =>
    new RegExp(`^${en(`campaigns.canary.kind.${key}`)}`);

  it('[M-43] saves a test batch with its rule of going on, and the rails', async () => {
    const { calls, person } = await openWizard('safety');
    await person.click(await screen.findByRole('radio', { name: kind('share') }));
    await person.click(screen.getByRole('checkbox', { name: en('campaigns.canary.goOn') }));
    await person.click(screen.getByRole('checkbox', { name: en('campaigns.guard.optOutPercent') }));
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(saved(calls)).toMatchObject({
        canary: {
          people: { kind: 'share', percent: 5 },
          goOn: { afterMinutes: 60, failedBelow: 10, optOutBelow: 2 },
        },
        guards: { failedPercent: 20, optOutPercent: null },
      })
    );
  });

  it('[M-43] says that nobody waits where the first few are all, and offers half of them', async () => {
    const { calls, person } = await openWizard('safety');
    await person.click(await screen.findByRole('radio', { name: kind('first') }));
    expect(await screen.findByText(en('campaigns.canary.of', { count: 29 }))).toBeTruthy();
    const size = () => screen.getByLabelText(en('campaigns.canary.count'));
    await person.clear(size());
    await person.type(size(), '300');
    await person.tab();
    expect(await screen.findByText(en('campaigns.canary.nobodyWaits', { count: 29 }))).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('campaigns.canary.few', { count: 14 }) })
    );
    await waitFor(() => expect(size()).toHaveProperty('value', '14'));
    expect(screen.queryByText(en('campaigns.canary.nobodyWaits', { count: 29 }))).toBeNull();
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(saved(calls)).toMatchObject({ canary: { people: { kind: 'first', count: 14 } } })
    );
  });

  it('[M-08] ticks no step that begins with an answer and was never opened', async () => {
    const tick = async (name: string) => {
      const step = await screen.findByRole('button', { name: new RegExp(name) });
      return step.textContent?.includes(en('shell.steps.done'));
    };
    const { unmount } = await openWizard('people');
    expect(await tick(en('campaigns.step.message'))).toBe(true);
    expect(await tick(en('campaigns.step.time'))).toBe(false);
    unmount();
    // Behind the step on screen, and nobody looked at it.
    await openWizard('check');
    expect(await tick(en('campaigns.step.message'))).toBe(true);
    expect(await tick(en('campaigns.step.safety'))).toBe(false);
  });

  it('[M-43] asks for testers before it goes on', async () => {
    const { calls, person } = await openWizard('safety');
    await person.click(await screen.findByRole('radio', { name: kind('people') }));
    await person.click(screen.getByTestId('wizard-next'));
    expect(
      (await screen.findAllByText(en('campaigns.problem.safety.testers'))).length
    ).toBeGreaterThan(0);
    expect(saved(calls)).toBeUndefined();
  });
});

describe('variants of a draft', () => {
  it('[M-44] begins a variant as a copy of the message, and takes the test away with the last one', async () => {
    const { calls, person } = await openWizard('message');
    await person.click(await screen.findByTestId('add-variant'));
    expect(
      await screen.findByRole('region', { name: en('campaigns.variants.one', { letter: 'B' }) })
    ).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('campaigns.variants.add', { letter: 'C' }) })
    );
    expect(screen.getAllByTestId('variant')).toHaveLength(2);
    await person.click(
      screen.getByRole('button', { name: en('campaigns.variants.remove', { letter: 'C' }) })
    );
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(saved(calls)).toMatchObject({
        test: { variants: [{ templateId: 3 }], sharePercent: 20, metric: 'read', decide: 'rule' },
      })
    );
  });
});
