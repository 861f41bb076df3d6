import { screen, waitFor, within } from '@testing-library/react';
import { createBotBody, type TryBody, type TryResult } from '../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../server/src/contracts/flow-graph';
import type { Rehearsal, RehearsalBody } from '../../../server/src/contracts/flow-rehearsal';
import type { TrialLine } from '../../../server/src/contracts/flow-trial';
import { refuse, type Call, type Routes } from '../../support/render-admin';
import {
  addAfter,
  card,
  kept,
  names,
  openFlow as open,
  startAfresh,
} from '../../support/flow-page';
import { showOn } from '../../support/show-on';
import { flow, graph, setOff } from '../../support/some-flow';
import { denied } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { violations } from '../axe';

/** A file of the canvas that the server no longer has, as after an update. */
let mockIsGone = false;
jest.mock('../../../admin/src/pages/Bots/flow/canvas/Canvas', (): unknown => {
  if (mockIsGone) throw new Error('Failed to fetch dynamically imported module');
  return jest.requireActual('../../../admin/src/pages/Bots/flow/canvas/Canvas');
});

/** As a person who has chosen this view before. */
const lookAt = (view: 'canvas' | 'outline'): void => {
  showOn('laptop');
  localStorage.setItem('whatsapp.flows.view.1', view);
};

beforeEach(startAfresh);
afterEach(() => denied.clear());

