import type { ContactsService } from '../../../server/src/contacts/public';
import { databases } from '../../support/boot-strapi';
import { unsearchable } from '../../support/words-audit';
import { eventually } from '../../support/world';
import { kindsWorld } from '../campaigns/kinds-world';
import { delivery, startArena, type Arena } from '../engine/arena';

const AYSE = '905321110001';
const OURS = '908502550001';
const MESSAGE = 'plugin::whatsapp.message' as never;

interface Found {
  hits: { messageId: number; excerpt: { text: string }[] }[];
}

/** However a message came to be, the search finds it by its words. */
describe.each(databases())('every message is in the search, on %s', (database) => {
  let world: Arena;
  const knex = () => world.knex;
  const hits = async (q: string) => {
    const path = `/whatsapp/message-search?status=all&q=${encodeURIComponent(q)}`;
    return (await world.api.get<Found>(path)).body.hits;
  };
  const rowOf = async (text: string): Promise<Record<string, unknown>> =>
    (await eventually(text, () => knex()('whatsapp_messages').where({ text }).first())) as Record<
      string,
      unknown
    >;
  /** As one row for Strapi's own ways, like a message that is here. */
  const likeThat = async (text: string, wamid: string) => {
    const [one] = await world.strapi.db.query(MESSAGE).findMany({ limit: 1 });
    const { id: _id, documentId: _doc, ...rest } = one as Record<string, unknown>;
    return { ...rest, text, body: null, wamid, wamidKey: wamid, clientId: null };
  };

  beforeAll(async () => {
    world = await startArena({ database });
    await knex()('whatsapp_accounts').update({ display_phone_number: `+${OURS}` });
    world.sim.control.act.text(AYSE, 'Merhaba, keten örtü var mı?');
    await rowOf('Merhaba, keten örtü var mı?');
  });
  afterAll(() => world.close());

  it('[C-09] the sample data: what a customer asks there, and what is answered', async () => {
    await world.api.post('/whatsapp/setup/sample');
    expect((await hits('washable'))[0]?.excerpt.map(({ text }) => text).join('')).toContain(
      'washable'
    );
    expect(await unsearchable(knex())).toEqual([]);
  });

  it('[C-09] rows that a script makes by Strapi’s own ways, one or many', async () => {
    const query = world.strapi.db.query(MESSAGE);
    await query.createMany({
      data: [
        await likeThat('Takip numarası: YK700112', 'wamid.script.1'),
        await likeThat('Lavanta sabunu bitti', 'wamid.script.2'),
      ] as never,
    });
    await query.create({ data: (await likeThat('Tekil satır geldi', 'wamid.script.3')) as never });
    expect(await hits('YK700112')).toHaveLength(1);
    expect(await hits('lavanta')).toHaveLength(1);
    expect(await hits('tekil')).toHaveLength(1);
    expect(await hits('there-is-none')).toEqual([]);
    expect(await unsearchable(knex())).toEqual([]);
  });

  it('[C-09] what campaigns and bots said, also after a merge', async () => {
    const kinds = kindsWorld(world);
    const groupId = await kinds.openGroup(2);
    const [kept = 0, gone = 0] = await kinds.idsOf(groupId);
    const botId = await kinds.bot('Bahar', ['Erguvanlar açtı, bekleriz.']);
    const byBot = await kinds.flow(groupId, botId);
    await kinds.launch(byBot);
    await world.ended(byBot);
    const byText = await kinds.text([groupId], 'Hatmi çayı yeniden rafta.');
    await kinds.launch(byText);
    await world.ended(byText);
    const contacts = world.strapi.plugin('whatsapp').service('contacts') as ContactsService;
    await knex().transaction((trx) => contacts.merge(trx, [kept, gone], Date.now()));
    await eventually(
      'both messages of the bot',
      async () => (await hits('erguvanlar')).length === 2
    );
    expect(await hits('hatmi')).toHaveLength(2);
    expect(await hits('sardunya')).toEqual([]);
    expect(await unsearchable(knex())).toEqual([]);
  });

  it('[C-09] history and echoes of the WhatsApp Business app', async () => {
    const eli = '491533010001';
    const at = String(Math.floor(Date.now() / 1000) - 600);
    const said = { timestamp: at, type: 'text' };
    const tell = async (field: string, value: Record<string, unknown>) => {
      const told = delivery(world, value) as { entry: { changes: { field: string }[] }[] };
      for (const { changes } of told.entry) for (const change of changes) change.field = field;
      await world.deliver(told);
      await world.settled();
    };
    const before = {
      ...said,
      from: eli,
      id: 'wamid.words.1',
      text: { body: 'Mürdümler geldi mi?' },
    };
    const threads = [{ id: eli, messages: [before] }];
    const metadata = { phase: 0, chunk_order: 1, progress: 100 };
    await tell('history', { history: [{ metadata, threads }] });
    const text = { body: 'Zerdaliler yarın' };
    const echo = { ...said, from: OURS, to: eli, id: 'wamid.words.2', text };
    await tell('smb_message_echoes', { message_echoes: [echo] });
    expect(await hits('mürdümler')).toHaveLength(1);
    expect(await hits('zerdaliler')).toHaveLength(1);
    expect(await hits('ayvalar')).toEqual([]);
    expect(await unsearchable(knex())).toEqual([]);
  });

  it('[C-09] the audit names a message whose words are missing', async () => {
    const row = await rowOf('Tekil satır geldi');
    const id = Number(row['id']);
    const isSqlite = database === 'sqlite';
    await knex()('whatsapp_message_texts')
      .where(isSqlite ? 'rowid' : 'message_id', id)
      .delete();
    expect(await unsearchable(knex())).toEqual([`${String(row['origin'])}: Tekil satır geldi`]);
  });
});
