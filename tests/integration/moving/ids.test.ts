import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { actions } from '../../../server/src/contracts/permissions';
import { runtimeService } from '../../../server/src/runtime/public';
import { fromJsonColumn } from '../../../server/src/kernel/json';
import { readRow } from '../../../server/src/strapi/table';
import {
  bootStrapi,
  createDatabase,
  databases,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { exportTo, importFrom } from '../../support/data-transfer';
import { asStrapiCommand } from '../../support/strapi-command';
import { eventually } from '../../support/world';
import { pluginTables, rowOf } from '../install/fill-tables';

const types = pluginTables.filter(({ kind }) => kind === 'content-type');
const models = pluginTables.filter(({ kind }) => kind === 'model');
/** Kept by running servers, or taken up again: what counts against limits, the rights with their pace. */
const ALIVE = [
  ...['install', 'lease', 'instance', 'door', 'sequence', 'feed-event', 'text-index', 'fold-state'],
  'portfolio',
];
/** Each database to the next: every one reads an archive and writes one. */
const ways = databases().map((from, i, all) => [from, all[(i + 1) % all.length] ?? from] as const);

type Rows = Record<string, Record<string, unknown>[]>;

const addAdmin = (app: BootedStrapi, email: string): Promise<{ id: number }> =>
  app.strapi.db.query('admin::user').create({ data: { email } }) as Promise<{ id: number }>;

const graphOf = (assigneeId: number | null) => ({
  start: 'a',
  nodes: [{ id: 'a', step: { kind: 'assign', assigneeId }, to: {} }],
});

/** Rows of every table with gaps before, between and after them. */
const fillWithGaps = async ({ strapi }: BootedStrapi): Promise<void> => {
  const knex = strapi.db.connection;
  for (const [i, table] of pluginTables.entries()) {
    for (const n of [103, 111, 112, 140 + i])
      await knex(table.table).insert({ id: n, ...rowOf(table, 7_000 + n) });
  }
  const [mine, hers] = await knex('admin_users').orderBy('id').limit(2).select('id');
  await knex('whatsapp_conversations').where({ id: 103 }).update({ assignee_id: mine.id });
  await knex('whatsapp_conversations').where({ id: 111 }).update({ assignee_id: hers.id });
  await knex('whatsapp_quick_replies').where({ id: 103 }).update({ owner_id: mine.id });
  await knex('whatsapp_quick_replies').where({ id: 111 }).update({ owner_id: hers.id });
  await knex('whatsapp_quick_replies').where({ id: 112 }).update({ owner_id: 0 });
  await knex('whatsapp_teams')
    .where({ id: 103 })
    .update({ member_ids: JSON.stringify([hers.id, mine.id]) });
  for (const [id, who] of [
    [103, mine],
    [111, hers],
  ]) {
    const steps = [{ kind: 'assign', assigneeId: who.id, onFail: 'stop' }];
    await knex('whatsapp_bots')
      .where({ id })
      .update({
        steps: JSON.stringify(steps),
        graph: JSON.stringify(graphOf(who.id)),
        draft: JSON.stringify({ graph: graphOf(who.id), from: 1 }),
      });
    await knex('whatsapp_saved_views')
      .where({ id })
      .update({ filter: JSON.stringify({ owners: [who.id] }), maker_id: who.id });
  }
};

/** Every row of every content type as its room reads it. */
const rowsOf = async ({ strapi }: BootedStrapi): Promise<Rows> => {
  const all: Rows = {};
  for (const table of types)
    all[table.name] = (await strapi.db.connection(table.table).orderBy('id')).map(
      (row: Record<string, unknown>) => readRow(table, row)
    );
  return all;
};

const column = async (app: BootedStrapi, table: string, name: string): Promise<unknown> =>
  Object.fromEntries(
    (await app.strapi.db.connection(table).orderBy('id').select('id', name)).map(
      (row: Record<string, unknown>) => [row['id'], row[name]]
    )
  );

describe.each(ways)('rows of contacts exported on %s and imported on %s', (from, to) => {
  let source: TestDatabase;
  let target: TestDatabase;
  let archive: string;
  let before: Rows;
  let secret: unknown;

  const secretOf = async ({ strapi }: BootedStrapi): Promise<unknown> =>
    ((await strapi.db.connection('whatsapp_installs').orderBy('id').first('secret')) as object) ??
    null;

  beforeAll(async () => {
    archive = path.join(mkdtempSync(path.join(tmpdir(), 'whatsapp-moved-')), 'archive');
    source = await createDatabase(from);
    target = await createDatabase(to);
    const filled = await bootStrapi({ database: source, config: { engine: { workers: false } } });
    await addAdmin(filled, 'mine@example.org');
    await addAdmin(filled, 'hers@example.org');
    await fillWithGaps(filled);
    await filled.close();
    const app = await asStrapiCommand(['export'], () => bootStrapi({ database: source }));
    before = await rowsOf(app);
    secret = await secretOf(app);
    await exportTo(app.strapi, archive);
    await app.close();
  });
  afterAll(async () => {
    await source.drop();
    await target.drop();
    rmSync(path.dirname(archive), { recursive: true, force: true });
  });

  it('every row of every content type is the same under the same id', async () => {
    const other = await bootStrapi({ database: target, config: { engine: { workers: false } } });
    // Somebody else under an id of the source, then the one whom the source knows.
    await addAdmin(other, 'stranger@example.org');
    await addAdmin(other, 'stranger2@example.org');
    await addAdmin(other, 'HERS@example.org');
    await other.close();
    const app = await asStrapiCommand(['import'], () => bootStrapi({ database: target }));
    await importFrom(app.strapi, archive);
    // Strapi ends its transaction without waiting for the commit.
    await eventually('the commit', async () => (await rowsOf(app))['contact']?.length);
    const after = await rowsOf(app);
    for (const { name } of types) {
      expect(before[name]?.length).toBeGreaterThanOrEqual(4);
      expect([name, after[name]]).toEqual([name, before[name]]);
    }
    await app.close();
  });

  it('the next start does nothing by itself, under an identity of its own, until a user releases it', async () => {
    const app = await bootStrapi({ database: target });
    expect(runtimeService(app.strapi).works()).toBe(false);
    expect(await secretOf(app)).not.toEqual(secret);
    for (const { table, name } of models.filter((one) => !ALIVE.includes(one.name)))
      expect([name, await app.strapi.db.connection(table)]).toEqual([name, []]);
    await app.close();
    const again = await bootStrapi({ database: target });
    expect(runtimeService(again.strapi).works()).toBe(false);
    await again.close();
  });

  it('names colleagues by their e-mail, and nobody where nobody is that colleague', async () => {
    const app = await bootStrapi({ database: target, config: { engine: { workers: false } } });
    const users = (await app.strapi.db.connection('admin_users').select('id', 'email')) as {
      id: number;
      email: string;
    }[];
    const hers = users.find(({ email }) => email.toLowerCase() === 'hers@example.org')?.id;
    expect(hers).toBeGreaterThan(0);
    expect(await column(app, 'whatsapp_conversations', 'assignee_id')).toMatchObject({
      103: null,
      111: hers,
      112: null,
    });
    const owners = (await column(app, 'whatsapp_quick_replies', 'owner_id')) as Record<
      number,
      number
    >;
    expect(owners[111]).toBe(hers);
    expect(owners[112]).toBe(0);
    expect(owners[103]).toBeLessThan(0);
    const json = async (booted: BootedStrapi, table: string, name: string) =>
      Object.fromEntries(
        Object.entries((await column(booted, table, name)) as object).map(([id, value]) => [
          id,
          fromJsonColumn(value),
        ])
      );
    expect(await json(app, 'whatsapp_bots', 'steps')).toMatchObject({
      103: [{ kind: 'assign', assigneeId: null }],
      111: [{ kind: 'assign', assigneeId: hers }],
    });
    const graphs = await json(app, 'whatsapp_bots', 'graph');
    expect([graphs['103'], graphs['111']]).toEqual([graphOf(null), graphOf(hers ?? 0)]);
    const drafts = await json(app, 'whatsapp_bots', 'draft');
    expect([drafts['103'], drafts['111']]).toEqual(
      [null, hers ?? 0].map((id) => ({ graph: graphOf(id), from: 1 }))
    );
    const filters = await json(app, 'whatsapp_saved_views', 'filter');
    expect(filters).toMatchObject({ 111: { owners: [hers] } });
    // Nobody, not everybody.
    const { owners: away } = filters['103'] as { owners: number[] };
    expect(users.map(({ id }) => id)).not.toContain(away[0]);
    expect(away).toHaveLength(1);
    // An administrator who comes later finds what is theirs at the next start.
    const mine = await addAdmin(app, 'mine@example.org');
    await app.close();
    const later = await bootStrapi({ database: target, config: { engine: { workers: false } } });
    expect(await column(later, 'whatsapp_quick_replies', 'owner_id')).toMatchObject({
      103: mine.id,
    });
    expect(await json(later, 'whatsapp_saved_views', 'filter')).toMatchObject({
      103: { owners: [mine.id] },
    });
    await later.close();
  });

  it('a user who may configure releases it by a press; then it works', async () => {
    const app = await bootStrapi({ database: target });
    const state = async (token: string) =>
      (await app.http.get('/whatsapp/release').set('Authorization', `Bearer ${token}`)).body as {
        onHold: boolean;
      };
    const press = (token: string) =>
      app.http.post('/whatsapp/release').set('Authorization', `Bearer ${token}`);
    const token = await app.adminToken();
    const agent = await app.adminToken({ actions: [actions.chatRead] });
    expect((await state(agent)).onHold).toBe(true);
    expect((await press(agent)).status).toBe(403);
    expect(runtimeService(app.strapi).works()).toBe(false);
    expect((await press(token)).status).toBe(200);
    expect(runtimeService(app.strapi).works()).toBe(true);
    expect((await state(agent)).onHold).toBe(false);
    await app.close();
    const again = await bootStrapi({ database: target });
    expect(runtimeService(again.strapi).works()).toBe(true);
    await again.close();
  });

  it('new rows get ids above those that came, and a released database works', async () => {
    const app = await bootStrapi({ database: target, env: { WHATSAPP_IMPORT: 'release' } });
    expect(runtimeService(app.strapi).works()).toBe(true);
    const knex = app.strapi.db.connection;
    for (const table of types) {
      const { top } = (await knex(table.table).max({ top: 'id' }).first()) as { top: number };
      await knex(table.table).insert(rowOf(table, 9_000));
      const { top: next } = (await knex(table.table).max({ top: 'id' }).first()) as { top: number };
      expect([table.name, Number(next) > Number(top)]).toEqual([table.name, true]);
    }
    await app.close();
    const home = await bootStrapi({ database: target });
    expect(runtimeService(home.strapi).works()).toBe(true);
    await home.close();
  });
});