describe('the canvas of a flow', () => {
  const view = (name: 'canvas' | 'outline') =>
    screen.findByRole('radio', { name: en(`flows.view.${name}`) });
  const onCanvas = async (more: Routes = {}) => {
    showOn('laptop');
    const page = await open(more);
    await page.person.click(await view('canvas'));
    await screen.findByTestId('flow-canvas');
    return page;
  };
  const label = () => document.activeElement?.getAttribute('aria-label');
  const cardOf = (number: number, kind: 'choice' | 'text' | 'handover', words?: string) => {
    const head = en('flows.card', { number, kind: en(`bots.step.${kind}`) });
    return words === undefined ? head : en('flows.named', { head, words });
  };
  /** Left edges of the cards, as the draft has them. */
  const lefts = (saved: unknown) =>
    (saved as { graph: FlowGraph }).graph.nodes.map(({ at }) => at?.x ?? null);

  it('[B-16] says when it could not be loaded, beside the outline, and is loaded at a press', async () => {
    mockIsGone = true;
    showOn('laptop');
    const { person } = await open();
    await person.click(await view('canvas'));
    expect(await screen.findByTestId('canvas-failed')).toBeTruthy();
    mockIsGone = false;
    await person.click(screen.getByRole('button', { name: en('shell.state.retry') }));
    expect(await screen.findByTestId('flow-canvas')).toBeTruthy();
    expect(screen.queryByTestId('canvas-failed')).toBeNull();
    await person.click(await view('outline'));
    expect((await names())[0]).toBe('1. Choice: What is it about?');
  });

  it('[B-16] shows the same steps as cards with their exits and problems, and is remembered for the person', async () => {
    const problem = { node: 'road', field: 'text', kind: 'unknown-variable', level: 'stop' };
    await onCanvas({ 'POST /whatsapp/bots/check': { problems: [problem] } });
    await waitFor(async () =>
      expect(await names()).toEqual([
        cardOf(1, 'choice', 'What is it about?'),
        `${cardOf(2, 'text', 'On its way')}. ${en('flows.problems', { count: 1 })}`,
        cardOf(3, 'text', 'Send it back'),
        cardOf(4, 'handover'),
      ])
    );
    const noAnswer = en('flows.exit.no-answer', { time: en('flows.time.hours', { count: 23 }) });
    const ways = within(await card(0)).getAllByTestId('step-exit');
    expect(ways.map(({ textContent }) => textContent)).toEqual([
      'Kargo → 2. Text: On its way',
      'İade → 3. Text: Send it back',
      `${en('flows.exit.other', { count: 2 })} → ${en('flows.leads.end')}`,
      `${noAnswer} → ${en('flows.leads.end')}`,
    ]);
    expect(screen.getByText(en('flows.start'))).toBeTruthy();
    expect(await violations()).toEqual([]);
    expect(localStorage.getItem('whatsapp.flows.view.1')).toBe('canvas');
  });

  it.each(['canvas', 'outline'] as const)(
    '[B-16] what a step costs, how many came, left by each exit, stay and wait is on the %s',
    async (name) => {
      const rates = { service: 3000, marketing: 50_000, utility: 4000, authentication: 4000 };
      lookAt(name);
      await open({
        'POST /whatsapp/bots/cost': {
          ...{ hasPrices: true, pricesFrom: ['2026-11-01'], isSample: false, isRound: false },
          ...{ free: null, countries: [{ country: 'DE', currency: 'EUR', rates, path: null }] },
          steps: [
            { node: 'road', category: 'marketing', most: { currency: 'EUR', micros: 20_000 } },
          ],
        },
        'GET /whatsapp/bots/1/steps': {
          ...{ version: 3, since: 1, runs: 120 },
          nodes: [
            {
              ...{ node: 'menu', entered: 120, waiting: 14, medianMs: 7_200_000 },
              exits: [{ exit: 'kargo', count: 90 }],
            },
          ],
        },
      });
      const time = en('flows.time.hours', { count: 2 });
      const withMedian = (counts: string) => en('flows.figures.with-median', { counts, time });
      const all = withMedian(en('flows.figures', { entered: 120, waiting: 14 }));
      const entered = withMedian(en('flows.figures.entered', { entered: 120 }));
      const hint = en('flows.figures.hint');
      const waiting = en('flows.figures.waiting', { waiting: 14 });
      const expected = {
        canvas: { words: entered, title: `${all}\n${hint}`, waiting },
        outline: { words: all, title: hint, waiting: undefined },
      };
      const menu = within(await card(0));
      const figures = await menu.findByTestId('step-figures');
      expect({
        ...{ words: figures.textContent, title: figures.title },
        waiting: menu.queryByTestId('step-waiting')?.title,
      }).toEqual(expected[name]);
      expect(menu.getAllByTestId('step-exit')[0]?.textContent).toContain('90 · 75%');
      const cost = await within(await card(1)).findByTestId('step-price');
      const price = en('flows.cost.of', { country: 'Germany', price: '€0.02' });
      const head = en('prices.category.marketing');
      expect(cost.textContent).toBe(en('flows.named', { head, words: price }));
      expect(await violations()).toEqual([]);
    }
  );

  it('[B-16] counts and lists exits of one step that lead nowhere as one problem', async () => {
    const nowhere = (field: string) =>
      ({ node: 'menu', field, kind: 'nothing-after', level: 'warn' }) as const;
    await open({
      'POST /whatsapp/bots/check': { problems: [nowhere('no-answer'), nowhere('other')] },
    });
    const list = await screen.findByTestId('flow-problems');
    expect(within(list).getByText(en('flows.problems', { count: 1 }))).toBeTruthy();
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    const time = en('flows.time.hours', { count: 23 });
    const exits = [en('flows.exit.no-answer', { time }), en('flows.exit.other', { count: 2 })];
    const words = en('flows.problem.exits-nowhere', {
      exits: exits.map((word) => en('bots.quoted', { word })).join(', '),
    });
    expect(list.textContent).toContain(en('flows.problem.at', { number: 1, words }));
    expect((await names())[0]).toContain(en('flows.problems', { count: 1 }));
  });

  it('[B-16] opens from a new form with a name alone, which it asks for', async () => {
    const made = flow({ id: 5, version: 1, active: false, graph: null, triggers: [] });
    const { person, body, router } = await open({ 'POST /whatsapp/bots': made }, '/bots/new');
    const name = await screen.findByTestId('bot-name');
    await person.click(screen.getByTestId('open-as-flow'));
    expect(await screen.findByText(en('bots.problem.name'))).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(name));
    await person.type(name, 'Menu');
    await person.click(screen.getByTestId('open-as-flow'));
    await waitFor(() => expect(router.state.location.search).toBe('?as=flow'));
    // As the server takes it.
    expect(createBotBody.parse(body('POST', '/whatsapp/bots'))).toMatchObject({
      ...{ name: 'Menu', active: false, triggers: [], steps: [], graph: null },
      draft: { nodes: [] },
    });
  });

  it('[B-16] opens from the form of a bot where there is room, until another view is chosen', async () => {
    showOn('laptop');
    const steps = [{ kind: 'text' as const, text: 'Hello', onFail: null }];
    const { person } = await open({ 'GET /whatsapp/bots/1': flow({ graph: null, steps }) });
    await person.click(await screen.findByTestId('open-as-flow'));
    expect(await screen.findByTestId('flow-canvas')).toBeTruthy();
    expect(await names()).toEqual([cardOf(1, 'text', 'Hello')]);
    await person.click(await view('outline'));
    expect(await names()).toEqual(['1. Text: Hello']);
  });

  it('is not there on a phone, whatever was chosen elsewhere', async () => {
    localStorage.setItem('whatsapp.flows.view.1', 'canvas');
    await open();
    expect((await names())[0]).toBe('1. Choice: What is it about?');
    expect(screen.queryByTestId('flow-canvas')).toBeNull();
  });

  it('[B-16] leads the keyboard along the connections, opens a step, and asks before it cuts off', async () => {
    const { person } = await onCanvas();
    (await card(0)).focus();
    await person.keyboard('{ArrowRight}');
    expect(label()).toBe(cardOf(2, 'text', 'On its way'));
    await person.keyboard('{ArrowDown}{ArrowRight}{ArrowLeft}{Enter}');
    expect(await screen.findByDisplayValue('Send it back')).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(label()).toBe(cardOf(3, 'text', 'Send it back')));
    await person.keyboard('{ArrowLeft}{Delete}');
    expect(await screen.findByText(en('flows.remove.body', { count: 2 }))).toBeTruthy();
  });

  it('[B-16] adds a step after an exit, and puts the keyboard on its card', async () => {
    const { person } = await onCanvas();
    const after = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, after, en('bots.step.handover'));
    await person.click(await screen.findByTestId('step-done'));
    await waitFor(() => expect(label()).toBe(cardOf(2, 'handover')));
    await person.keyboard('{Control>}z{/Control}');
    await waitFor(async () => expect(await names()).toHaveLength(4));
  });

  it('[B-16] moves a card and tidies all up, each in one change that can be taken back', async () => {
    const { person, body, calls } = await onCanvas(kept());
    const saves = () => calls.filter(({ method }) => method === 'PUT').length;
    const save = async () => {
      const before = saves();
      const button = screen.getByTestId('save-draft');
      await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
      await person.click(button);
      await waitFor(() => expect(saves()).toBe(before + 1));
      return lefts(body('PUT', '/draft'));
    };
    const press = async (keys: string) => {
      (await card(1)).focus();
      await person.keyboard(keys);
    };
    await press('{Shift>}{ArrowRight}{/Shift}');
    const [menu, road, how, team] = await save();
    expect(road).toBe((how ?? 0) + 40);
    expect((menu ?? 0) < (how ?? 0) && (how ?? 0) < (team ?? 0)).toBe(true);
    await person.click(screen.getByTestId('tidy-up'));
    expect(await save()).toEqual([menu, how, how, team]);
    await press('{Control>}z{/Control}');
    expect(await save()).toEqual([menu, road, how, team]);
    await press('{Control>}z{/Control}');
    expect(await save()).toEqual([null, null, null, null]);
  });

  it('[B-16] finds steps by their text or number, and goes to the one that is shown', async () => {
    const { person } = await onCanvas();
    (await card(0)).focus();
    await person.keyboard('{Control>}f{/Control}');
    await person.keyboard('it');
    expect(await screen.findByText(en('flows.find.count', { count: 3 }))).toBeTruthy();
    await person.keyboard('{Enter}{Enter}{Enter}');
    expect(
      await screen.findByText(
        en('flows.find.at', { place: '3', count: '3', step: '3. Text: Send it back' })
      )
    ).toBeTruthy();
    await person.keyboard('{Escape}');
    expect(label()).toBe(cardOf(3, 'text', 'Send it back'));
    await person.type(screen.getByPlaceholderText(en('flows.find')), 'nothing');
    expect(await screen.findByText(en('flows.find.none'))).toBeTruthy();
  });
});

