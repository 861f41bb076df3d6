import { rooms } from '../../../server/src/rooms';
import { snake, type Column, type Table } from '../../../server/src/strapi/table';

/** Every table of the plugin, as its rooms define them. */
export const pluginTables: Table[] = rooms.flatMap((room) => room.tables ?? []);

const far = 4_000_000_000_000;

/** Values that keep a running engine away from the row: it shall be found again as it was left. */
const quiet: Record<string, Record<string, unknown>> = {
  'webhook-event': { state: 'parked' },
  'webhook-change': { state: 'parked' },
  'feed-event': { at: far },
  message: { state: 'received', direction: 'in' },
  recipient: { state: 'left' },
  campaign: { state: 'draft', when_kind: 'now' },
  conversation: { status: 'closed' },
  lease: { until_ms: far },
  instance: { beat_ms: far },
};

const valueOf = (column: Column, name: string, n: number): unknown => {
  switch (column.kind) {
    case 'bool':
      return true;
    case 'json':
      return JSON.stringify({ n, text: 'ş "quoted" 🙂' });
    case 'float':
      return n + 0.5;
    case 'int':
      return n;
    case 'big':
      return 1_700_000_000_000 + n;
    case 'text':
      return `text of ${name} ${n} – ğüşiöç 🙂`;
    case 'string':
      return `${name}${n}`.slice(-(column.length ?? 64));
  }
};

/** A row with a value in every column, different for each `n`. */
export const rowOf = (table: Table, n: number): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => [snake(name), valueOf(column, name, n)])
  ),
  // A relation target without its document id would get one at the next start.
  ...(table.related ? { document_id: `document${n}` } : {}),
  ...quiet[table.name],
});
