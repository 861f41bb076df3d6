import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { BotView, FlowImpact } from '../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../server/src/contracts/flow-graph';
import { refuse } from '../../support/render-admin';
import {
  addAfter,
  card,
  cards,
  kept,
  names,
  openFlow as open,
  startAfresh,
} from '../../support/flow-page';
import { flow, graph } from '../../support/some-flow';
import { notices } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { violations } from '../axe';

const first = (key: Parameters<typeof en>[0]) => new RegExp(`^${en(key, { number: 1 })}`);
const noAnswer = en('flows.exit.no-answer', { time: en('flows.time.hours', { count: 23 }) });
const publish = async (person: UserEvent) => {
  await person.click(await screen.findByTestId('publish'));
  const confirm = await screen.findByTestId('publish-confirm', {}, { timeout: 5000 });
  await waitFor(() => expect(confirm.hasAttribute('disabled')).toBe(false));
  await person.click(confirm);
};
beforeEach(startAfresh);

describe('the outline of a flow', () => {
  it('[B-16] shows each step with its exits, branches below their step, by the keyboard too', async () => {
    const { person } = await open();
    expect(await names()).toEqual([
      '1. Choice: What is it about?',
      '2. Text: On its way',
      '3. Text: Send it back',
      en('bots.step-n', { number: 4, kind: en('bots.step.handover') }),
    ]);
    const ways = within(await card(0)).getAllByTestId('step-exit');
    expect(ways.map(({ textContent }) => textContent)).toEqual([
      'Kargo →  2. Text: On its way',
      'İade →  3. Text: Send it back',
      `${en('flows.exit.other', { count: 2 })} → ${en('flows.leads.end')}`,
      `${noAnswer} → ${en('flows.leads.end')}`,
    ]);
    expect(screen.getByDisplayValue('Menu')).toBeTruthy();
    expect(screen.getByTestId('trigger-words')).toBeTruthy();
    expect(await violations()).toEqual([]);
    (await card(0)).focus();
    await person.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(await card(2));
    await person.keyboard('{ArrowUp}{Enter}');
    const text = await screen.findByDisplayValue('On its way');
    await waitFor(() => expect(document.activeElement).toBe(text));
  });

  it('[B-16] adds a question after an exit, says what is missing in it, and saves it as a draft', async () => {
    const { person, body } = await open(kept());
    const label = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, label, en('bots.step.question'));
    await person.click(await screen.findByTestId('step-done'));
    expect(await screen.findByText(en('bots.problem.text'))).toBeTruthy();
    expect(screen.getByText(en('flows.error.name'))).toBeTruthy();
    await person.type(screen.getByTestId('step-text'), 'Which order?');
    await person.type(screen.getByTestId('step-save-as'), 'Sipariş no');
    await person.click(screen.getByTestId('step-done'));
    await waitFor(async () => expect((await names())[1]).toBe('2. Question: Which order?'));
    await waitFor(async () => expect(document.activeElement).toBe(await card(1)));
    await person.click(screen.getByTestId('save-draft'));
    await waitFor(() => expect(body('PUT', '/draft')).toMatchObject({ from: 3 }));
    const saved = body('PUT', '/draft') as { graph: FlowGraph };
    const fresh = saved.graph.nodes.find(({ step }) => step.kind === 'question');
    expect(fresh).toMatchObject({ step: { saveAs: 'siparis_no' }, to: { answered: 'road' } });
    expect(saved.graph.nodes[0]?.to['kargo']).toBe(fresh?.id);
    expect(await screen.findByText(new RegExp(en('flows.status.draft')))).toBeTruthy();
  });

  it('[B-16] begins without a step, and asks for the first one', async () => {
    const none = { start: 's1', nodes: [], whenTaken: 'go-on' as const };
    const draft = { graph: none, from: 1, at: 1, by: null };
    const problem = { node: 's1', field: 'start', kind: 'no-steps', level: 'stop' };
    const { person, body } = await open({
      'GET /whatsapp/bots/1': flow({ graph: null, version: 1, draft }),
      'POST /whatsapp/bots/check': { problems: [problem] },
      'PUT /whatsapp/bots/1/draft': flow({ graph: null, version: 1, draft }),
    });
    expect(await screen.findByText(en('flows.empty'))).toBeTruthy();
    expect(screen.getByText(en('flows.status.never'))).toBeTruthy();
    expect(screen.queryByTestId('flow-problems')).toBeNull();
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('publish'));
    await waitFor(() => expect(notices.at(-1)?.message).toBe(en('flows.problem.no-steps')));
    await addAfter(person, en('flows.empty.add'), en('bots.step.text'));
    await person.type(await screen.findByTestId('step-text'), 'Hello');
    await person.click(screen.getByTestId('step-done'));
    await waitFor(async () => expect(await names()).toEqual(['1. Text: Hello']));
    await waitFor(async () => expect(document.activeElement).toBe(await card(0)));
    await person.click(screen.getByTestId('save-draft'));
    await waitFor(() => expect(body('PUT', '/draft')).toBeTruthy());
    const { graph } = body('PUT', '/draft') as { graph: FlowGraph };
    expect([graph.nodes.length, graph.nodes[0]?.id]).toEqual([1, graph.start]);
  });

  it('offers values that the flow keeps in later texts, and ways of a step to any other', async () => {
    const asked = structuredClone(graph);
    const [menu] = asked.nodes;
    if (menu?.step.kind === 'choice') menu.step.saveAs = 'topic';
    const { person, body } = await open({
      ...kept(),
      'GET /whatsapp/bots/1': flow({ graph: asked }),
    });
    await person.click(
      await screen.findByRole('button', {
        name: en('flows.step.edit', { name: '2. Text: On its way' }),
      })
    );
    await person.click(screen.getByRole('combobox', { name: en('shell.variable.insert') }));
    await person.click(
      await screen.findByRole('option', { name: en('shell.variable.own', { name: 'topic' }) })
    );
    expect(await screen.findByDisplayValue(/\{\{topic\}\}/)).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('flows.exit.next') }));
    await person.click(await screen.findByRole('option', { name: '4. Hand over to the team' }));
    await person.click(screen.getByTestId('step-done'));
    await person.click(screen.getByTestId('save-draft'));
    await waitFor(() =>
      expect((body('PUT', '/draft') as { graph: FlowGraph }).graph.nodes[1]).toMatchObject({
        step: { text: expect.stringContaining('{{topic}}') },
        to: { next: 'team' },
      })
    );
  });

  it('names steps by their words without marks, and variables as people know them', async () => {
    const greeting = structuredClone(graph);
    const road = greeting.nodes.find(({ id }) => id === 'road');
    if (road?.step.kind === 'text') road.step.text = 'Hi {{first_name|there}}, *on its way*';
    await open({ 'GET /whatsapp/bots/1': flow({ graph: greeting }) });
    const variable = `@${en('shell.variable.first_name')}`;
    await waitFor(async () =>
      expect((await names())[1]).toBe(`2. Text: Hi ${variable}, on its way`)
    );
  });

  it('[B-16] asks another system and keeps a value of its answer', async () => {
    const { person, body } = await open(kept());
    const label = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, label, en('bots.step.http'));
    await person.click(await screen.findByTestId('step-done'));
    expect(await screen.findByText(en('flows.error.address'))).toBeTruthy();
    await person.type(screen.getByDisplayValue('https://'), 'shop.example/api');
    await person.click(screen.getByRole('button', { name: en('flows.http.save-add') }));
    await person.type(
      screen.getByRole('textbox', { name: first('flows.http.path') }),
      'order.state'
    );
    await person.type(screen.getByRole('textbox', { name: first('flows.http.save-as') }), 'Durum');
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('step-done'));
    await person.click(await screen.findByTestId('save-draft'));
    await waitFor(() => expect(body('PUT', '/draft')).toBeTruthy());
    const saved = body('PUT', '/draft') as { graph: FlowGraph };
    expect(saved.graph.nodes.find(({ step }) => step.kind === 'http')?.step).toMatchObject({
      ...{ method: 'GET', url: 'https://shop.example/api' },
      saves: [{ path: 'order.state', saveAs: 'durum' }],
    });
  });

  it('[B-16] names a key in a header, from a list that shows where it may go', async () => {
    const keys = [{ name: 'crm', hosts: ['shop.example', '*.crm.example'] }];
    const { person, body } = await open({
      ...kept(),
      'GET /whatsapp/system-keys/names': { keys },
    });
    const label = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, label, en('bots.step.http'));
    await person.type(await screen.findByDisplayValue('https://'), 'shop.example/api');
    await person.click(screen.getByRole('button', { name: en('flows.http.header-add') }));
    await person.type(
      screen.getByRole('textbox', { name: first('flows.http.header') }),
      'Authorization'
    );
    await person.type(
      screen.getByRole('textbox', { name: first('flows.http.header-value') }),
      'Bearer'
    );
    await person.click(
      await screen.findByRole('combobox', { name: en('flows.http.key', { number: 1 }) })
    );
    const option = en('flows.http.key-option', {
      name: 'crm',
      hosts: 'shop.example, *.crm.example',
    });
    await person.click(await screen.findByRole('option', { name: option }));
    expect(await screen.findByDisplayValue('Bearer {{secret.crm}}')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('step-done'));
    await person.click(await screen.findByTestId('save-draft'));
    await waitFor(() => expect(body('PUT', '/draft')).toBeTruthy());
    const saved = body('PUT', '/draft') as { graph: FlowGraph };
    expect(saved.graph.nodes.find(({ step }) => step.kind === 'http')?.step).toMatchObject({
      headers: [{ name: 'Authorization', value: 'Bearer {{secret.crm}}' }],
    });
  });

  it.each([
    ['there is none', { keys: [] }, 'flows.http.keys-none'],
    ['they do not load', refuse(500, { kind: 'server' }), 'flows.http.keys-failed'],
  ] as const)('[B-16] says in place of the keys that %s', async (_when, answer, words) => {
    const { person } = await open({ 'GET /whatsapp/system-keys/names': answer });
    const label = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, label, en('bots.step.http'));
    await person.click(await screen.findByRole('button', { name: en('flows.http.header-add') }));
    expect(await screen.findByText(en(words))).toBeTruthy();
  });

  it('[B-25] changes a field of an entry: of which one, and to a value of its list', async () => {
    const field = (name: string, kind: string, writable: boolean) => ({
      ...{ field: name.toLowerCase(), label: name, kind, writable },
      choices: kind === 'choice' ? ['paid', 'sent'] : [],
    });
    const fields = [field('State', 'choice', true), field('Made', 'moment', false)];
    const orders = { type: 'api::order.order', label: 'Order', hasDrafts: true, fields };
    const { person, body } = await open({
      ...kept(),
      'GET /whatsapp/records/entry-types': { types: [orders] },
    });
    const choose = async (name: string, option: string) => {
      await person.click(await screen.findByRole('combobox', { name }));
      await person.click(await screen.findByRole('option', { name: option }));
    };
    const label = en('flows.add-after', { exit: 'Kargo', number: '1' });
    await addAfter(person, label, en('bots.step.entry'));
    await screen.findByRole('combobox', { name: en('flows.entry.type') });
    await person.click(await screen.findByTestId('step-done'));
    expect(await screen.findByText(en('flows.error.entry-type'))).toBeTruthy();
    await choose(en('flows.entry.type'), 'Order');
    await choose(en('flows.entry.action'), en('flows.entry.action.change'));
    await person.click(screen.getByRole('button', { name: en('people.condition.add') }));
    expect(screen.getByText(en('flows.entry.published-hint'))).toBeTruthy();
    const asked = en('flows.entry.when-field', { number: 1 });
    await person.click(screen.getByRole('combobox', { name: asked }));
    expect(await screen.findByRole('option', { name: 'Made' })).toBeTruthy();
    await person.click(screen.getByRole('option', { name: 'State' }));
    await person.click(screen.getByRole('button', { name: en('flows.set.add') }));
    const which = screen.getByRole('combobox', { name: en('flows.set.field', { number: 1 }) });
    await person.click(which);
    // What flows may ask of, and not write, is not offered here.
    expect(screen.queryByRole('option', { name: 'Made' })).toBeNull();
    await person.click(await screen.findByRole('option', { name: 'State' }));
    await choose(en('flows.entry.value', { number: 1 }), 'sent');
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('step-done'));
    await waitFor(async () =>
      expect((await names())[1]).toBe('2. Entry: Change Order: State = sent')
    );
    const ways = within(await card(1)).getAllByTestId('step-exit');
    expect(ways.map(({ textContent }) => textContent)).toContain(
      `${en('flows.exit.not-found')} → ${en('flows.leads.end')}`
    );
    await person.click(await screen.findByTestId('save-draft'));
    await waitFor(() => expect(body('PUT', '/draft')).toBeTruthy());
    const saved = body('PUT', '/draft') as { graph: FlowGraph };
    expect(saved.graph.nodes.find(({ step }) => step.kind === 'entry')).toMatchObject({
      step: {
        ...{ action: 'change', type: 'api::order.order' },
        which: { by: 'newest', when: [{ field: 'state', operator: 'is' }] },
        values: [{ field: 'state', text: 'sent' }],
      },
      to: { next: 'road' },
    });
  });

  it('[B-10] hands over to a team, where one is chosen', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('button', {
        name: en('flows.step.edit', { name: '4. Hand over to the team' }),
      })
    );
    await person.click(screen.getByRole('combobox', { name: en('bots.field.team') }));
    await person.click(await screen.findByRole('option', { name: 'Sales' }));
    await person.click(screen.getByTestId('step-done'));
    await waitFor(async () =>
      expect((await names())[3]).toBe('4. Hand over to the team: Team Sales')
    );
  });

  it('[B-16] asks before more than one step is cut off, and takes a deletion back', async () => {
    const { person } = await open();
    (await card(0)).focus();
    await person.keyboard('{Delete}');
    expect(await screen.findByText(en('flows.remove.body', { count: 2 }))).toBeTruthy();
    await person.click(screen.getByTestId('remove-step'));
    await waitFor(async () => expect(await names()).toHaveLength(3));
    expect(screen.getByRole('heading', { name: en('flows.loose') })).toBeTruthy();
    await waitFor(async () =>
      expect((await cards()).includes(document.activeElement as HTMLElement)).toBe(true)
    );
    await person.keyboard('{Control>}z{/Control}');
    expect(await names()).toHaveLength(4);
    await person.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    expect(await names()).toHaveLength(3);
  });

  it('moves a step in its line by Alt and the arrows, and copies it with its branches', async () => {
    const line: FlowGraph = {
      ...graph,
      nodes: graph.nodes.map((node) =>
        node.id === 'road' ? { ...node, to: { next: 'how' } } : { ...node, to: { ...node.to } }
      ),
      start: 'road',
    };
    await open({ 'GET /whatsapp/bots/1': flow({ graph: line }) });
    const road = await card(0);
    fireEvent.keyDown(road, { key: 'ArrowDown', altKey: true });
    expect((await names()).slice(0, 3)).toEqual([
      '1. Text: Send it back',
      '2. Text: On its way',
      '3. Hand over to the team',
    ]);
    let held = '';
    const menu = await card(3);
    // Where nothing is marked, browsers send these to the page.
    menu.focus();
    fireEvent.copy(document.body, {
      clipboardData: { setData: (_t: string, text: string) => (held = text) },
    });
    expect(notices.at(-1)?.message).toBe(en('flows.copied'));
    (await card(1)).focus();
    fireEvent.paste(document.body, { clipboardData: { getData: () => held } });
    await waitFor(async () => expect((await names())[2]).toBe('3. Choice: What is it about?'));
    fireEvent.paste(await card(1), { clipboardData: { getData: () => 'something else' } });
    expect(notices.at(-1)?.message).toBe(en('flows.paste.nothing'));
  });
});

