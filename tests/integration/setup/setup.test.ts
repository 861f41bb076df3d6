import {
  campaignCountTable,
  campaignTable,
  countFromRows,
  recipientTable,
} from '../../../server/src/campaigns/public';
import { consentEventTable } from '../../../server/src/consent/public';
import { contactsService, contactTable } from '../../../server/src/contacts/public';
import { conversationTable, messageTable } from '../../../server/src/conversations/public';
import { groupMemberTable, groupsService, groupTable } from '../../../server/src/groups/public';
import { setupService } from '../../../server/src/setup/public';
import { contextOf, type Ctx } from '../../../server/src/strapi/context';
import type { SetupResult } from '../../../server/src/contracts/setup';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const TABLES = [
  contactTable,
  groupTable,
  groupMemberTable,
  conversationTable,
  messageTable,
  consentEventTable,
  campaignTable,
  recipientTable,
  campaignCountTable,
].map((one) => one.table);

describe.each(databases())('first run on %s', (client) => {
  let app: BootedStrapi;
  let sim: Simulator;
  let token: string;
  let ctx: Ctx;

  beforeAll(async () => {
    sim = await startSimulator();
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    ctx = contextOf(app.strapi);
  });
  afterAll(async () => {
    await app.close();
    await sim.close();
  });

  const call = (method: 'get' | 'post' | 'put' | 'delete', url: string) =>
    app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${token}`);
  const status = async () => (await call('get', '/setup').expect(200)).body as SetupResult;
  const stepOf = (result: SetupResult, key: string) =>
    result.steps.find((one) => one.key === key)?.state;
  const countAll = async () => {
    const counts: Record<string, number> = {};
    for (const table of TABLES)
      counts[table] = Number((await ctx.db.knex(table).count({ n: '*' }).first())?.n);
    return counts;
  };

  it('[X-01] says what is missing and whom to ask', async () => {
    const result = await status();
    expect(result).toMatchObject({
      configured: false,
      sample: { loaded: false, rows: 0, allowed: false },
    });
    expect(stepOf(result, 'number')).toBe('open');
    expect(result.administrators).toContain('Test P.');
    expect(result.done).toBe(result.steps.filter((one) => one.state === 'done').length);
  });

  it('refuses sample data without a simulator number', async () => {
    const answer = await call('post', '/setup/sample').send({}).expect(409);
    expect(answer.body.error.details).toMatchObject({ kind: 'no-simulator' });
  });

  it('[X-01] connects a number from code, reads its templates, and ticks the step', async () => {
    const input = {
      name: 'Defne Ev',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: 'verify-me',
      baseUrl: sim.url,
    };
    const first = await setupService(app.strapi).connectNumber(input);
    const again = await setupService(app.strapi).connectNumber(input);
    expect(again.id).toBe(first.id);
    expect(first.lastSync).toMatchObject({ ok: true });
    const result = await status();
    expect(result).toMatchObject({
      configured: true,
      simulator: { running: true, url: sim.url },
      sample: { allowed: true },
    });
    expect(stepOf(result, 'number')).toBe('done');
    expect(stepOf(result, 'public-url')).toBe('done');
    await expect(
      setupService(app.strapi).connectNumber({ ...input, wabaId: 'x' })
    ).rejects.toMatchObject({
      details: { field: 'wabaId' },
    });
  });

  it('[X-01] ticks the payment by hand', async () => {
    const ticked = await call('put', '/setup/payment').send({ ticked: true }).expect(200);
    expect(stepOf(ticked.body, 'payment')).toBe('done');
    await call('put', '/setup/payment').send({ ticked: 'yes' }).expect(400);
    const unticked = await call('put', '/setup/payment').send({ ticked: false }).expect(200);
    expect(stepOf(unticked.body, 'payment')).toBe('open');
  });

  it('[X-01] ticks the team when a role beside the super administrator may do something', async () => {
    await app.adminToken({ actions: ['chat.read'] });
    expect(stepOf(await status(), 'team')).toBe('done');
  });

  it('loads sample data that counts exactly, once, and removes exactly these', async () => {
    const mine = await contactsService(app.strapi).create({ name: 'Mine', phone: '+905321234567' });
    const group = await groupsService(app.strapi).create({ name: 'My group' });
    await groupsService(app.strapi).addMembers(group.id, [mine.id]);
    const before = await countAll();

    const loaded = (await call('post', '/setup/sample').send({}).expect(200)).body as SetupResult;
    expect(loaded.sample).toEqual({ loaded: true, rows: 40 + 3 + 12 + 1, allowed: true });
    const after = await countAll();
    expect(after[contactTable.table]).toBe((before[contactTable.table] ?? 0) + 40);
    expect(after[conversationTable.table]).toBe((before[conversationTable.table] ?? 0) + 12);
    await call('post', '/setup/sample').send({}).expect(200);
    expect(await countAll()).toEqual(after);
    expect(stepOf(await status(), 'people')).toBe('done');

    const [campaign] = (await ctx.db.knex(campaignTable.table).where({ sample: true })) as {
      id: number;
    }[];
    const counts = await countFromRows(ctx.db.knex, campaign?.id ?? 0);
    const kept = await ctx.db
      .knex(campaignCountTable.table)
      .where({ campaign_id: campaign?.id })
      .first();
    for (const [bucket, n] of Object.entries(counts))
      expect([bucket, Number(kept[bucket])]).toEqual([bucket, n]);
    expect(counts.seen + counts.delivered + counts.failed + counts.skipped).toBe(40);

    const [sample] = (await ctx.db.knex(contactTable.table).where({ sample: true })) as {
      id: number;
    }[];
    await groupsService(app.strapi).addMembers(group.id, [sample?.id ?? 0]);
    const removed = (await call('delete', '/setup/sample').expect(200)).body as SetupResult;
    expect(removed.sample).toMatchObject({ loaded: false, rows: 0 });
    expect(await countAll()).toEqual(before);
    expect((await contactsService(app.strapi).get(mine.id)).name).toBe('Mine');
    await call('delete', '/setup/sample').expect(200);
  });

  it('takes sample contacts out of campaigns of real contacts, and their sums follow', async () => {
    await call('post', '/setup/sample').send({}).expect(200);
    const campaignId = Number(
      (await ctx.db.knex(campaignTable.table).where({ sample: true }).first())?.id
    );
    await ctx.db.knex(campaignTable.table).where({ id: campaignId }).update({ sample: false });
    await call('delete', '/setup/sample').expect(200);
    expect(await countFromRows(ctx.db.knex, campaignId)).toMatchObject({
      seen: 0,
      delivered: 0,
      failed: 0,
      skipped: 0,
    });
    const kept = await ctx.db
      .knex(campaignCountTable.table)
      .where({ campaign_id: campaignId })
      .first();
    expect([kept.seen, kept.delivered, kept.failed, kept.skipped].map(Number)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('[X-05] shows the state to who uses the plugin, and lets only administrators of it change things', async () => {
    const agent = await app.adminToken({ actions: ['chat.read'] });
    const as = (method: 'get' | 'put' | 'post' | 'delete', url: string, who = agent) =>
      app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${who}`);
    await as('get', '/setup').expect(200);
    await as('put', '/setup/payment').send({ ticked: true }).expect(403);
    await as('post', '/setup/sample').expect(403);
    await as('delete', '/setup/sample').expect(403);
    await as('get', '/setup', await app.adminToken({ actions: [] })).expect(403);
  });
});
