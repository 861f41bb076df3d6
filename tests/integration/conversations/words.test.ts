import { databases } from '../../support/boot-strapi';
import { unsearchable } from '../../support/words-audit';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MESSAGE = 'plugin::whatsapp.message' as never;

interface Found {
  hits: { messageId: number; excerpt: { text: string }[] }[];
}

/** However a message came to be, the search finds it by its words. */
describe.each(databases())('every message is in the search, on %s', (database) => {
  let world: World;
  const knex = () => world.strapi.db.connection;
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
    world = await startWorld({ database });
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