describe('what is typed in an open step', () => {
  it('is not left unasked', async () => {
    const { person, router } = await open();
    (await card(1)).focus();
    await person.keyboard('{Enter}');
    await person.type(await screen.findByTestId('step-text'), '!');
    act(() => void router.navigate('/elsewhere'));
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
  });
});

describe('what is wrong with a flow', () => {
  const problems = [
    { node: 'menu', field: 'no-answer', kind: 'nothing-after', level: 'warn' as const },
    { node: 'road', field: 'text', kind: 'unknown-variable', level: 'stop' as const },
  ];

  it('[B-25] names the fields that a new entry needs', async () => {
    const lacking = { node: 'road', field: 'values', kind: 'field-required', level: 'stop' };
    const problem = { ...lacking, names: ['Title', 'Stage'] };
    await open({ 'POST /whatsapp/bots/check': { problems: [problem] } });
    const list = await screen.findByTestId('flow-problems');
    expect(list.textContent).toContain(
      en('flows.problem.field-required', { fields: 'Title, Stage' })
    );
  });

  it('[B-16] is asked for with the minutes for which the contact may have been silent, by the triggers of the form', async () => {
    const closed = { kind: 'event', event: 'closed', value: '' } as const;
    const silent = async (more: Partial<BotView>) => {
      const { body, unmount } = await open({ 'GET /whatsapp/bots/1': flow(more) });
      await waitFor(() => expect(body('POST', '/bots/check')).toMatchObject({ id: 1 }));
      const { silentMinutes } = body('POST', '/bots/check') as { silentMinutes?: number };
      unmount();
      return silentMinutes;
    };
    expect(await silent({})).toBe(0);
    expect(await silent({ triggers: [closed] })).toBe(1440);
    expect(await silent({ triggers: [] })).toBe(1440);
  });

  it('[B-16] is said at the step and in a list that leads there; what stops it is not published', async () => {
    const changed = { ...graph, whenTaken: 'end' as const };
    const { person, calls } = await open({
      'GET /whatsapp/bots/1': flow({ draft: { graph: changed, from: 3 } }),
      'POST /whatsapp/bots/check': { problems },
    });
    const list = await screen.findByTestId('flow-problems');
    expect(list.textContent).toContain(en('flows.problems', { count: 2 }));
    expect(list.textContent).toContain(en('flows.problem.nothing-after', { exit: noAnswer }));
    expect(await names()).toEqual(
      expect.arrayContaining([
        `2. Text: On its way: ${en('flows.problems', { count: 1 })}`,
        `1. Choice: What is it about?: ${en('flows.problems', { count: 1 })}`,
      ])
    );
    const words = en('flows.problem.unknown-variable');
    await person.click(
      within(list).getByRole('button', { name: en('flows.problem.at', { number: 2, words }) })
    );
    expect(document.activeElement).toBe(await card(1));
    await person.click(screen.getByTestId('publish'));
    expect(notices.at(-1)?.message).toBe(en('flows.problems.stop'));
    expect(calls.some(({ path }) => path.endsWith('/publish'))).toBe(false);
    await person.keyboard('{Enter}');
    expect(await screen.findByTestId('step-text')).toBeTruthy();
    expect(
      (await screen.findAllByText(en('flows.problem.unknown-variable'))).length
    ).toBeGreaterThan(1);
  });
});

