import { screen, waitFor, within } from '@testing-library/react';
import BotsPage from '../../../admin/src/pages/Bots/ListPage';
import RunsPage from '../../../admin/src/pages/Bots/RunsPage';
import type { BotBody, BotView, StepFigures } from '../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../server/src/contracts/flow-graph';
import type { RunLine } from '../../../server/src/contracts/run-list';
import { card, kept, names, openFlow as open, routes, startAfresh } from '../../support/flow-page';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { flow, graph, setOff } from '../../support/some-flow';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';
import { ask, choose, facets } from '../segments/stage';

beforeEach(startAfresh);

/** Only people with the tag. */
const vip: BotView['triggers'] = [
  {
    ...{ kind: 'keyword', match: 'contains', words: ['fiyat'], wholeWord: false, accents: false },
    when: {
      ...{ kind: 'group', not: false, match: 'all' },
      nodes: [{ kind: 'people', not: false, filter: { tags: { include: ['vip'], exclude: [] } } }],
    },
  },
];
const simple = (more: Partial<BotView> = {}) =>
  flow({ graph: null, steps: [{ kind: 'text', text: 'Hello', onFail: null }], ...more });

/** What conditions may ask about. */
const asked: Routes = {
  'GET /whatsapp/people/facets': facets,
  'GET /whatsapp/groups': { groups: [] },
  'GET /whatsapp/segments': { segments: [] },
};

describe('the conditions of a trigger', () => {
  it('[B-05] are made behind “Add conditions”, complete or not at all, and shown in words', async () => {
    const { person, body } = await open({
      ...asked,
      'GET /whatsapp/bots/1': simple(),
      'PUT /whatsapp/bots/1': simple(),
    });
    await person.click(await screen.findByRole('button', { name: en('bots.only-if') }));
    await person.click(await screen.findByTestId('only-if-done'));
    expect(await screen.findByText(en('flows.error.conditions'))).toBeTruthy();
    await ask(person, 0, 'Tags');
    await choose(person, 0, 'vip');
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('only-if-done'));
    const words = en('bots.only-if.says', { conditions: 'Tags: vip' });
    expect(await screen.findByText(words)).toBeTruthy();
    await person.click(screen.getByTestId('save-bot'));
    await waitFor(() => expect(body('PUT', '/bots/1')).toBeTruthy());
    const { triggers } = body('PUT', '/bots/1') as BotBody;
    expect(triggers?.[0]?.when).toEqual(vip[0]?.when);
  });

  it('[B-05] stay when the trigger changes, and go where somebody removes them', async () => {
    const { person } = await open({ ...asked, 'GET /whatsapp/bots/1': simple({ triggers: vip }) });
    const words = en('bots.only-if.says', { conditions: 'Tags: vip' });
    expect(await screen.findByText(words)).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('bots.trigger') }));
    await person.click(await screen.findByRole('option', { name: en('bots.trigger.ad') }));
    expect(screen.getByText(words)).toBeTruthy();
    await person.click(screen.getByTestId('open-as-flow'));
    expect(await screen.findByTestId('flow-outline')).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('bots.only-if.edit') }));
    await person.click(await screen.findByTestId('only-if-remove'));
    expect(await screen.findByRole('button', { name: en('bots.only-if') })).toBeTruthy();
    expect(screen.queryByText(words)).toBeNull();
  });

  it('[B-05] are refused at their trigger, and said in a trial and where another bot answers the same', async () => {
    const other = { botId: 9, name: 'Prices', sample: 'fiyat', kind: 'words', first: 'this' };
    const [trigger] = vip;
    const fits = { trigger, name: 'Menu', place: 1, isThis: true, active: false };
    const entry = { ...fits, rests: false, answers: false };
    const { person } = await open({
      ...asked,
      'GET /whatsapp/bots/1': simple({ triggers: vip, active: false }),
      'POST /whatsapp/bots/overlaps': { overlaps: [{ ...other, conditional: true }] },
      'PUT /whatsapp/bots/1': () =>
        refuse(400, { kind: 'invalid', field: 'triggers.0.when' }, 'Not this value.'),
      'POST /whatsapp/bots/try': {
        ...{ ...setOff, matched: false, trial: null },
        order: [{ ...entry, unmet: true, unsure: true }],
      },
    });
    await person.click(await screen.findByRole('tab', { name: en('bots.try') }));
    await person.click(screen.getByTestId('try-run'));
    const outcome = await screen.findByTestId('try-outcome');
    expect(outcome.textContent).toBe(en('bots.try.unmet'));
    expect(screen.getByText(en('bots.try.outcome.unmet'))).toBeTruthy();
    expect(screen.getByText(en('flows.try.unsure'))).toBeTruthy();
    await person.click(screen.getByTestId('save-activate'));
    expect(await screen.findByText(en('bots.overlap.conditional'))).toBeTruthy();
    await person.click(screen.getByTestId('activate-anyway'));
    const shown = within(screen.getByTestId('only-if'));
    expect((await shown.findByRole('alert')).textContent).toBe('Not this value.');
  });

  it('[B-01] are in the list, beside what a bot may send in a month', async () => {
    const of = (id: number, sentThisMonth: number) =>
      flow({ id, triggers: vip, allowance: { messages: 2000, then: 'stop' }, sentThisMonth });
    const bots = [of(1, 1204), of(2, 1600), of(3, 2000)];
    const more = { ...asked, 'GET /whatsapp/bots': { bots } };
    await renderAdmin(<BotsPage />, { routes: routes(more) });
    const [first] = await screen.findAllByTestId('bot-row');
    const trigger = en('bots.says.contains', { words: en('bots.quoted', { word: 'fiyat' }) });
    const words = en('bots.says.only-if', { trigger, conditions: 'Tags: vip' });
    await waitFor(() => expect(first?.textContent).toContain(words));
    expect(screen.getAllByTestId('bot-month').map(({ textContent }) => textContent)).toEqual([
      en('bots.month.left', { sent: 1204, messages: 2000 }),
      en('bots.month.near', { sent: 1600, messages: 2000 }),
      en('bots.month.used', { sent: 2000, messages: 2000 }),
    ]);
  });
});

