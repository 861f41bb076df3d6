import type { BotBody, BotView, FlowProblem } from '../../../server/src/contracts/bots';
import type { CustomField } from '../../../server/src/contracts/contacts';
import type { FlowCondition, FlowConditions } from '../../../server/src/contracts/flow-conditions';
import type { SegmentView } from '../../../server/src/contracts/segments';
import { asksName, says, type FlowsWorld, type Graph } from './flows-world';

type Place = [where: string, ask: (when: FlowConditions) => Promise<BotView>];
type Thing = [
  what: string,
  make: () => Promise<{ condition: FlowCondition; vanish: () => PromiseLike<unknown> }>,
];

const only = (id: number) => ({ include: [id], exclude: [] });
const all = (...nodes: FlowCondition[]): FlowConditions => ({
  ...{ kind: 'group', not: false, match: 'all' },
  nodes,
});
const about = (filter: object) => ({ kind: 'people', not: false, filter }) as FlowCondition;
const inSegment = (id: number) => about({ segments: only(id) });
const inGroup = (id: number) => about({ groups: only(id) });

const plain: Graph = { start: 'n', nodes: [says('n', 'Merhaba')] };
const branch = (when: FlowConditions): Graph => ({
  start: 'who',
  nodes: [
    {
      ...{ id: 'who', to: { yes: 'end', else: 'end' } },
      step: { kind: 'branch', cases: [{ id: 'yes', when }] },
    },
    says('end', 'Merhaba'),
  ],
});
const variant = (when: FlowConditions): Graph => {
  const variants = [{ when, text: 'Hoş geldiniz' }];
  return { start: 'a', nodes: [{ id: 'a', step: { kind: 'text', text: 'Merhaba', variants } }] };
};
const triggered = (when: FlowConditions): Partial<BotBody> => ({
  triggers: [{ kind: 'keyword', match: 'contains', words: ['koşul'], when }],
});

