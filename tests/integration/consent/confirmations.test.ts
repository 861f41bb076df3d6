import type { FlowsService } from '../../../server/src/flows/public';
import type { ConsentSettings } from '../../../server/src/contracts/consent';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';

const TR = /BAŞLA/;

describe.each(databases())('opt-outs and their one confirmation, on %s', (database) => {
  let arena: Arena;
  let phones: string[];

  beforeAll(async () => {
    arena = await startArena({ database });
    const groupId = await newPeople(arena, 12);
    const rows = (await arena
      .knex('whatsapp_group_members as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.group_id', groupId)
      .select('c.wa_id')) as { wa_id: string }[];
    phones = rows.map((row) => row.wa_id);
    for (const phone of phones) arena.sim.control.people.add({ name: `Phone ${phone}`, phone });
  });
  afterAll(() => arena.close());

  const phoneOf = (n: number) => phones[n] ?? '';
  const personOf = async (n: number) =>
    (await arena
      .knex('whatsapp_contacts')
      .where({ wa_id: phoneOf(n) })
      .first()) as {
      id: number;
      marketing: string;
      utility: string;
    };
  /** What the phone of somebody got from us. */
  const got = (n: number) =>
    arena.sim.control
      .thread(phoneOf(n))
      .filter((bubble) => bubble.direction === 'out')
      .map((bubble) => JSON.stringify(bubble.content));
  const write = async (n: number, text: string) => {
    arena.sim.control.act.text(phoneOf(n), text);
    await arena.settled();
  };
  /** No confirmation is owed any more, so what was not sent by now never will be. */
  const quiet = () =>
    eventually('no confirmation is owed', async () => {
      const rows = await arena.knex('whatsapp_consent_replies').where({ state: 'due' });
      return rows.length === 0;
    });

  it('[O-17] [O-21] [O-24] a word for leaving is confirmed at once, with one message that names the way back; a repeated STOP brings none', async () => {
    await write(0, ' abonelikten çik. ');
    await eventually('the confirmation', () => Promise.resolve(got(0).length === 1));
    expect(got(0)[0]).toMatch(TR);
    expect(await personOf(0)).toMatchObject({ marketing: 'out', utility: 'out' });
    await write(0, 'STOP');
    await write(0, 'Mesaj istemiyorum!');
    await quiet();
    expect(got(0)).toHaveLength(1);
    await nextSecond();
    await write(0, 'BAŞLA');
    await eventually('the confirmation of the return', () => Promise.resolve(got(0).length === 2));
    expect(got(0)[1]).toMatch(/ABONELİKTEN ÇIK/);
    expect(await personOf(0)).toMatchObject({ marketing: 'in', utility: 'in' });
  });

  it('[O-21] answers in the language of the contact, else of the word', async () => {
    await write(1, 'STOP');
    await eventually('the confirmation', () => Promise.resolve(got(1).length === 1));
    expect(got(1)[0]).toMatch(/START/);
    await arena
      .knex('whatsapp_contacts')
      .where({ wa_id: phoneOf(2) })
      .update({ language: 'tr' });
    await write(2, 'unsubscribe');
    await eventually('the confirmation', () => Promise.resolve(got(2).length === 1));
    expect(got(2)[0]).toMatch(TR);
  });

  it('[O-20] [O-21] an opt-out that an agent records beside the thread is confirmed there, once', async () => {
    await write(11, 'Merhaba');
    const { id: contactId } = await personOf(11);
    const { id } = (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: contactId })
      .first()) as { id: number };
    const heard = { category: 'marketing', action: 'opt-out', source: 'Phone call' };
    for (const evidence of ['Call 17:20', 'Call 17:25'])
      await arena.api.post(`/whatsapp/conversations/${id}/consent`, { ...heard, evidence });
    await quiet();
    expect(got(11)).toHaveLength(1);
    expect(await personOf(11)).toMatchObject({ marketing: 'out', utility: 'in' });
  });

  it('[O-22] who stops marketing inside WhatsApp is opted out, and gets one confirmation where a window is open', async () => {
    await write(3, 'Merhaba');
    arena.sim.control.act.stopMarketing(phoneOf(3));
    arena.sim.control.act.stopMarketing(phoneOf(4));
    await arena.settled();
    await eventually('the confirmation', () => Promise.resolve(got(3).length === 1));
    await quiet();
    expect(await personOf(3)).toMatchObject({ marketing: 'out', utility: 'in' });
    expect(await personOf(4)).toMatchObject({ marketing: 'out' });
    // Without an open window nothing may be sent: WhatsApp itself has told the person.
    expect(got(4)).toHaveLength(0);
  });

  it('[O-22] Meta’s refusal 131050 is the contact’s no: recorded at once, and queued marketing of other campaigns stops', async () => {
    const person = await personOf(5);
    const waiting = await arena.start(1, { category: 'MARKETING', launch: false });
    await arena
      .knex('whatsapp_campaigns')
      .where({ id: waiting })
      .update({
        audience: JSON.stringify({ kind: 'picked', contactIds: [person.id] }),
      });
    const giveBack = await arena.restWorkers();
    const launched = await arena.api.post(`/whatsapp/campaigns/${waiting}/launch`, { expected: 1 });
    expect(launched.status).toBe(200);
    const [row] = await eventually('the queued row', async () => {
      const rows = await arena.rows(waiting);
      return rows.length === 1 && rows;
    });
    const other = await arena.knex('whatsapp_recipients').insert(
      {
        campaign_id: waiting + 1_000,
        contact_id: person.id,
        account_id: arena.accountId,
        address_key: `test-${person.id}`,
        state: 'sending',
        due_at: 0,
        claim_epoch: 0,
        attempt: 1,
        tries: 0,
        rank: 0,
        held: false,
        in_limit: false,
        doubled: false,
      },
      ['id']
    );
    const first = (other as unknown as (number | { id: number })[])[0];
    const otherId = typeof first === 'object' ? first.id : Number(first);
    await arena.status({
      id: otherId,
      attempt: 1,
      status: 'failed',
      wamid: 'wamid.stopped',
      code: 131050,
    });
    expect(await personOf(5)).toMatchObject({ marketing: 'out', utility: 'in' });
    expect(row?.id).toBeDefined();
    expect((await arena.rows(waiting))[0]).toMatchObject({ state: 'skipped', reason: 'opted-out' });
    giveBack();
    await arena.ended(waiting);
    await arena.knex('whatsapp_recipients').where({ id: otherId }).delete();
  });

  it('[O-20] what staff record stops messages and is confirmed once for both categories', async () => {
    await write(6, 'Beni listeden çıkarır mısınız?');
    const { id } = await personOf(6);
    for (const category of ['marketing', 'utility'])
      await arena.api.post(`/whatsapp/contacts/${id}/consent`, {
        category,
        action: 'opt-out',
        source: 'chat',
        evidence: 'asked in the chat',
      });
    await eventually('the confirmation', () => Promise.resolve(got(6).length === 1));
    await quiet();
    expect(got(6)).toHaveLength(1);
    expect(await personOf(6)).toMatchObject({ marketing: 'out', utility: 'out' });
  });

  it('[O-22] a chain that a campaign or a tag began stops with the opt-out; an answer to the contact goes on', async () => {
    const { id } = await personOf(10);
    const run = (origin: string) => ({
      bot_id: 1,
      account_id: arena.accountId,
      contact_id: id,
      conversation_id: 0,
      fact_key: `test-${origin}-${id}`,
      origin,
      trigger: '',
      state: 'due',
      step: 1,
      next_at: Date.now() + 3_600_000,
      tries: 0,
      owned_until: 0,
      started_at: Date.now(),
      sample: false,
    });
    for (const origin of ['campaign', 'tag', 'message'])
      await arena.knex('whatsapp_bot_runs').insert(run(origin));
    await write(10, 'MESAJ ATMA');
    const flows = arena.strapi.plugin('whatsapp').service('flows') as FlowsService;
    await flows.process();
    const rows = (await arena
      .knex('whatsapp_bot_runs')
      .where({ contact_id: id })
      .orderBy('id')) as { origin: string; state: string; reason: string | null }[];
    expect(rows.map(({ origin, state, reason }) => [origin, state, reason])).toEqual([
      ['campaign', 'stopped', 'opted-out'],
      ['tag', 'stopped', 'opted-out'],
      ['message', 'due', null],
    ]);
    await arena.knex('whatsapp_bot_runs').where({ contact_id: id }).delete();
  });

  it('[O-25] anyone who opted out and writes again may be answered; marketing stays off', async () => {
    await write(7, 'MESAJ ATMAYIN');
    await eventually('the confirmation', () => Promise.resolve(got(7).length === 1));
    await write(7, 'Siparişim nerede?');
    const { id } = await personOf(7);
    const thread = (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: id })
      .first()) as {
      id: number;
    };
    const answer = await arena.api.post(`/whatsapp/conversations/${thread.id}/messages`, {
      type: 'text',
      text: 'Yolda',
      clientId: 'answer-after-stop',
    });
    expect(answer.status).toBe(200);
    await eventually('the answer', () => Promise.resolve(got(7).length === 2));
    const campaign = await arena.start(1, { category: 'MARKETING', launch: false });
    await arena
      .knex('whatsapp_campaigns')
      .where({ id: campaign })
      .update({
        audience: JSON.stringify({ kind: 'picked', contactIds: [id] }),
      });
    const bill = await arena.api.post<{ willReceive: number }>(
      `/whatsapp/campaigns/${campaign}/preflight`
    );
    expect(bill.body).toMatchObject({
      willReceive: 0,
      exclusions: [{ reason: 'opted-out', count: 1 }],
    });
  });

  it('[O-17] [O-24] the words of the settings work from the next message on; a text without a way back is refused at its field', async () => {
    const { body: before } = await arena.api.get<ConsentSettings>('/whatsapp/settings/consent');
    expect(before.builtIn.optOut.tr).toContain('ABONELİKTEN ÇIK');
    expect(before.builtIn.afterPromotion.tr).toContain('İPTAL');
    const tried = (text: string, words?: unknown) =>
      arena.api.post<{ answer: string | null }>('/whatsapp/settings/consent/try', {
        text,
        ...(words ? { optOutWords: words } : {}),
      });
    const answers = ['Abonelikten çık.', 'İPTAL.', 'beni listeden çıkarın', 'Başla', 'iade?'];
    const got = await Promise.all(answers.map(async (text) => (await tried(text)).body.answer));
    expect(got).toEqual(['opt-out', 'opt-out-after-promotion', 'ask-team', 'opt-in', null]);
    expect((await tried('yeter be')).body.answer).toBeNull();
    const words = { tr: ['Yeter be'], en: [] };
    expect((await tried('YETER BE!', words)).body.answer).toBe('opt-out');
    const saved = await arena.api.put<ConsentSettings>('/whatsapp/settings/consent', {
      optOutWords: words,
    });
    expect(saved.body.changed?.by).toBeTruthy();
    await write(8, 'yeter be');
    expect(await personOf(8)).toMatchObject({ marketing: 'out' });
    const refused = await arena.api.put('/whatsapp/settings/consent', {
      optOutTexts: { ...before.optOutTexts, tr: 'Görüşmek üzere.' },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      error: { details: { kind: 'no-way-back', field: 'optOutTexts.tr' } },
    });
    const less = await arena.api.put('/whatsapp/settings/consent', {
      marketingOutTexts: { ...before.marketingOutTexts, en: 'No more offers.' },
    });
    expect(less.body).toMatchObject({
      error: { details: { kind: 'no-way-back', field: 'marketingOutTexts.en' } },
    });
    const { flush } = arena.strapi.plugin('whatsapp').service('logs') as { flush(): Promise<void> };
    await flush();
    const lines = await arena
      .knex('whatsapp_logs')
      .where({ event: 'consent-settings-changed' })
      .select('text');
    expect(JSON.stringify(lines)).toContain('optOutWords');
  });

  it('[O-01] "not opted out" lets utility go to contacts without an opt-in, in the check and in the permit; strict is the default', async () => {
    const { id } = await personOf(9);
    await arena.knex('whatsapp_contacts').where({ id }).update({ utility: 'none' });
    const campaign = await arena.start(1, { launch: false });
    await arena
      .knex('whatsapp_campaigns')
      .where({ id: campaign })
      .update({
        audience: JSON.stringify({ kind: 'picked', contactIds: [id] }),
      });
    const bill = async () =>
      (await arena.api.post<{ willReceive: number }>(`/whatsapp/campaigns/${campaign}/preflight`))
        .body.willReceive;
    expect(await bill()).toBe(0);
    await arena.api.put('/whatsapp/settings/consent', { utilityRule: 'not-opted-out' });
    expect(await bill()).toBe(1);
    await arena.api.post(`/whatsapp/campaigns/${campaign}/launch`, { expected: 1 });
    const ended: CampaignView = await arena.ended(campaign);
    expect(ended.counts).toMatchObject({ sent: 1, skipped: 0 });
    await arena.api.put('/whatsapp/settings/consent', { utilityRule: 'opt-in' });
  });
});