describe('a condition on something that was deleted', () => {
  const kind = 'condition-gone';

  it('[B-05] is refused at its trigger, with what to do', async () => {
    const { person } = await open({
      ...asked,
      'GET /whatsapp/bots/1': simple({ triggers: vip }),
      'PUT /whatsapp/bots/1': () => refuse(400, { kind, field: 'triggers.0.when' }),
    });
    await person.click(await screen.findByTestId('save-bot'));
    const shown = within(screen.getByTestId('only-if'));
    expect((await shown.findByRole('alert')).textContent).toBe(en('error.condition-gone'));
  });

  it('[B-16] is said in the list of problems and at its variant, with what to do', async () => {
    const variants = (vip[0]?.when ? [vip[0].when] : []).map((when) => ({ when, text: 'Dear' }));
    const nodes = graph.nodes.map((node) =>
      node.step.kind === 'text' && node.id === 'road'
        ? { ...node, step: { ...node.step, variants } }
        : node
    );
    const problem = { node: 'road', field: 'variants.0.when', kind, level: 'stop' };
    const { person } = await open({
      ...asked,
      'GET /whatsapp/bots/1': flow({ graph: { ...graph, nodes } }),
      'POST /whatsapp/bots/check': { problems: [problem] },
    });
    const words = en('error.condition-gone');
    const list = await screen.findByTestId('flow-problems');
    expect(list.textContent).toContain(en('flows.problem.at', { number: 2, words }));
    (await card(1)).focus();
    await person.keyboard('{Enter}');
    const name = en('flows.variant', { number: 1 });
    const variant = within(await screen.findByRole('group', { name }));
    expect(await variant.findByText(words)).toBeTruthy();
  });
});

it('limits the messages of a month, with what comes after them', async () => {
  const { person, body } = await open({
    'GET /whatsapp/bots/1': simple({ sentThisMonth: 1700 }),
    'PUT /whatsapp/bots/1': simple(),
  });
  const box = await screen.findByRole('checkbox', { name: en('bots.allowance.on') });
  expect(screen.getByText(en('bots.allowance.sent', { sent: 1700 }))).toBeTruthy();
  await person.click(box);
  const field = screen.getByLabelText(en('bots.allowance.messages'));
  await person.clear(field);
  await person.click(screen.getByTestId('save-bot'));
  expect(await screen.findByText(en('bots.problem.allowance'))).toBeTruthy();
  await person.type(field, '2000');
  expect((await screen.findByTestId('bot-month')).textContent).toBe(
    en('bots.month.near', { sent: 1700, messages: 2000 })
  );
  await person.click(screen.getByRole('combobox', { name: en('bots.allowance.then') }));
  const handOver = en('bots.allowance.then.hand-over');
  await person.click(await screen.findByRole('option', { name: handOver }));
  await person.click(screen.getByTestId('save-bot'));
  await waitFor(() =>
    expect(body('PUT', '/bots/1')).toMatchObject({
      allowance: { messages: 2000, then: 'hand-over' },
    })
  );
});

