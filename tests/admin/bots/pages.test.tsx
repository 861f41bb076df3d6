import { act, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes as Paths } from 'react-router-dom';
import { whatsappApi } from '../../../admin/src/api/base';
import BotEditPage from '../../../admin/src/pages/Bots/EditPage';
import BotsPage from '../../../admin/src/pages/Bots/ListPage';
import type { BotView, FlowDraft } from '../../../server/src/contracts/bots';
import type { RunDetails } from '../../../server/src/contracts/flow-runs';
import { isLeaveHeld } from '../../support/is-leave-held';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { graph } from '../../support/some-flow';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { violations } from '../axe';

const bot = (id: number, more: Partial<BotView> = {}): BotView => ({
  id,
  name: `Bot ${id}`,
  active: true,
  position: id,
  triggers: [
    { kind: 'keyword', match: 'contains', words: ['kargo'], wholeWord: false, accents: false },
  ],
  steps: [{ kind: 'text', text: 'Yolda', onFail: null }],
  graph: null,
  draft: null,
  accountId: null,
  cooldownMinutes: 0,
  countsAsAnswered: false,
  version: 1,
  runs: { today: 3, handedOver: 1 },
  lastError: null,
  changedAt: 1,
  ...more,
});
const agents = { agents: [{ id: 1, name: 'Ada' }], me: 1 };
const common: Routes = {
  'GET /whatsapp/agents': agents,
  'GET /whatsapp/team': { me: { onDuty: true }, teams: [] },
  'GET /whatsapp/accounts': { accounts: [] },
  'GET /whatsapp/templates': { templates: [], lastSync: null },
};

beforeEach(() => {
  grantOnly(null);
  notices.length = 0;
});

