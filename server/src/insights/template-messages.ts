import type { Knex } from 'knex';
import {
  addByButton,
  addUp,
  bucketOf,
  noCounts,
  selectPresses,
  type BucketCounts,
  type Presses,
  type RecipientRow,
} from '../campaigns/public';
import { contactTable } from '../contacts/public';
import type { TemplateUseCount } from '../contracts/templates';
import { messageTable, RANK } from '../conversations/public';
import type { CostGroup } from '../prices/public';
import { turnOfTheLoop } from '../kernel/turn';
import type { Sql } from '../strapi/db';
import { templateTable } from '../templates/public';

const MESSAGES = messageTable.table;

/** Messages of a template that were written from one instant on and before another; absent: until now. */
interface Span {
  templateId: number;
  from: number;
  before?: number;
}

/** Single messages of a template: of chats, bots, automations and the API. Tests are left out. */
const sentIn = (sql: Sql, { templateId, from, before }: Span): Knex.QueryBuilder => {
  const query = sql(`${MESSAGES} as r`)
    .where('r.template_id', templateId)
    .where('r.at', '>=', from)
    .whereNull('r.test_of');
  return before === undefined ? query : query.where('r.at', '<', before);
};

/** As many as one statement reads. */
const PIECE = 5_000;

/** The span in pieces of few messages: no statement is long, and others come in between. */
const byPieces = async (
  sql: Sql,
  { templateId, from, before }: Span,
  each: (piece: Span) => Promise<void>
): Promise<void> => {
  for (let lo = from; ;) {
    const span = before === undefined ? { templateId, from: lo } : { templateId, from: lo, before };
    const next = sentIn(sql, span).orderBy('r.at').limit(PIECE).select('r.at as at').as('piece');
    const [row] = (await sql.from(next).max({ hi: 'at' })) as { hi: unknown }[];
    if (row?.hi === null || row?.hi === undefined) return;
    const end = Number(row.hi) + 1;
    await each({ templateId, from: lo, before: end });
    lo = end;
    await turnOfTheLoop();
  }
};

/** What became of them. */
export const countMessages = async (sql: Sql, span: Span): Promise<BucketCounts> => {
  const counts = noCounts();
  await byPieces(sql, span, async (piece) => {
    const rows = (await sentIn(sql, piece)
      .groupBy('r.state', 'r.rank')
      .select('r.state as state', 'r.rank as rank')
      .count({ n: '*' })) as { state: RecipientRow['state'] | null; rank: unknown; n: unknown }[];
    for (const { state, rank, n } of rows)
      if (state !== null) counts[bucketOf({ state, rank: Number(rank) })] += Number(n);
  });
  return counts;
};

/** Adds taps on their quick replies to the sums of the buttons; of one message everybody who pressed is one. */
export const addPressesOfMessages = (
  sql: Sql,
  buttons: Presses['buttons'],
  span: Span
): Promise<void> =>
  byPieces(sql, span, async (piece) => {
    const presses = sentIn(sql, piece)
      .join(`${MESSAGES} as m`, 'm.context_key', 'r.wamid_key')
      .where('m.direction', 'in')
      .where('m.type', 'button');
    await addByButton(sql, buttons, sql.from(selectPresses(sql, presses).as('p')));
  });

interface Delivered {
  country: string | null;
  category: string | null;
  type: string | null;
  currency: string | null;
  charged: unknown;
  n: unknown;
}

/**
 * Those that were delivered, as prices ask for them; each at the beginning of the stretch in which it was written. `turns`:
 * instants from which other prices hold, the earliest first.
 */
export const deliveredMessages = async (
  sql: Sql,
  {
    templateId,
    category,
    from,
    turns,
  }: { templateId: number; category: string; from: number; turns: readonly number[] }
): Promise<CostGroup[]> => {
  const groups = new Map<string, CostGroup>();
  const add = (row: Delivered, at: number): void =>
    addUp(groups, {
      country: row.country,
      category: row.category ?? category.toLowerCase(),
      type: row.type,
      at,
      inWindow: false,
      count: Number(row.n),
      ...(row.currency === null
        ? {}
        : { charged: { currency: row.currency, micros: Number(row.charged) } }),
    });
  const starts = [from, ...turns];
  for (const [index, at] of starts.entries()) {
    const before = starts[index + 1];
    const stretch = { templateId, from: at, ...(before === undefined ? {} : { before }) };
    await byPieces(sql, stretch, async (piece) => {
      const rows = (await sentIn(sql, piece)
        .leftJoin(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
        .where('r.rank', '>=', RANK.delivered)
        .groupBy('c.country', 'r.price_category', 'r.price_type', 'r.charged_currency')
        .select('c.country as country', 'r.price_category as category', 'r.price_type as type')
        .select('r.charged_currency as currency')
        .sum({ charged: 'r.charged_micros' })
        .count({ n: '*' })) as Delivered[];
      for (const row of rows) add(row, at);
    });
  }
  return [...groups.values()];
};

/** When a single message of each template was written last: one look into the index for each. */
export const lastMessagePerTemplate = async (sql: Sql): Promise<TemplateUseCount[]> => {
  const last = sql(`${MESSAGES} as m`)
    .where('m.template_id', sql.ref('t.id'))
    .whereNull('m.test_of')
    .orderBy('m.at', 'desc')
    .limit(1)
    .select('m.at')
    .as('last');
  const rows = (await sql(`${templateTable.table} as t`).select('t.id as id', last)) as {
    id: unknown;
    last: unknown;
  }[];
  return rows.flatMap(({ id, last: at }) =>
    at === null ? [] : [{ templateId: Number(id), campaigns: 0, bots: 0, lastAt: Number(at) }]
  );
};
