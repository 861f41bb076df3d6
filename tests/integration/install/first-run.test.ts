import net from 'node:net';
import { campaignTable } from '../../../server/src/campaigns/public';
import { bootStrapi, createEmptyDatabase, type BootedStrapi } from '../../support/boot-strapi';
import { eventually, QUICK } from '../../support/world';

/** Ticks of the engine that were seen to run, by the heartbeat that one of them writes. */
const beatOf = async (app: BootedStrapi): Promise<number> => {
  const row: { at?: unknown } | undefined = await app.strapi.db
    .connection('whatsapp_instances')
    .max({ at: 'beat_ms' })
    .first();
  return Number(row?.at ?? 0);
};

describe('a fresh installation without a number', () => {
  let app: BootedStrapi;
  const connected: string[] = [];

  beforeAll(async () => {
    const connect = net.Socket.prototype.connect;
    jest.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (
      this: net.Socket,
      ...args: unknown[]
    ) {
      connected.push(JSON.stringify(args[0]));
      return Reflect.apply(connect, this, args) as net.Socket;
    });
    app = await bootStrapi({ database: await createEmptyDatabase(), config: { engine: QUICK } });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await app.close();
  });

  it('[X-01] calls nobody, starts nothing and schedules nothing before a number exists', async () => {
    const due = {
      name: 'left over',
      state: 'scheduled',
      when_kind: 'now',
      scheduled_at: Date.now() - 1_000,
      run_no: 0,
      added_at: 1,
      changed_at: 1,
    };
    await app.strapi.db.connection(campaignTable.table).insert(due);
    for (let beats = 0; beats < 3; beats += 1) {
      const before = await beatOf(app);
      await eventually('another tick', async () => (await beatOf(app)) > before);
    }
    const row: { state: string } | undefined = await app.strapi.db
      .connection(campaignTable.table)
      .first();
    expect(row?.state).toBe('scheduled');
    const leases = (await app.strapi.db.connection('whatsapp_leases').pluck('name')) as string[];
    // Long work of this server (an import of people, say) needs no number.
    const local = new Set(['tick:sweep-operations']);
    const reaching = leases.filter(
      (name) =>
        /^(number|campaign):|^tick:(sweep|templates|accounts)/.test(name) && !local.has(name)
    );
    expect(reaching).toEqual([]);
    expect(connected).toEqual([]);
  });

  it('[X-01] says that nothing is configured, and answers webhooks so that Meta comes again', async () => {
    const token = await app.adminToken();
    const { body } = await app.http
      .get('/whatsapp/setup')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(body).toMatchObject({ configured: false, sample: { loaded: false, allowed: false } });
    await app.http
      .post('/api/whatsapp/webhook')
      .set('X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`)
      .send({ object: 'x' })
      .expect(503);
  });
});
