import type { CampaignView } from '../../../server/src/contracts/campaigns';
import { keyOf } from '../../../server/src/kernel/hash';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

const HOUR = 3_600_000;

describe.each(databases())('kinds and ways of campaigns, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { limitAskMs: 300 } });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  it('[M-09] [M-10] [M-28] an ordinary message reaches open windows only; the check names the others, and the run skips them', async () => {
    const groupId = await newPeople(arena, 9);
    const ids = await world.idsOf(groupId);
    const [open, shut] = [ids.slice(0, 4), ids.slice(4, 6)];
    await world.write([...open, ...shut]);
    await arena
      .knex('whatsapp_conversations')
      .whereIn('contact_id', shut)
      .update({ window_expires_at: Date.now() - HOUR });
    await arena.knex('whatsapp_contacts').where({ id: open[3] }).update({ marketing: 'out' });
    const id = await world.text([groupId], 'Merhaba {{first_name}}, bugün açığız.');
    const bill = await world.check(id);
    expect(bill).toMatchObject({ matched: 9, willReceive: 3, problems: [] });
    expect(Object.fromEntries(bill.exclusions.map((e) => [e.reason, e.count]))).toEqual({
      'window-closed': 5,
      'opted-out': 1,
    });
    expect(bill.samples[0]?.body.text).toBe('Merhaba Person, bugün açığız.');
    await world.launch(id);
    const { counts } = await arena.ended(id);
    expect(counts).toMatchObject({ sent: 3, skipped: 6, failed: 0 });
    const byPerson = await world.states(id);
    for (const contactId of ids.slice(4)) expect(byPerson.get(contactId)).toBe('window-closed');
    expect(byPerson.get(open[3] ?? 0)).toBe('opted-out');
    const texts = arena.sim.control.ledger.query({}, { limit: 100_000 });
    expect(texts.length).toBeGreaterThan(0);
  });

  it('[M-10] judges the window again at the permit: who fell out of it meanwhile is skipped, not failed', async () => {
    const groupId = await newPeople(arena, 3);
    const ids = await world.idsOf(groupId);
    await world.write(ids);
    const giveBack = await arena.restWorkers();
    const id = await world.text([groupId], 'Son saatler');
    await world.launch(id);
    await eventually('the snapshot', async () => (await arena.rows(id)).length === 3);
    await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: ids[1] })
      .update({ window_expires_at: Date.now() - 1 });
    giveBack();
    const { counts } = await arena.ended(id);
    expect(counts).toMatchObject({ sent: 2, skipped: 1, failed: 0 });
    expect((await world.states(id)).get(ids[1] ?? 0)).toBe('window-closed');
  });

  it.each(['sync', 'async'] as const)(
    '[C-11] an ordinary message that Meta refuses as outside the window closes it here, reported %s',
    async (mode) => {
      const groupId = await newPeople(arena, 2);
      const [shut = 0, open = 0] = await world.idsOf(groupId);
      await world.write([shut, open]);
      const { control, account } = arena.sim;
      const { wa_id: phone } = (await arena
        .knex('whatsapp_contacts')
        .where({ id: shut })
        .first('wa_id')) as { wa_id: string };
      control.configure({ window: mode });
      const longAgo = control.now() - 25 * HOUR;
      control.people.openWindow(phone, account.phoneNumberIds[0] ?? '', longAgo);
      const id = await world.text([groupId], `Bugün açığız ${mode}`);
      await nextSecond();
      await world.launch(id);
      await arena.ended(id);
      await arena.settled();
      const isOpen = async (contactId: number) => {
        const talks = arena.knex('whatsapp_conversations').where({ contact_id: contactId });
        const row = (await talks.first('window_expires_at')) as { window_expires_at: unknown };
        return Number(row.window_expires_at) > Date.now();
      };
      expect([await isOpen(shut), await isOpen(open)]).toEqual([false, true]);
    }
  );

  it('[M-30] an opt-out of marketing stops a queued ordinary message too', async () => {
    const groupId = await newPeople(arena, 2);
    const ids = await world.idsOf(groupId);
    await world.write(ids);
    const giveBack = await arena.restWorkers();
    const id = await world.text([groupId], 'Kampanya');
    await world.launch(id);
    await eventually('the snapshot', async () => (await arena.rows(id)).length === 2);
    const out = await arena.api.post(`/whatsapp/contacts/${ids[0]}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'call of today',
    });
    expect(out.status).toBe(200);
    giveBack();
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 1, skipped: 1 });
    expect((await world.states(id)).get(ids[0] ?? 0)).toBe('opted-out');
  });

  it('[M-29] who is in several chosen groups gets one message; [M-24] who was excluded gets none', async () => {
    const first = await newPeople(arena, 4);
    const second = await newPeople(arena, 4);
    const ids = await world.idsOf(first);
    const groups = arena.strapi.plugin('whatsapp').service('groups') as {
      addMembers(id: number, ids: number[]): Promise<number>;
    };
    await groups.addMembers(second, ids.slice(0, 3));
    const all = [...new Set([...ids, ...(await world.idsOf(second))])];
    await world.write(all);
    const id = await world.text([first, second], 'Bir kez', [ids[0] ?? 0]);
    expect(await world.check(id)).toMatchObject({ matched: 7, willReceive: 7 });
    await world.launch(id);
    expect((await arena.ended(id)).counts).toMatchObject({ total: 7, sent: 7 });
    expect(new Set((await arena.rows(id)).map((row) => row.contactId)).size).toBe(7);
    expect((await world.states(id)).has(ids[0] ?? 0)).toBe(false);
  });

  it('[M-23] shows whom a filter means page by page, all of them, and counts a choice less the excluded ones', async () => {
    const groupId = await newPeople(arena, 5);
    const ids = await world.idsOf(groupId);
    const filter = { groups: { include: [groupId] } };
    const seen: number[] = [];
    let cursor: string | null | undefined;
    do {
      const { body } = await arena.api.post<{
        contacts: { id: number }[];
        nextCursor: string | null;
      }>('/whatsapp/campaigns/people', { filter, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...body.contacts.map((one) => one.id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids);
    const { body } = await arena.api.post('/whatsapp/campaigns/people/count', {
      choice: { kind: 'all', filter, except: ids.slice(0, 2) },
    });
    expect(body).toEqual({ total: 3 });
  });

  it('[M-23] [M-28] a cursor that the server did not make is refused and named, and is no first page', async () => {
    const id = await world.text([await newPeople(arena, 1)], 'Sayfalar');
    const cursor = Buffer.from('["one"]').toString('base64url');
    const filter = {};
    const answers = [
      await arena.api.get(`/whatsapp/campaigns?cursor=${cursor}`),
      await arena.api.get(`/whatsapp/campaigns/${id}/recipients?cursor=${cursor}`),
      await arena.api.get(`/whatsapp/campaigns/${id}/excluded?reason=no-consent&cursor=${cursor}`),
      await arena.api.post('/whatsapp/campaigns/people', { filter, limit: 2, cursor }),
      await arena.api.post('/whatsapp/people/search', { filter, limit: 2, cursor }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { message: 'cursor is not valid', details: { field: 'cursor' } } },
      });
  });

  it('[M-21] nobody chosen is everyone, and the number is asked for', async () => {
    const id = await world.draft({
      kind: 'text',
      text: 'Herkese',
      audience: { kind: 'all', filter: {} },
    });
    const bill = await world.check(id);
    const [row] = (await arena
      .knex('whatsapp_contacts')
      .whereNull('merged_into')
      .count({ n: '*' })) as { n: unknown }[];
    expect(bill).toMatchObject({ mustTypeNumber: true, matched: Number(row?.n) });
    const refused = await arena.api.post(`/whatsapp/campaigns/${id}/launch`, {
      expected: bill.willReceive,
    });
    expect(refused.status).toBe(400);
    // Only leaving people out chooses nobody either.
    const groupId = await newPeople(arena, 1);
    const others = await world.draft({
      kind: 'text',
      text: 'Herkese',
      audience: { kind: 'all', filter: { groups: { exclude: [groupId] } } },
    });
    expect(await world.check(others)).toMatchObject({
      mustTypeNumber: true,
      matched: Number(row?.n),
    });
  });

  it('[M-34] "only the first who fit" sends to the number on the button and skips the rest with that reason', async () => {
    const groupId = await newPeople(arena, 300);
    await arena.knex('whatsapp_accounts').update({ messaging_limit: 250, limit_known: true });
    const used = arena.template;
    const id = await world.draft({
      templateId: used.id,
      bindings: Object.fromEntries(
        used.slots.map((slot) => [
          slot.key,
          { source: { kind: 'contact', field: 'name' }, fallback: 'x' },
        ])
      ),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      limitMode: 'first',
    });
    const bill = await world.check(id);
    expect(bill.willReceive).toBe(237);
    expect(bill.exclusions).toEqual([{ reason: 'over-limit', count: 63 }]);
    expect(bill.limit).toMatchObject({ limit: 250, days: 2, today: 237 });
    await world.launch(id);
    const { counts } = await arena.ended(id, 30_000);
    expect(counts).toMatchObject({ total: 300, sent: 237, skipped: 63, failed: 0 });
    const errors = await arena.api.get<{ skipped: unknown }>(`/whatsapp/campaigns/${id}/errors`);
    expect(errors.body.skipped).toEqual([{ reason: 'over-limit', count: 63 }]);
    await arena.knex('whatsapp_accounts').update({ messaging_limit: null });
  });

  it('[M-28] shows and exports the contacts behind a line of the bill, and afterwards the skipped ones', async () => {
    const groupId = await newPeople(arena, 3);
    const ids = await world.idsOf(groupId);
    await world.write(ids.slice(0, 1));
    await arena
      .knex('whatsapp_contacts')
      .where({ id: ids[1] })
      .update({ name: '=HYPERLINK("x")', name_search: 'x' });
    const id = await world.text([groupId], 'Kimler dışarıda');
    const seen = await arena.api.get<{ people: { contactId: number }[]; nextCursor: string }>(
      `/whatsapp/campaigns/${id}/excluded?reason=window-closed&limit=1`
    );
    expect(seen.body.people.map((p) => p.contactId)).toEqual([ids[1]]);
    const more = await arena.api.get<{ people: { contactId: number }[]; nextCursor: null }>(
      `/whatsapp/campaigns/${id}/excluded?reason=window-closed&limit=1&cursor=${seen.body.nextCursor}`
    );
    expect(more.body).toMatchObject({ people: [{ contactId: ids[2] }], nextCursor: null });
    const token = await arena.adminToken();
    const file = (path: string) =>
      arena.http.get(path).set('Authorization', `Bearer ${token}`).buffer(true);
    const before = await file(`/whatsapp/campaigns/${id}/excluded.csv?reason=window-closed`);
    expect(before.status).toBe(200);
    expect(before.text.split('\r\n')).toHaveLength(4);
    expect(before.text).toContain(`"'=HYPERLINK(""x"")"`);
    await world.launch(id);
    await arena.ended(id);
    const after = await file(`/whatsapp/campaigns/${id}/recipients.csv?state=skipped`);
    expect(after.text.split('\r\n').filter((line) => line.includes('window-closed'))).toHaveLength(
      2
    );
  });

  it('[M-17] renders any contact’s own message before the start, and says who would be skipped', async () => {
    const groupId = await newPeople(arena, 2);
    const ids = await world.idsOf(groupId);
    await world.write(ids.slice(0, 1));
    const id = await world.text([groupId], 'Sayın {{name}}, {{email|e-postanız yok}}');
    const see = (contactId: number | undefined) =>
      arena.api.post<{ body: { text: string }; reason: string | null; usedFallback: boolean }>(
        `/whatsapp/campaigns/${id}/preview`,
        { contactId }
      );
    const open = (await see(ids[0])).body;
    expect(open).toMatchObject({ reason: null, usedFallback: true });
    expect(open.body.text).toMatch(/^Sayın Person \d+, e-postanız yok$/);
    expect((await see(ids[1])).body.reason).toBe('window-closed');
  });

  it('[T-34] anyone who lacks a value without a fallback is counted before and skipped, never sent a blank', async () => {
    const groupId = await newPeople(arena, 3);
    const ids = await world.idsOf(groupId);
    await world.write(ids);
    await arena.knex('whatsapp_contacts').where({ id: ids[0] }).update({ email: 'a@example.com' });
    const id = await world.text([groupId], 'Adresiniz: {{email}}');
    expect(await world.check(id)).toMatchObject({
      willReceive: 1,
      exclusions: [{ reason: 'missing-value', count: 2 }],
    });
    // Where nobody has one, another audience is not the way out.
    await arena.knex('whatsapp_contacts').where({ id: ids[0] }).update({ email: null });
    expect((await world.check(id)).problems).toContainEqual({
      ...{ kind: 'nobody-has-values', blocking: true, field: 'bindings', detail: '3' },
    });
    await arena.knex('whatsapp_contacts').where({ id: ids[0] }).update({ email: 'a@example.com' });
    await world.launch(id);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 1, skipped: 2 });
  });

  it('[T-32] a text with an unknown variable cannot start, and says which', async () => {
    const groupId = await newPeople(arena, 1);
    const id = await world.text([groupId], 'Merhaba {{frist_name}}');
    const bill = await world.check(id);
    expect(bill.problems).toContainEqual({
      kind: 'unknown-variables',
      blocking: true,
      field: 'text',
      detail: 'frist_name',
    });
    const refused = await arena.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: 0 });
    expect(refused.status).toBe(422);
  });

  it('[M-16] a scheduled campaign gets another time, is edited as a draft, or is cancelled', async () => {
    const groupId = await world.openGroup(1);
    const later = Date.now() + 6 * HOUR;
    const id = await world.draft({
      kind: 'text',
      text: 'Sonra',
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      when: 'at',
      scheduledAt: later,
      timezone: 'Europe/Istanbul',
    });
    await world.launch(id);
    const move = (scheduledAt: number) =>
      arena.api.put<CampaignView>(`/whatsapp/campaigns/${id}/schedule`, {
        scheduledAt,
        timezone: 'Europe/Istanbul',
      });
    const past = await move(Date.now() - 1);
    expect(past.status).toBe(422);
    expect(past.body).toMatchObject({ error: { details: { field: 'scheduledAt' } } });
    expect((await move(later + HOUR)).body).toMatchObject({
      state: 'scheduled',
      scheduledAt: later + HOUR,
    });
    await arena.act(id, 'unschedule');
    const edited = await arena.api.put<CampaignView>(`/whatsapp/campaigns/${id}`, { text: 'Yeni' });
    expect(edited.body).toMatchObject({ state: 'draft', text: 'Yeni' });
    expect((await move(later)).status).toBe(409);
    await world.launch(id);
    await arena.act(id, 'cancel');
    expect((await arena.campaign(id)).state).toBe('cancelled');
    expect(await arena.rows(id)).toEqual([]);
  });

  it('[M-15] a copy is a new draft with message and audience; nothing of the run comes along', async () => {
    const groupId = await world.openGroup(1);
    const id = await world.text([groupId], 'Kopyala');
    await world.launch(id);
    await arena.ended(id);
    const { body } = await arena.api.post<CampaignView>(`/whatsapp/campaigns/${id}/clone`, {
      name: 'Kopya',
    });
    expect(body).toMatchObject({
      name: 'Kopya',
      state: 'draft',
      kind: 'text',
      text: 'Kopyala',
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      counts: { total: 0 },
    });
    expect(body.id).not.toBe(id);
  });

  describe('tests of messages', () => {
    type Tested = { results: { ok: boolean; reason: string | null }[] };
    const outcomes = ({ body }: { body: Tested }) =>
      body.results.map(({ ok, reason }) => [ok, reason]);
    const noTesters = async () => {
      for (const { id } of await world.testers()) await arena.api.del(`/whatsapp/testers/${id}`);
    };
    beforeEach(noTesters);

    it('[M-06] go to confirmed testers alone, once, marked, and count nowhere in the campaign', async () => {
      const groupId = await newPeople(arena, 3);
      const [first, second, third] = await world.idsOf(groupId);
      const testerIds = [await world.tester(first ?? 0), await world.tester(second ?? 0)];
      await arena
        .knex('whatsapp_conversations')
        .where({ contact_id: second })
        .update({ window_expires_at: Date.now() - HOUR });
      const id = await world.text([groupId], 'Deneme {{first_name}}');
      await arena.settled();
      const before = arena.sim.control.ledger.count();
      const test = (ids: number[]) =>
        arena.api.post<Tested>(`/whatsapp/campaigns/${id}/test`, {
          testerIds: ids,
          clientId: 'press-of-today',
        });
      expect(outcomes(await test(testerIds))).toEqual([
        [true, null],
        [false, 'window-closed'],
      ]);
      await test(testerIds);
      expect(arena.sim.control.ledger.count() - before).toBe(1);
      const { wa_id: phone } = await arena.knex('whatsapp_contacts').where({ id: third }).first();
      const waits = await world.addTester(phone as string);
      const refused = await test([testerIds[0] ?? 0, waits.tester.id]);
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({ error: { details: { kind: 'not-a-tester' } } });
      expect((await test([999_999])).status).toBe(422);
      expect(arena.sim.control.ledger.count() - before).toBe(1);
      // In the thread it is distinguished from the campaign's own message, and bots go on there.
      const message = (await arena.knex('whatsapp_messages').where({ test_of: id }).first()) as {
        id: number;
        conversation_id: number;
      };
      const thread = `/whatsapp/conversations/${message.conversation_id}`;
      const { messages } = (
        await arena.api.get<{ messages: { id: number; testOf: number | null }[] }>(
          `${thread}/messages`
        )
      ).body;
      expect(messages.filter(({ testOf }) => testOf === id).map((one) => one.id)).toEqual([
        Number(message.id),
      ]);
      const row = await arena
        .knex('whatsapp_conversations')
        .where({ id: message.conversation_id })
        .first<{ bot_paused_at: unknown; status: string }>();
      expect(row).toMatchObject({ bot_paused_at: null, status: 'closed' });
      expect((await arena.campaign(id)).counts.total).toBe(0);
      const testedAfter = async (change: object) =>
        (await arena.api.put<CampaignView>(`/whatsapp/campaigns/${id}`, change)).body.testedAt;
      expect(await testedAfter({ name: 'Same message' })).not.toBeNull();
      expect(await testedAfter({ text: 'Another message' })).toBeNull();
      const line = await eventually('the log', async () =>
        arena.knex('whatsapp_logs').where({ event: 'tested', campaign_id: id }).first()
      );
      expect(line).toMatchObject({ area: 'campaign', text: 'a test went to 1 testers' });
    });

    it('[M-06] are refused to a tester who opted out or is blocked, as to anybody', async () => {
      const groupId = await newPeople(arena, 2);
      const [gone, blocked] = await world.idsOf(groupId);
      const testerIds = [await world.tester(gone ?? 0), await world.tester(blocked ?? 0)];
      await arena.knex('whatsapp_contacts').where({ id: gone }).update({ marketing: 'out' });
      await arena.knex('whatsapp_contacts').where({ id: blocked }).update({ blocked: true });
      const id = await world.text([groupId], 'Deneme');
      const tested = await arena.api.post<Tested>(`/whatsapp/campaigns/${id}/test`, {
        testerIds,
        clientId: 'press-for-refusals',
      });
      expect(outcomes(tested)).toEqual([
        [false, 'opted-out'],
        [false, 'blocked'],
      ]);
    });

    it('try a template of no campaign too, against the limit, marked and logged', async () => {
      const [contactId] = await world.idsOf(await newPeople(arena, 1));
      const testerIds = [await world.tester(contactId ?? 0)];
      const { id, slots } = arena.template;
      const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
      const bindings = Object.fromEntries(slots.map(({ key }) => [key, binding]));
      await arena.api.put(`/whatsapp/templates/${id}/bindings`, { bindings });
      await arena
        .knex('whatsapp_conversations')
        .where({ contact_id: contactId })
        .update({ window_expires_at: Date.now() - HOUR });
      const tested = await arena.api.post<Tested>(`/whatsapp/templates/${id}/test`, {
        testerIds,
        accountId: arena.accountId,
        clientId: 'press-template',
      });
      expect(outcomes(tested)).toEqual([[true, null]]);
      const [message] = await arena
        .knex('whatsapp_messages')
        .where({ contact_id: contactId, test_of: 0 });
      expect(message).toMatchObject({ template_id: id });
      expect(Boolean(message.in_limit)).toBe(true);
      const line = await eventually('the log', async () =>
        arena.knex('whatsapp_logs').where({ event: 'template-tested' }).first()
      );
      expect(JSON.stringify(line.details)).toContain('people');
    });

    it('begin with a code from the tester’s own WhatsApp, which is for nobody of the team', async () => {
      const phone = '905559870001';
      const { tester, code, numbers } = await world.addTester(phone, true);
      expect(tester).toMatchObject({ state: 'waiting', isMe: true, phone: `+${phone}` });
      expect(new URL(numbers[0]?.link ?? '').searchParams.get('text')).toBe(code);
      const stored = await arena.knex('whatsapp_testers').where({ id: tester.id }).first();
      expect(JSON.stringify(stored)).not.toContain(code);
      const other = '905559870002';
      arena.sim.control.people.add({ name: 'Somebody else', phone: other });
      arena.sim.control.act.text(other, code);
      arena.sim.control.act.text(other, 'K7F3-9Q2M');
      await arena.settled();
      expect((await world.testers())[0]).toMatchObject({ state: 'waiting' });
      arena.sim.control.act.text(phone, code.toLowerCase());
      await eventually('the answer', () =>
        Promise.resolve(
          arena.sim.control
            .thread(phone)
            .some(({ content }) => JSON.stringify(content).includes('test mesajlarını'))
        )
      );
      expect((await world.testers())[0]).toMatchObject({ state: 'confirmed', codeUntil: null });
      const person = await arena.knex('whatsapp_contacts').where({ wa_id: phone }).first();
      const thread = await arena
        .knex('whatsapp_conversations')
        .where({ contact_id: person.id })
        .first();
      expect(thread).toMatchObject({ status: 'closed', unread: 0, waiting_since: null });
      const choices = await arena.api.get('/whatsapp/testers/for-campaigns');
      expect(choices.body).toEqual({
        testers: [{ id: tester.id, name: 'Tester 0001', isMe: true }],
      });
      const again = await arena.api.post(`/whatsapp/testers/${tester.id}/code`);
      expect(again.status).toBe(409);
      // Who is deleted tests nothing any more.
      expect((await arena.api.del(`/whatsapp/contacts/${person.id}`)).status).toBe(200);
      expect(await world.testers()).toEqual([]);
    });

    it('need a new code after five wrong ones, and no more than ten testers are kept, however many are added at once', async () => {
      const phone = '905559870010';
      const { tester, code } = await world.addTester(phone);
      for (const wrong of '23456') arena.sim.control.act.text(phone, `CCCC-CCC${wrong}`);
      await arena.settled();
      arena.sim.control.act.text(phone, code);
      await arena.settled();
      expect((await world.testers())[0]).toMatchObject({ state: 'expired' });
      const renewed = await arena.api.post<{ code: string }>(`/whatsapp/testers/${tester.id}/code`);
      expect(renewed.body).toMatchObject({ tester: { state: 'waiting' } });
      arena.sim.control.act.text(phone, renewed.body.code);
      await eventually('the new code', async () =>
        (await world.testers()).some(({ state }) => state === 'confirmed')
      );
      const add = (typed: string) =>
        arena.api.post('/whatsapp/testers', { name: 'Other', phone: typed });
      expect((await add('0555 987 00 10')).body).toMatchObject({
        error: { details: { kind: 'tester-exists', field: 'phone' } },
      });
      // Kept by a version before, under a key of the number as it was spelled.
      const awa = await world.addTester('2250707181197');
      await arena
        .knex('whatsapp_testers')
        .where({ id: awa.tester.id })
        .update({ phone: '+22507181197', phone_key: keyOf('22507181197') });
      expect((await add('+2250707181197')).body).toMatchObject({
        error: { details: { kind: 'tester-exists' } },
      });
      await arena.api.del(`/whatsapp/testers/${awa.tester.id}`);
      expect((await add('12')).body).toMatchObject({
        error: { details: { kind: 'phone-invalid', field: 'phone' } },
      });
      // Many presses at once, from nine left places.
      const places = Array.from({ length: 12 }, (_, n) => `+9055598700${n + 11}`);
      const made = await Promise.all(places.map(add));
      expect(made.filter(({ status }) => status === 200)).toHaveLength(9);
      expect(await world.testers()).toHaveLength(10);
      expect((await add('+905559870099')).body).toMatchObject({
        error: { details: { kind: 'too-many-testers' } },
      });
    });
  });

  it('[M-11] a flow starts the bot’s chain for each contact with an open window, once', async () => {
    const groupId = await newPeople(arena, 4);
    const ids = await world.idsOf(groupId);
    await world.write(ids.slice(0, 3));
    const botId = await world.bot('Anket', [
      'Kısa bir anketimiz var, {{first_name}}.',
      '1 ile 5 arası bir puan verir misiniz?',
    ]);
    const id = await world.flow(groupId, botId);
    expect(await world.check(id)).toMatchObject({
      willReceive: 3,
      exclusions: [{ reason: 'window-closed', count: 1 }],
    });
    const before = arena.sim.control.ledger.count();
    await world.launch(id);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 3, skipped: 1, failed: 0 });
    await eventually('both messages of the chain', () =>
      Promise.resolve(arena.sim.control.ledger.count() - before === 6)
    );
    expect(await arena.campaign(id)).toMatchObject({ botName: 'Anket', kind: 'flow' });
    const runs = (await arena.knex('whatsapp_bot_runs').whereIn('contact_id', ids)) as unknown[];
    expect(runs).toHaveLength(3);
  });

  it('[M-11] a bot that is switched off cannot be started, and a running campaign rests with the reason', async () => {
    const groupId = await world.openGroup(1);
    const botId = await world.bot('Kapalı', ['Merhaba']);
    const id = await world.flow(groupId, botId);
    const giveBack = await arena.restWorkers();
    await world.launch(id);
    await arena.knex('whatsapp_bots').where({ id: botId }).update({ active: false });
    expect((await world.check(id)).problems).toContainEqual(
      expect.objectContaining({ kind: 'bot-not-usable', blocking: true, field: 'botId' })
    );
    giveBack();
    const rests = await eventually('the pause', async () => {
      const view = await arena.campaign(id);
      return view.state === 'paused' && view;
    });
    expect(rests.pauseReasons[0]).toMatchObject({ reason: 'bot-not-usable' });
    expect(rests.counts).toMatchObject({ queued: 1, failed: 0 });
  });
});