describe('publishing a flow', () => {
  /** Without the step `road`. */
  const draft = {
    from: 3,
    graph: {
      ...graph,
      nodes: graph.nodes.flatMap((node) => {
        if (node.id === 'road') return [];
        return [node.id === 'menu' ? { ...node, to: { iade: 'how' } } : node];
      }),
    },
  };
  const impact: FlowImpact = {
    open: 14,
    nodes: [
      { node: 'road', kind: 'text', words: 'On its way', count: 12, isGone: true },
      { node: 'menu', kind: 'choice', words: 'What is it about?', count: 2, isGone: false },
    ],
  };
  const more = {
    'GET /whatsapp/bots/1': flow({ draft }),
    'POST /whatsapp/bots/1/impact': impact,
  };

  it('[B-16] asks what becomes of people at a deleted step, and says which version it becomes', async () => {
    let bot = flow({ draft });
    // Databases give keys back in an order of their own.
    const { nodes, start, whenTaken } = draft.graph;
    const { person, body } = await open({
      ...more,
      'GET /whatsapp/bots/1': () => bot,
      'POST /whatsapp/bots/1/publish': () =>
        (bot = flow({ version: 4, graph: { whenTaken, nodes, start } })),
    });
    await person.click(await screen.findByTestId('publish'));
    expect(
      await screen.findByText(en('flows.impact.choose', { count: 14, more: '' }))
    ).toBeTruthy();
    const step = 'Text: On its way';
    await person.click(
      await screen.findByRole('combobox', { name: en('flows.gone', { count: 12, step }) })
    );
    await person.click(
      await screen.findByRole('option', {
        name: en('flows.gone.move', { step: '1. Choice: What is it about?' }),
      })
    );
    await person.click(
      screen.getByRole('button', { name: en('flows.publish.confirm', { version: '4' }) })
    );
    await waitFor(() =>
      expect(body('POST', '/publish')).toEqual({
        graph: draft.graph,
        from: 3,
        waiting: [{ node: 'road', then: 'move', to: 'menu' }],
        seen: null,
      })
    );
    await waitFor(() =>
      expect(notices.at(-1)?.message).toBe(en('flows.published', { version: '4' }))
    );
    await waitFor(() => expect(screen.getByTestId('publish').hasAttribute('disabled')).toBe(true));
    expect(screen.getByText(en('bots.version-active', { version: '4' }))).toBeTruthy();
  });

  it('[B-16] leads to the version that somebody else published, and publishes after a choice', async () => {
    let bot = flow({ draft });
    const { person, body } = await open({
      ...more,
      'GET /whatsapp/bots/1': () => bot,
      'POST /whatsapp/bots/1/publish': () => {
        const isNews = bot.version === 3;
        bot = flow({ version: bot.version + 1, graph: isNews ? graph : draft.graph });
        return isNews ? refuse(409, { kind: 'changed-meanwhile' }) : bot;
      },
    });
    await publish(person);
    const notice = await screen.findByTestId('flow-meanwhile');
    await waitFor(() => expect(document.activeElement).toBe(notice));
    await person.click(screen.getByTestId('publish'));
    expect(screen.queryByTestId('publish-confirm')).toBeNull();
    await person.click(screen.getByRole('button', { name: en('flows.newer.keep') }));
    await publish(person);
    await waitFor(() => expect(body('POST', '/publish')).toMatchObject({ from: 4 }));
  });

  it('[B-16] drops no draft that somebody else saved meanwhile, before one has seen it', async () => {
    let bot = flow({ draft });
    const { person, body } = await open({
      ...more,
      'GET /whatsapp/bots/1': () => bot,
      'POST /whatsapp/bots/1/publish': () => (bot = flow({ version: 4 })),
    });
    await cards();
    bot = flow({ draft: { from: 3, graph: { ...draft.graph, whenTaken: 'end' } } });
    await publish(person);
    expect(await screen.findByTestId('other-draft')).toBeTruthy();
    expect(body('POST', '/publish')).toBeUndefined();
    await person.click(screen.getByRole('button', { name: en('flows.meanwhile.load') }));
    await publish(person);
    await waitFor(() =>
      expect(body('POST', '/publish')).toMatchObject({ graph: { whenTaken: 'end' } })
    );
  });

  it('leads to the step that the server refuses, in the words of its problem', async () => {
    const place = { node: 'how', field: 'text' };
    const problems = [{ kind: 'unknown-variable', message: 'graph.how.text', place }];
    const refused = () => refuse(400, { kind: 'unknown-variable', problems });
    const { person } = await open({ ...more, 'POST /whatsapp/bots/1/publish': refused });
    await publish(person);
    await waitFor(async () => expect(document.activeElement).toBe(await card(1)));
    const words = en('flows.problem.unknown-variable');
    expect(notices.at(-1)?.message).toBe(en('flows.problem.at', { number: '2', words }));
  });

  it('forgets a draft after asking, and no other than the one that it shows', async () => {
    let bot = flow({ draft: { ...draft, at: 1_700_000_000_000 } });
    const { person, calls } = await open({
      ...more,
      'GET /whatsapp/bots/1': () => bot,
      'DELETE /whatsapp/bots/1/draft': () => (bot = flow()),
    });
    expect(await names()).toHaveLength(3);
    await person.click(screen.getByRole('button', { name: en('flows.discard') }));
    await person.click(await screen.findByTestId('discard-confirm'));
    await waitFor(async () => expect(await names()).toHaveLength(4));
    const dropped = calls.filter(({ method }) => method === 'DELETE');
    expect(dropped.map(({ query }) => query.get('seen'))).toEqual(['1700000000000']);
  });

  it('[B-16] shows an older version, and makes it the draft', async () => {
    const version = { at: 1_700_000_000_000, by: 'Ada', open: 2, isCurrent: false };
    const { person } = await open({
      'GET /whatsapp/bots/1/versions': {
        versions: [
          { ...version, version: 3, nodes: 4, isCurrent: true },
          { ...version, version: 2, nodes: 3 },
        ],
      },
      'GET /whatsapp/bots/1/versions/2': { version: 2, graph: draft.graph },
    });
    await person.click(await screen.findByRole('button', { name: en('flows.versions') }));
    expect(await screen.findAllByTestId('flow-version')).toHaveLength(2);
    const name = en('flows.version', { version: '2' });
    await person.click(screen.getByRole('button', { name: en('flows.version.look-at', { name }) }));
    await person.click(await screen.findByTestId('use-version'));
    await waitFor(async () => expect(await names()).toHaveLength(3));
    expect(screen.getByText(new RegExp(en('flows.status.unsaved')))).toBeTruthy();
  });
});

