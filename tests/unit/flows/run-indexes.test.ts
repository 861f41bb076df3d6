import knex, { type Knex } from 'knex';
import { allRunsQuery, type AllRunsQuery } from '../../../server/src/contracts/run-list';
import { awaitedKey } from '../../../server/src/flows/domain/wait-event';
import { reachGoals } from '../../../server/src/flows/goal-store';
import { walkRuns } from '../../../server/src/flows/run-list';
import { dueRuns } from '../../../server/src/flows/run-store';
import { flowVersionTable, runTable, type RunRow } from '../../../server/src/flows/tables';
import { clockSql, type Db } from '../../../server/src/strapi/db';
import { indexNameOf, snake, writeRow, type Table } from '../../../server/src/strapi/table';

const TEXTS = new Set(['string', 'text', 'json']);

/** A table with all its columns and indexes. */
const makeTable = async (db: Knex, def: Table): Promise<void> => {
  await db.schema.createTable(def.table, (table) => {
    table.increments('id');
    for (const [name, { kind }] of Object.entries(def.columns))
      table.specificType(snake(name), TEXTS.has(kind) ? 'text' : 'integer');
    for (const { columns } of def.indexes)
      table.index(columns.map(snake), indexNameOf(def, columns));
  });
};

describe('runs among millions of others', () => {
  let db: Knex;
  let made = 0;

  const makeRun = async (run: Partial<RunRow>): Promise<number> => {
    made += 1;
    const facts = { factKey: `${made}`, startedAt: made, contactId: 1, botId: 1, versionId: 1 };
    await db(runTable.table).insert({ id: made, ...writeRow(runTable, { ...facts, ...run }) });
    return made;
  };

  /** Indexes by which `work` finds runs, each once. */
  const indexesOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const asked: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: { sql: string; bindings: unknown[] }) => void asked.push(query);
    db.on('query', note);
    await work();
    db.removeListener('query', note);
    const used = new Set<string>();
    for (const { sql, bindings } of asked) {
      const plan: unknown = await db.raw(`EXPLAIN QUERY PLAN ${sql}`, bindings as never);
      for (const { detail } of plan as { detail: string }[]) {
        const index = /INDEX (whatsapp_bot_runs_\w+)/.exec(detail)?.[1];
        if (index) used.add(index);
      }
    }
    return [...used].sort();
  };
  const named = (...columns: string[]) => [indexNameOf(runTable, columns)];

  const list = (asked: AllRunsQuery) => walkRuns(db, allRunsQuery.parse(asked), 50);
  const idsOf = async (asked: AllRunsQuery) => (await list(asked)).rows.map(({ id }) => id);

  beforeEach(async () => {
    db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    made = 0;
    await makeTable(db, runTable);
    await makeTable(db, flowVersionTable);
    for (const botId of [1, 2])
      await db(flowVersionTable.table).insert({ id: botId, bot_id: botId, version: 1 });
  });
  afterEach(() => db.destroy());

  it('[B-16] reads those that are due in their order, however many are', async () => {
    const free = { state: 'due', ownedUntil: 0 } as const;
    const later = await makeRun({ ...free, lane: 1, nextAt: 5, conversationId: 1 });
    const answer = await makeRun({ ...free, lane: 0, nextAt: 9, conversationId: 2 });
    const nextAt = Date.now() + 60_000;
    await makeRun({ ...free, lane: 0, nextAt, conversationId: 3 });
    const own = { dialect: 'sqlite', knex: db, now: clockSql('sqlite') } as Db;
    const due = () => dueRuns(own, { most: 20, waiting: [] });
    expect(await due()).toEqual([answer, later]);
    expect(await indexesOf(due)).toEqual(
      [named('conversationId', 'state', 'id'), named('state', 'lane', 'nextAt')].flat().sort()
    );
  });

  it('finds those whose goal something reaches by their contact, and marks no others', async () => {
    const goal = { goalKey: awaitedKey({ event: 'tag-added', value: 'aldi' }), goalUntil: 1_000 };
    const mine = await makeRun(goal);
    const others: Partial<RunRow>[] = [
      { contactId: 2 },
      { goalKey: awaitedKey({ event: 'tag-added', value: 'bakti' }) },
      { goalUntil: 10 },
      { startedAt: 600 },
    ];
    for (const other of others) await makeRun({ ...goal, ...other });
    const bought = { event: 'tag-added', value: 'ALDI', at: 500 } as const;
    const used = await indexesOf(() => reachGoals(db, [{ contactId: 1, ...bought }]));
    expect(used).toEqual(named('contactId', 'goalUntil'));
    const reached = db(runTable.table).where({ goal_at: 500 });
    expect(await reached.clone().pluck('id')).toEqual([mine]);
    // A run reaches its goal once.
    await reachGoals(db, [{ contactId: 1, ...bought, at: 700 }]);
    expect(await reached.clone().pluck('id')).toEqual([mine]);
  });

  it('writes nothing where nobody waits for such a goal', async () => {
    await makeRun({ goalKey: awaitedKey({ event: 'tag-added', value: 'aldi' }), goalUntil: 1_000 });
    const asked: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
    const facts = Array.from({ length: 1_200 }, (_, i) => ({ contactId: 5 + i, at: i }));
    await reachGoals(
      db,
      facts.map((fact) => ({ ...fact, event: 'tag-added' as const, value: `${fact.at}` }))
    );
    expect(asked).toHaveLength(3);
    expect(asked.filter((sql) => sql.startsWith('update'))).toEqual([]);
  });

  it('[B-15] lists runs of one bot in one state by an index of both, and of one reason by that', async () => {
    const mine = await makeRun({ state: 'waiting' });
    await makeRun({ state: 'waiting', botId: 2 });
    const failed = await makeRun({ state: 'failed', why: 'internal', botId: 2 });
    const ofState = await indexesOf(() => list({ botId: 1, state: 'open' }));
    expect(ofState).toEqual(named('botId', 'state', 'startedAt'));
    expect(await idsOf({ botId: 1, state: 'open' })).toEqual([mine]);
    const ofReason = await indexesOf(() => list({ reason: 'internal' }));
    expect(ofReason).toEqual(named('why', 'state', 'startedAt'));
    expect(await idsOf({ reason: 'internal' })).toEqual([failed]);
  });

  it('[B-15] lists runs at one step by the versions of their bot, also those that were stopped there', async () => {
    const at = { node: 'ask' };
    const waiting = await makeRun({ ...at, state: 'waiting' });
    const failed = await makeRun({ ...at, state: 'failed', why: 'internal' });
    await makeRun({ ...at, state: 'waiting', botId: 2, versionId: 2 });
    await makeRun({ node: 'other', state: 'waiting' });
    const used = await indexesOf(() => list({ botId: 1, node: 'ask' }));
    expect(used).toEqual(named('versionId', 'state', 'node', 'startedAt'));
    expect(await idsOf({ botId: 1, node: 'ask' })).toEqual([failed, waiting]);
    expect(await idsOf({ botId: 1, node: 'ask', state: 'open' })).toEqual([waiting]);
    expect(await idsOf({ botId: 1, node: 'ask', state: 'done' })).toEqual([]);
  });
});