it('says before publishing how many service messages are free in the month, also without prices', async () => {
  let left = 812;
  const cost = () => ({
    ...{ hasPrices: false, pricesFrom: [], isSample: false, countries: [], isRound: false },
    free: { free: 1000, used: 1000 - left, left },
    steps: [{ node: 'road', category: 'service' }],
  });
  const changed = { ...graph, whenTaken: 'end' as const };
  const more = {
    'GET /whatsapp/bots/1': flow({ draft: { graph: changed, from: 3 } }),
    'POST /whatsapp/bots/cost': cost,
  };
  const shown = async () => {
    const { person, unmount } = await open(more);
    await person.click(await screen.findByTestId('publish'));
    const dialog = within(await screen.findByRole('dialog', {}, { timeout: 5000 }));
    const { textContent } = await dialog.findByTestId('flow-free', {}, { timeout: 5000 });
    unmount();
    return textContent;
  };
  expect(await shown()).toBe(en('flows.cost.free', { left: 812, free: 1000 }));
  left = 0;
  expect(await shown()).toBe(en('flows.cost.free-used', { free: 1000 }));
});

const rates = { service: 3000, marketing: 50_000, utility: 4000, authentication: 4000 };
const charged = {
  ...{ hasPrices: true, pricesFrom: ['2026-11-01'], isSample: false, isRound: false },
  countries: [{ country: 'DE', currency: 'EUR', rates, path: { least: 20_000, most: 90_000 } }],
  free: { free: 1000, used: 188, left: 812 },
  steps: [{ node: 'road', category: 'service', most: null }],
};

it('says above the steps what a contact costs, also where nothing is to be published', async () => {
  await open({ 'POST /whatsapp/bots/cost': charged });
  const range = en('flows.cost.range', { country: 'Germany', least: '€0.02', most: '€0.09' });
  const price = await screen.findByTestId('flow-price', {}, { timeout: 5000 });
  expect(price.textContent).toContain(range);
  expect(screen.getByTestId('publish').hasAttribute('disabled')).toBe(true);
});

it('[X-12] says how far a flow may go where one builds it', async () => {
  await open();
  const bounds = { nodes: 200, between: 100, messages: 30, open: 5 };
  expect(await screen.findByText(en('flows.bounds', bounds))).toBeTruthy();
});

it('says at a step without a template how many service messages are free, and what the others cost', async () => {
  const shows = async (text: string, more: object = {}) => {
    const { unmount } = await open({ 'POST /whatsapp/bots/cost': { ...charged, ...more } });
    const step = within(await card(1));
    expect(await step.findByText(text, {}, { timeout: 5000 })).toBeTruthy();
    unmount();
  };
  const prices = en('flows.cost.of', { country: 'Germany', price: '€0.003' });
  await shows(en('flows.cost.free-then', { left: 812, free: 1000, prices }));
  const used = { free: { free: 1000, used: 1000, left: 0 } };
  const head = en('prices.category.service');
  await shows(en('flows.named', { head, words: prices }), used);
  const unpriced = { hasPrices: false, pricesFrom: [], countries: [] };
  await shows(en('flows.cost.free', { left: 812, free: 1000 }), unpriced);
  await shows(en('flows.cost.free-used', { free: 1000 }), { ...unpriced, ...used });
});

it('shows how often the published steps were entered and left, and nothing where that is not known', async () => {
  const first = await open({
    'GET /whatsapp/bots/1/steps': {
      ...{ version: 3, since: 1, runs: 120 },
      nodes: [
        {
          ...{ node: 'menu', entered: 120, waiting: 14 },
          exits: [
            { exit: 'kargo', count: 90 },
            { exit: null, count: 16 },
          ],
        },
      ],
    },
  });
  const figures = en('flows.figures', { entered: 120, waiting: 14 });
  expect(await screen.findByText(figures)).toBeTruthy();
  const [kargo, back] = within(await card(0)).getAllByTestId('step-exit');
  expect(kargo?.textContent).toContain('90 · 75%');
  expect(back?.textContent).toContain('0 · 0%');
  expect((await card(1)).textContent).not.toContain('entered');
  first.unmount();
  await open();
  expect(await names()).toHaveLength(4);
  expect(screen.queryByText(figures)).toBeNull();
});

