import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import type {
  ListTestersResult,
  TesterCode,
  TesterView,
} from '../../../server/src/contracts/testers';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { eventually } from '../../support/world';
import { membersOf, newPeople, type Arena } from '../engine/arena';

/** Short ways to draft, check and start campaigns of every kind, and to open people's windows. */
export const kindsWorld = (arena: Arena) => {
  const idsOf = (groupId: number) => membersOf(arena.knex, groupId);
  /** These people write to the number: their windows open, here and at Meta. */
  const write = async (contactIds: number[]) => {
    const people = (await arena
      .knex('whatsapp_contacts')
      .whereIn('id', contactIds)
      .select('wa_id')) as { wa_id: string }[];
    for (const { wa_id: phone } of people) {
      arena.sim.control.people.add({ name: `Phone ${phone}`, phone });
      arena.sim.control.act.text(phone, 'Merhaba');
    }
    await eventually('the open windows', async () => {
      const rows = (await arena
        .knex('whatsapp_conversations')
        .whereIn('contact_id', contactIds)
        .where('window_expires_at', '>', Date.now())) as unknown[];
      return rows.length === contactIds.length;
    });
    // What they wrote is read: names of their profiles do not matter here.
    await arena.settled();
  };
  const testers = async (): Promise<TesterView[]> =>
    (await arena.api.get<ListTestersResult>('/whatsapp/testers')).body.testers;
  /** A tester with this number who has to send the code yet. */
  const addTester = async (phone: string, isMe = false): Promise<TesterCode> => {
    const made = await arena.api.post<TesterCode>('/whatsapp/testers', {
      name: `Tester ${phone.slice(-4)}`,
      phone: `+${phone}`,
      isMe,
    });
    expect(made.status).toBe(200);
    arena.sim.control.people.add({ name: `Phone ${phone}`, phone });
    return made.body;
  };
  /** This person is made a tester, who sends the code: their window is open, too. */
  const tester = async (contactId: number): Promise<number> => {
    const { wa_id: phone } = (await arena
      .knex('whatsapp_contacts')
      .where({ id: contactId })
      .first('wa_id')) as { wa_id: string };
    const { tester: made, code } = await addTester(phone);
    arena.sim.control.act.text(phone, code);
    await eventually('the code', async () =>
      (await testers()).some(({ id, state }) => id === made.id && state === 'confirmed')
    );
    return made.id;
  };
  /** A group of this many new people who may all be answered. */
  const openGroup = async (people: number) => {
    const groupId = await newPeople(arena, people);
    await write(await idsOf(groupId));
    return groupId;
  };
  const draft = async (part: Record<string, unknown>) => {
    const made = await arena.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'Kinds',
      accountId: arena.accountId,
      ...part,
    });
    expect(made.status).toBe(200);
    return made.body.id;
  };
  const text = (groupIds: number[], words: string, except: number[] = []) =>
    draft({
      kind: 'text',
      text: words,
      audience: { kind: 'all', filter: { groups: { include: groupIds } }, except },
    });
  /** An active bot that says these texts. */
  const bot = async (name: string, texts: string[]) => {
    const made = await arena.api.post<{ id: number }>('/whatsapp/bots', {
      name,
      steps: texts.map((words) => ({ kind: 'text', text: words })),
      active: true,
    });
    expect(made.status).toBe(200);
    return made.body.id;
  };
  const flow = (groupId: number, botId: number, more: Record<string, unknown> = {}) =>
    draft({
      kind: 'flow',
      botId,
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      ...more,
    });
  /** A tag, this template, in each person's language where that is asked, and thanks for an answer to it. */
  const openingGraph = async (
    { id: templateId, slots }: TemplateView,
    more: { byLanguage?: true } = {}
  ) => {
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    const bindings = Object.fromEntries(slots.map(({ key }) => [key, binding]));
    const bound = await arena.api.put(`/whatsapp/templates/${templateId}/bindings`, { bindings });
    expect(bound.status).toBe(200);
    return {
      start: 'a',
      nodes: [
        { id: 'a', step: { kind: 'tag', add: ['Teklif'], remove: [] }, to: { next: 'b' } },
        { id: 'b', step: { kind: 'template', templateId, ...more }, to: { next: 'c' } },
        {
          id: 'c',
          step: { kind: 'wait', until: { kind: 'minutes', minutes: 600 }, orAnswer: true },
          to: { came: 'd' },
        },
        { id: 'd', step: { kind: 'text', text: 'Teşekkürler' } },
      ],
    };
  };
  /** An active bot that opens with this template, the arena's if none is named, waits for an answer and thanks for it. */
  const opening = async (
    template = arena.template,
    more: Parameters<typeof openingGraph>[1] = {}
  ): Promise<number> => {
    const graph = await openingGraph(template, more);
    const made = await arena.api.post<{ id: number }>('/whatsapp/bots', {
      name: 'Teklif',
      active: true,
      graph,
    });
    expect(made.status).toBe(200);
    return made.body.id;
  };
  /** Publishes other steps of the bot. */
  const publish = async (botId: number, graph: object): Promise<void> => {
    const bot = (await arena.api.get<object>(`/whatsapp/bots/${botId}`)).body;
    expect((await arena.api.put(`/whatsapp/bots/${botId}`, { ...bot, graph })).status).toBe(200);
  };
  const check = async (id: number) =>
    (await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)).body;
  const launch = async (id: number) => {
    const { willReceive } = await check(id);
    const answer = await arena.api.post(`/whatsapp/campaigns/${id}/launch`, {
      expected: willReceive,
      typed: willReceive,
    });
    expect(answer.status).toBe(200);
  };
  const states = async (id: number) => {
    const rows = await arena.rows(id);
    return new Map(rows.map((row) => [row.contactId, row.reason ?? row.state]));
  };

  return {
    idsOf,
    write,
    testers,
    addTester,
    tester,
    openGroup,
    draft,
    text,
    bot,
    flow,
    openingGraph,
    opening,
    publish,
    check,
    launch,
    states,
  };
};