/** Conditions of bots about segments, groups and what else may be deleted, in a world that the caller has. */
export const conditionCases = (world: () => FlowsWorld): void => {
  const api = () => world().api;
  const knex = () => world().strapi.db.connection;
  let made = 0;
  const next = (): number => (made += 1);
  const make = async (path: string, body: object): Promise<number> => {
    const answer = await api().post<{ id: number }>(path, body);
    expect(answer.status).toBe(200);
    return answer.body.id;
  };
  const segment = () => {
    const tree = all(about({ tags: { include: ['vip'], exclude: [] } }));
    return make('/whatsapp/segments', { name: `Segment ${next()}`, tree });
  };
  const group = () => make('/whatsapp/groups', { name: `Grup ${next()}` });
  const usesOf = async (id: number) =>
    (await api().get<SegmentView>(`/whatsapp/segments/${id}`)).body.uses;
  const publish = ({ id }: BotView, graph: Graph, from: number) =>
    api().post(`/whatsapp/bots/${id}/publish`, { graph, from });
  const refusedFor = ({ name }: Pick<BotView, 'name'>) => {
    const advice = expect.stringContaining(`“${name}”`) as string;
    const words = { en: { advice }, tr: { advice } };
    return { status: 409, body: { error: { details: { kind: 'in-use', words } } } };
  };

  const places: Place[] = [
    [
      'the trigger of a bot',
      (when) => world().bot('koşul', [{ kind: 'text', text: 'Merhaba' }], triggered(when)),
    ],
    ['a branch of a published flow', (when) => world().flow('koşul', branch(when))],
    ['a variant of a text', (when) => world().flow('koşul', variant(when))],
    [
      'a draft',
      async (when) => {
        const bot = await world().flow('koşul', plain);
        const draft = { graph: branch(when), from: 1 };
        expect((await api().put(`/whatsapp/bots/${bot.id}/draft`, draft)).status).toBe(200);
        return bot;
      },
    ],
  ];

  it.each<Place>(places)(
    '[P-21] a segment for which only %s asks counts as used, and is not deleted before the bot',
    async (_where, ask) => {
      const id = await segment();
      expect(await usesOf(id)).toEqual([]);
      const bot = await ask(all(inSegment(id)));
      expect(await usesOf(id)).toEqual([{ kind: 'bot', id: bot.id, name: bot.name }]);
      const refused = await api().del(`/whatsapp/segments/${id}`);
      expect(refused).toMatchObject(refusedFor(bot));
      await api().del(`/whatsapp/bots/${bot.id}`);
      expect((await api().del(`/whatsapp/segments/${id}`)).status).toBe(200);
    }
  );

  it.each<Place>(places)(
    'a group for which only %s asks is not deleted before the bot',
    async (_where, ask) => {
      const id = await group();
      const bot = await ask(all(inGroup(id)));
      expect(await api().del(`/whatsapp/groups/${id}`)).toMatchObject(refusedFor(bot));
      await api().del(`/whatsapp/bots/${bot.id}`);
      expect((await api().del(`/whatsapp/groups/${id}`)).status).toBe(200);
    }
  );

  it('a group for which only a segment asks is not deleted before the segment', async () => {
    const id = await group();
    const name = `Segment ${next()}`;
    const asking = await make('/whatsapp/segments', { name, tree: all(inGroup(id)) });
    const refused = await api().del(`/whatsapp/groups/${id}`);
    expect(refused).toMatchObject(refusedFor({ name }));
    await api().del(`/whatsapp/segments/${asking}`);
    expect((await api().del(`/whatsapp/groups/${id}`)).status).toBe(200);
  });

  it('[P-21] a segment for which only an earlier version asks is kept until its last contact is through', async () => {
    const id = await segment();
    const { nodes } = branch(all(inSegment(id)));
    const asks = { start: 'ask', nodes: [asksName({ answered: 'who' }), ...nodes] };
    const bot = await world().flow('koşul', asks);
    const phone = await world().starts('koşul');
    expect((await publish(bot, plain, 1)).status).toBe(200);
    const use = { kind: 'bot', id: bot.id, name: bot.name, earlier: true };
    expect(await usesOf(id)).toEqual([use]);
    expect(await api().del(`/whatsapp/segments/${id}`)).toMatchObject(refusedFor(bot));
    world().says(phone, 'Ayşe');
    await world().answers(phone, 2);
    expect(await usesOf(id)).toEqual([]);
    expect((await api().del(`/whatsapp/segments/${id}`)).status).toBe(200);
  });

  /** Past the question whether anything uses it, as an import of other data does. */
  const without = (table: string, id: number) => knex()(table).where({ id }).delete();
  const things: Thing[] = [
    [
      'segment',
      async () => {
        const id = await segment();
        return { condition: inSegment(id), vanish: () => without('whatsapp_segments', id) };
      },
    ],
    [
      'group',
      async () => {
        const id = await group();
        return { condition: inGroup(id), vanish: () => without('whatsapp_groups', id) };
      },
    ],
    [
      'custom field',
      async () => {
        const key = `kosul_${next()}`;
        const body = { key, label: key, kind: 'text' };
        const { id } = (await api().post<CustomField>('/whatsapp/contact-fields', body)).body;
        const field = { on: 'custom', key, operator: 'is', value: 'x', exclude: false };
        return {
          condition: about({ fields: [field] }),
          vanish: () => api().put(`/whatsapp/contact-fields/${id}`, { archived: true }),
        };
      },
    ],
    [
      'campaign',
      async () => {
        const campaignId = await make('/whatsapp/campaigns', { name: `Kampanya ${next()}` });
        return {
          condition: { kind: 'campaign', not: false, outcome: 'read', campaignId },
          vanish: () => api().del(`/whatsapp/campaigns/${campaignId}`),
        };
      },
    ],
  ];

  it.each<Thing>(things)(
    '[B-16] a condition on a %s that is gone is said at its step, and stops publishing',
    async (_what, makeThing) => {
      const { condition, vanish } = await makeThing();
      const when = all(condition);
      const found = async (graph: Graph) => {
        const path = '/whatsapp/bots/check';
        const { problems } = (await api().post<{ problems: FlowProblem[] }>(path, { graph })).body;
        return problems.map((one) => `${one.level} ${one.node} ${one.field} ${one.kind}`);
      };
      const bot = await world().flow('koşul', plain);
      expect([await found(branch(when)), await found(variant(when))]).toEqual([[], []]);
      expect((await publish(bot, branch(when), 1)).status).toBe(200);
      await vanish();
      expect(await found(branch(when))).toEqual(['stop who cases.0.when condition-gone']);
      expect(await found(variant(when))).toEqual(['stop a variants.0.when condition-gone']);
      const place = { node: 'who', field: 'cases.0.when' };
      expect(await publish(bot, branch(when), 2)).toMatchObject({
        status: 400,
        body: { error: { details: { kind: 'condition-gone', place } } },
      });
    }
  );

  it('[B-05] a trigger whose condition is on something that is gone is neither switched on nor saved', async () => {
    const id = await group();
    const steps: BotBody['steps'] = [{ kind: 'text', text: 'Merhaba' }];
    const bot = await world().bot('koşul', steps, triggered(all(inGroup(id))));
    const on = () => api().put(`/whatsapp/bots/${bot.id}/active`, { active: true });
    const save = () => api().put(`/whatsapp/bots/${bot.id}`, { ...bot, name: 'Başka' });
    expect([(await save()).status, (await on()).status]).toEqual([200, 200]);
    await without('whatsapp_groups', id);
    const details = { kind: 'condition-gone', field: 'triggers.0.when' };
    for (const refused of [await on(), await save()])
      expect(refused).toMatchObject({ status: 400, body: { error: { details } } });
  });
};