describe('the figures of a flow', () => {
  const figures = (more: Partial<StepFigures> = {}): StepFigures => ({
    ...{ version: 3, since: 1, runs: 100, reachedGoal: 25 },
    nodes: [
      {
        ...{ node: 'menu', entered: 110, reached: 100, waiting: 5, medianMs: 7_200_000 },
        exits: [
          { exit: 'kargo', count: 80 },
          { exit: null, count: 20 },
        ],
      },
      { node: 'road', entered: 80, reached: 80, waiting: 0, medianMs: null, exits: [] },
    ],
    ...more,
  });
  const known: Routes = {
    'GET /whatsapp/bots/1/steps': figures(),
    'GET /whatsapp/bots/1/versions/3': { version: 3, graph },
    'GET /whatsapp/bots/1/versions': { versions: [] },
  };

  /** The page of the flow, whose goal is chosen by name and kept with the draft. */
  const openGoal = async (more: Routes = {}) => {
    const { person, body } = await open({ ...known, ...kept(), ...more });
    await names();
    const pick = async (field: string, option: string) => {
      await person.click(await screen.findByRole('combobox', { name: field }));
      await person.click(await screen.findByRole('option', { name: option }));
    };
    const keepsGoal = async (goal: object) => {
      await person.click(screen.getByTestId('save-draft'));
      await waitFor(() => {
        const sent = body('PUT', '/draft') as { graph: FlowGraph } | undefined;
        expect(sent?.graph.goal).toEqual({ kind: 'event', ...goal });
      });
    };
    return { person, pick, keepsGoal };
  };

  it('shows as bars and words how many runs came to each step, how they left it, and the goal', async () => {
    const { person, calls } = await open(known);
    const time = en('flows.time.hours', { count: 2 });
    const wait = new RegExp(en('flows.figures.with-median', { counts: '.+', time }));
    expect(await screen.findAllByText(wait)).toHaveLength(1);
    await person.click(await screen.findByTestId('open-figures'));
    const [menu, road] = await screen.findAllByTestId('funnel-step');
    expect(menu?.textContent).toContain(
      en('flows.funnel.reached', { reached: 100, runs: 100, share: 1 })
    );
    expect(menu?.textContent).toContain(en('flows.funnel.median', { time }));
    expect(menu?.textContent).toMatch(/Kargo: 80 · 72\.7%/);
    expect(menu?.textContent).toContain(`${en('flows.funnel.ended')}: 20`);
    const here = within(menu as HTMLElement).getByRole('link');
    expect(here.getAttribute('href')).toBe(
      '/plugins/whatsapp/bots/runs?bot=1&state=open&node=menu'
    );
    expect(road?.textContent).toContain(
      en('flows.funnel.reached', { reached: 80, runs: 100, share: 0.8 })
    );
    expect(screen.getByTestId('funnel-goal').textContent).toBe(
      en('flows.goal.rate', { reached: 25, runs: 100, share: 0.25 })
    );
    expect(await violations()).toEqual([]);
    await person.click(screen.getByRole('combobox', { name: en('flows.funnel.days') }));
    await person.click(
      await screen.findByRole('option', { name: en('flows.funnel.last', { count: 7 }) })
    );
    await waitFor(() =>
      expect(
        calls.some(({ path, query }) => path.endsWith('/steps') && query.get('days') === '7')
      ).toBe(true)
    );
  });

  it('names a goal of the flow, which is part of its draft, and takes it back', async () => {
    const { person, keepsGoal, pick } = await openGoal();
    await pick(en('flows.goal'), en('flows.goal.converted'));
    await person.type(await screen.findByTestId('goal-value'), 'order');
    await person.tab();
    await keepsGoal({ event: 'converted', value: 'order', days: 7 });
    await pick(en('flows.goal'), en('flows.goal.none'));
    expect(screen.queryByTestId('goal-value')).toBeNull();
  });

  it('offers the tags and tracked links that there are for the goal', async () => {
    const { keepsGoal, pick } = await openGoal({
      'GET /whatsapp/tags': { tags: [{ id: 1, name: 'vip', color: null, people: 2 }] },
      'GET /whatsapp/people/facets': facets,
    });
    await pick(en('flows.goal'), en('flows.goal.tag-added'));
    await pick(en('flows.goal.value.tag-added'), 'vip');
    await keepsGoal({ event: 'tag-added', value: 'vip', days: 7 });
    await pick(en('flows.goal'), en('flows.goal.link-opened'));
    await pick(en('flows.goal.value.link-opened'), 'Autumn page');
    await keepsGoal({ event: 'link-opened', value: 'Autumn page', days: 7 });
    expect(await violations()).toEqual([]);
  });

  it('says of a goal which days it may have, and which opt-ins count', async () => {
    const { person, keepsGoal, pick } = await openGoal();
    await pick(en('flows.goal'), en('flows.goal.opted-in'));
    expect(await screen.findByText(new RegExp(en('flows.goal.opted-in.hint')))).toBeTruthy();
    const days = () => screen.getByRole('textbox', { name: en('flows.goal.days') });
    const wrong = (now: number) => en('flows.goal.days.wrong', { most: 90, days: now });
    await person.clear(days());
    expect(screen.getByText(wrong(7))).toBeTruthy();
    await person.type(days(), '0');
    expect(screen.getByText(wrong(7))).toBeTruthy();
    await person.clear(days());
    // On the way to it, 12 was a number of days.
    await person.type(days(), '120');
    expect(screen.getByText(wrong(12))).toBeTruthy();
    await person.clear(days());
    await person.type(days(), '5');
    expect(screen.queryByText(wrong(12))).toBeNull();
    await keepsGoal({ event: 'opted-in', value: '', days: 5 });
  });
});