describe('trying a flow', () => {
  const said = (text: string) => ({
    ...{ type: 'text', text, header: null, footer: null, buttons: [] },
    ...{ media: null, location: null, contacts: [] },
  });
  const at = Date.parse('2026-11-27T09:00:00Z');
  const step = { ok: true, reason: null, unsure: false, cap: null, at };
  const plain = { variant: null, unsure: false, held: null };
  const menu: TrialLine = {
    ...{ kind: 'bubble', node: 'menu', visit: 1, at, body: said('What is it about?'), ...plain },
    presses: [{ exit: 'kargo', title: 'Kargo', note: '' }],
  };
  const pressed: TrialLine[] = [
    { kind: 'heard', at, text: 'Kargo', type: 'interactive', taken: true, colleague: false },
    {
      ...{ kind: 'left', node: 'menu', visit: 1, step: 'choice', ...step },
      ...{ exit: 'kargo', subject: 'Kargo' },
    },
    { kind: 'bubble', node: 'road', visit: 2, at, body: said('On its way'), presses: [], ...plain },
    {
      ...{ kind: 'left', node: 'team', visit: 3, step: 'handover', ...step },
      ...{ exit: 'next', subject: null },
    },
  ];
  /** Plays the menu, and its first choice when that is pressed. */
  const trialOf = (
    lines: TrialLine[],
    more: Partial<NonNullable<TryResult['trial']>> = {}
  ): TryResult => ({
    ...setOff,
    trial: {
      ...{ startedAt: at, now: at, lines, variables: [], taken: false, end: null },
      place: { node: 'menu', visit: 1, waits: 'answer', until: at + 3_600_000 },
      ...more,
    },
  });
  const plays = ({ body }: Call): TryResult => {
    const { moves = [] } = body as TryBody;
    if (moves.length === 0) return trialOf([menu]);
    return trialOf([menu, ...pressed], {
      ...{ variables: [{ name: 'about', value: 'Kargo' }], place: null },
      end: { state: 'done', reason: 'handed-over' },
    });
  };
  const started = async (route: Routes[string]) => {
    const page = await open({ 'POST /whatsapp/bots/try': route });
    await page.person.click(await screen.findByTestId('try-flow'));
    await page.person.click(await screen.findByTestId('trial-start'));
    return page;
  };

  it('[B-16] plays the unsaved steps by keyboard and presses, shows values, and leads to the step', async () => {
    const { person, body } = await open({ 'POST /whatsapp/bots/try': plays });
    const after = en('flows.add-after', { exit: en('flows.exit.next'), number: '2' });
    await addAfter(person, after, en('bots.step.text'));
    await person.type(await screen.findByTestId('step-text'), 'Bye');
    await person.click(screen.getByTestId('step-done'));
    await person.click(screen.getByTestId('try-flow'));
    await person.click(await screen.findByTestId('trial-start'));
    const talk = await screen.findByTestId('trial-talk');
    expect(talk.getAttribute('role')).toBe('log');
    expect(within(talk).getByText('What is it about?')).toBeTruthy();
    expect(screen.getByTestId('trial-place').textContent).toContain('1. Choice');
    expect(body('POST', '/try')).toMatchObject({
      ...{ id: 1, moves: [], at: null, contactId: null, message: { text: 'menu' } },
      person: { name: 'Ayşe Kaya', country: 'TR' },
    });
    const { bot } = body('POST', '/try') as { bot: { graph: FlowGraph } };
    expect(bot.graph.nodes).toHaveLength(5);
    expect(await violations()).toEqual([]);
    await person.click(within(talk).getByRole('button', { name: 'Kargo' }));
    expect(await within(talk).findByText('On its way')).toBeTruthy();
    expect(body('POST', '/try')).toMatchObject({
      ...{ at, moves: [{ kind: 'press', visit: 1, exit: 'kargo' }] },
    });
    expect(screen.getByTestId('trial-place').textContent).toContain(en('bots.reason.handed-over'));
    expect(screen.getByTestId('trial-values').textContent).toBe('aboutKargo');
    await person.type(screen.getByTestId('trial-text'), 'hello{Enter}');
    await waitFor(() =>
      expect(body('POST', '/try')).toMatchObject({
        moves: [{ kind: 'press' }, { kind: 'text', text: 'hello' }],
      })
    );
  });

  it('[B-25] says that an entry is made up, and where no entry was found', async () => {
    const entry = { ...step, kind: 'left', node: 'road', step: 'entry' } as const;
    const lines: TrialLine[] = [
      { ...entry, visit: 1, exit: 'next', subject: 'Order', unsure: true },
      { ...entry, visit: 2, exit: 'not-found', subject: null },
    ];
    await started(() => trialOf(lines));
    const talk = within(await screen.findByTestId('trial-talk'));
    const steps = talk.getAllByTestId('trial-step').map(({ textContent }) => textContent);
    const name = `2. ${en('bots.step.entry')}`;
    const found = en('flows.named', { head: name, words: 'Order' });
    expect(steps[0]).toContain(en('flows.try.would', { step: found }));
    const exit = en('flows.exit.not-found');
    expect(steps[1]).toContain(en('flows.try.way', { step: name, exit }));
    expect(talk.getByText(en('flows.try.entry-made-up'))).toBeTruthy();
  });

  it.each(['outline', 'canvas'] as const)(
    'goes from the trial to the step where it waits, on the %s',
    async (name) => {
      lookAt(name);
      const { person } = await open({ 'POST /whatsapp/bots/try': plays });
      await card(0);
      await person.click(await screen.findByTestId('try-flow'));
      await person.click(await screen.findByTestId('trial-start'));
      await person.click(await screen.findByRole('button', { name: en('flows.try.show-step') }));
      await waitFor(async () => expect(document.activeElement).toBe(await card(0)));
      expect((await card(0)).textContent).toContain(en('flows.try.here'));
    }
  );

  it('[B-16] opens the step of a message, and the step of an action that it would do', async () => {
    const { person } = await started(plays);
    const talk = await screen.findByTestId('trial-talk');
    await person.click(within(talk).getByRole('button', { name: 'Kargo' }));
    const name = en('flows.try.show', { step: '2. Text' });
    await person.click(await within(talk).findByRole('button', { name }));
    await waitFor(async () => expect(document.activeElement).toBe(await card(1)));
    await person.click(screen.getByTestId('try-flow'));
    const handover = en('bots.step-n', { number: 4, kind: en('bots.step.handover') });
    const would = new RegExp(`^${en('flows.try.would', { step: handover })}`);
    await person.click(await screen.findByRole('button', { name: would }));
    await waitFor(async () => expect(document.activeElement).toBe(await card(3)));
  });

  it('[B-18] [O-17] [O-28] says what words do, who gets a message, what keeps one back, and which variant it is', async () => {
    const cap = { messages: 2, days: 7 };
    const until = at + 8 * 3_600_000;
    const word = (words: string, does: 'out' | 'ask' | 'answer', passes: boolean) =>
      ({ kind: 'word', at, words, does, changed: does !== 'answer', passes }) as const;
    const heard = (text: string, colleague: boolean): TrialLine => ({
      ...{ kind: 'heard', at, text, type: 'text', taken: false, colleague },
    });
    const road = { node: 'road', visit: 2, at };
    const lines: TrialLine[] = [
      { ...menu, variant: 2, held: { reason: 'quiet-hours', until } },
      ...[heard('STOP', false), word('STOP', 'out', false)],
      ...[heard('no more', false), word('no more', 'ask', false)],
      ...[heard('CANCEL', false), word('CANCEL', 'answer', true)],
      { kind: 'colleague', at, does: 'takes', until: null },
      heard('hello', true),
      { kind: 'colleague', at, does: 'holds', until },
      {
        ...{ kind: 'left', ...road, step: 'text', ...step, ok: false, reason: 'capped', cap },
        ...{ exit: null, subject: null },
      },
    ];
    await started(() => trialOf(lines, { taken: true }));
    const talk = within(await screen.findByTestId('trial-talk'));
    expect(talk.getByText(en('flows.variant', { number: 2 }))).toBeTruthy();
    const held = new RegExp(`^${en('flows.try.held.quiet-hours', { at: '.+' })}$`);
    expect(talk.getByText(held)).toBeTruthy();
    expect(talk.getByText(en('flows.try.word.out', { words: 'STOP' }))).toBeTruthy();
    expect(talk.getByText(en('flows.try.word.ask', { words: 'no more' }))).toBeTruthy();
    expect(talk.getByText(en('flows.try.word.answer', { words: 'CANCEL' }))).toBeTruthy();
    expect(talk.getByText(en('flows.try.colleague.takes'))).toBeTruthy();
    expect(talk.getByText(en('flows.try.colleague.gets'))).toBeTruthy();
    const capped = { step: '2. Text', count: 2, days: 7 };
    expect(talk.getByText(en('flows.try.capped', capped))).toBeTruthy();
    expect(screen.getByTestId('trial-colleague').textContent).toBe(en('flows.try.hand-back'));
    expect(await violations()).toEqual([]);
  });

  it('[B-18] lets a colleague take over and hand back, and takes the last move back', async () => {
    let taken = false;
    const { person, body } = await started(({ body: sent }: Call) => {
      const { moves = [] } = sent as TryBody;
      taken = moves.at(-1)?.kind === 'taken';
      return trialOf([menu], { taken });
    });
    const movesMade = () => (body('POST', '/try') as TryBody).moves;
    await person.click(await screen.findByTestId('trial-colleague'));
    await waitFor(() => expect(movesMade()).toEqual([{ kind: 'taken' }]));
    await screen.findByText(en('flows.try.hand-back'));
    await person.click(screen.getByTestId('trial-undo'));
    await waitFor(() => expect(movesMade()).toEqual([]));
    expect(await screen.findByText(en('flows.try.take'))).toBeTruthy();
  });

  it('plays a move again that the server did not answer, and says that details were changed', async () => {
    let isDown = false;
    const { person, body } = await started((call: Call) =>
      isDown ? refuse(500, { kind: 'server' }) : plays(call)
    );
    const field = await screen.findByTestId('trial-text');
    isDown = true;
    await person.type(field, 'hello{Enter}');
    expect(await screen.findByText(en('error.server'))).toBeTruthy();
    isDown = false;
    await person.click(screen.getByRole('button', { name: en('shell.state.retry') }));
    await waitFor(() => expect(screen.queryByText(en('error.server'))).toBeNull());
    expect(body('POST', '/try')).toMatchObject({ moves: [{ kind: 'text', text: 'hello' }] });
    await person.type(screen.getByTestId('trial-name'), '!');
    expect(await screen.findByText(en('flows.try.stale'))).toBeTruthy();
  });

  it('says what the trial is for before it begins', async () => {
    const { person } = await open();
    await person.click(await screen.findByTestId('try-flow'));
    expect(await screen.findByText(en('flows.try.empty'))).toBeTruthy();
  });
});

