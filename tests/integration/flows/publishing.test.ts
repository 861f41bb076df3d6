import type {
  BotView,
  FlowDraft,
  FlowImpact,
  FlowProblem,
  FlowVersion,
  PublishBody,
  StepFigures,
} from '../../../server/src/contracts/bots';
import type { RunDetails } from '../../../server/src/contracts/flow-runs';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { createOrders } from '../../../server/src/flows/orders';
import { createVersions } from '../../../server/src/flows/versions';
import { DAY_MS } from '../../../server/src/kernel/time';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { conditionCases } from './condition-cases';
import { draftCases } from './draft-cases';
import {
  asking,
  asksThenSays,
  says,
  startFlowsWorld,
  type FlowsWorld,
  type Graph,
} from './flows-world';
import { trialCases } from './trial-cases';

interface Refusal {
  error: {
    details: { kind: string; field?: string; place?: { node: string; field: string } };
  };
}
type Row = Record<string, unknown>;

describe.each(databases())('publishing flows, on %s', (database) => {
  let world: FlowsWorld;
  beforeAll(async () => {
    world = await startFlowsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const knex = () => world.strapi.db.connection;
  const at = ({ id }: Pick<BotView, 'id'>, path = '') => `/whatsapp/bots/${id}${path}`;
  const fresh = async (bot: BotView) => (await world.api.get<BotView>(at(bot))).body;
  const asks = (id: string, text: string, to: Record<string, string>) => ({
    id,
    step: {
      ...{ kind: 'question' as const, text, answer: { kind: 'text' as const }, saveAs: id },
      ...asking,
    },
    to,
  });
  const saysOnly = (text: string): Graph => ({ start: 'n', nodes: [says('n', text)] });
  const publish = async (bot: BotView, graph: Graph, more: Partial<PublishBody> = {}) => {
    const body = { graph, from: (await fresh(bot)).version, ...more };
    return world.api.post<BotView & Refusal>(at(bot, '/publish'), body);
  };
  /** More runs like the only one, held in a conversation that nobody hands back: they say nothing. */
  const copyRun = async (bot: BotView, count: number) => {
    const [row] = (await runRows(bot)) as Row[];
    const { id: _id, document_id: _document, ...like } = row ?? {};
    const held = {
      ...{ ...like, state: 'held', conversation_id: 0, next_at: Date.now() + DAY_MS },
      // As nobody works on them, also where the run was just being put down.
      ...{ steps: null, variables: null, owner: null, owned_until: 0 },
    };
    const copies = Array.from({ length: count }, (_, i) => ({ ...held, fact_key: `copy ${i}` }));
    await knex().batchInsert('whatsapp_bot_runs', copies, 10);
  };
  const saveDraft = (bot: BotView, draft: { graph: Graph; from: number }) =>
    world.api.put<BotView & Refusal>(at(bot, '/draft'), draft);
  const versions = async (bot: BotView) =>
    (await world.api.get<{ versions: FlowVersion[] }>(at(bot, '/versions'))).body.versions;
  const runRows = ({ id }: BotView) =>
    knex()('whatsapp_bot_runs').where({ bot_id: id }).orderBy('id');
  const orders = () => knex()('whatsapp_bot_run_orders').pluck('node');
  const details = async (bot: BotView, runId: number) =>
    (await world.api.get<RunDetails>(at(bot, `/runs/${runId}`))).body;
  const as = async (actions: string[]) => {
    const { token } = await world.adminUser({ actions });
    return { Authorization: `Bearer ${token}` };
  };

  it('[B-16] a draft may be incomplete and answers nobody; the later of two tabs stays', async () => {
    const bot = await world.flow('kayıt', saysOnly('Eski'));
    const broken = { start: 'n', nodes: [says('n', '{{nobody}}', 'nowhere')] };
    expect((await saveDraft(bot, { graph: saysOnly('Bir'), from: 1 })).status).toBe(200);
    expect((await saveDraft(bot, { graph: broken, from: 1 })).body.draft).toMatchObject({
      from: 1,
      graph: { nodes: [{ to: { next: 'nowhere' } }] },
    });
    expect((await saveDraft(bot, { graph: broken, from: 2 })).status).toBe(400);
    expect((await saveDraft(bot, { graph: { start: '-', nodes: [] }, from: 1 })).status).toBe(400);
    // Without a step it is kept, and not published.
    const none = { start: 'n', nodes: [] };
    expect((await saveDraft(bot, { graph: none, from: 1 })).body.draft).toMatchObject({
      graph: none,
    });
    expect((await publish(bot, none)).body.error.details).toMatchObject({ kind: 'no-steps' });
    expect(world.phone(await world.starts('kayıt'))).toEqual(['Eski']);
    // Somebody else publishes: the draft is then of an older version.
    await world.api.put(at(bot), { ...bot, graph: saysOnly('Araya giren') });
    expect(await fresh(bot)).toMatchObject({ version: 2, draft: { from: 1 } });
    // Nor is it overwritten by a page that was opened before.
    expect((await world.api.put(at(bot), { ...bot, name: 'Başka ad' })).status).toBe(409);
    expect((await world.api.del<BotView>(at(bot, '/draft'))).body.draft).toBeNull();
  });

  draftCases(() => world);
  conditionCases(() => world);

  it('[B-16] a list of steps opens as a flow and becomes one when that is published', async () => {
    const bot = await world.bot('kargo', [{ kind: 'text', text: 'Liste' }]);
    await saveDraft(bot, { graph: saysOnly('Akış'), from: 1 });
    const { status, body } = await publish(bot, saysOnly('Akış'));
    expect([status, body.steps, body.draft, body.version]).toEqual([200, [], null, 2]);
    expect(world.phone(await world.starts('kargo'))).toEqual(['Akış']);
  });

  it('[B-16] a new flow may be a draft alone: it stays off until it is published', async () => {
    const draft = asksThenSays('Hoş geldin {{ad}}');
    const triggers = [{ kind: 'keyword', match: 'contains', words: ['taze'] }];
    const body = { name: 'Taze', triggers, draft };
    const made = await world.api.post<BotView>('/whatsapp/bots', body);
    expect(made.body).toMatchObject({
      ...{ active: false, steps: [], graph: null, version: 1 },
      draft: { from: 1, graph: { start: 'ask' } },
    });
    const bot = made.body;
    const refused = await Promise.all([
      world.api.post('/whatsapp/bots', { ...body, active: true }),
      world.api.post('/whatsapp/bots', { ...body, steps: [{ kind: 'text', text: 'x' }] }),
      world.api.post('/whatsapp/bots', { name: 'Boş', triggers }),
      world.api.put(at(bot), { ...bot, active: true }),
      world.api.put(at(bot, '/active'), { active: true }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 409, 409]);
    // Name and triggers apply at once, as those of any flow.
    const named = await world.api.put<BotView>(at(bot), { ...bot, name: 'Başka' });
    expect(named.body).toMatchObject({ name: 'Başka', version: 1, graph: null });
    expect(named.body.draft).not.toBeNull();
    const list = await world.bot('liste', [{ kind: 'text', text: 'x' }]);
    expect((await world.api.put(at(list), { ...list, steps: [] })).status).toBe(400);
    expect((await publish(bot, draft)).body).toMatchObject({ version: 2, draft: null });
    await world.api.put(at(bot, '/active'), { active: true });
    expect(world.phone(await world.starts('taze'))).toEqual(['Adınız?']);
  });

  it('[B-16] checks a flow node by node, with what only the database knows', async () => {
    const step = (id: string, one: object, to = {}) => ({ id, step: one, to });
    const check = async (graph: object, more: object = {}) => {
      const { body } = await world.api.post<{ problems: FlowProblem[] }>('/whatsapp/bots/check', {
        graph,
        ...more,
      });
      return body.problems.map((one) => `${one.level} ${one.node} ${one.field} ${one.kind}`).sort();
    };
    const tag = { kind: 'tag', add: ['hiç yok'] };
    expect(
      await check({
        start: 'a',
        nodes: [
          step('a', { kind: 'template', templateId: 999_999 }, { next: 'b' }),
          step('b', { kind: 'assign', assigneeId: 999_999 }, { next: 'c' }),
          step('c', { kind: 'media', fileId: 999_999 }, { next: 'd' }),
          step('d', { kind: 'start-flow', flowId: 999_999 }, { next: 'e' }),
          step('e', tag, { next: 'f' }),
          step('f', { kind: 'set', values: [{ field: 'custom.nothing', text: 'x' }] }),
          step('g', { kind: 'tag' }),
        ],
      })
    ).toEqual([
      'stop a templateId not-found',
      'stop b assigneeId no-such-person',
      'stop c fileId media-missing',
      'stop d flowId not-found',
      'stop f values.0.field not-found',
      'stop g add tag-missing',
      'warn c kind window-not-open',
      'warn e add tag-is-new',
      'warn g id unreachable',
    ]);
    // Free text to somebody of whom no message is known.
    const greets = { start: 'a', nodes: [step('a', { kind: 'text', text: 'Merhaba' })] };
    expect(await check(greets)).toEqual([]);
    expect(await check(greets, { silentMinutes: 1440 })).toEqual([
      'warn a kind window-may-be-shut',
    ]);
  });

  it('[B-16] refuses what stops a flow with node and field, and a version that is not the last', async () => {
    const bot = await world.flow('kayıt', saysOnly('Eski'));
    const wrong = async (...asked: Parameters<typeof publish>) => {
      const { status, body } = await publish(...asked);
      const { kind, field, place } = body.error.details;
      return [status, kind, place ? `${place.node} ${place.field}` : field];
    };
    const gone = {
      start: 'a',
      nodes: [{ id: 'a', step: { kind: 'template' as const, templateId: 999_999 }, to: {} }],
    };
    expect(await wrong(bot, gone)).toEqual([400, 'not-found', 'a templateId']);
    const loose = { start: 'n', nodes: [says('n', 'x', 'nowhere')] };
    expect(await wrong(bot, loose)).toEqual([400, 'leads-nowhere', 'n next']);
    expect(await wrong(bot, saysOnly('x'), { waiting: [{ node: 'n', then: 'end' }] })).toEqual([
      ...[400, 'step-stays', 'waiting.0.node'],
    ]);
    expect(await wrong(bot, saysOnly('x'), { from: 2 })).toEqual([
      409,
      'changed-meanwhile',
      undefined,
    ]);
    const two = await Promise.all(
      ['iki', 'üç'].map((text) => publish(bot, saysOnly(text), { from: 1 }))
    );
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await versions(bot)).toMatchObject([
      { version: 2, nodes: 1, open: 0, isCurrent: true },
      { version: 1, isCurrent: false },
    ]);
  });

  /** Three questions in a row; a person each at the first, the second and the third. */
  const threeWaiting = async () => {
    const bot = await world.flow('anket', {
      start: 'q1',
      nodes: [
        asks('q1', 'Birinci?', { answered: 'q2' }),
        asks('q2', 'İkinci?', { answered: 'q3' }),
        asks('q3', 'Üçüncü?', { answered: 'end' }),
        says('end', 'Eski son'),
      ],
    });
    const people: string[] = [];
    for (const answers of [0, 1, 2]) {
      const phone = await world.starts('anket');
      people.push(phone);
      for (let i = 1; i <= answers; i += 1) {
        world.says(phone, `cevap ${i}`);
        await world.answers(phone, 1 + i);
        await nextSecond();
      }
    }
    const [first = '', second = '', third = ''] = people;
    return { bot, first, second, third };
  };

  it('[B-16] counts who is where, and lets them finish, ends them or moves them as was decided', async () => {
    const { bot, first, second, third } = await threeWaiting();
    const graph = { start: 'n', nodes: [says('n', 'Yeni, {{q2|hiç}}'), asks('q2', '?', {})] };
    const next = { start: 'n', nodes: [says('n', 'Yeni')] };
    const impact = async (to: Graph) =>
      (await world.api.post<FlowImpact>(at(bot, '/impact'), { graph: to })).body;
    expect((await impact(graph)).nodes).toContainEqual(
      expect.objectContaining({ node: 'q2', words: 'İkinci?', count: 1, isGone: false })
    );
    const { open, nodes } = await impact(next);
    expect([open, nodes.map(({ node, kind, isGone }) => [node, kind, isGone]).sort()]).toEqual([
      3,
      ['q1', 'q2', 'q3'].map((node) => [node, 'question', true]),
    ]);

    const waiting: PublishBody['waiting'] = [
      { node: 'q2', then: 'end' },
      { node: 'q3', then: 'move', to: 'hello' },
    ];
    const moved = {
      start: 'n',
      nodes: [says('n', 'x'), says('hello', 'Merhaba'), says('bye', 'y')],
    };
    expect((await publish(bot, moved, { waiting })).status).toBe(200);
    expect(await world.answers(third, 4)).toEqual([
      ...['Birinci?', 'İkinci?', 'Üçüncü?', 'Merhaba'],
    ]);
    await eventually('everything done', async () => (await orders()).length === 0);
    await world.quiet();
    const rows = (await runRows(bot)) as Row[];
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ['waiting', null],
      ['stopped', 'step-deleted'],
      ['done', null],
    ]);
    const run = await details(bot, Number(rows[2]?.id));
    expect(run).toMatchObject({ version: 2, variables: [{ name: 'q1' }, { name: 'q2' }] });
    expect(run.steps.map(({ visit, kind, node }) => [visit, kind, node])).toEqual([
      [1, 'question', 'q1'],
      [2, 'question', 'q2'],
      [3, 'moved', 'q3'],
      [4, 'text', 'hello'],
    ]);
    // Who may finish does so by the version on which they began.
    world.says(first, 'cevap');
    expect((await world.answers(first, 2)).at(-1)).toBe('İkinci?');
    expect(world.phone(second)).toHaveLength(2);
    const { logs } = (await world.api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`)).body;
    const line = logs.find(({ event }) => event === 'bot-published');
    expect(line?.details).toMatchObject({ version: 2, bot: bot.name });
    expect((line?.details as { waiting: Row[] }).waiting).toEqual(
      expect.arrayContaining([
        { node: 'q1', kind: 'question', people: 1, then: 'finish' },
        { node: 'q2', kind: 'question', people: 1, then: 'end' },
        { node: 'q3', kind: 'question', people: 1, then: 'move', to: 'hello' },
      ])
    );
  });

  it('[B-16] a step that comes back is no deleted one: what was decided for it is not done any more', async () => {
    const before = asksThenSays('Eski {{ad}}');
    const bot = await world.flow('kayıt', before);
    const phone = await world.starts('kayıt');
    await runRows(bot).update({ owner: 'another', owned_until: Date.now() + DAY_MS });
    await publish(bot, saysOnly('Yeni'), { waiting: [{ node: 'ask', then: 'end' }] });
    expect(await orders()).toEqual(['ask']);
    await publish(bot, before);
    expect(await orders()).toEqual([]);
    await runRows(bot).update({ owner: null, owned_until: 0 });
    await world.flows().process();
    world.says(phone, 'Ayşe');
    expect((await world.answers(phone, 2)).at(-1)).toBe('Eski Ayşe');
  });

  it('[B-16] a flow that has become unfit takes a new name, and no step that is unfit', async () => {
    const other = await world.flow('öteki', saysOnly('Öteki'));
    const graph = (text: string): Graph => ({
      start: 'n',
      nodes: [
        says('n', text, 's'),
        { id: 's', step: { kind: 'start-flow', flowId: other.id }, to: {} },
      ],
    });
    const bot = await world.flow('kayıt', graph('Eski'));
    await world.api.del(at(other));
    const named = await world.api.put<BotView>(at(bot), { ...bot, name: 'Yeni ad' });
    expect([named.status, named.body.name]).toEqual([200, 'Yeni ad']);
    const changed = await world.api.put(at(bot), { ...bot, graph: graph('Yeni') });
    expect(changed.status).toBe(400);
  });

  it('[B-16] a run that has its answer keeps it; one that a process works on is moved when that is done', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Eski {{ad}}'));
    const phones = [await world.starts('kayıt'), await world.starts('kayıt')];
    const [answered, claimed] = (await runRows(bot)) as { id: number; began_by_id: number }[];
    const taken = { state: 'due', owner: 'another', owned_until: Date.now() + DAY_MS };
    const change = (run: { id: number } | undefined, to: object) =>
      knex()('whatsapp_bot_runs').where({ id: run?.id }).update(to);
    await change(answered, { ...taken, answer_id: answered?.began_by_id, next_at: Date.now() });
    await change(claimed, taken);
    await publish(bot, saysOnly('Yeni'), { waiting: [{ node: 'ask', then: 'move', to: 'n' }] });
    await world.flows().process();
    expect(await orders()).toEqual(['ask']);
    await change(claimed, { state: 'waiting', owner: null, owned_until: 0 });
    await world.flows().process();
    expect(await orders()).toEqual([]);
    await change(answered, { owner: null, owned_until: 0 });
    await world.flows().process();
    expect(await world.answers(phones[1] ?? '', 2)).toEqual(['Adınız?', 'Yeni']);
    expect(await world.answers(phones[0] ?? '', 2)).toEqual(['Adınız?', 'Eski kayıt']);
  });

  it('[B-16] who was moved days before it is done gets nothing; a question that waits to be sent goes on waiting', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin {{ad}}'));
    const [moved, unsent] = [await world.starts('kayıt'), await world.starts('kayıt')];
    const [first, second] = (await runRows(bot)) as { id: number; conversation_id: number }[];
    const long = { next_at: Date.now() - 2 * DAY_MS };
    await knex()('whatsapp_messages')
      .where({ conversation_id: second?.conversation_id, direction: 'out' })
      .update({ state: 'sending', accepted_at: null, rank: 0 });
    await runRows(bot).where({ id: second?.id }).update(long);
    const entered = { waits_for: null, asked: false, state: 'waiting' };
    await runRows(bot)
      .where({ id: first?.id })
      .update({ ...long, ...entered });
    await world.flows().process();
    expect((await runRows(bot)) as Row[]).toMatchObject([
      { state: 'stopped', reason: 'stale' },
      { state: 'waiting', reason: null },
    ]);
    expect([world.phone(moved), world.phone(unsent)]).toEqual([['Adınız?'], ['Adınız?']]);
  });

  it('[B-16] moves many by pieces, each once, while two processes do it at the same time', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Eski {{ad}}'));
    await world.starts('kayıt');
    await copyRun(bot, 1_100);
    expect((await versions(bot))[0]?.open).toBe(1_101);
    await publish(bot, saysOnly('Yeni'), { waiting: [{ node: 'ask', then: 'move', to: 'n' }] });
    const processes = [1, 2].map(() => createOrders(world.strapi, createVersions(world.strapi)));
    await eventually('everybody moved', async () => {
      await Promise.all(processes.map((one) => one.carryOut()));
      return (await orders()).length === 0;
    });
    const [version] = await versions(bot);
    const moved = (await runRows(bot).where({ state: 'held' })) as Row[];
    expect(moved).toHaveLength(1_100);
    expect(new Set(moved.map(({ node, step }) => `${String(node)} ${Number(step)}`))).toEqual(
      new Set(['n 1'])
    );
    expect(version).toMatchObject({ version: 2, isCurrent: true });
    const noted = (await knex()('whatsapp_bot_run_steps')
      .where({ kind: 'moved' })
      .whereIn('run_id', runRows(bot).clearOrder().select('id'))
      .count({ n: '*' })) as Row[];
    expect(Number(noted[0]?.n)).toBe(1_101);
    await knex()('whatsapp_bot_runs').where({ conversation_id: 0 }).delete();
  });

  it('[B-16] switched off and on again, all who waited are out, however many', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Eski {{ad}}'));
    await world.starts('kayıt');
    await copyRun(bot, 550);
    await world.api.put(at(bot, '/active'), { active: false, waiting: 'end' });
    await world.api.put(at(bot, '/active'), { active: true });
    const later = await world.starts('kayıt');
    await eventually(
      'all are out',
      async () => {
        const open = (await runRows(bot).whereIn('state', ['due', 'waiting', 'held'])) as Row[];
        return open.length === 1 && (await orders()).length === 0;
      },
      60_000
    );
    world.says(later, 'Ayşe');
    expect((await world.answers(later, 2)).at(-1)).toBe('Eski Ayşe');
    await knex()('whatsapp_bot_runs').where({ conversation_id: 0 }).delete();
  });

  it('[B-16] switched off, contacts who wait may finish while nobody new begins', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin {{ad}}'));
    const [first, second] = [await world.starts('kayıt'), await world.starts('kayıt')];
    const off = (waiting: string) =>
      world.api.put<BotView>(at(bot, '/active'), { active: false, waiting });
    expect((await off('finish')).body).toMatchObject({ active: false, finishing: true });
    // A new name ends nobody.
    const named = { ...bot, name: 'Başka ad', active: false };
    expect((await world.api.put<BotView>(at(bot), named)).body).toMatchObject({
      ...{ finishing: true, version: 1 },
    });
    const late = world.customer();
    world.says(late, 'kayıt');
    await world.silent(late);
    world.says(first, 'Ayşe');
    expect((await world.answers(first, 2)).at(-1)).toBe('Hoş geldin Ayşe');
    await off('end');
    await world.quiet();
    expect((await runRows(bot)) as Row[]).toMatchObject([
      { state: 'done' },
      { state: 'stopped', reason: 'deactivated' },
    ]);
    expect(world.phone(second)).toHaveLength(1);
    const on = await world.api.put<BotView>(at(bot, '/active'), { active: true });
    expect(on.body).toMatchObject({ active: true, finishing: false });
  });

  it('[B-16] keeps versions by name, publishes an older one again, and drops those of a deleted bot', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Bir {{ad}}'));
    const phone = await world.starts('kayıt');
    await publish(bot, saysOnly('İki'));
    const old = await world.api.get<{ graph: Graph }>(at(bot, '/versions/1'));
    await publish(bot, old.body.graph);
    const listed = await versions(bot);
    expect(listed.map(({ version, nodes, open }) => [version, nodes, open])).toEqual([
      [3, 2, 0],
      [2, 1, 0],
      [1, 2, 1],
    ]);
    expect(listed.every(({ by }) => by !== null && by !== '')).toBe(true);
    expect((await world.api.get(at(bot, '/versions/9'))).status).toBe(404);

    const left = async () =>
      knex()('whatsapp_bot_versions').where({ bot_id: bot.id }).orderBy('version').pluck('version');
    // The person answers nobody any more, but the run is not finished before the runner has ended it.
    await knex()('whatsapp_bot_runs')
      .where({ bot_id: bot.id })
      .update({ owned_until: Date.now() + DAY_MS });
    await world.api.del(at(bot));
    await world.flows().purge(0);
    expect(await left()).toEqual([1]);
    await knex()('whatsapp_bot_runs').where({ bot_id: bot.id }).update({ owned_until: 0 });
    await world.quiet();
    await world.flows().purge(0);
    expect(await left()).toEqual([]);
    expect(world.phone(phone)).toHaveLength(1);
  });

  it('counts for each step of a version who came, who waits, and by which exit they left', async () => {
    const { bot } = await threeWaiting();
    const figures = async (query = '') => {
      const { status, body } = await world.api.get<StepFigures>(at(bot, `/steps${query}`));
      const nodes = body.nodes?.map(({ node, entered, waiting, exits }) => [
        ...[node, entered, waiting],
        exits.map(({ exit, count }) => `${exit} ${count}`).join(),
      ]);
      return { status, version: body.version, runs: body.runs, nodes: nodes?.sort() };
    };
    const before = {
      ...{ status: 200, version: 1, runs: 3 },
      nodes: [
        ['q1', 3, 1, 'answered 2'],
        ['q2', 2, 1, 'answered 1'],
        ['q3', 1, 1, ''],
      ],
    };
    expect(await figures()).toEqual(before);
    await publish(bot, saysOnly('Yeni'));
    await world.starts('anket');
    const now = await figures();
    expect(now).toEqual({ status: 200, version: 2, runs: 1, nodes: [['n', 1, 0, 'next 1']] });
    expect(await figures('?version=1')).toEqual(before);
    expect((await figures('?version=9')).status).toBe(404);
  });

  trialCases(() => world);

  it('[B-16] [X-05] who only watches bots sees versions, and changes nothing', async () => {
    const bot = await world.flow('kayıt', saysOnly('Bir'));
    const watcher = await as(['bot.observe']);
    expect((await world.http.get(at(bot, '/versions')).set(watcher)).status).toBe(200);
    const draft: Pick<FlowDraft, 'from'> & { graph: Graph } = { graph: saysOnly('x'), from: 1 };
    const refused = await Promise.all([
      world.http.put(at(bot, '/draft')).set(watcher).send(draft),
      world.http.delete(at(bot, '/draft')).set(watcher),
      world.http.post('/whatsapp/bots/check').set(watcher).send(draft),
      world.http.post(at(bot, '/impact')).set(watcher).send(draft),
      world.http.post(at(bot, '/publish')).set(watcher).send(draft),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    // Who may not look into the media library learns nothing of its files.
    const builder = await as(['bot.build']);
    const media = { id: 'm', step: { kind: 'media', fileId: 999_999 }, to: {} };
    const looks = { graph: { start: 'm', nodes: [media] } };
    const looked = await world.http.post('/whatsapp/bots/check').set(builder).send(looks);
    expect(looked.status).toBe(403);
    expect(await fresh(bot)).toMatchObject({ version: 1, draft: null });
  });
});