describe('the runs of all bots', () => {
  const line = (id: number, more: Partial<RunLine>): RunLine => ({
    ...{ id, botId: 1, botName: 'Menu', state: 'failed', reason: 'missing-value' },
    ...{ origin: 'message', trigger: 'keyword', contact: { id, name: `Ayşe ${id}` } },
    ...{ conversationId: id, waits: null, isUnseen: true, mayResume: true, mayEnd: false },
    ...{ place: { visit: 2, node: 'b', kind: 'text', words: 'On its way' } },
    ...{ startedAt: 1_700_000_000_000, endedAt: 1_700_000_000_000 },
    ...more,
  });
  const waiting = line(2, {
    ...{ state: 'waiting', reason: null, isUnseen: false, mayResume: false, mayEnd: true },
    ...{ waits: { for: 'answer', until: 1_700_000_000_000 }, endedAt: null },
  });
  const show = (runs: readonly RunLine[], more: Routes = {}, at = '/') =>
    renderAdmin(<RunsPage />, {
      ...{ at },
      routes: routes({ 'GET /whatsapp/bots/runs': { runs, nextCursor: null }, ...more }),
    });
  const box = (id: number) =>
    screen.findByRole('checkbox', {
      name: en('bots.all.choose', { name: `Ayşe ${id}`, bot: 'Menu' }),
    });

  it('[B-15] says of each run how far it came, why and for what it waits, and asks as the address says', async () => {
    const { calls } = await show([line(1, {}), waiting], {}, '/?state=set-aside&reason=stale');
    const [failed, open] = await screen.findAllByTestId('run-line');
    expect(failed?.textContent).toContain(en('bots.reason.missing-value'));
    expect(failed?.textContent).toContain('2. Text');
    expect(failed?.textContent).toContain(en('bots.all.new'));
    expect(open?.textContent).toMatch(
      new RegExp(en('bots.run.waits.answer', { at: 'Nov 1[45], 2023.+' }))
    );
    const asked = calls.find(({ path }) => path === '/whatsapp/bots/runs')?.query;
    expect([asked?.get('state'), asked?.get('reason')]).toEqual(['set-aside', 'stale']);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['en', en],
    ['tr', tr],
  ] as const)('are found under the word that they show, in %s', (locale, words) => {
    const shown = words('bots.run.stopped').toLocaleLowerCase(locale);
    for (const state of ['set-aside', 'ended'] as const)
      expect(words(`bots.all.state.${state}`).toLocaleLowerCase(locale)).toContain(shown);
  });

  it('[B-13] resumes those that are chosen after asking with their number, and names what was refused', async () => {
    const { person, calls } = await show([line(1, {}), waiting, line(3, {})], {
      'POST /whatsapp/bots/runs/bulk': {
        done: 1,
        refused: [{ id: 3, kind: 'conversation-taken' }],
      },
    });
    for (const id of [1, 2, 3]) await person.click(await box(id));
    expect(screen.getByText(en('bots.all.chosen', { count: 3 }))).toBeTruthy();
    await person.click(screen.getByTestId('runs-resume'));
    expect(await screen.findByText(en('bots.all.resume.title', { count: 2 }))).toBeTruthy();
    await person.click(screen.getByTestId('runs-confirm'));
    const refused = await screen.findByTestId('refused-runs');
    expect(refused.textContent).toContain(`Ayşe 3: ${en('error.conversation-taken')}`);
    expect(notices.at(-1)?.message).toBe(en('bots.all.resume.done', { count: 1 }));
    const sent = calls.find(({ method }) => method === 'POST')?.body;
    expect(sent).toEqual({ ids: [1, 3], action: 'resume' });
    expect(screen.queryByTestId('runs-chosen')).toBeNull();
    await person.click(await box(2));
    expect(await screen.findByTestId('runs-chosen')).toBeTruthy();
    expect(screen.getByTestId('runs-end')).toBeTruthy();
  });

  it('[B-15] are counted on the Bots page until somebody looks at those that were set aside', async () => {
    const count = (seen: object) =>
      renderAdmin(<BotsPage />, { routes: routes({ 'GET /whatsapp/bots/runs/unseen': seen }) });
    const first = await count({ count: 100, more: true });
    const notice = await screen.findByTestId('set-aside-runs');
    expect(notice.textContent).toContain('More than 100 bot runs');
    expect(within(notice).getByRole('link').getAttribute('href')).toBe(
      '/plugins/whatsapp/bots/runs?state=set-aside&unseen=true'
    );
    first.unmount();
    await count({ count: 0, more: false });
    expect(await screen.findByTestId('bot-row')).toBeTruthy();
    expect(screen.queryByTestId('set-aside-runs')).toBeNull();
  });

  it('leads to the page of a bot that is still there, and names the step of which it lists the runs', async () => {
    const place = { visit: 5, node: 'road', kind: 'text', words: 'On its way' } as const;
    const gone = line(2, { botId: 8, botName: 'Old', place });
    await show([line(1, { place }), gone], {}, '/?bot=1&node=road');
    const [known, deleted] = await screen.findAllByTestId('run-line');
    const bot = await within(known as HTMLElement).findByRole('link', { name: 'Menu' });
    expect(bot.getAttribute('href')).toBe('/plugins/whatsapp/bots/1');
    const old = within(deleted as HTMLElement);
    expect(await old.findByText(en('bots.all.bot-gone', { name: 'Old' }))).toBeTruthy();
    expect(old.queryByRole('link')).toBeNull();
    const at = await screen.findByTestId('runs-at-step');
    const step = '2. Text: On its way';
    await waitFor(() => expect(at.textContent).toContain(en('bots.all.at-step.named', { step })));
  });

  it('names the automation whose own flow it lists, and leads to it', async () => {
    const own = { id: 3, name: 'Order shipped', flow: { id: 9, isOwn: true } };
    const automations = { 'GET /whatsapp/automations': { automations: [own] } };
    await show([line(1, { botId: 9, botName: 'Order shipped' })], automations, '/?bot=9');
    const link = await screen.findByRole('link', { name: 'Order shipped' });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/automations/3');
    const filter = screen.getByRole('combobox', { name: en('bots.all.bot') });
    expect(filter.textContent).toContain('Order shipped');
  });

  it('lets who may only look choose none, and says when nothing matches', async () => {
    grantOnly(['observe']);
    const first = await show([line(1, {})]);
    expect(await screen.findByTestId('run-line')).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: en('bots.all.choose-all') })).toBeNull();
    first.unmount();
    grantOnly(null);
    const second = await show([line(1, {})]);
    expect(await screen.findByRole('checkbox', { name: en('bots.all.choose-all') })).toBeTruthy();
    second.unmount();
    await show([], {}, '/?state=held');
    expect(
      await screen.findByRole('button', { name: en('shell.state.clear-filters') })
    ).toBeTruthy();
  });
});