describe('the Bots page', () => {
  const list = (bots: BotView[], more: Routes = {}) =>
    renderAdmin(<BotsPage />, { routes: { ...common, 'GET /whatsapp/bots': { bots }, ...more } });

  it('[B-01] lists bots with what sets them off, their state, runs of today and the last error', async () => {
    await list([
      bot(1, {
        lastError: { step: 1, kind: 'task', reason: 'missing-value', at: 1_700_000_000_000 },
      }),
      bot(2, { active: false, runs: { today: 0, handedOver: 0 } }),
    ]);
    const [first, second] = await screen.findAllByTestId('bot-row');
    expect(first?.textContent).toContain(
      en('bots.says.contains', { words: en('bots.quoted', { word: 'kargo' }) })
    );
    expect(first?.textContent).toContain(en('bots.runs-handed', { count: 3, handed: '1' }));
    const reason = en('bots.reason.missing-value');
    const kind = en('bots.step.task');
    expect(first?.textContent).toContain(en('bots.trouble', { number: '2', kind, reason }));
    expect(
      within(first as HTMLElement)
        .getByRole('switch')
        .getAttribute('aria-checked')
    ).toBe('true');
    expect(
      within(second as HTMLElement)
        .getByRole('switch')
        .getAttribute('aria-checked')
    ).toBe('false');
  });

  it('[B-14] switches one on with one press, and tells a refusal', async () => {
    const { person, calls } = await list([bot(1, { active: false })], {
      'PUT /whatsapp/bots/1/active': () =>
        refuse(400, { kind: 'template-not-sendable', field: 'steps.0.templateId' }),
    });
    await person.click(await screen.findByRole('switch'));
    expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({ active: true });
    await waitFor(() => expect(notices.at(-1)?.message).toBe(en('error.template-not-sendable')));
  });

  it('[B-16] switches a flow off once the people in it are counted, and lets them finish', async () => {
    let impact: unknown = refuse(500, { kind: 'server' });
    const { person, calls } = await list([bot(1, { graph })], {
      'POST /whatsapp/bots/1/impact': () => impact,
      'PUT /whatsapp/bots/1/active': bot(1, { active: false }),
    });
    await person.click(await screen.findByRole('switch'));
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.getByTestId('switch-off').hasAttribute('disabled')).toBe(true);
    expect(screen.getByRole('radio', { name: en('flows.off.end') })).toBeTruthy();
    impact = { open: 2, nodes: [] };
    await person.click(retry);
    expect(await screen.findByText(en('flows.off.people', { count: 2, more: '' }))).toBeTruthy();
    await person.click(screen.getByTestId('switch-off'));
    const said = en('bots.now-finishing', { name: 'Bot 1' });
    await waitFor(() => expect(notices.at(-1)?.message).toBe(said));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ waiting: 'finish' });
  });

  it('copies one, off: of a flow what is being changed, as a draft', async () => {
    const draft = { graph: { ...graph, start: 'other' }, from: 1 };
    const bots = [bot(1, { draft }), bot(2, { name: 'Bot 1 (copy)', steps: [] })];
    const { person, calls } = await list(bots, { 'POST /whatsapp/bots': bot(3) });
    // The other one has nothing to copy.
    await person.click(await screen.findByRole('button', { name: /^Copy/ }));
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      ...{ name: 'Bot 1 (copy) (2)', active: false, graph: null, draft: draft.graph },
      ...{ triggers: bots[0]?.triggers, steps: [] },
    });
  });

  it('says how many people are in a flow that is deleted, and that its draft goes too', async () => {
    const { person } = await list([bot(1, { graph, draft: { graph, from: 1 } })], {
      'POST /whatsapp/bots/1/impact': { open: 3, nodes: [] },
    });
    const name = en('bots.delete-of', { name: 'Bot 1' });
    await person.click(await screen.findByRole('button', { name }));
    expect(await screen.findByText(en('flows.off.people', { count: 3, more: '' }))).toBeTruthy();
    expect(screen.getByText(en('flows.delete.draft'))).toBeTruthy();
  });

  it('moves one by its arrows and by Alt and the arrow keys', async () => {
    const { person, calls } = await list([bot(1), bot(2)], {
      'PUT /whatsapp/bots/order': { bots: [bot(2), bot(1)] },
    });
    await person.click(
      await screen.findByRole('button', { name: en('bots.earlier', { name: 'Bot 2' }) })
    );
    const orders = () => calls.filter((c) => c.path.endsWith('/order')).map((c) => c.body);
    await waitFor(() => expect(orders()).toEqual([{ ids: [2, 1] }]));
    screen.getByRole('button', { name: en('bots.later', { name: 'Bot 1' }) }).focus();
    await person.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() => expect(orders()).toHaveLength(2));
  });

  it('moves one to the top and to the bottom of a longer list', async () => {
    const { person, calls } = await list([bot(1), bot(2), bot(3)], {
      'PUT /whatsapp/bots/order': { bots: [bot(3), bot(1), bot(2)] },
    });
    const orders = () => calls.filter((c) => c.path.endsWith('/order')).map((c) => c.body);
    const menuOf = (name: string) =>
      screen.findByRole('button', { name: en('bots.move-more', { name }) });
    await person.click(await menuOf('Bot 3'));
    const bottom = await screen.findByRole('menuitem', { name: en('bots.move-bottom') });
    expect(bottom.getAttribute('aria-disabled')).toBe('true');
    await person.click(screen.getByRole('menuitem', { name: en('bots.move-top') }));
    await waitFor(() => expect(orders()).toEqual([{ ids: [3, 1, 2] }]));
    await person.click(await menuOf('Bot 1'));
    await person.click(await screen.findByRole('menuitem', { name: en('bots.move-bottom') }));
    await waitFor(() => expect(orders().at(-1)).toEqual({ ids: [2, 3, 1] }));
  });

  it('offers ready bots when there is none, and no button to those who may only look', async () => {
    const first = await list([]);
    expect(await screen.findByText(en('bots.ready.order.name'))).toBeTruthy();
    expect(screen.getAllByRole('link', { name: en('bots.ready.use') })).toHaveLength(5);
    expect(screen.getAllByRole('link', { name: en('bots.new') })).not.toEqual([]);
    first.unmount();
    grantOnly(['observe']);
    await list([]);
    expect(await screen.findByText(en('bots.empty'))).toBeTruthy();
    expect(screen.queryByRole('link', { name: en('bots.new') })).toBeNull();
    expect(screen.queryByRole('link', { name: en('bots.ready.use') })).toBeNull();
  });

  it('[B-01] says to who may only look which permission is missing, and whom to ask', async () => {
    const setup = { 'GET /whatsapp/setup': { administrators: ['Ada Lale', 'Can Demir'] } };
    const first = await list([bot(1)], setup);
    expect(await screen.findByTestId('new-bot')).toBeTruthy();
    expect(screen.queryByTestId('bots-read-only')).toBeNull();
    first.unmount();
    grantOnly(['observe']);
    await list([bot(1)], setup);
    const said = await screen.findByTestId('bots-read-only');
    expect(said.textContent).toContain(en('bots.readOnly'));
    expect(
      await within(said).findByText(en('bots.readOnly.askThem', { names: 'Ada Lale, Can Demir' }))
    ).toBeTruthy();
    expect(screen.getByRole('switch').hasAttribute('disabled')).toBe(true);
  });

  const place = { visit: 1, node: 'a', kind: 'question', words: 'Adınız?' };
  const came = { ok: true, exit: 'answered', reason: null, subject: null, stopped: false, at: 2 };
  const ofRun = { id: 7, reason: 'step-failed', trigger: 'keyword', conversationId: 12 };
  const details: RunDetails = {
    ...{ ...ofRun, state: 'failed', origin: 'message', startedAt: 1, endedAt: 3 },
    ...{ botId: 1, botName: 'Bot 1', version: 2, word: 'kargo', message: { id: 4, text: 'Selam' } },
    ...{ contact: { id: 8, name: 'Ayşe' }, canRead: true, waits: null, tries: 0, lastError: null },
    ...{ variables: [{ name: 'ad', value: 'Elif' }], place: null, earlier: 0 },
    steps: [
      { ...place, ...came, message: { id: 5, text: 'Elif' } },
      {
        ...{ visit: 2, node: 'b', kind: 'text', message: null, at: 3 },
        words: '{{email}}, {{record.api::order.order.number|-}}',
        ...{ ok: false, exit: null, reason: 'missing-value', subject: null, stopped: true },
      },
    ],
    resumable: ['b', 'a'],
  };
  const detailsOf = new RegExp(`^${en('bots.run.open-of', { name: 'Ayşe', at: '' })}`);
  const anyResume = new RegExp(`^${en('bots.resume')}`);
  const resumeAt = (number: number, kind: 'question' | 'text') => {
    const step = en('bots.step-n', { number, kind: en(`bots.step.${kind}`) });
    return en('bots.resume.of', { step });
  };
  const openRun = async (answer: RunDetails | (() => unknown), more: Routes = {}) => {
    const { steps: _steps, ...run } = details;
    const page = await list([bot(1)], {
      'GET /whatsapp/bots/1/runs': { runs: [{ ...run, steps: [] }], nextCursor: null },
      'GET /whatsapp/bots/1/runs/7': answer,
      ...more,
    });
    const { person } = page;
    await person.click(
      await screen.findByRole('button', { name: en('bots.runs.title', { name: 'Bot 1' }) })
    );
    await person.click(await screen.findByRole('button', { name: detailsOf }));
    return page;
  };

  it('[B-15] opens a run with each step, what came in and what came of it, and resumes it from one', async () => {
    const { person, calls } = await openRun(details, {
      'POST /whatsapp/bots/1/runs/7/replay': { ...details, state: 'due', resumable: [] },
    });
    const [asked, failed] = await screen.findAllByTestId('run-step');
    const shown = screen.getByTestId('run-details');
    expect(shown.textContent).toContain('Keyword: “kargo”');
    expect(shown.textContent).toContain(`${en('bots.run.value', { name: 'ad' })}Elif`);
    const answer = within(asked as HTMLElement).getByRole('link', { name: 'Elif' });
    expect(answer.getAttribute('href')).toBe('/plugins/whatsapp/inbox?c=12&m=5');
    expect(asked?.textContent).toContain(en('bots.exit.answered'));
    expect(failed?.textContent).toContain(`@${en('shell.variable.email')}, @number`);
    const ended = en('bots.run.step-failed-stop', { reason: en('bots.reason.missing-value') });
    expect(failed?.textContent).toContain(ended);
    expect(await violations()).toEqual([]);
    expect(screen.getAllByRole('button', { name: anyResume })).toHaveLength(2);
    await person.click(screen.getByRole('button', { name: resumeAt(1, 'question') }));
    expect(await screen.findByText(en('bots.resume.body-again'))).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await person.click(screen.getByRole('button', { name: resumeAt(2, 'text') }));
    expect(await screen.findByText(en('bots.resume.body'))).toBeTruthy();
    await person.click(screen.getByTestId('resume-confirm'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ node: 'b' })
    );
    const resumed = en('bots.resume.done', { name: 'Bot 1', number: 2 });
    await waitFor(() => expect(notices.at(-1)?.message).toBe(resumed));
    await person.click(screen.getByRole('button', { name: en('bots.run.back') }));
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: detailsOf }));
  });

  it('hides what was written from who may not read the conversation, and tells where a run waits', async () => {
    await openRun({
      ...details,
      ...{ canRead: false, state: 'waiting', reason: null, endedAt: null, place },
      ...{ message: { id: 4, text: null }, variables: [{ name: 'ad', value: null }], steps: [] },
      waits: { for: 'answer', until: 1_700_000_000_000 },
    });
    const shown = await screen.findByTestId('run-details');
    expect(await within(shown).findByText(en('bots.run.hidden'))).toBeTruthy();
    expect(shown.textContent).toContain(`${en('bots.run.value', { name: 'ad' })}•••`);
    expect(shown.textContent).toMatch(
      new RegExp(en('bots.run.waits.answer', { at: 'Nov 1[45], 2023.+' }))
    );
    expect(shown.textContent).toContain(en('bots.run.is-here'));
    expect(within(shown).queryByRole('link')).toBeNull();
    expect(within(shown).queryByRole('button', { name: anyResume })).toBeNull();
  });

  it('shows an error of a run with a way to try again', async () => {
    await openRun(() => refuse(500, { kind: 'server' }));
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('shows an error with a way to try again instead of an empty list', async () => {
    await list([], { 'GET /whatsapp/bots': () => refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });
});

describe('the form of a bot', () => {
  const edit = (at: string, more: Routes = {}) =>
    renderAdmin(
      <Paths>
        <Route path="bots/new" element={<BotEditPage />} />
        <Route path="bots/:id" element={<BotEditPage />} />
        <Route path="*" element={<p>elsewhere</p>} />
      </Paths>,
      { at, routes: { ...common, 'GET /whatsapp/bots/1': bot(1), ...more } }
    );

  it('[B-01] begins a new bot in its name, and one that exists without', async () => {
    const { unmount } = await edit('/bots/new');
    expect(document.activeElement).toBe(await screen.findByTestId('bot-name'));
    unmount();
    await edit('/bots/1');
    expect(document.activeElement).not.toBe(await screen.findByTestId('bot-name'));
  });

  it('counts the letters of a button, of which WhatsApp takes twenty, and names one that opts out', async () => {
    const buttons = ['Kargo', 'Unsubscribe'];
    const steps = [{ kind: 'buttons' as const, text: 'Which one?', buttons }];
    await edit('/bots/1', { 'GET /whatsapp/bots/1': { ...bot(1), steps } });
    expect(
      await screen.findByText(en('templates.editor.counter', { length: 5, limit: 20 }))
    ).toBeTruthy();
    expect(screen.getAllByText(en('bots.field.button-leaves'))).toHaveLength(1);
  });

  it('asks before typed changes are lost on the way to another page, and not after saving', async () => {
    const { person, router } = await edit('/bots/1', { 'PUT /whatsapp/bots/1': bot(1) });
    await person.type(await screen.findByTestId('bot-name'), '!');
    act(() => void router.navigate('/tasks'));
    await person.click(await screen.findByRole('button', { name: en('shell.dialog.dismiss') }));
    expect(screen.getByDisplayValue('Bot 1!')).toBeTruthy();
    await person.click(screen.getByTestId('save-bot'));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  it('asks before the window is closed on typed changes, and not where nothing was typed', async () => {
    const { person } = await edit('/bots/1');
    await screen.findByTestId('bot-name');
    expect(isLeaveHeld()).toBe(false);
    await person.type(screen.getByTestId('bot-name'), '!');
    expect(isLeaveHeld()).toBe(true);
  });

  it('[B-16] keeps what is typed while somebody else makes a flow of the bot, and never replaces the flow', async () => {
    let saved = bot(1);
    const { person, calls, store } = await edit('/bots/1', {
      'GET /whatsapp/bots/1': () => saved,
      'PUT /whatsapp/bots/1': () => refuse(409, { kind: 'changed-meanwhile' }),
    });
    await person.type(await screen.findByTestId('bot-name'), '!');
    saved = bot(1, { version: 2, steps: [], graph });
    act(() => {
      store.dispatch(whatsappApi.util.invalidateTags([{ type: 'WhatsappBot', id: 1 }]));
    });
    const notice = await screen.findByTestId('form-meanwhile');
    expect(notice.textContent).toContain(en('flows.meanwhile.now-flow'));
    await person.click(screen.getByTestId('save-bot'));
    await waitFor(() => expect(notices.at(-1)?.message).toBe(en('error.changed-meanwhile')));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ version: 1 });
    expect(screen.getByDisplayValue('Bot 1!')).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('flows.meanwhile.open') }));
    expect(await screen.findByTestId('flow-outline')).toBeTruthy();
  });

  it('[B-16] saves the steps of a flow first, and what somebody else changed too once that was shown', async () => {
    let saved = bot(1, { graph });
    const { person, calls } = await edit('/bots/1', {
      'GET /whatsapp/bots/1': () => saved,
      'PUT /whatsapp/bots/1/draft': ({ body }) => (saved = { ...saved, draft: body as FlowDraft }),
      'PUT /whatsapp/bots/1': ({ body }) => (saved = { ...saved, name: (body as BotView).name }),
    });
    await person.type(await screen.findByTestId('bot-name'), '!');
    saved = { ...saved, name: 'Theirs' };
    await person.click(screen.getByTestId('save-draft'));
    expect((await screen.findByTestId('changed-meanwhile')).textContent).toContain(en('bots.name'));
    screen.getAllByTestId('flow-step')[1]?.focus();
    await person.keyboard('{Delete}');
    await person.click(screen.getByTestId('save-draft'));
    const puts = () => calls.filter(({ method }) => method === 'PUT');
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()[0]?.path).toMatch(/draft$/);
    expect(puts()[1]?.body).toMatchObject({ name: 'Bot 1!', version: 1 });
  });

  it('[B-14] warns of another bot that answers the same before it is activated', async () => {
    const { person, calls } = await edit('/bots/new', {
      'POST /whatsapp/bots/overlaps': {
        overlaps: [{ botId: 9, name: 'Delivery', sample: 'kargo', kind: 'words', first: 'other' }],
      },
      'POST /whatsapp/bots': bot(5),
    });
    await person.type(await screen.findByTestId('trigger-words'), 'kargo');
    await person.type(screen.getByTestId('step-text'), 'Yolda');
    await person.type(screen.getByTestId('bot-name'), 'Kargo');
    await person.click(screen.getByTestId('save-activate'));
    expect(
      await screen.findByText(en('bots.overlap.other', { sample: '“kargo”', name: 'Delivery' }))
    ).toBeTruthy();
    expect(calls.some((c) => c.method === 'POST' && c.path === '/whatsapp/bots')).toBe(false);
    await person.click(screen.getByTestId('activate-anyway'));
    await waitFor(() =>
      expect(calls.find((c) => c.path === '/whatsapp/bots')?.body).toMatchObject({
        name: 'Kargo',
        active: true,
        triggers: [{ kind: 'keyword', match: 'contains', words: ['kargo'] }],
        steps: [{ kind: 'text', text: 'Yolda' }],
      })
    );
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  it('[O-19] a ready bot asks for preferences: explained, drawn as the customer gets it, and sent as a step', async () => {
    const { person, calls } = await edit('/bots/new?ready=preferences', {
      'POST /whatsapp/bots/overlaps': { overlaps: [] },
      'POST /whatsapp/bots': bot(5),
    });
    expect(await screen.findByText(en('bots.field.preferences-hint'))).toBeTruthy();
    const list = screen.getByTestId('message-choices');
    expect(list.textContent).toContain(en('bots.preview.preferences.button'));
    expect(list.textContent).toContain(en('bots.preview.preferences.stop'));
    await person.type(screen.getByTestId('step-text'), 'What would you like?');
    expect(screen.getAllByText('What would you like?').length).toBeGreaterThan(1);
    await person.click(screen.getByTestId('save-activate'));
    await waitFor(() =>
      expect(calls.find((c) => c.path === '/whatsapp/bots')?.body).toMatchObject({
        name: 'Preferences',
        active: true,
        triggers: [{ kind: 'keyword', match: 'exact' }],
        steps: [{ kind: 'preferences', text: 'What would you like?' }],
      })
    );
  });

  it('[O-19] the list of preferences needs no words of its own, and can be added to any chain', async () => {
    const { person, calls } = await edit('/bots/1', { 'PUT /whatsapp/bots/1': bot(1) });
    await screen.findByTestId('step-text');
    await person.click(screen.getByRole('combobox', { name: en('bots.reply-add') }));
    await person.click(await screen.findByRole('option', { name: en('bots.step.preferences') }));
    await person.click(screen.getByTestId('save-bot'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        steps: [{ kind: 'text' }, { kind: 'preferences', text: '' }],
      })
    );
  });

  it('tells at the fields what is missing, and sends nothing', async () => {
    const { person, calls } = await edit('/bots/new');
    await person.click(await screen.findByTestId('save-activate'));
    for (const key of ['bots.problem.words', 'bots.problem.text', 'bots.problem.name'] as const)
      expect(await screen.findByText(en(key))).toBeTruthy();
    expect(calls.some((c) => c.method === 'POST')).toBe(false);
  });

  it('[B-04] shows the server’s refusal of a pattern at its field', async () => {
    const { person } = await edit('/bots/1', {
      'GET /whatsapp/bots/1': bot(1, { triggers: [{ kind: 'pattern', pattern: 'a(b' }] }),
      'PUT /whatsapp/bots/1': () =>
        refuse(400, { kind: 'bad-pattern', field: 'triggers.0.pattern' }),
    });
    await person.click(await screen.findByTestId('save-bot'));
    expect(await screen.findByText(en('error.bad-pattern'))).toBeTruthy();
  });

  it('[C-04] counts as answered only on wish', async () => {
    const { person, calls } = await edit('/bots/1', { 'PUT /whatsapp/bots/1': bot(1) });
    const box = await screen.findByRole('checkbox', { name: en('bots.answered') });
    expect(box.getAttribute('aria-checked')).toBe('false');
    await person.click(box);
    await person.click(screen.getByTestId('save-bot'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        countsAsAnswered: true,
      })
    );
  });

  it('[C-04] does not offer to count as answered where any message sets it off', async () => {
    const { person, calls } = await edit('/bots/1', {
      'GET /whatsapp/bots/1': bot(1, {
        triggers: [{ kind: 'event', event: 'message', value: '' }],
        countsAsAnswered: true,
      }),
      'PUT /whatsapp/bots/1': bot(1),
    });
    await person.click(await screen.findByTestId('save-bot'));
    expect(screen.queryByRole('checkbox', { name: en('bots.answered') })).toBeNull();
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        countsAsAnswered: false,
      })
    );
  });

  it('[B-11] offers the tags that exist, for what sets it off and for what it does', async () => {
    const tags = [
      { id: 1, name: 'vip', color: null, people: 2 },
      { id: 2, name: 'iade', color: null, people: 1 },
    ];
    const { person, calls } = await edit('/bots/1', {
      'GET /whatsapp/tags': { tags },
      'GET /whatsapp/bots/1': bot(1, {
        triggers: [{ kind: 'event', event: 'tag-added', value: 'vip' }],
        steps: [{ kind: 'tag', add: [], remove: ['vip'], onFail: null }],
      }),
      'PUT /whatsapp/bots/1': bot(1),
    });
    const fields = await screen.findAllByRole('combobox', { name: /tag/i });
    const [trigger, add] = fields;
    if (!trigger || !add) throw new Error('no tag fields');
    await person.click(trigger);
    await person.click(await screen.findByRole('option', { name: 'iade' }));
    await person.type(add, 'vi');
    await person.click(await screen.findByRole('option', { name: 'vip' }));
    await person.click(screen.getByTestId('save-bot'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        triggers: [{ event: 'tag-added', value: 'iade' }],
        steps: [{ kind: 'tag', add: ['vip'], remove: ['vip'] }],
      })
    );
  });

  const asks = {
    ...{ unmet: false, unsure: false, rests: false },
    trigger: { kind: 'pattern', pattern: 'kar.o' },
  };

  const failing = {
    ...{ index: 1, kind: 'text', ok: false, reason: 'missing-value' },
    ...{ subject: null, stopped: true, body: null },
  };

  it('[B-03] says who answers, in which order and by what, then what the draft would say', async () => {
    const { person, calls } = await edit('/bots/1', {
      'POST /whatsapp/bots/try': {
        matched: true,
        trigger: 0,
        answeredBy: 'Delivery',
        silence: null,
        outside: 'Night',
        order: [
          { ...asks, name: 'Delivery', place: 1, isThis: false, active: true, answers: true },
          { ...asks, name: 'Old', place: 2, isThis: false, active: false, answers: false },
          { ...asks, name: 'Kargo', place: 3, isThis: true, active: true, answers: false },
        ],
        steps: [
          {
            index: 0,
            kind: 'tag',
            ok: true,
            reason: null,
            subject: '+vip',
            stopped: false,
            body: null,
          },
          failing,
        ],
      },
    });
    await person.type(await screen.findByTestId('step-text'), ' efendim');
    await person.click(screen.getByRole('tab', { name: en('bots.try') }));
    await person.type(screen.getByTestId('try-text'), 'kargo');
    await person.click(screen.getByTestId('try-run'));
    expect((await screen.findByTestId('try-outcome'))?.textContent).toContain(
      en('bots.try.other', { name: 'Delivery' })
    );
    expect(screen.getByText(en('bots.try.outside', { name: 'Night' }))).toBeTruthy();
    const order = within(screen.getByRole('list', { name: en('bots.try.order') }));
    const trigger = en('bots.says.pattern', { pattern: 'kar.o' });
    const placeOf = (place: number) => en('bots.try.place', { place, trigger });
    expect(order.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      `Delivery${placeOf(1)}${en('bots.try.outcome.answers')}`,
      `Old${placeOf(2)}${en('bots.try.outcome.off')}`,
      `${en('bots.try.this', { name: 'Kargo' })}${placeOf(3)}${en('bots.try.outcome.later')}`,
    ]);
    expect(screen.getByText(en('bots.try.if-asked'))).toBeTruthy();
    const tagged = { number: 1, kind: en('bots.step.tag'), subject: '+vip' };
    expect(screen.getByText(en('bots.done.subject', tagged))).toBeTruthy();
    expect(screen.getByText(new RegExp(en('bots.reason.missing-value')))).toBeTruthy();
    expect(calls.find((c) => c.path.endsWith('/try'))?.body).toMatchObject({
      id: 1,
      bot: { steps: [{ text: 'Yolda efendim' }] },
      message: { text: 'kargo' },
    });
  });

  it.each([
    ['fails', { steps: [failing] }, en('bots.try.fails', { number: 2 })],
    ['does so within business hours only', { outside: 'Night', steps: [] }, en('bots.try.within')],
  ])('[B-03] does not say that the bot answers where it %s', async (_where, part, words) => {
    const own = { ...asks, name: 'Kargo', place: 1, isThis: true, active: true, answers: true };
    const { person } = await edit('/bots/1', {
      'POST /whatsapp/bots/try': {
        ...{ matched: true, trigger: 0, answeredBy: null, silence: null, outside: null },
        ...{ trial: null, order: [own], ...part },
      },
    });
    await person.click(await screen.findByRole('tab', { name: en('bots.try') }));
    await person.click(screen.getByTestId('try-run'));
    expect((await screen.findByTestId('try-outcome')).textContent).toBe(words);
  });
});
