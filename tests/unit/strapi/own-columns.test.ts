import { rooms } from '../../../server/src/rooms';
import { snake } from '../../../server/src/strapi/table';

/** Columns that Strapi adds to every content type by itself. */
const OWN = [
  'id',
  'document_id',
  'created_at',
  'updated_at',
  'published_at',
  'created_by_id',
  'updated_by_id',
  'locale',
];

/** Models are bookkeeping of ours alone: Strapi adds nothing to them. */
const tables = rooms
  .flatMap((room) => room.tables ?? [])
  .filter((table) => table.kind === 'content-type');

describe('our tables', () => {
  it.each(tables.map((table) => [table.table, table] as const))(
    '%s has no column that Strapi makes too: the database would refuse the table at the start',
    (_name, table) => {
      const columns = Object.keys(table.columns).map(snake);
      expect(columns.filter((column) => OWN.includes(column))).toEqual([]);
      expect(new Set(columns).size).toBe(columns.length);
    }
  );
});
