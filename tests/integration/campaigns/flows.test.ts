import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { FlowsService } from '../../../server/src/flows/public';
import { DAY_MS } from '../../../server/src/kernel/time';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

describe.each(databases())('chains of bots that a campaign began, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  const runs = (contactIds: number[]) =>
    arena.knex('whatsapp_bot_runs').whereIn('contact_id', contactIds).orderBy('id');
  const messages = (contactIds: number[]) =>
    arena
      .knex('whatsapp_messages')
      .whereIn('contact_id', contactIds)
      .where({ direction: 'out', origin: 'bot' })
      .orderBy('id');
  const accepted = async (contactIds: number[], origin = 'bot') => {
    const rows = (await arena
      .knex('whatsapp_messages')
      .whereIn('contact_id', contactIds)
      .where({ origin, state: 'accepted' })) as unknown[];
    return rows.length;
  };
  const stop = (contactId: number, category = 'marketing') =>
    arena.api.post(`/whatsapp/contacts/${contactId}/consent`, {
      category,
      action: 'opt-out',
      source: 'phone call',
      evidence: 'call of today',
    });

  const pause = (id: number) =>
    arena
      .knex('whatsapp_campaigns')
      .where({ id })
      .update({
        state: 'paused',
        reasons: JSON.stringify([{ reason: 'person', detail: null, at: 0 }]),
      });
  const goOn = (id: number) =>
    arena.knex('whatsapp_campaigns').where({ id }).update({ state: 'running', reasons: '[]' });

  /** The number sends nothing of bots and the API until the answer is called; campaigns go on. */
  const holdMessages = () => {
    const { sources } = arena.sending.workers;
    const source = sources.find(({ name }) => name === 'messages');
    if (!source) throw new Error('the source is gone');
    const usual = source.claim;
    source.claim = () => Promise.resolve([]);
    return () => void (source.claim = usual);
  };

  /** A flow campaign whose chains are begun and have their first message in the queue. */
  const begun = async (people: number, texts: string[]) => {
    const giveBack = holdMessages();
    const groupId = await world.openGroup(people);
    const ids = await world.idsOf(groupId);
    const id = await world.flow(groupId, await world.bot(texts[0] ?? '', texts));
    await world.launch(id);
    await eventually('the first messages wait', async () => {
      const rows = (await messages(ids).where({ state: 'queued' })) as { contact_id: unknown }[];
      return new Set(rows.map((row) => Number(row.contact_id))).size === people;
    });
    return { id, ids, giveBack };
  };

  it('[O-22] [M-11] what a campaign’s chain has in the queue is not sent to who opts out; answers go on', async () => {
    const { ids, giveBack } = await begun(2, ['Anketimiz var']);
    const [gone = 0] = ids;
    await arena.sending.send({
      accountId: arena.accountId,
      contactId: gone,
      origin: 'bot',
      lane: 1,
      key: { owner: 'bot', key: `answer-${gone}` },
      content: { type: 'text', text: 'Yanıt' },
    });
    expect((await stop(gone)).status).toBe(200);
    expect(await messages([gone])).toMatchObject([
      { state: 'failed', error_class: 'opted-out' },
      { state: 'queued' },
    ]);
    giveBack();
    await eventually('the other and the answer', async () => (await accepted(ids)) === 2);
    expect((await messages([gone]))[0]).toMatchObject({ state: 'failed' });
  });

  it('[O-22] [M-11] a chain’s message that reaches the door after the opt-out is refused there', async () => {
    const groupId = await world.openGroup(1);
    const [contactId = 0] = await world.idsOf(groupId);
    expect((await stop(contactId)).status).toBe(200);
    const chained = arena.sending.send({
      accountId: arena.accountId,
      contactId,
      origin: 'bot',
      lane: 1,
      key: { owner: 'unasked:campaign:1', key: 'late' },
      content: { type: 'text', text: 'Anket' },
    });
    await expect(chained).rejects.toMatchObject({ kind: 'opted-out' });
  });

  it('[I8] [M-11] wait while the campaign is paused, hold no one’s other messages back, and go on with it', async () => {
    const { id, ids, giveBack } = await begun(2, ['Bir', 'İki']);
    await pause(id);
    giveBack();
    await eventually('both wait for the campaign', async () => {
      const rows = (await messages(ids).where({ state: 'queued' })) as unknown[];
      return rows.length >= 2;
    });
    const [first = 0] = ids;
    await arena.sending.send({
      accountId: arena.accountId,
      contactId: first,
      origin: 'api',
      lane: 1,
      key: { owner: 'test', key: `order-${first}` },
      content: { type: 'text', text: 'Siparişiniz yolda' },
    });
    await eventually('the order’s news', async () => (await accepted(ids, 'api')) === 1, 20_000);
    expect(await accepted(ids)).toBe(0);
    await goOn(id);
    await eventually('all messages', async () => (await accepted(ids)) === 4, 20_000);
    await arena.ended(id);
  });

  it('[I8] [M-11] stand still between two steps while the campaign is paused, and go on when it does', async () => {
    const groupId = await world.openGroup(1);
    const [contactId = 0] = await world.idsOf(groupId);
    const botId = await world.bot('Ara', ['Önce', 'Sonra']);
    const id = await world.flow(groupId, botId);
    await pause(id);
    const bots = arena.strapi.plugin('whatsapp').service('bots') as {
      startFlow(trx: unknown, flow: object): Promise<unknown>;
    };
    const flows = arena.strapi.plugin('whatsapp').service('flows') as FlowsService;
    const flow = {
      botId,
      contactId,
      accountId: arena.accountId,
      key: 'k',
      chain: `campaign:${id}`,
    };
    await arena.knex.transaction((trx) => bots.startFlow(trx, flow));
    await flows.process();
    expect(await runs([contactId])).toMatchObject([{ state: 'due', step: 0 }]);
    expect(await messages([contactId])).toEqual([]);
    await arena.knex('whatsapp_campaigns').where({ id }).update({ state: 'completed' });
    await flows.process();
    await eventually('both', async () => (await accepted([contactId])) === 2);
  });

  it('[I8] [M-11] end with a cancelled campaign, and nothing that waits leaves', async () => {
    const { id, ids, giveBack } = await begun(2, ['Bir', 'İki', 'Üç']);
    await arena.knex('whatsapp_campaigns').where({ id }).update({ state: 'cancelled' });
    giveBack();
    await eventually('nothing waits', async () => {
      const queued = (await messages(ids).where({ state: 'queued' })) as unknown[];
      const due = (await runs(ids).where({ state: 'due' })) as unknown[];
      return queued.length + due.length === 0;
    });
    for (const message of (await messages(ids)) as object[])
      expect(message).toMatchObject({ state: 'failed', error_class: 'campaign-cancelled' });
  });

  it('[M-11] a chain that said nothing before the cancellation leaves its recipient cancelled', async () => {
    const groupId = await world.openGroup(1);
    const ids = await world.idsOf(groupId);
    const botId = await world.bot('Erken', ['Erken']);
    const id = await world.flow(groupId, botId);
    const giveBack = await arena.restWorkers();
    await world.launch(id);
    const row = await eventually('the row', async () => (await arena.rows(id))[0]);
    await arena.knex('whatsapp_recipients').where({ id: row.id }).update({ state: 'accepted' });
    await arena.knex('whatsapp_campaigns').where({ id }).update({ state: 'cancelled' });
    const bots = arena.strapi.plugin('whatsapp').service('bots') as {
      startFlow(trx: unknown, flow: object): Promise<unknown>;
    };
    const flows = arena.strapi.plugin('whatsapp').service('flows') as FlowsService;
    await arena.knex.transaction((trx) =>
      bots.startFlow(trx, {
        botId,
        contactId: ids[0],
        accountId: arena.accountId,
        key: `campaign:${id}:${row.id}:${row.attempt}`,
        chain: `campaign:${id}`,
      })
    );
    await flows.process();
    giveBack();
    expect(await runs(ids)).toMatchObject([{ state: 'stopped', reason: 'campaign-cancelled' }]);
    expect(await arena.rows(id)).toMatchObject([{ state: 'cancelled' }]);
  });

  it('[M-11] [B-13] one that is resumed and gets through takes the failure of its recipient back', async () => {
    const groupId = await world.openGroup(1);
    const [contactId] = await world.idsOf(groupId);
    const botId = await world.bot('Adres', ['{{email}} yazdık']);
    const id = await world.flow(groupId, botId);
    await world.launch(id);
    const rowIn = (state: string) =>
      eventually(`the recipient is ${state}`, () =>
        arena.knex('whatsapp_recipients').where({ campaign_id: id, state }).first<object | null>()
      );
    expect(await rowIn('failed')).toMatchObject({ error_class: 'missing-value' });
    await arena.api.put(`/whatsapp/contacts/${contactId}`, { email: 'elif@example.com' });
    const [run] = (await runs([contactId ?? 0])) as { id: number }[];
    expect(
      (await arena.api.post(`/whatsapp/bots/${botId}/runs/${run?.id}/replay`, {})).status
    ).toBe(200);
    expect(await rowIn('accepted')).toMatchObject({ error_class: null, failed_at: null });
    expect((await arena.campaign(id)).counts).toMatchObject({ failed: 0 });
  });

  /** The only message of a campaign, on its way to Meta by a process that died; the workers rest. */
  const onItsWay = async (campaignId: number) => {
    const row = await eventually('the row', async () => {
      const [first] = await arena.rows(campaignId);
      return (await arena.campaign(campaignId)).state === 'running' && first;
    });
    const sending = { state: 'sending', permit: 'p', permit_at: Date.now(), sent_by: 'gone' };
    await arena.knex('whatsapp_recipients').where({ id: row.id }).update(sending);
    return { id: row.id, attempt: 1, wamid: `wamid.flow-${campaignId}` };
  };

  /** Begins with words. */
  const other = { start: 'z', nodes: [{ id: 'z', step: { kind: 'text', text: 'Başka' } }] };

  describe('a flow that begins with a template', () => {
    it('[M-11] reaches, counts and costs as that template, which the campaign sends once, and goes on behind it', async () => {
      const groupId = await newPeople(arena, 3);
      const [first = 0, gone = 0, silent = 0] = await world.idsOf(groupId);
      const botId = await world.opening();
      const id = await world.flow(groupId, botId);
      const check = await world.check(id);
      expect(check).toMatchObject({ willReceive: 3, problems: [] });
      expect(check.samples[0]?.body.type).toBe('template');
      expect(check.cost).not.toBeNull();
      expect((await stop(gone, 'utility')).status).toBe(200);
      await world.launch(id);
      await arena.ended(id);
      await eventually('they are delivered', async () => {
        const rows = await arena.rows(id);
        return rows.filter(({ wamid, rank }) => wamid !== null && rank > 1).length === 2;
      });
      expect((await world.states(id)).get(gone)).toBe('opted-out');
      expect(await arena.campaign(id)).toMatchObject({
        kind: 'flow',
        templateName: arena.template.name,
        category: arena.template.category,
      });
      await eventually('both wait behind the template', async () => {
        const rows = (await runs([first, silent]).where({ state: 'waiting' })) as unknown[];
        return rows.length === 2;
      });
      expect(await messages([first, silent])).toEqual([]);
      const { wa_id: phone } = (await arena
        .knex('whatsapp_contacts')
        .where({ id: first })
        .first('wa_id')) as { wa_id: string };
      arena.sim.control.act.text(phone, 'Evet');
      await eventually('the answer is thanked for', async () => (await accepted([first])) === 1);
      expect((await messages([first, silent])) as object[]).toMatchObject([
        { text: 'Teşekkürler' },
      ]);
      const sent = [...(await arena.accepted(id)).values()];
      expect(sent).toEqual([1, 1]);
    });

    it('[M-11] does not start where a question follows the template at once: WhatsApp would refuse it', async () => {
      const botId = await world.opening();
      const id = await world.flow(await newPeople(arena, 1), botId);
      expect((await world.check(id)).problems).toEqual([]);
      const { nodes, start } = await world.openingGraph(arena.template);
      const choice = { kind: 'choice', text: 'Hangisi?', choices: [{ id: 'x', title: 'Kargo' }] };
      const asks = nodes.map((one) => (one.id === 'c' ? { ...one, step: choice, to: {} } : one));
      await world.publish(botId, { start, nodes: asks });
      const problem = { kind: 'bot-not-usable', detail: 'window-not-open', blocking: true };
      expect((await world.check(id)).problems).toContainEqual(expect.objectContaining(problem));
    });

    it('[I8] [M-11] goes on for contacts whose wait was over while the campaign was paused for days', async () => {
      const groupId = await newPeople(arena, 1);
      const id = await world.flow(groupId, await world.opening());
      await world.launch(id);
      const ids = await world.idsOf(groupId);
      await eventually('it waits behind the template', () =>
        runs(ids).where({ state: 'waiting', waits_for: 'message' }).first<object | null>()
      );
      await arena.ended(id);
      await pause(id);
      await runs(ids).update({ next_at: Date.now() - 2 * DAY_MS });
      const flows = arena.strapi.plugin('whatsapp').service('flows') as FlowsService;
      await flows.process();
      expect(await runs(ids)).toMatchObject([{ reason: null, ended_at: null }]);
      await arena.knex('whatsapp_campaigns').where({ id }).update({ state: 'completed' });
      await flows.process();
      await eventually('it goes on to its end', () =>
        runs(ids).whereNotNull('ended_at').first<object | null>()
      );
      expect(await runs(ids)).toMatchObject([{ state: 'done', reason: null }]);
    });

    it('[M-11] waits when its bot begins with something else now', async () => {
      const groupId = await newPeople(arena, 1);
      const botId = await world.opening();
      const id = await world.flow(groupId, botId);
      const giveBack = await arena.restWorkers();
      await world.launch(id);
      await world.publish(botId, other);
      giveBack();
      const { pauseReasons } = await eventually('the campaign rests', async () => {
        const campaign = await arena.campaign(id);
        return campaign.state === 'paused' ? campaign : null;
      });
      expect(pauseReasons).toMatchObject([{ reason: 'bot-begins-otherwise' }]);
      expect(await arena.accepted(id)).toEqual(new Map());
    });
  });

  it('[M-11] [M-33] ends behind a message that fails after all, and begins behind the retry', async () => {
    const groupId = await newPeople(arena, 1);
    const ids = await world.idsOf(groupId);
    const id = await world.flow(groupId, await world.opening());
    const giveBack = await arena.restWorkers();
    await world.launch(id);
    const mine = await onItsWay(id);
    await arena.status({ ...mine, status: 'sent' });
    const states = async () =>
      ((await runs(ids)) as { state: string; reason: string | null }[]).map(({ state, reason }) =>
        reason === null ? state : `${state} ${reason}`
      );
    const become = (what: string, ...asked: string[]) =>
      eventually(what, async () => (await states()).join() === asked.join());
    await become('the flow waits behind it', 'waiting');
    await arena.status({ ...mine, status: 'failed', code: 131000 });
    await become('it ends', 'stopped opening-failed');
    const retried = await arena.api.post(`/whatsapp/campaigns/${id}/resolve`, { action: 'retry' });
    expect(retried.body).toEqual({ changed: 1 });
    giveBack();
    await become('the flow waits behind the retry', 'stopped opening-failed', 'waiting');
    await arena.ended(id);
  });

  /** What the log says of a campaign when this happened to its bot before its message arrived. */
  const loggedAfter = async (change: (botId: number) => Promise<unknown>) => {
    const groupId = await newPeople(arena, 1);
    const ids = await world.idsOf(groupId);
    const botId = await world.opening();
    const id = await world.flow(groupId, botId);
    const giveBack = await arena.restWorkers();
    await world.launch(id);
    const mine = await onItsWay(id);
    await change(botId);
    await arena.status({ ...mine, status: 'delivered' });
    giveBack();
    await arena.ended(id);
    expect(await runs(ids)).toEqual([]);
    return (await arena.api.get<ListLogsResult>(`/whatsapp/logs?campaignId=${id}`)).body.logs;
  };

  it('[M-11] what was permitted before its bot began otherwise has nothing behind it, and the log says so', async () => {
    const logs = await loggedAfter((botId) => world.publish(botId, other));
    expect(logs.find(({ event }) => event === 'flow-not-begun')?.details).toEqual({ people: 1 });
  });

  it('[M-11] what was permitted before its bot was deactivated has nothing behind it, and the log says so', async () => {
    const logs = await loggedAfter(async (botId) => {
      await arena.knex('whatsapp_bots').where({ id: botId }).update({ active: false });
    });
    expect(logs.find(({ event }) => event === 'flow-bot-off')?.details).toEqual({ people: 1 });
  });

  it('[M-11] begin no faster than the number sends', async () => {
    const giveBack = holdMessages();
    const groupId = await world.openGroup(230);
    const ids = await world.idsOf(groupId);
    const id = await world.flow(groupId, await world.bot('Çok', ['Çok kişi']));
    await world.launch(id);
    await eventually(
      'the queue of chains is full',
      async () => {
        const rows = (await messages(ids).where({ state: 'queued' })) as unknown[];
        return rows.length === 200;
      },
      60_000
    );
    expect((await arena.campaign(id)).counts).toMatchObject({ queued: 30 });
    giveBack();
    await arena.ended(id, 60_000);
  });
});
