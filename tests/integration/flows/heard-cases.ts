import { MINUTE_MS } from '../../../server/src/kernel/time';
import { eventually, nextSecond } from '../../support/world';
import {
  asking,
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  type FlowsWorld,
  type Graph,
} from './flows-world';

/** Waits an hour for a message, and says what came of it. */
const reminds = (): Graph =>
  ({
    start: 'wait',
    nodes: [
      { ...waitsThenSays('', { orAnswer: true }).nodes[0], to: { over: 'late', came: 'back' } },
      says('late', 'Yanıtlamadınız'),
      says('back', 'Teşekkürler'),
    ],
  }) as Graph;

/** What people wrote late, or to an agent, and how often they may answer, in a world that the caller has. */
export const heardCases = (world: () => FlowsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const isHeard = (text: string) =>
    eventually(`"${text}" is heard`, async () => {
      const heard = knex()('whatsapp_messages').where({ direction: 'in', text });
      return (await heard.pluck('id')).length > 0;
    });
  const bots = async (phone: string, wanted: 'paused' | 'active') => {
    const { id } = await world().thread(phone);
    const { status } = await world().api.put(`/whatsapp/conversations/${id}`, { bots: wanted });
    expect(status).toBe(200);
  };

  it('[B-16] a reply that comes too late ends the wait: nobody hears that they did not reply', async () => {
    const bot = await world().flow('hatırlat', reminds());
    const phone = await world().starts('hatırlat', 0);
    await world().quiet();
    const waiting = knex()('whatsapp_bot_runs').where({ bot_id: bot.id, state: 'waiting' });
    const began = { asked_at: knex().raw('asked_at - ?', [30 * MINUTE_MS]) };
    expect(await waiting.update(began)).toBe(1);
    const at = Math.floor((Date.now() - 20 * MINUTE_MS) / 1_000);
    world().sim.control.emit('messages', {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: world().sim.account.phoneNumberIds[0] },
      contacts: [{ wa_id: phone, profile: { name: 'Elif Şahin' } }],
      messages: [
        {
          ...{ from: phone, id: `wamid.late-${phone}`, timestamp: String(at) },
          ...{ type: 'text', text: { body: 'Sunucu kapalıyken yazdım' } },
        },
      ],
    });
    await isHeard('Sunucu kapalıyken yazdım');
    await world().quiet();
    await world().passTime();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'answered-late' });
    expect(world().phone(phone)).toEqual([]);
  });

  it('[B-16] what waited for its number to be connected ends the question, and is no answer', async () => {
    const bot = await world().flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    const phone = await world().starts('kayıt');
    const [own] = world().sim.account.phoneNumberIds;
    const connected = (to: string | undefined) =>
      knex()('whatsapp_accounts').where({ id: world().accountId }).update({ phone_number_id: to });
    await connected('209900000000009');
    world().says(phone, 'Gülnihal');
    await eventually('it waits for its number', async () => {
      const waiting = knex()('whatsapp_webhook_changes').where({ state: 'unclaimed' });
      return (await waiting.pluck('id')).length > 0;
    });
    await connected(own);
    await isHeard('Gülnihal');
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'answered-late' });
    expect(world().phone(phone)).toEqual(['Adınız?']);
  });

  it('[B-18] what they write to an agent ends the wait of a flow for which nobody asked', async () => {
    const bot = await world().flow('-', reminds(), { triggers: [] });
    await world().flow('selam', { start: 'a', nodes: [says('a', 'Selam')] });
    const phone = await world().starts('selam');
    await world().begins(bot, phone, { origin: 'tag', fact: `agent ${phone}` });
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'waiting' });
    await bots(phone, 'paused');
    await nextSecond();
    world().says(phone, 'Onaylıyorum');
    await world().quiet();
    await world().passTime();
    expect(await world().run(bot)).toMatchObject({ state: 'held' });
    await bots(phone, 'active');
    await world().flows().process();
    expect(await world().answers(phone, 2)).toEqual(['Selam', 'Teşekkürler']);
  });

  it('[B-18] so does what they write to an agent after its time, until the conversation is handed back', async () => {
    const bot = await world().flow('hatırlat', reminds());
    const phone = await world().starts('hatırlat', 0);
    await world().quiet();
    await bots(phone, 'paused');
    await world().passTime();
    expect(await world().run(bot)).toMatchObject({ state: 'held' });
    world().says(phone, 'Geldim');
    await world().quiet();
    await bots(phone, 'active');
    await world().flows().process();
    expect(await world().answers(phone, 1)).toEqual(['Teşekkürler']);
  });

  it('[B-18] the silence of an open question counts from the hand-back, also where it was not over before', async () => {
    const bot = await world().flow('sessiz', menu());
    const phone = await world().starts('sessiz');
    await bots(phone, 'paused');
    await bots(phone, 'active');
    await world().passTime();
    expect(await world().run(bot)).toMatchObject({ state: 'waiting' });
    world().says(phone, 'kargo');
    expect(await world().answers(phone, 2)).toEqual(['Ne istersiniz?', 'Yolda']);
  });

  it('[B-16] in a menu of flows that begin each other people go round as long as they answer', async () => {
    const around = (flowId: number): Graph => ({
      start: 'menu',
      nodes: [
        {
          id: 'menu',
          step: {
            kind: 'choice',
            text: 'Ana menü',
            choices: [{ id: 'y', title: 'Devam' }],
            ...asking,
          },
          to: { y: 'go' },
        },
        { id: 'go', step: { kind: 'start-flow', flowId }, to: {} },
      ],
    });
    const other = await world().flow('-', asksThenSays('-'), { triggers: [] });
    const bot = await world().flow('turla', around(other.id));
    const graph = around(bot.id);
    const { status } = await world().api.put(`/whatsapp/bots/${bot.id}`, { ...bot, graph });
    expect(status).toBe(200);
    const phone = await world().starts('turla');
    for (let taps = 1; taps <= 6; taps += 1) {
      const bubbles = world().sim.control.thread(phone);
      const menuOf = bubbles.findLast(({ direction }) => direction === 'out');
      world().sim.control.act.press(phone, menuOf?.wamid ?? '', 'Devam');
      await world().answers(phone, taps + 1);
    }
    const runs = await world().runs(bot.id);
    expect(runs.map(({ state }) => state)).toEqual([
      'waiting',
      ...Array.from({ length: 6 }, () => 'done'),
    ]);
  });
};
