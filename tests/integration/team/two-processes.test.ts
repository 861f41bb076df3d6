import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import type {
  PresenceView,
  TeamSettings,
  TransferResult,
} from '../../../server/src/contracts/team';
import { describeOnServers } from '../../support/databases';
import { openStream } from '../../support/stream';
import { eventually } from '../../support/world';
import { LEAD } from '../records/records-world';
import { startDesk, type Agent, type DeskProcesses } from './desk-processes';
import { itInFull } from '../../support/it-in-full';

const NEVER = { zone: 'Europe/Istanbul', week: [[], [], [], [], [], [], []], holidays: [] };
const AWAY = { tr: 'Kapalıyız', en: 'Closed' };
const DESK = { teamId: null, whenReopened: 'keep', hours: null, away: null, greeting: null };
const PATH = '/conversations';
/** A process goes by what it read of teams and linked types for so long (team/assign.ts, records/mappings.ts). */
const CACHE_MS = 5_100;
const AHEAD_MS = 60_000;

describeOnServers()('two processes share a team’s work, on %s', (client) => {
  let desk: DeskProcesses;
  let team: Agent[];
  let teams = 0;

  beforeAll(async () => {
    desk = await startDesk(client, {
      count: 2,
      engine: { callMs: 20_000, uncertainAfterMs: 60_000 },
    });
    team = [await desk.agent(), await desk.agent(), await desk.agent()];
  }, 300_000);
  afterAll(() => desk?.close());

  const readAnew = async () => {
    const from = Date.now();
    await eventually('the other process has read it again', () =>
      Promise.resolve(Date.now() > from + CACHE_MS)
    );
  };
  const saveDesk = async (part: object) => {
    const body = { ...DESK, ...part };
    expect((await desk.call('PUT', `/team/desks/${desk.accountId}`, { body })).status).toBe(200);
    await readAnew();
  };
  const saveTeam = async (part: object): Promise<number> => {
    const memberIds = team.map(({ id }) => id);
    const base = { method: 'round-robin', who: 'everybody', maxLoad: null, fallbackId: null };
    const body = { name: `Ekip ${(teams += 1)}`, memberIds, ...base, ...part };
    const saved = await desk.call<TeamSettings>('POST', '/team/teams', { body });
    expect(saved.status).toBe(200);
    return saved.body.teams.at(-1)?.id ?? 0;
  };
  const crowd = async (count: number, from: number): Promise<ConversationView[]> => {
    const phones = Array.from({ length: count }, (_, n) => `90532${from + n}`);
    for (const phone of phones) {
      desk.sim.control.people.add({ name: 'Ayşe Kaya', phone });
      desk.sim.control.act.text(phone, 'merhaba');
    }
    return eventually(
      'their conversations',
      async () => {
        const { body } = await desk.call<{ conversations: ConversationView[] }>(
          'GET',
          `${PATH}?status=all&limit=100`
        );
        const found = body.conversations.filter(({ contact }) =>
          phones.includes(contact.waId ?? '')
        );
        return found.length === count && found;
      },
      60_000
    );
  };
  /** Each has shards of the work; a busy machine takes them from one of the two for a moment. */
  const bothTakePart = () =>
    eventually('both processes take part', async () => {
      const held = [0, 1].map((process) =>
        desk.app(process).ask<string[]>({ verb: 'leases', prefix: 'shard:' })
      );
      return (await Promise.all(held)).every((shards) => shards.length > 0);
    });
  const assigned = async (ids: readonly number[]) =>
    (await desk.rows('whatsapp_conversation_events')).flatMap((row) =>
      row.kind === 'assigned' && ids.includes(Number(row.conversation_id))
        ? [Number(row.target_id)]
        : []
    );

  itInFull.each(['round-robin', 'least-busy'])(
    '[C-23] %s gives each new conversation once and to each in turn, whichever process hears of it',
    async (method) => {
      await saveDesk({ teamId: await saveTeam({ method }) });
      await bothTakePart();
      const talks = await crowd(24, method === 'round-robin' ? 2_000_000 : 2_100_000);
      const targets = await assigned(talks.map(({ id }) => id));
      expect(targets).toHaveLength(24);
      // Of each three that follow each other, none is given to the same.
      for (let n = 0; n < targets.length; n += 3)
        expect(new Set(targets.slice(n, n + 3)).size).toBe(3);
      for (const { id } of team)
        expect(talks.filter(({ assignee }) => assignee?.id === id)).toHaveLength(8);
      for (const { id } of talks)
        await desk.call('PUT', `${PATH}/${id}`, { body: { status: 'closed' } });
    },
    120_000
  );

  itInFull(
    '[C-23] what waits is given once when both look for somebody at the same time',
    async () => {
      const memberIds = [team[0]?.id];
      const teamId = await saveTeam({ maxLoad: 1, memberIds });
      await saveDesk({ teamId });
      const talks = await crowd(6, 2_200_000);
      const body = { name: 'Wide', memberIds: team.map(({ id }) => id), method: 'round-robin' };
      const wide = { ...body, who: 'everybody', maxLoad: null, fallbackId: null };
      expect((await desk.call('PUT', `/team/teams/${teamId}`, { body: wide })).status).toBe(200);
      await desk.tick('give');
      expect(await assigned(talks.map(({ id }) => id))).toHaveLength(6);
      expect(await desk.rows('whatsapp_assignment_waits')).toEqual([]);
    },
    120_000
  );

  itInFull(
    '[C-24] a transfer that is asked of both processes at once is made once',
    async () => {
      await saveDesk({});
      const { id } = await desk.written();
      const to = { kind: 'team', id: await saveTeam({}) };
      const body = { clientId: 'transfer-of-two', to, note: '' };
      const answers = await Promise.all(
        [0, 1, 0, 1].map((process) =>
          desk.call<TransferResult>('POST', `${PATH}/${id}/transfer`, { body, process })
        )
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(new Set(answers.map(({ body: one }) => one.assignee?.id)).size).toBe(1);
      expect(await assigned([id])).toHaveLength(1);
    },
    60_000
  );

  itInFull(
    '[C-24] people see each other and hear of customers whichever process serves their pages',
    async () => {
      const [can, deniz] = team as [Agent, Agent];
      const talk = await desk.written();
      const page = await openStream(desk.urls[1] ?? '', { token: deniz.token });
      const tell = (as: Agent, process: number, doing: string) =>
        desk.call<PresenceView>('POST', `${PATH}/${talk.id}/presence`, {
          body: { tab: `tab-of-${as.id}-0`, doing },
          as,
          process,
        });
      await tell(can, 0, 'typing');
      await page.heard('can types', (hint) => hint.type === 'presence' && hint.id === talk.id);
      const seen = await tell(deniz, 1, 'looking');
      expect(seen.body.people.map(({ id }) => id)).toEqual([can.id]);
      expect(seen.body.people[0]?.typingUntil).toBeGreaterThan(seen.body.at);
      const told = page.hints().length;
      // Meta delivers to the first process.
      desk.sim.control.act.text(talk.phone, 'duyuyor musunuz');
      await eventually('the message', () =>
        Promise.resolve(
          page
            .hints()
            .slice(told)
            .some((hint) => hint.type === 'message' && hint.parent === talk.id)
        )
      );
      // Each process sees to its own pages: the other one gives conversations by it.
      await eventually('deniz is online for both', async () => {
        const views = await Promise.all(
          [0, 1].map((process) => desk.call<TeamSettings>('GET', '/team/settings', { process }))
        );
        return views.every(({ body }) => body.people.find(({ id }) => id === deniz.id)?.isOnline);
      });
      page.close();
    },
    120_000
  );

  itInFull(
    '[B-19] the away message goes once when both processes find it due',
    async () => {
      await saveDesk({ hours: NEVER, away: { texts: AWAY, withBots: false } });
      const talks = await crowd(8, 2_300_000);
      for (let round = 0; round < 5; round += 1) await desk.tick('answers', 3);
      const phones = talks.map(({ contact }) => contact.waId ?? '');
      await eventually('everybody was told', () =>
        Promise.resolve(phones.every((phone) => desk.onPhone(phone).length > 0))
      );
      await desk.tick('answers', 3);
      const answers = (await desk.rows('whatsapp_messages')).filter(({ text }) => text === AWAY.tr);
      expect(answers).toHaveLength(8);
      expect(phones.map((phone) => desk.onPhone(phone))).toEqual(phones.map(() => [AWAY.tr]));
      await saveDesk({});
    },
    120_000
  );

  it('[I3] what was planned goes once, and as it was last changed or not at all, while both processes take it', async () => {
    const talk = await desk.written();
    // So far ahead that none of them is over before it is planned, however busy the machine is.
    const at = Date.now() + AHEAD_MS;
    const plans = await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const message = { type: 'text', text: `plan ${n} alt`, clientId: `plan-of-two-${n}` };
        const path = `${PATH}/${talk.id}/scheduled`;
        const made = await desk.call<{ id: number }>('POST', path, { body: { at, message } });
        expect(made.status).toBe(200);
        return made.body.id;
      })
    );
    await desk.app().ask({ verb: 'age', ms: AHEAD_MS });
    const decided = plans.map(async (id, n) => {
      const process = n % 2;
      if (n % 3 === 0) return desk.call('DELETE', `/scheduled/${id}`, { process });
      if (n % 3 === 1) return desk.call('POST', `/scheduled/${id}/send`, { process });
      return desk.call('PUT', `/scheduled/${id}`, { process, body: { text: `plan ${n} yeni` } });
    });
    const ticking = (async () => {
      for (let round = 0; round < 6; round += 1) await desk.tick('later', 2);
    })();
    const answers = await Promise.all(decided);
    await ticking;
    await eventually('all are decided', async () =>
      (await desk.rows('whatsapp_later_messages')).every(({ state }) =>
        ['done', 'cancelled'].includes(String(state))
      )
    );
    const wanted = plans.flatMap((_, n) => {
      const isTaken = answers[n]?.status === 200;
      if (n % 3 === 0 && isTaken) return [];
      return [n % 3 === 2 && isTaken ? `plan ${n} yeni` : `plan ${n} alt`];
    });
    const missing = () => wanted.filter((text) => !desk.onPhone(talk.phone).includes(text));
    await eventually(
      () => `they arrive; missing: ${missing().join(', ')}`,
      () => Promise.resolve(desk.onPhone(talk.phone).length >= wanted.length)
    );
    const { body } = await desk.call<{ messages: MessageView[] }>(
      'GET',
      `${PATH}/${talk.id}/messages?limit=100`
    );
    const texts = body.messages.flatMap((one) => (one.direction === 'out' ? [one.body.text] : []));
    expect(texts.sort()).toEqual([...wanted].sort());
    expect(desk.onPhone(talk.phone).sort()).toEqual([...wanted].sort());
  }, 120_000);

  itInFull(
    '[I13] conversations that were put off wake once, told once, when both processes find them due',
    async () => {
      const talks = await crowd(10, 2_400_000);
      const body = { status: 'snoozed', snoozedUntil: Date.now() + 120_000 };
      const answers = await Promise.all(
        talks.map(({ id }) => desk.call('PUT', `${PATH}/${id}`, { body }))
      );
      expect(answers.map(({ status }) => status)).toEqual(talks.map(() => 200));
      await desk.app().ask({ verb: 'age', ms: 120_000 });
      await desk.tick('wake', 3);
      const ids = talks.map(({ id }) => id);
      const woken = (await desk.rows('whatsapp_conversation_events')).filter(
        (row) => row.kind === 'woken' && ids.includes(Number(row.conversation_id))
      );
      expect(woken.map((row) => Number(row.conversation_id)).sort()).toEqual([...ids].sort());
    },
    60_000
  );

  itInFull(
    '[B-16] [B-17] a step of a flow is done once when both processes find it due',
    async () => {
      const as = { id: 0, token: await desk.app().ask<string>({ verb: 'admin-token' }) };
      const wait = { kind: 'wait', until: { kind: 'minutes', minutes: 60 } };
      const body = {
        name: 'Sonra',
        active: true,
        triggers: [{ kind: 'keyword', match: 'contains', words: ['akış'] }],
        graph: {
          start: 'w',
          nodes: [
            { id: 'w', step: wait, to: { over: 't' } },
            { id: 't', step: { kind: 'tag', add: ['bekledi'] }, to: { next: 'say' } },
            { id: 'say', step: { kind: 'text', text: 'Bir saat oldu' }, to: {} },
          ],
        },
      };
      const made = await desk.call<{ id: number }>('POST', '/bots', { body, as });
      expect(made.status).toBe(200);
      // Each of the two reads which bots there are.
      await desk.tick('bots', 1);
      const talks = await crowd(12, 2_600_000);
      const phones = talks.map(({ contact }) => contact.waId ?? '');
      for (const phone of phones) desk.sim.control.act.text(phone, 'akış');
      const runs = async () =>
        (await desk.rows('whatsapp_bot_runs')).filter((row) => Number(row.bot_id) === made.body.id);
      const all = (state: string) =>
        eventually(
          `all are ${state}`,
          async () => {
            const rows = await runs();
            return rows.length === 12 && rows.every((row) => row.state === state);
          },
          60_000
        );
      await all('waiting');
      await desk.app().ask({ verb: 'age-runs', ms: 2 * 3_600_000 });
      for (let round = 0; round < 3; round += 1) await desk.tick('bots', 4);
      await all('done');
      await eventually('everybody heard it', () =>
        Promise.resolve(phones.every((phone) => desk.onPhone(phone).length > 0))
      );
      await desk.tick('bots', 4);
      expect(phones.map((phone) => desk.onPhone(phone))).toEqual(
        phones.map(() => ['Bir saat oldu'])
      );
      const ids = new Set((await runs()).map(({ id }) => Number(id)));
      const steps = (await desk.rows('whatsapp_bot_run_steps')).filter((row) =>
        ids.has(Number(row.run_id))
      );
      expect(steps).toHaveLength(3 * 12);
      const answers = (await desk.rows('whatsapp_messages')).filter(
        ({ text }) => text === 'Bir saat oldu'
      );
      expect(answers).toHaveLength(12);
    },
    120_000
  );

  itInFull(
    '[C-22] unknown people become one contact and one lead entry each, though every delivery comes twice and both processes work',
    async () => {
      const mapping = {
        role: 'Lead',
        fields: { phone: 'phone', name: 'title' },
        country: 'TR',
        createContacts: false,
        makesEntries: true,
        defaults: { stage: 'new' },
      };
      const root = await desk.app().ask<string>({ verb: 'admin-token' });
      const as = { id: 0, token: root };
      const path = `/records/mappings/${encodeURIComponent(LEAD)}`;
      expect((await desk.call('PUT', path, { body: mapping, as })).status).toBe(200);
      await readAnew();
      desk.sim.control.configure({ webhooks: { duplicateShare: 1, shuffle: true } });
      const talks = await crowd(12, 2_500_000);
      for (const { contact } of talks) desk.sim.control.act.text(contact.waId ?? '', 'yine ben');
      const phones = talks.map(({ contact }) => `+${contact.waId ?? ''}`);
      const ofThem = (rows: Record<string, unknown>[]) =>
        rows.map(({ phone }) => String(phone)).filter((phone) => phones.includes(phone));
      await eventually(
        'an entry of each',
        async () => {
          await desk.tick('records', 3);
          return new Set(ofThem(await desk.rows('leads'))).size === phones.length;
        },
        60_000
      );
      await eventually('all is heard', async () => {
        desk.sim.control.deliveries.retryNow();
        const { queued, retrying, inFlight } = desk.sim.control.deliveries.counts();
        const rest = await desk.app().ask<number>({ verb: 'waiting' });
        return queued + retrying + inFlight + rest === 0;
      });
      await desk.tick('records', 3);
      expect(ofThem(await desk.rows('leads')).sort()).toEqual([...phones].sort());
      expect(ofThem(await desk.rows('whatsapp_contacts')).sort()).toEqual([...phones].sort());
      const ids = talks.map(({ contact }) => contact.id);
      const links = (await desk.rows('whatsapp_contact_links')).flatMap((row) =>
        row.uid === LEAD ? [Number(row.contact_id)] : []
      );
      expect(links.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    },
    120_000
  );
});
