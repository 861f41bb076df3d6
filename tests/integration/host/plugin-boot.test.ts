import { createDaily, runtimeService } from '../../../server/src/runtime/public';
import { contextOf } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('the plugin on %s', (client) => {
  let app: BootedStrapi;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  it('answers its setup to a super administrator and to nobody without a token', async () => {
    const token = await app.adminToken();
    const answer = await app.http
      .get('/whatsapp/setup')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(answer.body).toMatchObject({ configured: false });
    await app.http.get('/whatsapp/setup').expect(401);
  });

  it('keeps its tables when it is switched off: Strapi drops what is not on its list', async () => {
    const key = 'persisted_tables';
    const kept = (await app.strapi.store.get({ type: 'core', key })) as (
      | string
      | { name: string }
    )[];
    const names = kept.map((one) => (typeof one === 'string' ? one : one.name));
    const ours = [...app.strapi.db.metadata.values()]
      .map(({ tableName }) => tableName)
      .filter((name) => name.startsWith('whatsapp_'));
    expect(ours.length).toBeGreaterThan(50);
    expect(ours.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('does what is due once a day once, whichever process asks and however often', async () => {
    const { db, clock } = contextOf(app.strapi);
    const { leases } = runtimeService(app.strapi);
    let now = new Date(2026, 5, 1, 12).getTime();
    const process = () => createDaily({ db, leases, clock: { ...clock, now: () => now } });
    const time = { hour: 3, minute: 17 };
    const [one, other] = [process(), process()];
    // A database that never ran it waits for its next night.
    expect(await one.ofAll('test', time)).toBe(false);
    now = new Date(2026, 5, 2, 3, 16).getTime();
    expect(await one.ofAll('test', time)).toBe(false);
    now = new Date(2026, 5, 2, 3, 17).getTime();
    expect(await other.ofAll('test', time)).toBe(true);
    expect(await one.ofAll('test', time)).toBe(false);
    // Nothing ran for days: it is made up for once.
    now = new Date(2026, 5, 9, 20).getTime();
    expect(await process().ofAll('test', time)).toBe(true);
    expect(await process().ofAll('test', time)).toBe(false);
    // What each process does for itself.
    expect([one.ofProcess('test', time), one.ofProcess('test', time)]).toEqual([true, false]);
    expect(other.ofProcess('test', time)).toBe(true);
  });
});