describe('a simple bot', () => {
  const simple = (more: Partial<BotView> = {}) =>
    flow({ graph: null, steps: [{ kind: 'text', text: 'Hello', onFail: null }], ...more });

  it('[B-16] opens as a flow with its triggers, says that it stays one, and goes back to the form', async () => {
    const { person } = await open({ 'GET /whatsapp/bots/1': simple() });
    await person.type(await screen.findByTestId('step-text'), ' there');
    await person.click(screen.getByTestId('open-as-flow'));
    expect(await names()).toEqual(['1. Text: Hello there']);
    expect(screen.getByTestId('opened-as-flow').textContent).toContain(en('flows.opened.body'));
    expect(screen.getByTestId<HTMLInputElement>('trigger-words').value).toBe('menu');
    await person.click(screen.getByRole('button', { name: en('flows.discard') }));
    await person.click(await screen.findByTestId('discard-confirm'));
    expect(await screen.findByTestId('open-as-flow')).toBeTruthy();
  });

  it('[B-16] is saved first when it is new', async () => {
    const made = simple({ id: 5, active: false });
    const { person, calls } = await open(
      { 'POST /whatsapp/bots': made, 'GET /whatsapp/bots/5': made },
      '/bots/new'
    );
    await person.type(await screen.findByTestId('bot-name'), 'Menu');
    await person.type(screen.getByTestId('trigger-words'), 'menu');
    await person.type(screen.getByTestId('step-text'), 'Hello');
    await person.click(screen.getByTestId('open-as-flow'));
    await waitFor(() =>
      expect(
        calls.find(({ method, path }) => method === 'POST' && path.endsWith('/bots'))?.body
      ).toMatchObject({ name: 'Menu', active: false, steps: [{ text: 'Hello' }] })
    );
  });
});
