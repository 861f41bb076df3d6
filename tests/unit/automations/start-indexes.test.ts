import knex, { type Knex } from 'knex';
import { summaryOf } from '../../../server/src/automations/start-store';
import { automationTable, startTable, type StartRow } from '../../../server/src/automations/tables';
import { indexNameOf, snake, writeRow, type Table } from '../../../server/src/strapi/table';

const TEXTS = new Set(['string', 'text', 'json']);

/** A table with all its columns and indexes. */
const makeTable = (db: Knex, def: Table) =>
  db.schema.createTable(def.table, (table) => {
    table.increments('id');
    for (const [name, { kind }] of Object.entries(def.columns))
      table.specificType(snake(name), TEXTS.has(kind) ? 'text' : 'integer');
    for (const { columns } of def.indexes)
      table.index(columns.map(snake), indexNameOf(def, columns));
  });

describe('the list of automations among 90 days of starts', () => {
  let db: Knex;
  let made = 0;

  const start = async (automationId: number, more: Partial<StartRow>): Promise<void> => {
    made += 1;
    const row = { automationId, startKey: `${made}`, result: 'started' as const, ...more };
    await db(startTable.table).insert(writeRow(startTable, row));
  };

  beforeEach(async () => {
    db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    for (const def of [automationTable, startTable]) await makeTable(db, def);
    for (const id of [1, 2, 3])
      await db(automationTable.table).insert({ id, name: 'x', bot_id: 1 });
  });
  afterEach(() => db.destroy());

  it('[E-02] says when each of them started last, and what waits, by the index that ends with the time', async () => {
    await start(1, { at: 10 });
    await start(1, { at: 30 });
    await start(1, { at: 40, result: 'skipped' });
    await start(1, { at: 50, result: 'held' });
    await start(1, { at: 60, result: 'held' });
    await start(2, { at: 70 });
    const asked: { sql: string; bindings: unknown[] }[] = [];
    db.on('query', (query: { sql: string; bindings: unknown[] }) => void asked.push(query));
    const summary = await summaryOf(db, [1, 3]);
    expect([...summary]).toEqual([
      [1, { lastAt: 30, waiting: 2 }],
      [3, { lastAt: null, waiting: 0 }],
    ]);
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked;
    const plan: unknown = await db.raw(`EXPLAIN QUERY PLAN ${sql}`, bindings as never);
    const details = (plan as { detail: string }[]).map(({ detail }) => detail);
    const index = indexNameOf(startTable, ['automationId', 'result', 'at']);
    const searches = details.filter((one) => one.includes(startTable.table));
    expect(searches).toEqual([
      expect.stringMatching(new RegExp(`^SEARCH .* ${index} `)),
      expect.stringMatching(/^SEARCH .*\(automation_id=\? AND result=\?\)/),
    ]);
    expect(details.join()).not.toContain('TEMP B-TREE');
  });
});
