import type { ConsentService } from '../../../server/src/consent/public';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { runTable, type RunRow } from '../../../server/src/flows/public';
import { nextWakeIn, wakeRuns } from '../../../server/src/flows/wait-store';
import { DAY_MS } from '../../../server/src/kernel/time';
import { contextOf } from '../../../server/src/strapi/context';
import { indexNameOf, writeRow } from '../../../server/src/strapi/table';
import { planOf } from '../../support/plan-of';
import { eventually, nextSecond } from '../../support/world';
import {
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  type FlowsWorld,
  type Graph,
} from './flows-world';

/** Announces something, waits an hour beside what ends the wait, and says what came of it. */
const announces = (ends: {
  orAnswer: boolean;
  orEvent?: { event: 'tag-added'; value: string };
}): Graph =>
  ({
    start: 'a',
    nodes: [
      says('a', 'Duyuru', 'wait'),
      {
        id: 'wait',
        step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, ...ends },
        to: { came: 'b', over: 'late' },
      },
      says('b', 'Buyurun'),
      says('late', 'Orada mısınız?'),
    ],
  }) as Graph;

/** What ends a wait, what does not, and in which order it is then spoken, in a world that the caller has. */
export const waitingCases = (world: () => FlowsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const quietHours = (hours: object | null) =>
    world().api.put('/whatsapp/settings/consent', { quietHours: hours });
  const hour = (plus: number) =>
    new Date(Date.now() + plus * 3_600_000).toISOString().slice(11, 16);
  /** The night of a person in Türkiye, three hours ahead of UTC. */
  const night = () => quietHours({ from: hour(2), to: hour(5), zone: 'UTC' });
  /** Somebody who has written. */
  const somebody = async () => {
    const phone = world().customer();
    world().says(phone, 'merhaba');
    const { contact } = await world().thread(phone);
    await world().quiet();
    return { phone, contactId: contact.id };
  };
  const consents = (contactId: number, said: object) =>
    world().api.post(`/whatsapp/contacts/${contactId}/consent`, {
      ...{ source: 'phone call', evidence: 'said so', ...said },
    });
  const isQueued = (text: string, more: { error_class?: string } = {}) =>
    eventually(`"${text}" waits to be sent`, async () => {
      const rows = knex()('whatsapp_messages').where({ text, state: 'queued', ...more });
      return (await rows.pluck('id')).length > 0;
    });
  const sleeps = (text: string) => isQueued(text, { error_class: 'quiet-hours' });

  it('[B-18] [E-10] closing a conversation that an agent had hands it back: old questions are over, and a survey is sent', async () => {
    const bot = await world().flow('kayıt', asksThenSays('Kaydettim'));
    await world().flow(
      'anket',
      { start: 'a', nodes: [says('a', 'Memnun kaldınız mı?')] },
      { triggers: [{ kind: 'event', event: 'closed', value: 'Anketli' }] }
    );
    const phone = await world().starts('kayıt');
    const { id } = await world().thread(phone);
    const change = (body: object) => world().api.put(`/whatsapp/conversations/${id}`, body);
    expect((await change({ bots: 'paused' })).status).toBe(200);
    expect((await change({ status: 'closed', closeReason: 'Anketli' })).status).toBe(200);
    expect(await world().answers(phone, 2)).toContain('Memnun kaldınız mı?');
    await world().quiet();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'person-took-over' });
    await nextSecond();
    world().says(phone, 'kayıt');
    expect((await world().answers(phone, 3)).filter((text) => text === 'Adınız?')).toHaveLength(2);
  });

  it('[B-18] [E-10] a survey an hour after the closing is not sent while the conversation is open again, and counts as no answer', async () => {
    const bot = await world().flow('anket', waitsThenSays('Nasıldı?'), {
      triggers: [{ kind: 'event', event: 'closed', value: 'Bitti' }],
      cooldownMinutes: 43_200,
    });
    const phone = await world().starts('merhaba', 0);
    await world().quiet();
    const { id } = await world().thread(phone);
    const change = (body: object) => world().api.put(`/whatsapp/conversations/${id}`, body);
    const closes = async (runs: number) => {
      expect((await change({ status: 'closed', closeReason: 'Bitti' })).status).toBe(200);
      await eventually('it waits', async () => {
        const found = await world().runs(bot.id);
        return found.length === runs && found[0]?.state === 'waiting';
      });
    };
    // Taken back, and taken back by an agent, for whom flows are held otherwise.
    for (const [n, more] of [{}, { bots: 'paused' }].entries()) {
      await closes(n + 1);
      expect((await change({ status: 'open', ...more })).status).toBe(200);
      await world().passTime();
      expect(await world().run(bot)).toMatchObject({
        ...{ state: 'stopped', reason: 'conversation-reopened' },
      });
      expect(world().phone(phone)).toEqual([]);
    }
    await closes(3);
    await world().passTime();
    expect(await world().answers(phone, 1)).toEqual(['Nasıldı?']);
  });

  it('[O-17] a word that may mean leaving is the answer where a button offers it, and else a matter for the team', async () => {
    const bot = await world().flow('seçim', menu());
    const offered = await world().starts('seçim');
    world().says(offered, 'İptal et');
    expect(await world().answers(offered, 2)).toContain('Siparişiniz iptal edildi');
    const other = await world().starts('seçim');
    world().says(other, 'Dur');
    await world().quiet();
    const { contact } = await world().thread(other);
    const row = await knex()('whatsapp_contacts').where({ id: contact.id }).first('asked_stop_at');
    expect(row?.asked_stop_at).not.toBeNull();
    const [run] = await world().runs(bot.id);
    expect(run).toMatchObject({ state: 'waiting' });
  });

  it('[B-16] a press on a question that is over goes to the team, and to no bot with that keyword', async () => {
    await world().flow('seçenek', menu());
    await world().flow('kargo', { start: 'a', nodes: [says('a', 'Kargo botu')] });
    const phone = await world().starts('seçenek');
    const bubble = world().sim.control.thread(phone).at(-1);
    const presses = (title: string) =>
      world().sim.control.act.press(phone, bubble?.wamid ?? '', title);
    presses('İptal et');
    expect(await world().answers(phone, 2)).toContain('Siparişiniz iptal edildi');
    await nextSecond();
    presses('Kargo');
    await world().silent(phone, 2);
  });

  it('[O-22] an opt-out of news of orders ends a wait, as one of marketing does', async () => {
    const bot = await world().flow('sonra', waitsThenSays('Bir saat oldu'));
    const phone = await world().starts('sonra', 0);
    await world().quiet();
    const { contact } = await world().thread(phone);
    const out = await consents(contact.id, { category: 'utility', action: 'opt-out' });
    expect(out.status).toBe(200);
    await world().passTime();
    expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'opted-out' });
    expect(world().phone(phone)).not.toContain('Bir saat oldu');
  });

  it('[O-27] an opt-out of a kind of message ends no wait: only templates of that kind are kept back', async () => {
    const kind = { key: 'firsat', category: 'utility', tr: 'Fırsatlar', en: 'Offers' };
    await world().api.put('/whatsapp/settings/consent', { topics: [kind] });
    world().sim.control.templates.seed({
      ...{ name: 'firsat_haberi', language: 'tr', category: 'UTILITY' },
      components: [{ type: 'BODY', text: 'Beklediğiniz ürün geldi.' }],
    });
    await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
    const { body } = await world().api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const templateId = body.templates.find(({ name }) => name === 'firsat_haberi')?.id ?? 0;
    const of = await world().api.put(`/whatsapp/templates/${templateId}/topic`, {
      topic: 'firsat',
    });
    expect(of.status).toBe(200);
    const [wait] = waitsThenSays('').nodes;
    const bot = await world().flow('sonra', {
      start: 'wait',
      nodes: [
        wait,
        says('end', 'Bir saat oldu', 'news'),
        { id: 'news', step: { kind: 'template', templateId }, to: {} },
      ],
    } as Graph);
    const { phone, contactId } = await somebody();
    await consents(contactId, { category: 'utility', action: 'opt-in' });
    world().says(phone, 'sonra');
    await world().quiet();
    const consent = world().strapi.plugin('whatsapp').service('consent') as ConsentService;
    const offered = [{ key: 'firsat', category: 'utility' as const, wording: null }];
    await knex().transaction((trx) =>
      consent.chooseTopics(trx, {
        ...{ contactId, offered, refused: ['firsat'], frequency: null },
        ...{ source: 'page', at: Date.now() },
      })
    );
    await world().passTime();
    expect(world().phone(phone)).toEqual(['Bir saat oldu']);
    expect((await world().run(bot)).steps).toMatchObject([
      { kind: 'wait', ok: true },
      { kind: 'text', ok: true },
      { kind: 'template', ok: false, reason: 'topic' },
    ]);
  });

  it('[M-50] a message ends no wait behind a text that sleeps until the morning: nothing is said before that', async () => {
    const bot = await world().flow('-', announces({ orAnswer: true }), { triggers: [] });
    const { phone } = await somebody();
    expect((await night()).status).toBe(200);
    await world().begins(bot, phone, { origin: 'tag', fact: `night ${phone}` });
    await sleeps('Duyuru');
    world().says(phone, 'alo');
    await eventually('it is heard', async () => {
      const heard = knex()('whatsapp_messages').where({ direction: 'in', text: 'alo' });
      return (await heard.pluck('id')).length > 0;
    });
    await world().flows().process();
    expect(await world().run(bot)).toMatchObject({ state: 'waiting' });
    expect(world().phone(phone)).toEqual([]);
    await quietHours(null);
    expect(await world().answers(phone, 1)).toEqual(['Duyuru']);
    await nextSecond();
    world().says(phone, 'buradayım');
    expect(await world().answers(phone, 2)).toEqual(['Duyuru', 'Buyurun']);
  });

  it('[M-50] what an event triggers in the night is said after the text that sleeps', async () => {
    const orEvent = { event: 'tag-added', value: 'ödedi' } as const;
    const graph = announces({ orAnswer: false, orEvent });
    const bot = await world().flow('-', graph, { triggers: [] });
    const { phone, contactId } = await somebody();
    await night();
    await world().begins(bot, phone, { origin: 'tag', fact: `event ${phone}` });
    await sleeps('Duyuru');
    await eventually('the wait', async () => (await world().run(bot)).state === 'waiting');
    await world().api.put(`/whatsapp/contacts/${contactId}`, { tags: ['ödedi'] });
    await world().flows().process();
    await isQueued('Buyurun');
    await quietHours(null);
    expect(await world().answers(phone, 2)).toEqual(['Duyuru', 'Buyurun']);
    expect(await world().run(bot)).toMatchObject({ state: 'done' });
  });

  it('[B-16] what is due is found by an index, however many wait, and without those of a paused campaign', async () => {
    const { strapi } = world();
    const { db } = contextOf(strapi);
    const at = Date.now();
    const some = (count: number, more: Pick<RunRow, 'chain' | 'nextAt'>) =>
      Array.from({ length: count }, (_, n) => ({
        ...writeRow(runTable, {
          ...{ botId: 0, botName: '', accountId: 0, contactId: 0, conversationId: 0 },
          ...{ factKey: `${more.chain} ${more.nextAt} ${n}`, state: 'waiting', waitsFor: 'time' },
          ...{ startedAt: at, ...more },
        }),
      }));
    const trx = await db.knex.transaction();
    const own = { ...db, knex: trx };
    const plan = (held: string[]) =>
      planOf(strapi, trx, {
        work: () => wakeRuns(own, held),
        wanted: (sql) => sql.includes('order by') && sql.includes('next_at'),
      });
    /** How each database says that it reads the index up to the time, and no further. */
    const bounded = {
      sqlite: /next_at<\?/,
      postgres: /Index Cond: [^"]*next_at <=/,
      mysql: /"type":"range"/,
    }[db.dialect];
    try {
      const rows = [
        ...some(2_000, { chain: null, nextAt: at + DAY_MS }),
        ...some(300, { chain: 'campaign:7', nextAt: at - 2_000 }),
        ...some(200, { chain: 'campaign:8', nextAt: at + DAY_MS }),
        ...some(1, { chain: 'campaign:8', nextAt: at - 1_000 }),
        ...some(1, { chain: null, nextAt: at - 1_000 }),
      ];
      await trx.batchInsert(runTable.table, rows, 50);
      // A small table is quicker read whole; what is asked is whether the index can answer.
      if (db.dialect === 'postgres')
        for (const way of ['seqscan', 'bitmapscan']) await trx.raw(`SET LOCAL enable_${way} = off`);
      const held = await plan(['campaign:7']);
      expect(held).toMatch(bounded);
      expect(held).toContain(indexNameOf(runTable, ['state', 'chain', 'nextAt']));
      const woken = trx(runTable.table).where({ bot_id: 0, state: 'due' });
      expect((await woken.clone().pluck('chain')).map(String).sort()).toEqual([
        ...['campaign:8', 'null'],
      ]);
      const free = await plan([]);
      expect(free).toMatch(bounded);
      expect(free).toContain(indexNameOf(runTable, ['state', 'nextAt', 'id']));
      expect(await woken.clone().pluck('id')).toHaveLength(302);
      expect(await nextWakeIn(own, 1_000)).toBeNull();
      const next = await nextWakeIn(own, DAY_MS);
      expect(next).toBeGreaterThan(0);
      expect(next).toBeLessThanOrEqual(DAY_MS);
    } finally {
      await trx.rollback();
    }
  });
};
