import type {
  PresenceView,
  TeamSettings,
  TransferResult,
} from '../../../server/src/contracts/team';
import { createAssigning } from '../../../server/src/team/assign';
import { teamService } from '../../../server/src/team/public';
import { waits } from '../../../server/src/team/teams-store';
import { conversationById, updateConversation } from '../../../server/src/conversations/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { runJob } from '../../support/run-job';
import { openStream } from '../../support/stream';
import { eventually, startWorld, type World } from '../../support/world';
import { DESK, teamHands, type Agent } from './team-hands';

const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];
const CLOSED = { zone: 'Europe/Istanbul', week: [[], [], [], [], [], [], []], holidays: [] };
const ALWAYS = {
  zone: 'Europe/Istanbul',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  holidays: [],
};
const TEXTS = { tr: 'Kapalıyız, {{opens|yakında}} açığız', en: 'Closed, back {{opens|soon}}' };

describe.each(databases())('a team shares the work, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;
  let deniz: Agent;
  let efe: Agent;

  const { as, knex, phone, written, look, thread, saveTeam, desk, free } = teamHands(() => ({
    world,
    boss,
    agents: [can, deniz, efe],
  }));

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: [...CHAT, 'chat.read-all', 'settings.configure'] });
    can = await world.adminUser({ actions: CHAT });
    deniz = await world.adminUser({ actions: CHAT });
    efe = await world.adminUser({ actions: CHAT });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await free();
    await desk({});
  });

  it('[C-23] what many customers write at once goes round the team, each to one, shown in the thread', async () => {
    await desk({ teamId: await saveTeam({}) });
    const talks = await written(Array.from({ length: 9 }, phone));
    const counts = new Map<number, number>();
    for (const { assignee } of talks)
      counts.set(assignee?.id ?? 0, (counts.get(assignee?.id ?? 0) ?? 0) + 1);
    expect([...counts].sort()).toEqual(
      [
        [can.id, 3],
        [deniz.id, 3],
        [efe.id, 3],
      ].sort()
    );
    const [first] = talks;
    const { events } = await thread(first?.id ?? 0);
    expect(events.map(({ kind, agent, target }) => [kind, agent, target?.id])).toEqual([
      ['assigned', null, first?.assignee?.id],
    ]);
    expect(first?.botPausedAt).toBeNull();
  });

  it('[C-23] the least busy gets it, nobody more than the bound; what is left waits and is given when somebody can', async () => {
    const team = await saveTeam({
      method: 'least-busy',
      maxLoad: 2,
      memberIds: [can.id, deniz.id],
    });
    await desk({ teamId: team });
    const talks = await written(Array.from({ length: 5 }, phone));
    const ids = talks.map(({ assignee }) => assignee?.id ?? 0).sort();
    expect(ids).toEqual([0, can.id, can.id, deniz.id, deniz.id].sort());
    const waiting = talks.find(({ assignee }) => assignee === null)?.id ?? 0;
    const settings = await as(boss).get<TeamSettings>('/team/settings');
    expect(settings.body.teams.find(({ id }) => id === team)?.waiting).toBe(1);
    const done = talks.find(({ assignee }) => assignee?.id === deniz.id)?.id ?? 0;
    await as(deniz).put(`/conversations/${done}`, { status: 'closed' });
    await eventually('given', async () => (await look(waiting)).assignee?.id === deniz.id);
    expect(await knex()('whatsapp_assignment_waits').where({ conversation_id: waiting })).toEqual(
      []
    );
  });

  it('[C-23] two threads that become one by a merge wait for somebody when one of them did', async () => {
    await desk({ teamId: null });
    const [other] = await written([phone()]);
    await desk({ teamId: await saveTeam({ maxLoad: 1, memberIds: [deniz.id] }) });
    const talks = await written([phone(), phone()]);
    const waiting = talks.find(({ assignee }) => assignee === null);
    const given = talks.find(({ assignee }) => assignee?.id === deniz.id);
    const ids = [other?.contact.id, waiting?.contact.id];
    expect((await world.api.post('/whatsapp/contacts/merge', { ids })).status).toBe(200);
    await as(deniz).put(`/conversations/${given?.id}`, { status: 'closed' });
    await eventually('given', async () => (await look(other?.id ?? 0)).assignee?.id === deniz.id);
    expect(await knex()('whatsapp_assignment_waits')).toEqual([]);
  });

  it('[C-23] those who wait for a team without anybody free do not hide those of the other teams', async () => {
    const wait = (teamId: number, n: number) => ({
      conversation_id: 9_000_000 + teamId * 1_000 + n,
      team_id: teamId,
      since: teamId * 1_000 + n,
    });
    const rows = [1, 2, 3].map((teamId) => Array.from({ length: 30 }, (_, n) => wait(teamId, n)));
    const trx = await knex().transaction();
    await trx('whatsapp_assignment_waits').del();
    await trx('whatsapp_assignment_waits').insert(rows.flat());
    const found = await waits(trx, 12);
    await trx.rollback();
    expect(found.map(({ since }) => since)).toEqual(
      [1, 2, 3].flatMap((teamId) => [0, 1, 2, 3].map((n) => teamId * 1_000 + n))
    );
  });

  it('who has left their post gets nothing; when none is there, the one for that case', async () => {
    const team = { who: 'on-duty' as const, memberIds: [can.id, deniz.id] };
    await desk({ teamId: await saveTeam(team) });
    await as(can).put('/team/duty', { onDuty: false });
    const [one, two] = await written([phone(), phone()]);
    expect([one?.assignee?.id, two?.assignee?.id]).toEqual([deniz.id, deniz.id]);
    await as(boss).put(`/team/people/${deniz.id}/duty`, { onDuty: false });
    await desk({ teamId: await saveTeam({ ...team, fallbackId: boss.id }) });
    const [three] = await written([phone()]);
    expect(three?.assignee?.id).toBe(boss.id);
    for (const agent of [can, deniz]) await as(agent).put('/team/duty', { onDuty: true });
  });

  it('"online" are those whose page is open, reported by whichever process serves it', async () => {
    await desk({ teamId: await saveTeam({ who: 'online' }) });
    const page = await openStream(world.url, { token: efe.token });
    await eventually('efe is online', async () => {
      await runJob('team-online');
      const { body } = await as(boss).get<TeamSettings>('/team/settings');
      return body.people.find(({ id }) => id === efe.id)?.isOnline;
    });
    const [one] = await written([phone()]);
    expect(one?.assignee?.id).toBe(efe.id);
    page.close();
    await knex()('whatsapp_colleagues').update({ seen_at: 0 });
  });

  it('[C-03] when a customer writes again, who had it keeps it or not, as the number says', async () => {
    const [who] = [phone()];
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    const again = async (whenReopened: string) => {
      await as(boss).put(`/conversations/${id}`, { assigneeId: can.id, status: 'closed' });
      await desk({ whenReopened });
      world.sim.control.act.text(who, 'yine ben');
      return eventually('reopened', async () => {
        const now = await look(id);
        return now.status === 'open' ? now : null;
      });
    };
    expect((await again('keep')).assignee?.id).toBe(can.id);
    expect((await again('clear')).assignee).toBeNull();
    const last = (await thread(id)).events.at(-1);
    expect(last).toMatchObject({ kind: 'unassigned', agent: null, target: { id: can.id } });
  });

  it('[C-24] a transfer assigns it to a colleague with a note that calls them, once', async () => {
    const [talk] = await written([phone()]);
    const id = talk?.id ?? 0;
    const body = {
      clientId: 'transfer-1',
      to: { kind: 'person', id: deniz.id },
      note: 'Fatura sorusu',
    };
    const answers = [
      await as(can).post<TransferResult>(`/conversations/${id}/transfer`, body),
      await as(boss).post<TransferResult>(`/conversations/${id}/transfer`, {
        ...body,
        clientId: 'transfer-2',
        note: '',
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body.assignee?.id).toBe(deniz.id);
    expect((await look(id)).botPausedAt).not.toBeNull();
    const notes = await as(deniz).get<{ notes: { text: string; mentions: { id: number }[] }[] }>(
      `/conversations/${id}/notes`
    );
    expect(notes.body.notes.map(({ text, mentions }) => [text, mentions.map((m) => m.id)])).toEqual(
      [['Fatura sorusu', [deniz.id]]]
    );
    expect((await thread(id)).events.filter(({ kind }) => kind === 'assigned')).toHaveLength(1);
    // It is hidden from who gave it away: only the very same request is answered once more, as before.
    const anew = { ...body, clientId: 'transfer-4' };
    expect((await as(can).post(`/conversations/${id}/transfer`, anew)).status).toBe(404);
    expect(await as(can).post(`/conversations/${id}/transfer`, body)).toEqual(answers[0]);
    const team = await saveTeam({ memberIds: [efe.id] });
    const toTeam = { clientId: 'transfer-3', to: { kind: 'team', id: team }, note: '' };
    const moved = await as(deniz).post<TransferResult>(`/conversations/${id}/transfer`, toTeam);
    expect(moved.body.assignee?.id).toBe(efe.id);
  });

  it('[C-24] transferred to a team without anybody free it waits for that one, and no more for the one before', async () => {
    await desk({ teamId: await saveTeam({ maxLoad: 1, memberIds: [deniz.id] }) });
    const talks = await written([phone(), phone()]);
    const given = talks.find(({ assignee }) => assignee?.id === deniz.id);
    const id = talks.find(({ assignee }) => assignee === null)?.id ?? 0;
    const other = await saveTeam({ who: 'on-duty', memberIds: [efe.id] });
    await as(efe).put('/team/duty', { onDuty: false });
    const body = { clientId: `from-team-to-team-${id}`, to: { kind: 'team', id: other }, note: '' };
    const moved = await as(boss).post<TransferResult>(`/conversations/${id}/transfer`, body);
    expect([moved.status, moved.body.assignee]).toEqual([200, null]);
    const waiting = knex()('whatsapp_assignment_waits').where({ conversation_id: id });
    expect(await waiting.pluck('team_id')).toEqual([other]);
    await as(deniz).put(`/conversations/${given?.id}`, { status: 'closed' });
    await runJob('team-give');
    expect((await look(id)).assignee).toBeNull();
    await as(efe).put('/team/duty', { onDuty: true });
    await eventually('given', async () => (await look(id)).assignee?.id === efe.id);
  });

  it('[C-24] a transfer to a team whose answer was lost goes no further when it is asked again, also at once', async () => {
    const [talk] = await written([phone()]);
    const id = talk?.id ?? 0;
    const team = await saveTeam({});
    const body = { clientId: 'transfer-lost', to: { kind: 'team', id: team }, note: '' };
    const ask = (change: object = {}) =>
      as(boss).post<TransferResult>(`/conversations/${id}/transfer`, { ...body, ...change });
    const answers = await Promise.all([ask(), ask(), ask()]);
    answers.push(await ask());
    expect(answers.map((one) => [one.status, one.body.assignee?.id])).toEqual(
      answers.map(() => [200, can.id])
    );
    expect((await look(id)).assignee?.id).toBe(can.id);
    expect((await thread(id)).events.filter(({ kind }) => kind === 'assigned')).toHaveLength(1);
    // Anyone who took it in between keeps it.
    await as(boss).put(`/conversations/${id}`, { assigneeId: efe.id });
    expect((await ask()).body.assignee?.id).toBe(can.id);
    expect((await look(id)).assignee?.id).toBe(efe.id);
    const other = await ask({ to: { kind: 'person', id: deniz.id } });
    expect(other.status).toBe(409);
    expect(JSON.stringify(other.body)).toContain('already-transferred');
    expect((await ask({ clientId: 'transfer-next' })).body.assignee?.id).toBe(deniz.id);
  });

  describe('[C-24] who transfers a conversation', () => {
    let own: Agent;
    let id: number;
    let who: string;
    let times = 0;
    const give = (to: Agent = deniz, note = '') => {
      const clientId = `give-${(times += 1)}-${id}`;
      const body = { clientId, to: { kind: 'person', id: to.id }, note };
      return as(own).post<TransferResult>(`/conversations/${id}/transfer`, body);
    };
    const takeBack = (agent: Agent = own) =>
      as(agent).post<{ assignee: { id: number } | null; error?: { details: { kind: string } } }>(
        `/conversations/${id}/take-back`,
        {}
      );
    const refusal = async (agent: Agent = own) => {
      const { status, body } = await takeBack(agent);
      return [status, body.error?.details.kind];
    };

    beforeAll(async () => {
      // Sees no conversation but her own.
      own = await world.adminUser({ actions: ['chat.read', 'chat.reply'] });
    });
    beforeEach(async () => {
      who = phone();
      const [talk] = await written([who]);
      id = talk?.id ?? 0;
      await as(boss).put(`/conversations/${id}`, { assigneeId: own.id });
    });
    /** As if it had been given so much later, or earlier (ms). */
    const shift = async (ms: number) => {
      const given = (await conversationById(knex(), id))?.given;
      if (!given) throw new Error('it was not given');
      await contextOf(world.strapi).db.tx((trx) =>
        updateConversation(trx, id, { given: { ...given, at: given.at + ms } })
      );
    };

    it('does not see it any more, and takes it back within ten seconds, note and all', async () => {
      await as(boss).put(`/conversations/${id}`, { bots: 'active' });
      expect((await give(deniz, 'Fatura sorusu')).body.assignee?.id).toBe(deniz.id);
      expect((await as(own).get(`/conversations/${id}`)).status).toBe(404);
      // What the customer says meanwhile is no work of the team.
      world.sim.control.act.text(who, 'bir şey daha');
      await eventually('it came', async () => (await look(id)).unread === 2);
      const back = await takeBack();
      expect([back.status, back.body.assignee?.id]).toEqual([200, own.id]);
      expect((await as(own).get(`/conversations/${id}`)).status).toBe(200);
      expect((await look(id)).botPausedAt).toBeNull();
      const notes = await as(own).get<{ notes: object[] }>(`/conversations/${id}/notes`);
      expect(notes.body.notes).toEqual([]);
      const told = (await thread(id)).events.filter(({ kind }) => kind === 'assigned');
      expect(told.map(({ agent, target }) => [agent?.id, target?.id])).toEqual([
        [boss.id, own.id],
        [own.id, deniz.id],
        [own.id, own.id],
      ]);
      expect(await refusal()).toEqual([404, 'not-found']);
    });

    it('does not after ten seconds; nobody else does', async () => {
      await give();
      for (const agent of [deniz, can]) expect((await takeBack(agent)).status).toBe(404);
      // Who gave it to her hears that it has gone on.
      expect(await refusal(boss)).toEqual([409, 'assigned-acted']);
      await shift(-10_001);
      expect(await refusal()).toEqual([409, 'assigned-long-ago']);
      await shift(10_001);
      expect((await takeBack()).status).toBe(200);
    });

    it.each<[string, () => Promise<unknown>]>([
      [
        'answered',
        () =>
          as(deniz).post(`/conversations/${id}/messages`, {
            type: 'text',
            clientId: `answer-${id}`,
            text: 'Buyurun',
          }),
      ],
      [
        'wrote a note',
        () =>
          as(deniz).post(`/conversations/${id}/notes`, { clientId: `a-note-${id}`, text: 'ok' }),
      ],
      ['closed it', () => as(deniz).put(`/conversations/${id}`, { status: 'closed' })],
      ['gave it on', () => as(boss).put(`/conversations/${id}`, { assigneeId: can.id })],
    ])('does not once a colleague %s', async (_name, act) => {
      await give();
      expect(((await act()) as { status: number }).status).toBe(200);
      expect(await refusal()).toEqual([409, 'assigned-acted']);
    });

    it('takes back what was made unassigned or assigned to a team, one or several at once', async () => {
      await as(own).put(`/conversations/${id}`, { assigneeId: null });
      expect((await takeBack()).body.assignee?.id).toBe(own.id);
      const to = { kind: 'team', id: await saveTeam({ memberIds: [efe.id] }) };
      await as(own).post(`/conversations/${id}/transfer`, {
        clientId: `to-a-team-${id}`,
        to,
        note: '',
      });
      expect((await look(id)).assignee?.id).toBe(efe.id);
      expect((await takeBack()).body.assignee?.id).toBe(own.id);
      const change = { assigneeId: deniz.id };
      await as(own).post('/conversations/bulk', { ids: [id], change });
      const many = await as(own).post<{ changed: number }>('/conversations/take-back', {
        ids: [id, 999_999],
      });
      expect(many.body.changed).toBe(1);
      expect((await look(id)).assignee?.id).toBe(own.id);
    });

    it('takes back what left the assignee as it was: it waits for no team, and the note is gone', async () => {
      const toTeam = async (teamId: number, note: string) => {
        const body = { clientId: `same-${teamId}-${id}`, to: { kind: 'team', id: teamId }, note };
        const moved = await as(boss).post<TransferResult>(`/conversations/${id}/transfer`, body);
        return moved.body.assignee?.id ?? null;
      };
      const left = async () => {
        const notes = await as(boss).get<{ notes: object[] }>(`/conversations/${id}/notes`);
        const waiting = knex()('whatsapp_assignment_waits').where({ conversation_id: id });
        return [notes.body.notes.length, (await waiting.pluck('team_id')).length];
      };
      await as(boss).put(`/conversations/${id}`, { assigneeId: null });
      await as(efe).put('/team/duty', { onDuty: false });
      const nobody = await saveTeam({ who: 'on-duty', memberIds: [efe.id] });
      expect(await toTeam(nobody, 'Kim müsaitse')).toBeNull();
      expect(await left()).toEqual([1, 1]);
      expect((await takeBack(boss)).status).toBe(200);
      expect(await left()).toEqual([0, 0]);
      await as(efe).put('/team/duty', { onDuty: true });

      await as(boss).put(`/conversations/${id}`, { assigneeId: efe.id });
      const same = await saveTeam({ memberIds: [efe.id] });
      expect(await toTeam(same, 'Yine sen')).toBe(efe.id);
      const back = await takeBack(boss);
      expect([back.status, back.body.assignee?.id]).toEqual([200, efe.id]);
      expect(await left()).toEqual([0, 0]);
    });
  });

  it('agents see who else has a conversation open and who types there, live, until they go', async () => {
    const [talk] = await written([phone()]);
    const id = talk?.id ?? 0;
    const tell = (agent: Agent, doing: string, tab = `tab-of-${agent.id}-0`) =>
      as(agent).post<PresenceView>(`/conversations/${id}/presence`, { tab, doing });
    const page = await openStream(world.url, { token: can.token });
    const told = () => page.hints().filter((h) => h.type === 'presence' && h.id === id).length;
    const isTold = (times: number) =>
      eventually(`told ${times} times`, () => Promise.resolve(told() >= times));
    expect((await tell(can, 'looking')).body.people).toEqual([]);
    await isTold(1);
    await tell(deniz, 'looking');
    await isTold(2);
    const typing = await tell(deniz, 'typing');
    expect(typing.body.people.map((one) => one.id)).toEqual([can.id]);
    const seen = await as(can).get<PresenceView>(`/conversations/${id}/presence`);
    expect(seen.body.people.map((one) => one.id)).toEqual([deniz.id]);
    expect(seen.body.people[0]?.typingUntil).toBeGreaterThan(seen.body.at);
    await isTold(3);
    // What others see stays as it is: the next that is told is that one left.
    await tell(deniz, 'typing');
    await tell(can, 'looking');
    await tell(deniz, 'left');
    await isTold(4);
    expect((await tell(can, 'looking')).body.people).toEqual([]);
    expect(told()).toBe(4);
    page.close();
    await as(boss).put(`/conversations/${id}`, { assigneeId: can.id });
    expect((await tell(deniz, 'looking')).status).toBe(404);
    expect((await as(deniz).get(`/conversations/${id}/presence`)).status).toBe(404);
  });

  const answersIn = async (id: number) =>
    (await thread(id)).messages.filter(({ origin }) => origin === 'system');

  /** Lines of the log about this person. */
  const told = (event: string, contactId: number | undefined) =>
    eventually('the line', async () => {
      const rows = (await knex()('whatsapp_logs').where({
        event,
        contact_id: contactId ?? 0,
      })) as unknown[];
      return rows.length > 0 ? rows.length : null;
    });

  it('[B-19] outside the hours one away message goes out for the whole closed time, also after a crash', async () => {
    await desk({ hours: CLOSED, away: { texts: TEXTS, withBots: false } });
    const who = phone();
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    const [first] = await eventually('the away message', async () => {
      const found = await answersIn(id);
      return found.length > 0 ? found : null;
    });
    expect(first?.body.text).toBe('Kapalıyız, yakında açığız');
    expect(await told('away-sent', talk?.contact.id)).toBe(1);
    // What a process leaves that dies after the send and before it could write that it sent.
    const updated = await knex()('whatsapp_automatic_answers')
      .where({ conversation_id: id })
      .update({ state: 'due', due_at: 0 });
    expect(updated).toBe(1);
    world.sim.control.act.text(who, 'kimse yok mu');
    await eventually('settled', async () => {
      const row = (await knex()('whatsapp_automatic_answers')
        .where({ conversation_id: id })
        .first()) as { state: string } | undefined;
      return row?.state === 'sent' && (await look(id)).unread === 2;
    });
    await teamService(world.strapi).answer();
    expect(await answersIn(id)).toHaveLength(1);
  });

  it('[B-19] says nothing within the hours, to somebody a colleague is answering, or who left', async () => {
    await desk({ hours: ALWAYS, away: { texts: TEXTS, withBots: false } });
    const who = phone();
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    expect(await knex()('whatsapp_automatic_answers').where({ conversation_id: id })).toEqual([]);
    await as(can).post(`/conversations/${id}/messages`, {
      type: 'text',
      clientId: `hello-${id}`,
      text: 'Buyurun',
    });
    await desk({ hours: CLOSED, away: { texts: TEXTS, withBots: false } });
    world.sim.control.act.text(who, 'teşekkürler');
    const row = await eventually('decided', () =>
      knex()('whatsapp_automatic_answers')
        .where({ conversation_id: id })
        .whereNot({ state: 'due' })
        .first()
    );
    expect(row).toMatchObject({ state: 'dropped', reason: 'answered' });
    const leaving = phone();
    const near = phone();
    world.sim.control.act.text(leaving, 'STOP');
    const left = await eventually('the opt-out', async () => {
      const ofLeaving = knex()('whatsapp_conversations as c')
        .join('whatsapp_contacts as p', 'p.id', 'c.contact_id')
        .where({ 'p.wa_id': leaving, 'p.marketing': 'out' });
      return (await ofLeaving.first('c.id as id')) as { id: number } | undefined;
    });
    const asked = await written([near], 'beni listeden çıkarın');
    for (const { id: conversationId } of [left, ...asked])
      expect(
        await knex()('whatsapp_automatic_answers').where({ conversation_id: conversationId })
      ).toEqual([]);
  });

  it('greets once when a conversation begins, and not again until it begins again', async () => {
    await desk({ greeting: { tr: 'Hoş geldiniz {{first_name}}', en: 'Welcome {{first_name}}' } });
    const who = phone();
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    await eventually('greeted', async () => (await answersIn(id)).length === 1);
    expect(await told('greeting-sent', talk?.contact.id)).toBe(1);
    world.sim.control.act.text(who, 'bir soru');
    await eventually('read', async () => (await look(id)).unread === 2);
    await teamService(world.strapi).answer();
    expect(await answersIn(id)).toHaveLength(1);
  });

  it('what is saved while the rules are being read holds at once', async () => {
    const users = world.strapi.db.query('admin::user');
    const find = users.findMany;
    const rules = createAssigning(world.strapi);
    users.findMany = async (ask: never) => {
      users.findMany = find;
      await desk({ greeting: TEXTS });
      rules.forget();
      return find.call(users, ask);
    };
    await rules.load();
    expect(rules.desk(world.accountId)?.greeting).toEqual(TEXTS);
  });

  it('settings that cannot hold are refused with the field', async () => {
    const field = async (answer: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      const { details } = (body as { error: { details: { field: string } } }).error;
      return [status, details.field];
    };
    const put = (body: object) =>
      as(boss).put(`/team/desks/${world.accountId}`, { ...DESK, ...body });
    expect(await field(put({ teamId: 999 }))).toEqual([400, 'teamId']);
    const wrong = { texts: { ...TEXTS, en: 'Hi {{nobody}}' }, withBots: false };
    expect(await field(put({ hours: CLOSED, away: wrong }))).toEqual([400, 'away.texts.en']);
    const team = { name: 'x', memberIds: [999_999], method: 'none', who: 'everybody' };
    const post = (body: object) => as(boss).post('/team/teams', body);
    const whole = { ...team, maxLoad: null, fallbackId: null };
    expect(await field(post(whole))).toEqual([400, 'memberIds']);
    expect(await field(post({ ...whole, name: ' ' }))).toEqual([400, 'name']);
    expect((await as(boss).del('/team/teams/999')).status).toBe(404);
  });
});
