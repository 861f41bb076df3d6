/**
 * A process that synchronises the tables of the database of DATABASE_* as a start of Strapi does, and ends. UPGRADE=older: those
 * of an older release, with a row of `rowOf(table, 1)` in each. UPGRADE=newer: those of the release after it, with its
 * migrations; sends what it finds, or dies in the middle of the migrations when UPGRADE_DIES is set.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createStrapi } from '@strapi/strapi';
import type { Core } from '@strapi/types';
import { migrations } from '../../server/src/migrations';
import { erasureTable } from '../../server/src/privacy/tables';
import { feedTable } from '../../server/src/realtime/tables';
import { rooms } from '../../server/src/rooms';
import { installTable } from '../../server/src/runtime/tables';
import { renameColumn } from '../../server/src/strapi/migrations';
import { must, readRow, type Column, type Table } from '../../server/src/strapi/table';
import { noteTable } from '../../server/src/team/tables';
import { changeTable, eventTable } from '../../server/src/webhook/tables';
import { rowOf } from '../integration/install/fill-tables';
import { fail } from './plugin-process';

export interface Upgraded {
  /** Of each table by its name, as its room reads them. */
  rows: Record<string, object[]>;
  /** Names of the indexes of notes. */
  indexes: string[];
  /** Names of the migrations that have run, once for each time. */
  ran: string[];
}

const without = (table: Table, ...columns: string[]): Record<string, Column> =>
  Object.fromEntries(Object.entries(table.columns).filter(([name]) => !columns.includes(name)));

/** Why something was parked, and who discarded it, was not kept. */
const PARKING = ['reason', 'decidedBy', 'decidedByName', 'decidedAt'];

/** Tables as they were before statuses had a queue of their own, before rows kept their ids, and before parked ones had a reason. */
const asBefore = () => {
  for (const room of rooms) room.tables = (room.tables ?? []).filter(({ name }) => name !== 'home');
  Object.assign(feedTable.columns, { pos: must.big() });
  Object.assign(erasureTable, { kind: 'model' });
  Object.assign(installTable, { columns: without(installTable, 'generation') });
  Object.assign(changeTable, { columns: without(changeTable, ...PARKING) });
  Object.assign(eventTable, {
    columns: without(eventTable, 'queue', ...PARKING),
    indexes: [
      { columns: ['hash'], unique: true },
      { columns: ['state', 'id'] },
      { columns: ['receivedAt'] },
    ],
  });
};

/** Notes had other names for their text and their time. */
const withOldNotes = () => {
  const { text, at, ...columns } = noteTable.columns;
  Object.assign(noteTable, {
    columns: { ...columns, words: text, writtenAt: at },
    indexes: noteTable.indexes.map((index) => ({
      ...index,
      columns: index.columns.map((name) => (name === 'at' ? 'writtenAt' : name)),
    })),
  });
};

const tables = () => rooms.flatMap((room) => room.tables ?? []);

/** Starts Strapi until its tables are synchronised, does `work` and ends: nothing of the plugin runs that changes rows. */
const synchronise = async (work: (strapi: Core.Strapi) => Promise<void>) => {
  const appDir = path.resolve(__dirname, '../app');
  mkdirSync(path.join(appDir, 'src/api'), { recursive: true });
  const strapi = createStrapi({
    appDir,
    distDir: appDir,
    autoReload: false,
    serveAdminPanel: false,
  });
  await strapi.register();
  const { schema } = strapi.db;
  const sync = schema.sync.bind(schema);
  schema.sync = async () => {
    await sync();
    await work(strapi);
    process.exit(0);
  };
  await strapi.bootstrap();
};

const fill = async (strapi: Core.Strapi) => {
  for (const table of tables()) await strapi.db.connection(table.table).insert(rowOf(table, 1));
};

const tell = async (strapi: Core.Strapi) => {
  const { connection: knex, dialect } = strapi.db;
  const rows: Upgraded['rows'] = {};
  for (const table of tables())
    rows[table.name] = (await knex(table.table)).map((row: Record<string, unknown>) =>
      readRow(table, row)
    );
  const schema = await dialect.schemaInspector.getSchema();
  const notes = schema.tables.find(({ name }) => name === noteTable.table);
  const found: Upgraded = {
    rows,
    indexes: (notes?.indexes ?? []).map(({ name }) => name).sort(),
    ran: (await knex('strapi_migrations_internal').where('name', 'like', 'plugin::whatsapp.%')).map(
      ({ name }: { name: string }) => name
    ),
  };
  await new Promise((resolve) => process.send?.(found, resolve));
};

const addMigration = () => {
  const table = noteTable.table;
  migrations.push({
    name: 'test-note-columns',
    up: async (trx) => {
      await renameColumn(trx, { table, from: 'words', to: 'text' });
      if (process.env.UPGRADE_DIES) process.kill(process.pid, 'SIGKILL');
      await renameColumn(trx, { table, from: 'written_at', to: 'at' });
    },
  });
};

const makeOlder = () => {
  asBefore();
  withOldNotes();
  return synchronise(fill);
};

const makeNewer = () => {
  addMigration();
  return synchronise(tell);
};

process.env.STRAPI_TELEMETRY_DISABLED = 'true';
process.env.NODE_ENV = 'test';
process.env.ENCRYPTION_KEY = 'test-encryption-key';
(process.env.UPGRADE === 'older' ? makeOlder() : makeNewer()).catch(fail);
