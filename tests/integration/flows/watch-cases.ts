import type { BotView, FlowGoals, StepFigures } from '../../../server/src/contracts/bots';
import type {
  ConversationAbout,
  ListMessagesResult,
} from '../../../server/src/contracts/conversations';
import type { FlowConditions } from '../../../server/src/contracts/flow-conditions';
import type { RunDetails } from '../../../server/src/contracts/flow-runs';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type {
  AllRunsResult,
  BulkRunsResult,
  RunAction,
  UnseenRuns,
} from '../../../server/src/contracts/run-list';
import type { TimelineResult } from '../../../server/src/contracts/timeline';
import type { ConversionsService } from '../../../server/src/conversions/public';
import { runTable } from '../../../server/src/flows/public';
import { openByVersion } from '../../../server/src/flows/versions';
import { DAY_MS } from '../../../server/src/kernel/time';
import { writeRow } from '../../../server/src/strapi/table';
import {
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  type FlowsWorld,
  type Graph,
} from './flows-world';

const RUNS = '/whatsapp/bots/runs';

/** Says something that cannot be filled in: the run fails at its second step. */
const failing = (): Graph => ({
  start: 'a',
  nodes: [says('a', 'Önce', 'b'), says('b', '{{email}} yazdık')],
});

/** What is seen of runs from outside, in a world that the caller has. */
export const watchCases = (world: () => FlowsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const list = async (query: string) =>
    (await world().api.get<AllRunsResult>(`${RUNS}?${query}`)).body;
  const idsOf = async (query: string) => (await list(query)).runs.map(({ id }) => id);
  const bulk = async (action: RunAction, ids: readonly number[]) =>
    (await world().api.post<BulkRunsResult>(`${RUNS}/bulk`, { action, ids })).body;
  const unseen = async () => (await world().api.get<UnseenRuns>(`${RUNS}/unseen`)).body.count;
  const runOf = async (bot: BotView) => (await world().run(bot)).id;
  const pathOf = async (bot: BotView) => `/whatsapp/bots/${bot.id}/runs/${await runOf(bot)}`;
  const as = async (actions: string[]) => {
    const { token } = await world().adminUser({ actions });
    return { Authorization: `Bearer ${token}` };
  };
  const startsAndFails = async (word: string) => {
    const bot = await world().flow(word, failing());
    const phone = await world().starts(word);
    await world().quiet();
    return { bot, phone };
  };

  it('[B-15] lists the runs of all bots by state, reason and time, with where each is, and masks numbers', async () => {
    const { bot } = await startsAndFails('fatura');
    const waiting = await world().flow('sonra', waitsThenSays('Bir saat oldu'));
    await world().starts('sonra', 0);
    await world().quiet();
    const failed = await runOf(bot);
    const { runs } = await list(`botId=${bot.id}`);
    expect(runs).toMatchObject([
      {
        ...{ id: failed, state: 'failed', reason: 'missing-value', isUnseen: true },
        ...{ mayResume: true, mayEnd: false },
        place: { node: 'b', kind: 'text', visit: 2, words: '{{email}} yazdık' },
      },
    ]);
    expect(await list(`botId=${waiting.id}&state=open`)).toMatchObject({
      runs: [{ state: 'waiting', waits: { for: 'time' }, place: { node: 'wait' }, mayEnd: true }],
    });
    const of = `botId=${bot.id}&`;
    expect(await idsOf(`${of}state=set-aside`)).toEqual([failed]);
    expect(await idsOf(`${of}state=set-aside&reason=missing-value&unseen=true`)).toEqual([failed]);
    expect(await idsOf(`${of}state=done`)).toEqual([]);
    expect(await idsOf(`${of}reason=stale`)).toEqual([]);
    expect(await idsOf(`${of}from=${Date.now() + DAY_MS}`)).toEqual([]);
    expect(await idsOf(`botId=${waiting.id}&node=wait`)).toHaveLength(1);
    expect(await idsOf(`botId=${waiting.id}&node=end`)).toEqual([]);
    // Who has no name is shown by the number, which is masked as in Logs.
    const { id: contactId } = (await world().run(bot)).contact ?? { id: 0 };
    await knex()('whatsapp_contacts')
      .where({ id: contactId })
      .update({ name: '', profile_name: null });
    const [nameless] = (await list(`botId=${bot.id}`)).runs;
    expect(nameless?.contact?.name).not.toMatch(/\d{8}/);
  });

  it('[B-15] walks any number of runs page by page, each once, also where two states are merged', async () => {
    const { bot } = await startsAndFails('liste');
    const [row] = (await knex()('whatsapp_bot_runs').where({ bot_id: bot.id })) as Record<
      string,
      unknown
    >[];
    const { id: _id, document_id: _document, ...like } = row ?? {};
    const json = { steps: null, variables: null, heard: null };
    // Two of a time each, of two states.
    const copies = Array.from({ length: 70 }, (_, i) => ({
      ...{ ...like, ...json, fact_key: `list ${i}`, started_at: 1_000_000 + Math.floor(i / 2) },
      ...(i % 3 === 0 ? { state: 'stopped', reason: 'stale', why: 'stale' } : {}),
    }));
    await knex().batchInsert('whatsapp_bot_runs', copies, 10);
    const of = `botId=${bot.id}&state=set-aside`;
    const first = await list(of);
    const second = await list(`${of}&cursor=${first.nextCursor}`);
    const all = [...first.runs, ...second.runs];
    expect([first.runs.length, second.runs.length, second.nextCursor]).toEqual([50, 21, null]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(71);
    const times = all.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect((await world().api.get(`${RUNS}?cursor=x`)).status).toBe(400);
    await knex()('whatsapp_bot_runs').where('fact_key', 'like', 'list %').del();
  });

  it('[B-15] counts runs that were set aside until somebody looks at them', async () => {
    const before = await unseen();
    const { bot } = await startsAndFails('bakılan');
    const other = await startsAndFails('işaretlenen');
    expect(await unseen()).toBe(before + 2);
    await world().api.get<RunDetails>(await pathOf(bot));
    expect(await unseen()).toBe(before + 1);
    expect(await bulk('seen', [await runOf(other.bot)])).toEqual({ done: 1, refused: [] });
    expect(await unseen()).toBe(before);
    // What the person chose is nothing to look at.
    const late = await world().flow('beklet', waitsThenSays('Bir saat oldu'));
    await world().starts('beklet', 0);
    await world().quiet();
    await bulk('end', [await runOf(late)]);
    await world().quiet();
    expect(await unseen()).toBe(before);
  });

  it('[B-13] resumes several at once by the rules for one, and says why for each that is refused', async () => {
    const good = await startsAndFails('iyi');
    const taken = await startsAndFails('alındı');
    const done = await world().flow('tamam', { start: 'a', nodes: [says('a', 'Oldu')] });
    await world().starts('tamam');
    await world().quiet();
    for (const { phone } of [good, taken]) {
      const { contact } = await world().thread(phone);
      await world().api.put(`/whatsapp/contacts/${contact.id}`, { email: 'elif@example.com' });
    }
    const { id } = await world().thread(taken.phone);
    await world().api.put(`/whatsapp/conversations/${id}`, { bots: 'paused' });
    const ids = [await runOf(good.bot), await runOf(taken.bot), await runOf(done)];
    const blind = await as(['bot.observe', 'bot.build']);
    const hidden = await world()
      .http.post(`${RUNS}/bulk`)
      .set(blind)
      .send({ action: 'resume', ids: ids.slice(0, 1) });
    expect(hidden.body).toEqual({ done: 0, refused: [{ id: ids[0], kind: 'run-hidden' }] });
    expect(await bulk('resume', ids)).toEqual({
      done: 1,
      refused: [
        { id: ids[1], kind: 'conversation-taken' },
        { id: ids[2], kind: 'run-finished' },
      ],
    });
    expect(await world().answers(good.phone, 2)).toEqual(['Önce', 'elif@example.com yazdık']);
    expect(world().phone(taken.phone)).toEqual(['Önce']);
  });

  it('[B-16] [L-03] ends runs that wait, once, and the log says who did', async () => {
    const bot = await world().flow('bekle', waitsThenSays('Bir saat oldu'));
    const phone = await world().starts('bekle', 0);
    await world().quiet();
    const id = await runOf(bot);
    expect(await bulk('end', [id])).toEqual({ done: 1, refused: [] });
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'ended-by-hand' });
    expect(await bulk('end', [id])).toEqual({ done: 0, refused: [{ id, kind: 'run-not-open' }] });
    await world().passTime();
    expect(world().phone(phone)).toEqual([]);
    const { logs } = (await world().api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`)).body;
    expect(logs.find(({ event }) => event === 'bot-run-ended')?.details).toMatchObject({ run: id });
    const watcher = await as(['bot.observe', 'chat.read', 'chat.read-all']);
    const refused = await world()
      .http.post(`${RUNS}/bulk`)
      .set(watcher)
      .send({ action: 'end', ids: [id] });
    expect(refused.status).toBe(403);
  });

  const figures = async ({ id }: BotView, query = '') =>
    (await world().api.get<StepFigures>(`/whatsapp/bots/${id}/steps${query}`)).body;
  const goalOf = async ({ id }: BotView) =>
    (await world().api.get<FlowGoals>('/whatsapp/bots/goals')).body.goals.find(
      ({ botId }) => botId === id
    );

  it('counts for a funnel each run that came to a step once, and how long contacts stay at a question', async () => {
    const bot = await world().flow('huni', asksThenSays('Selam {{ad}}'));
    const phone = await world().starts('huni');
    await world().starts('huni');
    world().says(phone, 'Ayşe');
    await world().answers(phone, 2);
    const { runs, reachedGoal, nodes } = await figures(bot, '?days=7&funnel=true');
    const byNode = new Map(nodes.map((one) => [one.node, one]));
    expect({ runs, reachedGoal }).toEqual({ runs: 2, reachedGoal: null });
    expect(byNode.get('ask')).toMatchObject({ entered: 2, reached: 2, waiting: 1 });
    expect(byNode.get('ask')?.medianMs).toBeGreaterThan(0);
    expect(byNode.get('end')).toMatchObject({ entered: 1, reached: 1, medianMs: null });
    // The page of the flow shows no more than this.
    const ofPage = new Map((await figures(bot)).nodes.map((one) => [one.node, one]));
    expect(ofPage.get('ask')).toMatchObject({ entered: 2, waiting: 1, reached: null });
    expect(ofPage.get('ask')?.medianMs).toBeGreaterThan(0);
    expect((await world().api.get(`/whatsapp/bots/${bot.id}/steps?days=0`)).status).toBe(400);
  });

  it('counts a goal once for each run: a step, a tag, a conversion within its days', async () => {
    const goal = (word: string, one: Graph['goal']) =>
      world().flow(word, {
        ...{ start: 'a', goal: one },
        nodes: [says('a', 'Bir', 'b'), says('b', 'İki')],
      });
    const step = await goal('hedefadım', { kind: 'step', node: 'b' });
    await world().starts('hedefadım', 2);
    await world().quiet();
    expect(await goalOf(step)).toMatchObject({ runs: 1, reached: 1 });

    const tagged = await goal('hedefetiket', { kind: 'event', event: 'tag-added', value: 'ALDI' });
    const phone = await world().starts('hedefetiket', 2);
    await world().quiet();
    expect((await figures(tagged, '?funnel=true')).reachedGoal).toBe(0);
    const { contact } = await world().thread(phone);
    const tag = (tags: string[]) => world().api.put(`/whatsapp/contacts/${contact.id}`, { tags });
    await tag(['baktı']);
    expect((await figures(tagged, '?funnel=true')).reachedGoal).toBe(0);
    await tag(['baktı', 'aldı']);
    expect((await figures(tagged, '?funnel=true')).reachedGoal).toBe(1);

    const bought = await goal('hedefsipariş', { kind: 'event', event: 'converted', value: '' });
    const buyers = [
      await world().starts('hedefsipariş', 2),
      await world().starts('hedefsipariş', 2),
    ];
    await world().quiet();
    const runs = () => knex()('whatsapp_bot_runs').where({ bot_id: bought.id });
    const [first, second] = await Promise.all(buyers.map((one) => world().thread(one)));
    // The days of the second one are over.
    await runs()
      .where({ contact_id: second?.contact.id ?? 0 })
      .update({ goal_until: Date.now() - 1 });
    const conversions = world()
      .strapi.plugin('whatsapp')
      .service('conversions') as ConversionsService;
    for (const one of [first, first, second])
      await conversions.tell({
        ...{ owner: 'test', key: null, bodyHash: 'x', event: 'order', click: null },
        ...{ externalId: null, value: null, currency: null, at: Date.now() },
        contactId: one?.contact.id ?? 0,
      });
    expect(await goalOf(bought)).toMatchObject({ runs: 2, reached: 1 });
  });

  it('[B-16] a goal that names a step which is gone stops publishing', async () => {
    const { body } = await world().api.post<{ error?: { details: { kind: string } } }>(
      '/whatsapp/bots',
      {
        ...{ name: 'Hedefsiz', triggers: [], steps: [] },
        graph: { ...failing(), goal: { kind: 'step', node: 'yok' } },
      }
    );
    expect(body.error?.details.kind).toBe('goal-gone');
  });

  it('[L-03] thread and timeline say that a flow began and ended, and lead to its run', async () => {
    const bot = await world().flow('çizgi', { start: 'a', nodes: [says('a', 'Merhaba')] });
    const phone = await world().starts('çizgi');
    await world().quiet();
    const { id, contact } = await world().thread(phone);
    const run = { botId: bot.id, id: await runOf(bot) };
    const { events } = (
      await world().api.get<ListMessagesResult>(`/whatsapp/conversations/${id}/messages`)
    ).body;
    const ofFlows = events.filter(({ kind }) => kind.startsWith('flow-'));
    expect(ofFlows.map(({ kind, run: of, subject }) => [kind, of, subject])).toEqual([
      ['flow-began', run, bot.name],
      ['flow-ended', run, bot.name],
    ]);
    const { botRuns } = (
      await world().api.get<ConversationAbout>(`/whatsapp/conversations/${id}/about`)
    ).body;
    expect(botRuns).toMatchObject([{ name: bot.name }]);
    const { entries } = (
      await world().api.get<TimelineResult>(`/whatsapp/contacts/${contact.id}/timeline`)
    ).body;
    expect(entries.find(({ kind }) => kind === 'flow-ended')).toMatchObject({
      subject: bot.name,
      target: { page: 'run', ...run, conversationId: id },
    });
  });

  it('[L-03] of a flow that said nothing, thread and side panel say nothing', async () => {
    const bot = await world().flow('sessiz', waitsThenSays('Bir saat oldu'));
    const phone = await world().starts('sessiz', 0);
    await world().quiet();
    const { id } = await world().thread(phone);
    const seen = async () => {
      const path = `/whatsapp/conversations/${id}`;
      const { events } = (await world().api.get<ListMessagesResult>(`${path}/messages`)).body;
      const { botRuns } = (await world().api.get<ConversationAbout>(`${path}/about`)).body;
      return { ofFlows: events.filter(({ kind }) => kind.startsWith('flow-')), botRuns };
    };
    expect(await seen()).toEqual({ ofFlows: [], botRuns: [] });
    await bulk('end', [await runOf(bot)]);
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped' });
    expect(await seen()).toEqual({ ofFlows: [], botRuns: [] });
  });

  it('[E-23] a run says which variant of a text was sent, to who may read the conversation', async () => {
    const when: FlowConditions = {
      ...{ kind: 'group', match: 'all', not: false },
      nodes: [{ kind: 'said', not: false, operator: 'contains', value: 'vip' }],
    };
    const bot = await world().flow('hangisi', {
      start: 'a',
      nodes: [
        {
          id: 'a',
          step: { kind: 'text', text: 'Merhaba', variants: [{ when, text: 'Hoş geldiniz' }] },
        },
      ],
    });
    await world().starts('hangisi vip');
    await world().quiet();
    const path = await pathOf(bot);
    const { body } = await world().api.get<RunDetails>(path);
    expect(body.steps).toMatchObject([{ variant: 1, words: 'Hoş geldiniz' }]);
    const hidden = await world()
      .http.get(path)
      .set(await as(['bot.observe']));
    expect((hidden.body as RunDetails).steps).toMatchObject([{ variant: null, words: 'Merhaba' }]);
    await world().starts('hangisi');
    await world().quiet();
    const second = (await world().api.get<RunDetails>(await pathOf(bot))).body;
    expect(second.steps).toMatchObject([{ variant: 0, words: 'Merhaba' }]);
  });

  it('[L-03] what a person chose, and where that led, is in no log and shown to nobody else', async () => {
    const when: FlowConditions = {
      ...{ kind: 'group', match: 'all', not: false },
      nodes: [{ kind: 'said', not: false, operator: 'contains', value: 'kargo' }],
    };
    const [ask] = menu().nodes;
    const bot = await world().flow('seçtir', {
      start: 'menu',
      nodes: [
        { ...ask, to: { a: 'who', b: 'who' } },
        {
          id: 'who',
          step: { kind: 'branch', cases: [{ id: 'v', name: 'Alıcı', when }] },
          to: { v: 'end', else: 'end' },
        },
        says('end', 'Bakıyoruz'),
      ],
    } as Graph);
    const phone = await world().starts('seçtir');
    world().says(phone, 'Kargo');
    await world().answers(phone, 2);
    const path = await pathOf(bot);
    expect((await world().api.get<RunDetails>(path)).body.steps).toMatchObject([
      { kind: 'choice', exit: 'a', subject: 'Kargo' },
      { kind: 'branch', exit: 'v', subject: 'Alıcı' },
      { kind: 'text', exit: 'next' },
    ]);
    const hidden = await world()
      .http.get(path)
      .set(await as(['bot.observe']));
    expect((hidden.body as RunDetails).steps).toMatchObject([
      { kind: 'choice', ok: true, exit: null, subject: null },
      { kind: 'branch', ok: true, exit: null, subject: null },
      { kind: 'text', exit: 'next' },
    ]);
    expect((await world().run(bot)).steps.map(({ subject }) => subject)).toEqual([
      ...[null, null, null],
    ]);
    const { logs } = (await world().api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`)).body;
    const ended = logs.find(({ event }) => event === 'bot-answered');
    expect(ended?.details).toMatchObject({ steps: [{ kind: 'choice', ok: true }, {}, {}] });
    expect(JSON.stringify(ended)).not.toContain('Kargo');
  });

  it('[B-16] contacts on a version are counted, however many are on another', async () => {
    const trx = await knex().transaction();
    const rows = [1, 1, 1, 2].map((version, n) =>
      writeRow(runTable, {
        ...{ botId: 0, botName: '', accountId: 0, contactId: 0, conversationId: 0, chain: null },
        ...{ factKey: `version ${n}`, state: 'waiting', waitsFor: 'time', node: 'a' },
        ...{ versionId: 900_000 + version, nextAt: 0, startedAt: Date.now() },
      })
    );
    try {
      await trx(runTable.table).insert(rows);
      const open = await openByVersion(trx, [900_001, 900_002], 2);
      expect([...open]).toEqual([
        [900_001, 2],
        [900_002, 1],
      ]);
    } finally {
      await trx.rollback();
    }
  });
};
