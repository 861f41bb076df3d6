import { screen, waitFor, within } from '@testing-library/react';
import type {
  AutomationProblem,
  AutomationView,
  HeldChanges,
} from '../../../server/src/contracts/automation-desk';
import type { AutomationAhead } from '../../../server/src/contracts/automation-watch';
import { openFlow } from '../../support/flow-page';
import { refuse, type Routes } from '../../support/render-admin';
import { flow } from '../../support/some-flow';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';
import {
  automation,
  blank,
  bodies,
  choose,
  NO_FIGURES,
  open,
  openOne,
  ORDER,
  orders,
  shown,
} from './stage';

const isReturned = {
  ...{ kind: 'group', not: false, match: 'all' },
  nodes: [{ kind: 'entry', not: false, field: 'state', operator: 'is', values: ['returned'] }],
} as const;

beforeEach(() => {
  grantOnly(null);
  notices.length = 0;
});
afterEach(() => jest.restoreAllMocks());

describe('the page of an automation', () => {
  it('[E-02] reads as a sentence of what is saved, with its conditions in words', async () => {
    await openOne(automation({ stopWhen: structuredClone(isReturned) as never }));
    expect(await shown('automations.blank.subject')).toBe('Order');
    expect(await shown('automations.blank.kind')).toBe(en('automations.kind.updated'));
    expect(await shown('automations.blank.field')).toBe('State');
    expect(await shown('automations.blank.from')).toContain(en('automations.any-value'));
    expect(await shown('automations.blank.to')).toContain('shipped');
    expect(await shown('automations.blank.once')).toBe(en('automations.once.entry'));
    const reach = en('automations.reach', { entries: 40, linked: 38, missing: 2 });
    expect(screen.getByTestId('who-row').textContent).toContain(reach);
    await waitFor(() =>
      expect(screen.getByTestId('stop-row').textContent).toContain('Order › State: returned')
    );
    const change = `${en('bots.only-if.edit')}: ${en('automations.stop.title')}`;
    expect(screen.getByRole('button', { name: change })).toBeTruthy();
    // What its own flow says, step by step.
    const said = await within(screen.getByTestId('then-row')).findByText(/What is it about\?/);
    expect(said).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('[E-02] is made by filling the blanks; what is missing is said at its field', async () => {
    const { person, calls, router } = await open('/new', {
      'POST /whatsapp/automations': automation(),
    });
    await person.click(await screen.findByTestId('save-automation'));
    expect(await screen.findByText(en('automations.problem.name'))).toBeTruthy();
    const when = within(screen.getByTestId('when-row'));
    expect(when.getByText(en('automations.problem.subject'))).toBeTruthy();
    await person.type(screen.getByTestId('automation-name'), 'Order shipped');
    await choose(person, 'automations.blank.subject', 'Order');
    await choose(person, 'automations.blank.kind', en('automations.kind.updated'));
    expect(await when.findByText(en('automations.problem.field'))).toBeTruthy();
    await choose(person, 'automations.blank.field', 'State');
    await choose(person, 'automations.blank.to', 'shipped');
    await person.keyboard('{Escape}');
    await person.click(screen.getByTestId('save-automation'));
    await waitFor(() =>
      expect(bodies(calls, 'POST', '')).toMatchObject([
        {
          ...{ name: 'Order shipped', botId: null, once: { per: 'entry' } },
          trigger: { kind: 'updated', uid: ORDER, field: 'state', from: null, to: ['shipped'] },
        },
      ])
    );
    await waitFor(() => expect(router.state.location.pathname).toMatch(/automations\/3$/));
  });

  it('[E-02] offers a content type that is linked no longer only where it stands', async () => {
    const visit = { ...orders, uid: 'api::visit.visit', label: 'Visit', isUnlinked: true };
    const types = { 'GET /whatsapp/automations/types': { types: [orders, visit] } };
    const trigger = { kind: 'created', uid: visit.uid, version: 'published' } as const;
    const { person } = await openOne(automation({ trigger }), types);
    expect(await shown('automations.blank.subject')).toBe('Visit');
    await person.click(await blank('automations.blank.subject'));
    expect(await screen.findByRole('option', { name: 'Visit' })).toBeTruthy();
    await person.click(screen.getByRole('option', { name: 'Order' }));
    await person.click(await blank('automations.blank.subject'));
    expect(await screen.findByRole('option', { name: 'Order' })).toBeTruthy();
    expect(screen.queryByRole('option', { name: 'Visit' })).toBeNull();
  });

  it('[E-16] counts by contact where the clock sets it off, and asks for a segment', async () => {
    const { person } = await openOne(automation());
    await choose(person, 'automations.blank.subject', en('automations.subject.clock'));
    expect(await shown('automations.blank.once')).toBe(en('automations.once.event'));
    // Back at entries, nobody is messaged more often than before.
    await choose(person, 'automations.blank.subject', 'Order');
    expect(await shown('automations.blank.once')).toBe(en('automations.once.entry'));
    await choose(person, 'automations.blank.subject', en('automations.subject.clock'));
    await person.click(screen.getByTestId('save-automation'));
    const when = within(screen.getByTestId('when-row'));
    expect(await when.findByText(en('automations.problem.segment'))).toBeTruthy();
  });

  it('[E-06] [E-16] says when its date or clock comes next, with entries that one may read', async () => {
    const day = 86_400_000;
    const trigger = {
      ...({ kind: 'date', version: 'published', side: 'before', unit: 'days' } as const),
      ...({ uid: ORDER, field: 'placedAt', amount: 1, at: '10:00', zone: 'person' } as const),
      ...{ yearly: false, usualHour: false },
    };
    const entry = (title: string | null) => ({ uid: ORDER, documentId: 'a', title, url: null });
    let next: AutomationAhead = {
      moments: [
        { at: Date.now() + day, entry: entry('Order 1042') },
        { at: Date.now() + 3 * day, entry: entry(null) },
      ],
      ...{ zone: 'Asia/Tokyo', isPart: false },
    };
    const { person, calls } = await openOne(automation({ trigger }), {
      'POST /whatsapp/automations/ahead': () => next,
    });
    const said = async () => (await screen.findByTestId('next-moments')).textContent;
    expect(await said()).toMatch(/tomorrow [^(,]+ \(Order 1042\), [^(]+\. /);
    expect(await said()).toContain(en('automations.ahead.zone', { zone: 'Asia/Tokyo' }));
    expect(await said()).toContain(en('automations.ahead.person'));
    expect(bodies(calls, 'POST', '/ahead')).toEqual([{ trigger, automationId: 3 }]);
    next = { ...next, moments: [] };
    await choose(person, 'automations.blank.side', en('automations.side.after'));
    const none = en('automations.ahead.none');
    await waitFor(async () => expect(await said()).toBe(none), { timeout: 3_000 });
    expect(bodies(calls, 'POST', '/ahead').at(-1)).toMatchObject({ trigger: { side: 'after' } });
  });

  it('[E-02] says at its field what keeps it from being switched on, and what to do', async () => {
    const problem = (
      field: string,
      level: AutomationProblem['level'],
      words: { text: string; advice: string }
    ) => ({ field, level, words: { en: words, tr: words } });
    const { person, calls } = await openOne(automation(), {
      'POST /whatsapp/automations/check': {
        problems: [
          problem('trigger.field', 'stop', { text: 'No field.', advice: 'Choose another.' }),
          problem('botId', 'warn', { text: 'No template.', advice: 'Begin with one.' }),
        ],
      },
    });
    const at = async (row: string, words: string) =>
      within(await screen.findByTestId(row)).findByText(words);
    expect(await at('when-row', 'No field. Choose another.')).toBeTruthy();
    expect(await at('then-row', 'No template. Begin with one.')).toBeTruthy();
    expect(bodies(calls, 'POST', '/check')).toMatchObject([{ id: 3, botId: null }]);
    await person.click(screen.getByTestId('activate-automation'));
    await waitFor(() => expect(notices.at(-1)?.message).toBe('No field. Choose another.'));
    expect(screen.queryByTestId('switch-on')).toBeNull();
  });

  it('[E-02] leads to a new template where the flow should begin with one', async () => {
    const words = { text: 'No template.', advice: 'Create one.' };
    const warning = { field: 'botId', level: 'warn', words: { en: words, tr: words } };
    let problems: object[] = [{ ...warning, needs: 'template' }];
    const { person } = await openOne(automation(), {
      'POST /whatsapp/automations/check': () => ({ problems }),
    });
    const then = within(await screen.findByTestId('then-row'));
    const link = await then.findByRole('link', { name: en('templates.new') });
    expect(link.getAttribute('href')).toMatch(/templates\/new$/);
    problems = [warning];
    await person.type(screen.getByTestId('automation-name'), '!');
    const gone = () => then.queryByRole('link', { name: en('templates.new') });
    await waitFor(() => expect(gone()).toBeNull(), { timeout: 3_000 });
  });

  it('[E-02] leads to what keeps it from being activated', async () => {
    const words = { text: 'Nothing published.', advice: 'Publish it.' };
    const stop = { field: 'botId', level: 'stop', words: { en: words, tr: words } };
    const { person } = await openOne(automation(), {
      'POST /whatsapp/automations/check': { problems: [stop] },
    });
    const then = within(await screen.findByTestId('then-row'));
    await then.findByText('Nothing published. Publish it.');
    await person.click(screen.getByTestId('activate-automation'));
    await waitFor(() => expect(document.activeElement).toBe(then.getByRole('combobox')));
    expect(screen.queryByTestId('switch-on')).toBeNull();
  });

  it('[E-02] is not held back by what was wrong before the last change', async () => {
    const words = { text: 'No field.', advice: 'Choose another.' };
    const stop = { field: 'trigger.field', level: 'stop', words: { en: words, tr: words } };
    const never = new Promise(() => undefined);
    const { person } = await openOne(automation(), {
      'POST /whatsapp/automations/check': ({ body }) =>
        (body as AutomationView).name === 'Order shipped' ? { problems: [stop] } : never,
      'PUT /whatsapp/automations/3': automation({ name: 'Order shipped!', version: 5 }),
      'GET /whatsapp/automations/3/existing': {
        ...{ entries: 40, linked: 38, matching: 0, isMore: false, mayStart: true, beside: [] },
      },
    });
    expect(await screen.findByText('No field. Choose another.')).toBeTruthy();
    await person.type(screen.getByTestId('automation-name'), '!');
    await person.click(screen.getByTestId('activate-automation'));
    expect(await screen.findByTestId('switch-on')).toBeTruthy();
  });

  it('[E-02] is switched on after a question with the number, for what is there only where that is ticked', async () => {
    let matching = 12;
    const { person, calls } = await openOne(automation(), {
      'GET /whatsapp/automations/3/existing': () => ({
        ...{ entries: 40, linked: 38, matching, isMore: false, mayStart: true },
        beside: ['Order sent'],
      }),
      'PUT /whatsapp/automations/3/active': () => {
        if (matching === 13) return automation({ active: true });
        matching = 13;
        return refuse(409, { kind: 'count-changed', field: 'existing' });
      },
    });
    const counted = (count: number) =>
      screen.findByText(en('automations.on.matching', { entries: 40, count, more: '' }));
    await person.click(await screen.findByTestId('activate-automation'));
    expect(await counted(12)).toBeTruthy();
    expect(screen.getByText(en('automations.on.none'))).toBeTruthy();
    // Another one would message the same people.
    const beside = en('automations.on.beside', { count: 1, names: '“Order sent”' });
    expect(screen.getByTestId('starts-beside').textContent).toContain(beside);
    await person.click(screen.getByTestId('start-existing'));
    const confirm = await screen.findByTestId('switch-on');
    expect(confirm.textContent).toBe(en('automations.on.confirm', { count: 12 }));
    await person.click(confirm);
    expect(await screen.findByText(en('error.count-changed'))).toBeTruthy();
    expect(await counted(13)).toBeTruthy();
    // The tick was for another number.
    expect(screen.getByTestId('switch-on').textContent).toBe(en('automations.activate'));
    await person.click(screen.getByTestId('switch-on'));
    await waitFor(() =>
      expect(bodies(calls, 'PUT', '/3/active')).toEqual([
        { active: true, existing: 12 },
        { active: true, existing: null },
      ])
    );
  });

  it('[E-02] is activated once it is confirmed that its own flow goes for another', async () => {
    const { person, calls } = await openOne(automation(), {
      'GET /whatsapp/bots': { bots: [flow({ id: 5, name: 'Thanks' })] },
      'GET /whatsapp/bots/5': flow({ id: 5, name: 'Thanks' }),
      'PUT /whatsapp/automations/3': automation({ version: 5 }),
      'GET /whatsapp/automations/3/existing': {
        ...{ entries: 40, linked: 38, matching: 0, isMore: false, mayStart: true, beside: [] },
      },
    });
    await choose(person, 'automations.blank.flow', 'Thanks');
    await person.click(screen.getByTestId('activate-automation'));
    await person.click(await screen.findByTestId('lose-flow'));
    expect(await screen.findByTestId('switch-on')).toBeTruthy();
    expect(bodies(calls, 'PUT', '/3')).toMatchObject([{ botId: 5 }]);
  });

  it('[E-02] says how many starts wait after a flood, and drops or starts those of the question', async () => {
    const asks = { starts: 4_210, upTo: 9_004, since: 1 };
    const asking = automation({ active: true, held: 'flood', waiting: 4_213, asks });
    const { person, calls } = await openOne(asking, {
      'POST /whatsapp/automations/3/flood': automation({ active: true }),
    });
    const banner = await screen.findByTestId('flood');
    expect(banner.textContent).toContain(en('automations.flood', { count: 4_210 }));
    // Allowed before, and not asked about again.
    const releasing = en('automations.releasing', { count: 3 });
    expect((await screen.findByTestId('releasing')).textContent).toContain(releasing);
    await person.click(screen.getByTestId('flood-drop'));
    const title = en('automations.flood.drop.title', { count: 4_210 });
    expect(await screen.findByText(title)).toBeTruthy();
    expect(bodies(calls, 'POST', '/3/flood')).toEqual([]);
    await person.click(screen.getByTestId('flood-confirm'));
    await waitFor(() =>
      expect(bodies(calls, 'POST', '/3/flood')).toEqual([{ answer: 'drop', upTo: 9_004 }])
    );
  });

  it('[E-02] says how many changes made in bulk are held back, and starts for them once that is confirmed', async () => {
    let held: HeldChanges = { changes: 1_500, upTo: 'there', isMore: false };
    const { person, calls } = await openOne(automation({ active: true }), {
      'GET /whatsapp/automations/3/held': () => held,
      'POST /whatsapp/automations/3/held': () => {
        held = { changes: 0, upTo: null, isMore: false };
        return automation({ active: true });
      },
    });
    const notice = await screen.findByTestId('held-changes');
    expect(notice.textContent).toContain(en('automations.held-changes', { count: 1_500 }));
    await person.click(screen.getByTestId('start-held-changes'));
    const title = en('automations.held-changes.start.title', { count: 1_500 });
    expect(await screen.findByText(title)).toBeTruthy();
    expect(bodies(calls, 'POST', '/3/held')).toEqual([]);
    await person.click(screen.getByTestId('held-changes-confirm'));
    await waitFor(() => expect(screen.queryByTestId('held-changes')).toBeNull());
    expect(bodies(calls, 'POST', '/3/held')).toEqual([{ changes: 1_500, upTo: 'there' }]);
    expect(notices.at(-1)?.message).toBe(en('automations.held-changes.start.done'));
  });

  it('[E-02] keeps what is typed when somebody else saves first, and names the fields', async () => {
    let saved = automation();
    const { person, calls } = await open('/3', {
      'GET /whatsapp/automations/3': () => saved,
      'PUT /whatsapp/automations/3': () => {
        if (saved.version === 5) return automation({ name: 'Mine', version: 6 });
        saved = automation({ name: 'Theirs', version: 5, staleMinutes: 60 });
        return refuse(409, { kind: 'changed-meanwhile' });
      },
    });
    const name = await screen.findByTestId('automation-name');
    await person.clear(name);
    await person.type(name, 'Mine');
    await person.click(screen.getByTestId('save-automation'));
    const notice = await screen.findByTestId('changed-meanwhile');
    expect(notice.textContent).toContain(en('automations.name'));
    await person.click(screen.getByTestId('save-automation'));
    await waitFor(() => expect(bodies(calls, 'PUT', '/3')).toHaveLength(2));
    // What was not touched here is what the other one saved.
    expect(bodies(calls, 'PUT', '/3')).toMatchObject([
      { name: 'Mine', version: 4, staleMinutes: 1_440 },
      { name: 'Mine', version: 5, staleMinutes: 60 },
    ]);
  });

  it('[E-02] shows what it did day by day, as a table too, and why people got nothing', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { person } = await openOne(automation({ active: true, activeSince: 1 }), {
      'GET /whatsapp/automations/3/figures': {
        ...{ started: 212, sent: 205, failed: 3, goal: 41, skipped: 7 },
        days: [{ day, started: 212, sent: 205, failed: 3, goal: 41, skipped: 7 }],
        reasons: [{ reason: 'no-person', count: 7 }],
      },
    });
    const card = within(await screen.findByTestId('automation-figures'));
    expect((await card.findByTestId('figure-sent')).textContent).toBe('205');
    expect(card.getByTestId('figure-failed').textContent).toBe('3');
    const why = { count: 7, title: en('automations.skip.no-person') };
    expect(card.getByText(en('campaigns.errors.line', why))).toBeTruthy();
    await person.click(card.getByRole('button', { name: en('campaigns.funnel.asTable') }));
    // Above, and in the row of the day.
    expect(card.getAllByText('212')).toHaveLength(2);
    expect(card.getAllByText(en('automations.figures.goal'))).not.toHaveLength(0);
    expect(card.getAllByText('41')).toHaveLength(2);
  });

  it('[E-02] shows how many reached its goal, also after the goal was taken out', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { person } = await openOne(automation({ active: true, activeSince: 1 }), {
      'GET /whatsapp/automations/3/figures': {
        ...{ ...NO_FIGURES, started: 212, sent: 205, goal: 31 },
        days: [{ day, started: 212, sent: 205, failed: 0, goal: 31, skipped: 0 }],
      },
    });
    const card = within(await screen.findByTestId('automation-figures'));
    expect((await card.findByTestId('figure-goal')).textContent).toBe('31');
    await person.click(card.getByRole('button', { name: en('campaigns.funnel.asTable') }));
    expect(card.getAllByText('31')).toHaveLength(2);
  });

  it('[E-02] says nothing of a longer period before its figures are there', async () => {
    const never = new Promise(() => undefined);
    const { person } = await openOne(automation(), {
      'GET /whatsapp/automations/3/figures': ({ query }) =>
        query.get('days') === '7' ? { ...NO_FIGURES, started: 212, sent: 205 } : never,
    });
    expect((await screen.findByTestId('figure-started')).textContent).toBe('212');
    await choose(person, 'flows.funnel.days', en('flows.funnel.last', { count: 30 }));
    await waitFor(() => expect(screen.queryByTestId('figure-started')).toBeNull());
  });

  it('[E-02] can be read in words by who may not build automations', async () => {
    grantOnly(['observe']);
    const trigger = { ...automation().trigger, alsoNew: true } as AutomationView['trigger'];
    await openOne(automation({ held: 'owner-gone', trigger }));
    const words = (await screen.findByTestId('in-words')).textContent;
    expect(words).toContain(
      en('automations.says.updated.to', { type: 'Order', field: 'State', to: 'shipped' })
    );
    expect(words).toContain(en('automations.also-new'));
    const reason = en('automations.held.owner-gone');
    expect(screen.getByText(en('automations.stopped', { reason }))).toBeTruthy();
    expect(screen.getByText(en('automations.held.owner-gone.remedy'))).toBeTruthy();
  });

  it('[E-35] makes what segments say of their uses stale when it is saved', async () => {
    const trigger = { kind: 'segment', segmentId: 6, way: 'enters' } as const;
    const { person, calls } = await openOne(automation({ trigger, once: { per: 'event' } }), {
      'PUT /whatsapp/automations/3': automation({ trigger, version: 5 }),
    });
    const asked = () => calls.filter(({ path }) => path === '/whatsapp/segments').length;
    await waitFor(() => expect(asked()).toBe(1));
    await person.type(await screen.findByTestId('automation-name'), '!');
    await person.click(screen.getByTestId('save-automation'));
    await waitFor(() => expect(asked()).toBe(2));
  });

  it('[E-02] has no way to what the role may not do: flows without bots, segments without contacts', async () => {
    grantOnly(['observe', 'automation.build']);
    await openOne(automation({ trigger: { kind: 'segment', segmentId: 6, way: 'enters' } }));
    expect(await screen.findByText(en('automations.flow.needs'))).toBeTruthy();
    expect(screen.getByText(en('automations.segment.needs'))).toBeTruthy();
    expect(await shown('automations.blank.segment')).toBe('…');
    expect(screen.queryByTestId('open-flow')).toBeNull();
  });

  it('[E-02] leads to the editor of its own flow, which says whose it is and leads back', async () => {
    const { person, router } = await openOne(automation());
    await person.click(await screen.findByTestId('open-flow'));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/bots\/9$/));
    await openFlow({
      'GET /whatsapp/bots/1': flow({ ofAutomation: true }),
      'GET /whatsapp/automations': {
        automations: [automation({ flow: { ...automation().flow, id: 1 } })],
      },
    });
    const back = await screen.findByRole('link', { name: en('flows.of-automation.back') });
    expect(back.getAttribute('href')).toMatch(/automations\/3$/);
    // It goes on and off with its automation.
    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('the list of automations', () => {
  const list = (automations: AutomationView[], more: Routes = {}) =>
    open('', { 'GET /whatsapp/automations': { automations }, ...more });

  it('[E-02] is not switched on while its flow is not published; the question leads to the flow', async () => {
    const unpublished = automation({ flow: { ...automation().flow, isPublished: false } });
    const { person, calls } = await list([unpublished], {
      'GET /whatsapp/automations/3/existing': {
        ...{ entries: 40, linked: 38, matching: 12, isMore: false, mayStart: true, beside: [] },
      },
    });
    await person.click(await screen.findByTestId('automation-active'));
    const said = within(await screen.findByTestId('nothing-to-start'));
    expect(said.getByText(en('automations.flow.unpublished'))).toBeTruthy();
    const way = said.getByRole('link', { name: en('automations.flow.open') });
    expect(way.getAttribute('href')).toMatch(/bots\/9$/);
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/existing'))).toBe(true));
    expect(screen.queryByTestId('start-existing')).toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>('switch-on').disabled).toBe(true);
  });

  it('[E-02] says in words when each begins, its state with the reason, and what it did', async () => {
    await list(
      [
        automation({ active: true, activeSince: 1 }),
        automation({ id: 4, name: 'Reminder', held: 'field-gone' }),
      ],
      {
        'GET /whatsapp/automations/3/figures': {
          ...NO_FIGURES,
          started: 212,
          failed: 3,
          skipped: 7,
        },
      }
    );
    const [first, second] = await screen.findAllByTestId('automation-row');
    await waitFor(() =>
      expect(first?.textContent).toContain(
        en('automations.says.updated.to', { type: 'Order', field: 'State', to: 'shipped' })
      )
    );
    // The switch says that it is on, and nothing else does.
    expect(first?.querySelector('[data-state="on"]')).toBeNull();
    expect(second?.querySelector('[data-state="stopped"]')).toBeTruthy();
    const figures = en('automations.list.figures', { started: 212, failed: 3, skipped: 7 });
    await waitFor(() => expect(first?.textContent).toContain(figures));
    expect(second?.textContent).toContain(en('state.automation.stopped'));
    expect(second?.textContent).toContain(en('automations.held.field-gone'));
    expect(await violations()).toEqual([]);
  });

  it('[E-02] names a content type that is linked no longer, and shows no code name before names are read', async () => {
    const visit = { ...orders, uid: 'api::visit.visit', label: 'Visit', isUnlinked: true };
    const trigger = {
      ...({ kind: 'date', version: 'published', side: 'before', unit: 'days' } as const),
      ...({ uid: visit.uid, field: 'placedAt', amount: 1, at: null, zone: 'business' } as const),
      ...{ yearly: false, usualHour: false },
    };
    let read: (types: object) => void = () => undefined;
    await list([automation({ trigger })], {
      'GET /whatsapp/automations/types': () =>
        new Promise((done) => {
          read = done;
        }),
    });
    const row = await screen.findByTestId('automation-row');
    const says = (type: string, field: string) =>
      en('automations.says.date', {
        ...{ type, field },
        when: en('automations.says.date.before-days', { amount: 1 }),
      });
    expect(row.textContent).toContain(says('…', '…'));
    read({ types: [orders, visit] });
    await waitFor(() => expect(row.textContent).toContain(says('Visit', 'Placed at')));
  });

  it('[E-16] says times of the day as the language writes them', async () => {
    const clock = {
      ...{ kind: 'clock', segmentId: 6, at: ['09:00'], days: [1], dates: [] },
      ...{ holidays: 'never', zone: 'business', usualHour: false },
    } as const;
    await list([automation({ trigger: structuredClone(clock) as never })]);
    const row = await screen.findByTestId('automation-row');
    expect(row.textContent).toMatch(/At 9:00\sAM · Mon/);
  });

  it('[E-02] switches one off once it is said what becomes of people in its flow', async () => {
    const { person, calls } = await list([automation({ active: true })], {
      'PUT /whatsapp/automations/3/active': automation(),
    });
    await person.click(await screen.findByRole('switch'));
    expect(await screen.findByText(en('flows.off.people', { count: 2, more: '' }))).toBeTruthy();
    await person.click(screen.getByRole('radio', { name: en('flows.off.end') }));
    await person.click(screen.getByTestId('switch-off'));
    await waitFor(() =>
      expect(bodies(calls, 'PUT', '/3/active')).toEqual([{ active: false, waiting: 'end' }])
    );
  });

  it('[E-02] asks what becomes of people only where there may be some', async () => {
    const { person, calls } = await list([automation({ active: true })], {
      'POST /whatsapp/bots/9/impact': { open: 0, nodes: [] },
      'PUT /whatsapp/automations/3/active': automation(),
    });
    await person.click(await screen.findByRole('switch'));
    expect(await screen.findByText(en('flows.impact.none'))).toBeTruthy();
    expect(screen.getByText(en('flows.off.closed'))).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    await person.click(screen.getByTestId('switch-off'));
    await waitFor(() =>
      expect(bodies(calls, 'PUT', '/3/active')).toEqual([{ active: false, waiting: 'end' }])
    );
    expect(notices.at(-1)?.message).toBe(
      en('automations.now-off.empty', { name: 'Order shipped' })
    );
  });

  it('[E-02] asks it where starts wait that may begin meanwhile', async () => {
    const { person } = await list([automation({ active: true, waiting: 3 })], {
      'POST /whatsapp/bots/9/impact': { open: 0, nodes: [] },
    });
    await person.click(await screen.findByRole('switch'));
    expect(await screen.findByText(en('flows.impact.none'))).toBeTruthy();
    expect(screen.getByRole('radio', { name: en('flows.off.end') })).toBeTruthy();
  });

  it('[X-13] is deleted as an automation, also in Turkish', async () => {
    await open('', { 'GET /whatsapp/automations': { automations: [automation()] } }, 'tr');
    const name = tr('automations.deleteOf', { name: 'Order shipped' });
    expect(await screen.findByRole('button', { name })).toBeTruthy();
    expect(name).toContain('otomasyonunu');
  });

  it('[E-02] is copied and opened, by who may build flows too', async () => {
    const made = automation({ id: 4, name: 'Order shipped (copy)' });
    const { person, calls, router } = await list([automation()], {
      'POST /whatsapp/automations/3/copy': made,
      'GET /whatsapp/automations/4': made,
    });
    const copy = en('automations.copyOf', { name: 'Order shipped' });
    await person.click(await screen.findByRole('button', { name: copy }));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/automations\/4$/));
    expect(bodies(calls, 'POST', '/3/copy')).toEqual([{ name: made.name }]);
    expect(notices.at(-1)?.message).toBe(en('bots.copy.made', { name: made.name }));
    grantOnly(['observe', 'automation.observe', 'automation.build']);
    await list([automation()]);
    const remove = en('automations.deleteOf', { name: 'Order shipped' });
    expect(await screen.findByRole('button', { name: remove })).toBeTruthy();
    expect(screen.queryByRole('button', { name: copy })).toBeNull();
  });

  it('[E-02] says what automations are for where there is none', async () => {
    await list([]);
    expect(await screen.findByText(en('automations.empty'))).toBeTruthy();
    expect(screen.getAllByRole('link', { name: en('automations.new') })).toHaveLength(2);
    // Offered once, beside what they are for.
    expect(screen.getAllByTestId('ready-automations')).toHaveLength(1);
  });
});
