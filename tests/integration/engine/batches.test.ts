import { conversationTable, messageTable } from '../../../server/src/conversations/public';
import { limitPersonTable } from '../../../server/src/limits/tables';
import { among } from '../../../server/src/strapi/batch';
import { contextOf } from '../../../server/src/strapi/context';
import type { Db } from '../../../server/src/strapi/db';
import { insertMany } from '../../../server/src/strapi/insert';
import { readRow } from '../../../server/src/strapi/table';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const HALF = 'half of \ud83d';

describe.each(databases())('many rows by one statement, on %s', (database) => {
  let booted: BootedStrapi;
  let db: Db;
  beforeAll(async () => {
    booted = await bootStrapi({ database });
    db = contextOf(booted.strapi as never).db;
  });
  afterAll(() => booted.close());

  const message = (n: number, change: object = {}) => ({
    conversationId: n,
    accountId: 1,
    contactId: n,
    direction: 'out' as const,
    origin: 'campaign' as const,
    type: 'template',
    body: { type: 'template', text: `Ürün "${n}" \\ 🙂\n` } as never,
    text: n === 2 ? null : `Ürün "${n}" \\ 🙂\n`,
    wamid: `wamid.${n}`,
    wamidKey: `key-${n}`,
    inLimit: n % 2 === 1,
    sample: false,
    at: 1_700_000_000_000 + n,
    ...change,
  });
  const messages = async () => {
    const raw = await db.knex(messageTable.table).orderBy('id').select<Record<string, unknown>[]>();
    return raw.map((row) => readRow(messageTable, row));
  };

  it('writes every kind of column as it was given, and leaves the others to their default', async () => {
    await insertMany(db, db.knex, {
      into: messageTable,
      rows: [message(1), message(2), message(3)],
      keys: ['wamidKey'],
    });
    const rows = await messages();
    expect(rows).toHaveLength(3);
    rows.forEach((row, i) => expect(row).toMatchObject(message(i + 1)));
    expect(rows[0]).toMatchObject({ payload: null, state: 'queued', attempt: 1, permitAt: null });
  });

  it('takes a single row, and none', async () => {
    await insertMany(db, db.knex, { into: messageTable, rows: [message(4)], keys: ['wamidKey'] });
    await insertMany(db, db.knex, { into: messageTable, rows: [], keys: ['wamidKey'] });
    expect((await messages()).at(-1)).toMatchObject(message(4));
  });

  it('leaves a row as it is whose key is there already, and writes the others', async () => {
    await insertMany(db, db.knex, {
      into: messageTable,
      rows: [message(1, { text: 'another' }), message(5)],
      keys: ['wamidKey'],
    });
    const rows = await messages();
    expect(rows.map(({ wamid }) => wamid)).toEqual([1, 2, 3, 4, 5].map((n) => `wamid.${n}`));
    expect(rows[0]?.text).toBe(message(1).text);
  });

  it('lets a row that is there take over the columns that are named', async () => {
    const place = (contactId: number, minute: number) => ({
      portfolioId: 7,
      contactId,
      at: minute * 60_000,
      minute,
      state: minute === 20 ? ('counted' as const) : ('reserved' as const),
    });
    const write = (rows: ReturnType<typeof place>[]) =>
      insertMany(db, db.knex, {
        into: limitPersonTable,
        rows,
        keys: ['portfolioId', 'contactId'],
        taken: ['minute', 'state'],
      });
    await write([place(1, 10), place(2, 10)]);
    await write([place(2, 20), place(3, 20)]);
    const rows = await db
      .knex(limitPersonTable.table)
      .where({ portfolio_id: 7 })
      .orderBy('contact_id')
      .select<Record<string, unknown>[]>();
    expect(rows.map((row) => readRow(limitPersonTable, row))).toMatchObject([
      place(1, 10),
      { ...place(2, 20), at: 600_000 },
      place(3, 20),
    ]);
  });

  it('does not lose a batch to half of an emoji', async () => {
    const body = { type: 'text', text: HALF } as never;
    await insertMany(db, db.knex, {
      into: messageTable,
      rows: [message(6, { body, text: HALF }), message(7)],
      keys: ['wamidKey'],
    });
    const [cut] = (await messages()).slice(-2);
    expect(cut).toMatchObject({ text: 'half of \ufffd', body: { text: 'half of \ufffd' } });
  });

  it('finds the rows whose number or word is in a list, and none for an empty list', async () => {
    const found = async (column: string, values: (number | string)[]) => {
      const query = db.knex(messageTable.table).modify(among(db.dialect, column, values));
      return (await query.orderBy('id').pluck('wamid')) as string[];
    };
    expect(await found('contact_id', [3, 1, 99])).toEqual(['wamid.1', 'wamid.3']);
    expect(await found('wamid_key', ['key-2', `it's "`])).toEqual(['wamid.2']);
    expect(await found('contact_id', [])).toEqual([]);
  });

  it('is for threads too, whose key has two columns', async () => {
    const thread = (contactId: number, lastMessageAt: number) => ({
      accountId: 1,
      contactId,
      status: 'closed' as const,
      origin: 'campaign',
      sample: false,
      lastMessageAt,
      openedAt: 5,
    });
    const write = (rows: ReturnType<typeof thread>[]) =>
      insertMany(db, db.knex, {
        into: conversationTable,
        rows,
        keys: ['accountId', 'contactId'],
      });
    await write([thread(1, 10), thread(2, 10)]);
    await write([thread(2, 20), thread(3, 20)]);
    const raw = await db
      .knex(conversationTable.table)
      .orderBy('contact_id')
      .select<Record<string, unknown>[]>();
    expect(raw.map((row) => readRow(conversationTable, row))).toMatchObject([
      thread(1, 10),
      thread(2, 10),
      thread(3, 20),
    ]);
  });
});