describe('rehearsing a flow', () => {
  const start = async (more: Routes) => {
    const page = await open({ 'GET /whatsapp/segments': { segments: [] }, ...more });
    await page.person.click(await screen.findByTestId('rehearse-flow'));
    const seed = await screen.findByRole('textbox', { name: en('flows.rehearse.seed') });
    expect((seed as HTMLInputElement).value).toMatch(/^\d+$/);
    await page.person.click(await screen.findByTestId('rehearsal-start'));
    return page;
  };
  const draws = (count: number) => ({
    contactIds: Array.from({ length: count }, (_, i) => i + 1),
  });
  const free = { hasPrices: false, pricesFrom: [], isSample: false };
  /** All of them press the first choice. */
  const plays = ({ body }: Call): Rehearsal => {
    const { length: count } = (body as RehearsalBody).contactIds;
    const exits = [{ exit: 'kargo', count }];
    return {
      ...{ startedAt: 7, people: count, messages: count * 2, unsure: 0 },
      nodes: [{ node: 'menu', entered: count, waiting: 0, exits }],
      ends: [{ state: 'done', reason: null, node: 'road', count }],
      cost: { ...free, totals: [], lines: [], unpriced: 0 },
    };
  };

  it('[B-16] plays the edited flow with contacts by pieces, and shows at the steps where they went', async () => {
    const { person, body, calls } = await start({
      'POST /whatsapp/bots/rehearsal/people': draws(25),
      'POST /whatsapp/bots/rehearsal': plays,
    });
    const notice = await screen.findByTestId('rehearsal');
    expect(notice.textContent).toContain(en('flows.rehearse.done', { count: 25 }));
    expect(within(notice).getByTestId('rehearsal-end').textContent).toBe(
      en('flows.rehearse.end.done', { count: 25, step: '2. Text: On its way' })
    );
    const { seed } = body('POST', '/rehearsal/people') as { seed: number };
    expect(body('POST', '/rehearsal/people')).toEqual({ segmentId: null, people: 100, seed });
    expect(calls.filter(({ path }) => path.endsWith('/rehearsal'))).toHaveLength(2);
    expect(body('POST', '/rehearsal')).toMatchObject({
      ...{ id: 1, said: 'menu', seed, silent: 20, unfit: 10, at: 7 },
      contactIds: [21, 22, 23, 24, 25],
    });
    const figures = en('flows.figures', { entered: 25, waiting: 0 });
    expect(await screen.findByText(figures)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('rehearsal-clear'));
    expect(screen.queryByText(figures)).toBeNull();
    expect(screen.queryByTestId('rehearsal')).toBeNull();
  });

  it('[B-16] shows its figures on the canvas too', async () => {
    lookAt('canvas');
    await start({
      'POST /whatsapp/bots/rehearsal/people': draws(25),
      'POST /whatsapp/bots/rehearsal': plays,
    });
    await screen.findByTestId('rehearsal');
    const menu = within(await card(0));
    const figures = await menu.findByTestId('step-figures');
    expect(figures.textContent).toBe(en('flows.figures.entered', { entered: 25 }));
    expect(figures.title).toContain(en('flows.figures.rehearsed'));
    expect(menu.getAllByTestId('step-exit')[0]?.textContent).toContain('25 · 100%');
  });

  it('says in its drawer that nobody matches, and what went wrong', async () => {
    const first = await start({ 'POST /whatsapp/bots/rehearsal/people': draws(0) });
    expect(await screen.findByText(en('flows.rehearse.nobody'))).toBeTruthy();
    expect(await violations()).toEqual([]);
    first.unmount();
    await start({
      'POST /whatsapp/bots/rehearsal/people': draws(1),
      'POST /whatsapp/bots/rehearsal': refuse(500, { kind: 'internal' }, 'Broken'),
    });
    expect(await screen.findByText('Broken')).toBeTruthy();
    expect(screen.getByTestId('rehearsal-start')).toBeTruthy();
  });

  it('is not offered to people who may not see all contacts', async () => {
    denied.add('canBrowse');
    try {
      await open();
      expect(await names()).toHaveLength(4);
      expect(screen.queryByTestId('rehearse-flow')).toBeNull();
    } finally {
      denied.delete('canBrowse');
    }
  });
});

it('[X-05] [B-16] offers no call of another system without the permission, and shows one that is there', async () => {
  denied.add('canConnect');
  const url = 'https://shop.example/api';
  const sent = { method: 'GET' as const, url, headers: [], body: '', saves: [] };
  const call = { kind: 'http' as const, ...sent };
  const nodes = graph.nodes.map((node) => (node.id === 'road' ? { ...node, step: call } : node));
  const { person } = await open({ 'GET /whatsapp/bots/1': flow({ graph: { ...graph, nodes } }) });
  const add = en('flows.add-after', { exit: 'Kargo', number: '1' });
  await person.click(await screen.findByRole('button', { name: add }));
  const offered = await screen.findByRole('menuitem', { name: en('flows.http.not-yours') });
  expect(offered.getAttribute('aria-disabled')).toBe('true');
  await person.keyboard('{Escape}');
  const name = en('flows.step.edit', { name: `2. ${en('bots.step.http')}: GET ${url}` });
  await person.click(await screen.findByRole('button', { name }));
  expect(await screen.findByText(en('flows.http.read-only'))).toBeTruthy();
  expect(screen.getByDisplayValue(url).matches(':disabled')).toBe(true);
  expect(await violations()).toEqual([]);
});
