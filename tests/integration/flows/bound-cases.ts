import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';
import { asksThenSays, says, type FlowsWorld } from './flows-world';

type Row = Record<string, unknown>;

/** How much bots may say in a day, and how much a run may keep, in a world that the caller has. */
export const boundCases = (world: () => FlowsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const logsOf = async (botId: number) =>
    (await world().api.get<ListLogsResult>(`/whatsapp/logs?botId=${botId}`)).body.logs;
  /** More messages of bots to this person, which went so long ago. */
  const spoke = async (phone: string, count: number, agoMs: number): Promise<void> => {
    const { id } = await world().thread(phone);
    const last = (await knex()('whatsapp_messages')
      .where({ conversation_id: id, origin: 'bot' })
      .orderBy('id', 'desc')
      .first()) as Row;
    const { id: _id, document_id: _document, ...like } = last;
    const at = Date.now() - agoMs;
    const row = {
      ...{ ...like, wamid: null, wamid_key: null, wamid_tail: null },
      ...{ key_owner: null, key_hash: null, payload: null, at, accepted_at: at },
      body: JSON.stringify({ type: 'text', text: 'Eski', buttons: [] }),
    };
    const rows = Array.from({ length: count }, () => row);
    await knex().batchInsert('whatsapp_messages', rows, 10);
  };

  it('[B-17] a flow says no more after thirty messages of bots within 24 hours; older ones do not count', async () => {
    await world().flow('ilk', { start: 'a', nodes: [says('a', 'Bir')] });
    const bot = await world().flow('günlük', {
      start: 'a',
      nodes: [says('a', 'İki', 'b'), says('b', 'Üç')],
    });
    const phone = await world().starts('ilk');
    await spoke(phone, 30, DAY_MS + HOUR_MS);
    world().says(phone, 'günlük');
    expect(await world().answers(phone, 3)).toEqual(['Bir', 'İki', 'Üç']);
    expect(await world().run(bot)).toMatchObject({ state: 'done', reason: null });
    // With the three of just now: one more may go.
    await spoke(phone, 26, HOUR_MS);
    world().says(phone, 'günlük');
    expect(await world().answers(phone, 4)).toEqual(['Bir', 'İki', 'Üç', 'İki']);
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'daily-bound' });
    expect((await logsOf(bot.id)).map(({ event }) => event)).toContain('bot-daily-bound');
  });

  it('[B-15] [B-16] an answer for which a run has no more room is not saved, and the log names the value', async () => {
    const bot = await world().flow('uzun', asksThenSays('Merhaba {{ad|dost}}'));
    const phone = await world().starts('uzun');
    // Some bytes less than 64 kB, in half as many letters.
    const variables = JSON.stringify({ not: 'ş'.repeat(31_990) });
    await knex()('whatsapp_bot_runs').where({ bot_id: bot.id }).update({ variables });
    world().says(phone, 'Gülnihal');
    expect(await world().answers(phone, 2)).toEqual(['Adınız?', 'Merhaba dost']);
    const lost = (await logsOf(bot.id)).find(({ event }) => event === 'bot-value-lost');
    expect(lost).toMatchObject({ level: 'warn', details: { names: 'ad' } });
    expect(JSON.stringify(lost)).not.toContain('Gülnihal');
  });
};
