import { DateTime } from 'luxon';
import { databases } from '../../support/boot-strapi';
import { waitingWork } from '../../support/waiting';
import { eventually, startWorld, type World } from '../../support/world';
import { teamHands, type Agent } from './team-hands';

const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply', 'chat.read-all'];
const TEXTS = { tr: 'Kapalıyız', en: 'Closed' };
const AWAY = { texts: TEXTS, withBots: false };
const OURS = '908502550001';

/** Hours that ended in this minute, and when that was; in a zone in which it is about noon, so that it is one day. */
const justClosed = () => {
  const ahead = 12 - DateTime.utc().hour;
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
  const now = DateTime.now().setZone(zone);
  const span = { from: '00:00', to: now.toFormat('HH:mm') };
  const hours = { zone, week: Array.from({ length: 7 }, () => [span]), holidays: [] };
  return { hours, since: now.startOf('minute').toMillis() };
};

describe.each(databases())('where no machine may answer, on %s', (database) => {
  let world: World;
  let boss: Agent;
  const { as, knex, phone, written, thread, desk } = teamHands(() => ({
    world,
    boss,
    agents: [boss],
  }));
  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: [...CHAT, 'settings.configure'] });
  });
  afterAll(() => world.close());

  const quiet = async () => {
    await world.sim.control.deliveries.idle();
    await eventually('everything applied and done', async () => (await waitingWork(knex())) === 0);
  };
  const says = async (who: string, text: string) => {
    world.sim.control.act.text(who, text);
    await quiet();
  };
  const machines = async (id: number): Promise<number> =>
    (await thread(id)).messages.filter(({ origin }) => origin === 'system' || origin === 'bot')
      .length;
  const decided = async (id: number) => {
    const row = knex()('whatsapp_automatic_answers').where({ conversation_id: id, state: 'due' });
    await eventually('nothing due', async () => (await row.clone().first()) === undefined);
  };
  const echo = (to: string) =>
    world.sim.control.emit('smb_message_echoes', {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: world.sim.account.phoneNumberIds[0] },
      message_echoes: [
        {
          ...{ from: OURS, to, id: `wamid.silent-${to}`, type: 'text', text: { body: 'Tabii' } },
          timestamp: String(Math.floor(Date.now() / 1000)),
        },
      ],
    });

  it('[B-19] a conversation that the closing interrupts: no away message, but one when the conversation is over', async () => {
    await desk({});
    const who = phone();
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    const body = { type: 'text', clientId: `hello-there-${id}`, text: 'Buyurun' };
    const answer = await as(boss).post(`/conversations/${id}/messages`, body);
    expect(answer).toMatchObject({ status: 200 });
    const { hours, since } = justClosed();
    const spokeAt = (at: number) =>
      knex()('whatsapp_messages').where({ conversation_id: id, origin: 'agent' }).update({ at });
    await spokeAt(since - 20_000);
    await desk({ hours, away: AWAY });
    await says(who, 'tamam');
    await decided(id);
    expect(await machines(id)).toBe(0);
    await spokeAt(since - 20 * 60_000);
    await says(who, 'bir şey daha');
    await eventually('the away message', async () => (await machines(id)) === 1);
  });

  it('[B-19] somebody who is answered from the phone gets no away message', async () => {
    await desk({});
    const who = phone();
    const [talk] = await written([who]);
    const id = talk?.id ?? 0;
    const { hours, since } = justClosed();
    echo(who);
    await quiet();
    await knex()('whatsapp_messages')
      .where({ conversation_id: id, origin: 'phone' })
      .update({ at: since + 1 });
    await desk({ hours, away: AWAY });
    await says(who, 'teşekkürler');
    await decided(id);
    expect(await machines(id)).toBe(0);
    expect(await knex()('whatsapp_automatic_answers').where({ conversation_id: id })).toMatchObject(
      [{ state: 'dropped', reason: 'answered' }]
    );
  });

  it.each([
    ['Brazil', '+55 11 8765-4321', '5511987654321'],
    ['Mexico', '+52 55 1234 5678', '5215512345678'],
  ])('a number of ours in another spelling (%s) is answered by no machine', async (...given) => {
    const [, display, waId] = given;
    await knex()('whatsapp_accounts').update({ display_phone_number: display });
    await desk({ hours: justClosed().hours, away: AWAY });
    world.sim.control.people.add({ name: 'Ours', phone: waId });
    const [talk] = await written([waId], 'hello');
    const id = talk?.id ?? 0;
    expect(await knex()('whatsapp_automatic_answers').where({ conversation_id: id })).toEqual([]);
    await knex()('whatsapp_accounts').update({ display_phone_number: `+${OURS}` });
  });

  it('a number of ours that writes by user id is answered by no machine', async () => {
    await knex()('whatsapp_accounts').update({ display_phone_number: '+55 11 8765-4321' });
    await desk({ hours: justClosed().hours, away: AWAY });
    const own = (await knex()('whatsapp_contacts').where({ wa_id: '5511987654321' }).first()) as {
      id: number;
      bsuid: string;
    };
    world.sim.control.emit('messages', {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: world.sim.account.phoneNumberIds[0] },
      contacts: [{ user_id: own.bsuid, profile: { name: 'Ours' } }],
      messages: [
        {
          ...{ from_user_id: own.bsuid, id: 'wamid.silent-own', type: 'text' },
          ...{ timestamp: String(Math.floor(Date.now() / 1000)), text: { body: 'hello again' } },
        },
      ],
    });
    await quiet();
    const rows = knex()('whatsapp_automatic_answers').where({ contact_id: own.id });
    expect(await rows).toEqual([]);
    const came = knex()('whatsapp_messages').where({ contact_id: own.id, direction: 'in' });
    expect(await came).toHaveLength(2);
  });
});
