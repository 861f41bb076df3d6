import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes as Paths } from 'react-router-dom';
import BotEditPage from '../../../admin/src/pages/Bots/EditPage';
import BotsPage from '../../../admin/src/pages/Bots/ListPage';
import type { TryBody, TryResult } from '../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../server/src/contracts/flow-graph';
import type { TrialLine } from '../../../server/src/contracts/flow-trial';
import { renderAdmin, type Call, type Routes } from '../../support/render-admin';
import {
  addAfter,
  card,
  kept,
  names,
  nobody,
  openFlow as open,
  routes,
  startAfresh,
} from '../../support/flow-page';
import { showOn } from '../../support/show-on';
import { flow, graph } from '../../support/some-flow';
import { en } from '../../support/words';
import { violations } from '../axe';

/** A file of the canvas that the server no longer has, as after an update. */
let mockIsGone = false;
jest.mock('../../../admin/src/pages/Bots/flow/canvas/Canvas', (): unknown => {
  if (mockIsGone) throw new Error('Failed to fetch dynamically imported module');
  return jest.requireActual('../../../admin/src/pages/Bots/flow/canvas/Canvas');
});

beforeEach(startAfresh);

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
        'Step 1, Choice: What is it about?',
        'Step 2, Text: On its way. 1 problem',
        'Step 3, Text: Send it back',
        'Step 4, Hand over to people',
      ])
    );
    const ways = within(await card(0)).getAllByTestId('step-exit');
    expect(ways.map(({ textContent }) => textContent)).toEqual([
      'Kargo → 2. Text: On its way',
      'İade → 3. Text: Send it back',
      'Does not fit 2 times → end',
      'No answer after 23 hours → end',
    ]);
    expect(screen.getByText(en('flows.start'))).toBeTruthy();
    expect(await violations()).toEqual([]);
    expect(localStorage.getItem('whatsapp.flows.view.1')).toBe('canvas');
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
    expect(label()).toBe('Step 2, Text: On its way');
    await person.keyboard('{ArrowDown}{ArrowRight}{ArrowLeft}{Enter}');
    expect(await screen.findByDisplayValue('Send it back')).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(label()).toBe('Step 3, Text: Send it back'));
    await person.keyboard('{ArrowLeft}{Delete}');
    expect(await screen.findByText(en('flows.remove.body', { count: 2 }))).toBeTruthy();
  });

  it('[B-16] adds a step after an exit, and puts the keyboard on its card', async () => {
    const { person } = await onCanvas();
    const after = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, after, en('bots.step.handover'));
    await person.click(await screen.findByTestId('step-done'));
    await waitFor(() => expect(label()).toBe('Step 2, Hand over to people'));
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
    expect(label()).toBe('Step 3, Text: Send it back');
    await person.type(screen.getByPlaceholderText(en('flows.find')), 'nothing');
    expect(await screen.findByText(en('flows.find.none'))).toBeTruthy();
  });
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

describe('trying a flow', () => {
  const said = (text: string) => ({
    ...{ type: 'text', text, header: null, footer: null, buttons: [] },
    ...{ media: null, location: null, contacts: [] },
  });
  const at = Date.parse('2026-11-27T09:00:00Z');
  const step = { ok: true, reason: null, unsure: false, at };
  const menu: TrialLine = {
    ...{ kind: 'bubble', node: 'menu', visit: 1, at, body: said('What is it about?') },
    presses: [{ exit: 'kargo', title: 'Kargo', note: '' }],
  };
  const pressed: TrialLine[] = [
    { kind: 'heard', at, text: 'Kargo', type: 'interactive', taken: true },
    {
      ...{ kind: 'left', node: 'menu', visit: 1, step: 'choice', ...step },
      ...{ exit: 'kargo', subject: 'Kargo' },
    },
    { kind: 'bubble', node: 'road', visit: 2, at, body: said('On its way'), presses: [] },
    {
      ...{ kind: 'left', node: 'team', visit: 3, step: 'handover', ...step },
      ...{ exit: 'next', subject: null },
    },
  ];
  /** Plays the menu, and its first choice when that is pressed. */
  const plays = ({ body }: Call): TryResult => {
    const { moves = [] } = body as TryBody;
    const hasMoved = moves.length > 0;
    const place = { node: 'menu', visit: 1, waits: 'answer', until: at + 3_600_000 } as const;
    return {
      ...{ matched: true, trigger: 0, answeredBy: null, order: [], steps: [] },
      trial: {
        ...{ startedAt: at, now: at, lines: [menu, ...(hasMoved ? pressed : [])] },
        variables: hasMoved ? [{ name: 'about', value: 'Kargo' }] : [],
        place: hasMoved ? null : place,
        end: hasMoved ? { state: 'done', reason: 'handed-over' } : null,
      },
    };
  };

  it('[B-16] plays the unsaved steps by keyboard and presses, shows values, and leads to the step', async () => {
    const { person, body } = await open({ 'POST /whatsapp/bots/try': plays });
    await addAfter(person, en('flows.add-after', { exit: 'Then', number: '2' }), 'Text');
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

  it('goes from the trial to the step where it waits', async () => {
    const { person } = await open({ 'POST /whatsapp/bots/try': plays });
    await person.click(await screen.findByTestId('try-flow'));
    await person.click(await screen.findByTestId('trial-start'));
    await person.click(await screen.findByRole('button', { name: en('flows.try.show-step') }));
    await waitFor(async () => expect(document.activeElement).toBe(await card(0)));
    expect((await card(0)).textContent).toContain(en('flows.try.here'));
  });
});

it('[B-16] makes a ready flow with one press, as a draft that is off, and opens it', async () => {
  const made = flow({
    ...{ id: 7, version: 1, graph: null, active: false },
    draft: { graph, from: 1 },
  });
  const { person, calls } = await renderAdmin(
    <Paths>
      <Route path="plugins/whatsapp/bots/:id" element={<BotEditPage />} />
      <Route path="*" element={<BotsPage />} />
    </Paths>,
    {
      routes: routes({
        'POST /whatsapp/bots': made,
        'GET /whatsapp/bots/7': made,
        'POST /whatsapp/bots/7/impact': nobody,
      }),
    }
  );
  await person.click(await screen.findByTestId('ready-flows'));
  expect(await screen.findAllByTestId('ready-flow')).toHaveLength(8);
  expect(await violations()).toEqual([]);
  const name = en('flows.ready.survey.name');
  await person.click(screen.getByRole('button', { name: en('flows.ready.use-of', { name }) }));
  expect(await names()).toHaveLength(4);
  expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
    ...{ name, triggers: [{ kind: 'event', event: 'closed' }] },
    draft: { start: 'pause' },
  });
  // Nothing of it is published: it cannot be switched on.
  expect(screen.getByRole('switch').hasAttribute('disabled')).toBe(true);
  await person.click(screen.getByTestId('publish'));
  expect(await screen.findByTestId('publish-confirm', {}, { timeout: 5000 })).toBeTruthy();
});
