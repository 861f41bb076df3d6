import { screen, waitFor } from '@testing-library/react';
import { TrialOpening } from '../../../admin/src/pages/Bots/components/TrialEvent';
import type {
  BotEvent,
  BotView,
  TryBody,
  TryEvent,
  TryResult,
} from '../../../server/src/contracts/bots';
import type { FlowStep } from '../../../server/src/contracts/flow-graph';
import type { FlowTrial, TrialLine } from '../../../server/src/contracts/flow-trial';
import { openFlow as open, startAfresh } from '../../support/flow-page';
import { renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { flow, graph, setOff } from '../../support/some-flow';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

beforeEach(startAfresh);

type Say = typeof en;

/** What the talk says of each event; of a file and a location it shows the message itself. */
const SAID: readonly [TryEvent, string, (t: Say) => string][] = [
  ['tag-added', 'vip', (t) => t('flows.try.event.tag-added', { value: 'vip' })],
  ['opted-in', '', (t) => t('flows.try.event.opted-in')],
  ['topic-out', '', (t) => t('flows.try.event.topic-out')],
  ['topic-out', 'offers', (t) => t('flows.try.event.topic-out.value', { value: 'offers' })],
  ['link-opened', '', (t) => t('flows.try.event.link-opened')],
  ['link-opened', 'Autumn', (t) => t('flows.try.event.link-opened.value', { value: 'Autumn' })],
  ['closed', '', (t) => t('flows.try.event.closed')],
  ['closed', 'Solved', (t) => t('flows.try.event.closed.value', { value: 'Solved' })],
  ['unanswered', '30', (t) => t('flows.try.event.unanswered', { minutes: 30 })],
  ['reopened', '', (t) => t('flows.try.event.reopened')],
  ['outside-hours', '', (t) => t('flows.try.event.outside-hours')],
  ['ad', '', (t) => t('flows.try.event.ad')],
  ['file', 'document', (t) => t('bots.file.document')],
  ['place', '', (t) => t('flows.try.sent.location')],
];
/** Events beside which the customer has written something. */
const WRITTEN: ReadonlySet<TryEvent> = new Set(['unanswered', 'reopened', 'outside-hours', 'ad']);

describe.each([
  ['en', en],
  ['tr', tr],
] as const)('what set a trial off, in %s', (locale, t) => {
  it.each(SAID)('[B-05] %s %s is in the talk as what happened', async (event, value, words) => {
    const asked = { event, value, text: 'Hello', isFirst: false };
    await renderAdmin(<TrialOpening asked={asked} />, { locale });
    expect(screen.getByText(words(t))).toBeTruthy();
    expect(screen.queryAllByText('Hello')).toHaveLength(WRITTEN.has(event) ? 1 : 0);
  });
});

describe('a trial of a flow', () => {
  const at = Date.parse('2026-11-27T09:00:00Z');
  const trialAt = (
    node: string,
    waits: NonNullable<FlowTrial['place']>['waits'],
    lines: TrialLine[] = []
  ): TryResult => ({
    ...setOff,
    trial: {
      ...{ startedAt: at, now: at, lines, variables: [], taken: false, end: null },
      place: { node, visit: 1, waits, until: at + 8_000 },
    },
  });
  /** The flow with this step in place of its second one. */
  const flowWith = (step: FlowStep): BotView => {
    const nodes = graph.nodes.map((node) => (node.id === 'road' ? { ...node, step } : node));
    return flow({ graph: { ...graph, nodes } });
  };
  const started = async (bot: BotView, route: Routes[string]) => {
    const page = await open({
      ...{ 'GET /whatsapp/bots/1': bot, 'GET /whatsapp/tags': { tags: [] } },
      'POST /whatsapp/bots/try': route,
    });
    await page.person.click(await screen.findByTestId('try-flow'));
    await page.person.click(await screen.findByTestId('trial-start'));
    await screen.findByTestId('trial-talk');
    return { ...page, sent: () => page.body('POST', '/try') as TryBody };
  };
  const isIdle = () =>
    waitFor(() => expect(screen.getByTestId('trial-talk').getAttribute('aria-busy')).toBe('false'));

  it('[B-16] answers for another system with values that are proposed from their names, or lets the call fail', async () => {
    const saves = ['state', 'day'].map((name) => ({ path: name, saveAs: name }));
    const url = 'https://shop.example/api';
    const step: FlowStep = { kind: 'http', method: 'GET', url, headers: [], body: '', saves };
    const { person, sent } = await started(flowWith(step), trialAt('road', 'calling'));
    const name = `2. ${en('bots.step.http')}`;
    const words = en('flows.try.waits.calling', { step: name, at: '.+' });
    expect(screen.getByTestId('trial-place').textContent).toMatch(new RegExp(`^${words}$`));
    const [state, day] = screen.getAllByTestId<HTMLInputElement>('trial-call-value');
    expect([state?.value, day?.value]).toEqual(['state', 'day']);
    const field = screen.getByLabelText(new RegExp(en('flows.try.call.value', { name: 'state' })));
    await person.clear(field);
    await person.type(field, 'on its way');
    await person.clear(day as HTMLInputElement);
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('trial-call-answer'));
    const called = { kind: 'called', values: [{ name: 'state', value: 'on its way' }] };
    await waitFor(() => expect(sent().moves).toEqual([called]));
    await isIdle();
    await person.click(screen.getByTestId('trial-call-fail'));
    await waitFor(() => expect(sent().moves).toEqual([called, { kind: 'call-failed' }]));
  });

  it('[B-16] lets the event happen for which a wait waits, and says so in the talk', async () => {
    const orEvent = { event: 'tag-added', value: 'vip' } as const;
    const until = { kind: 'minutes', minutes: 60 } as const;
    const step: FlowStep = { kind: 'wait', until, orAnswer: false, orEvent };
    const route = ({ body }: Call) => {
      const { moves = [] } = body as TryBody;
      const lines: TrialLine[] = moves.length > 0 ? [{ kind: 'happened', at, ...orEvent }] : [];
      return trialAt('road', 'time', lines);
    };
    const { person, sent } = await started(flowWith(step), route);
    const happens = en('flows.try.happen.tag-added');
    await person.click(await screen.findByRole('button', { name: happens }));
    await waitFor(() => expect(sent().moves).toEqual([{ kind: 'happened' }]));
    expect(await screen.findByText(en('flows.try.event.tag-added', { value: 'vip' }))).toBeTruthy();
  });

  it('[B-05] begins with what sets the bot off, also where that is no text', async () => {
    const by = (event: BotEvent, value: string) =>
      flow({ triggers: [{ kind: 'event', event, value }] });
    const waits = await started(by('unanswered', '30'), trialAt('menu', 'answer'));
    const isFirst = false;
    const text = en('flows.try.hello');
    expect(waits.sent().message).toEqual({ event: 'unanswered', value: '30', text, isFirst });
    const minutes = screen.getByTestId('trial-value');
    await waits.person.clear(minutes);
    expect(await screen.findByText(en('bots.problem.minutes'))).toBeTruthy();
    expect(screen.getByTestId('trial-start').hasAttribute('disabled')).toBe(true);
    await waits.person.type(minutes, '45');
    expect(screen.getByTestId('trial-start').hasAttribute('disabled')).toBe(false);
    waits.unmount();
    const file = await started(by('file', ''), trialAt('menu', 'answer'));
    expect(file.sent().message).toEqual({ event: 'file', value: 'image', text: '', isFirst });
    file.unmount();
    const tag = await started(by('tag-added', 'vip'), trialAt('menu', 'answer'));
    expect(tag.sent().message).toEqual({ event: 'tag-added', value: 'vip', text: '', isFirst });
  });
});
