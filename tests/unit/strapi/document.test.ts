import { asDocument } from '../../../server/src/strapi/document';
import {
  contentTypeOf,
  defineTable,
  maybe,
  must,
  writeRow,
} from '../../../server/src/strapi/table';

const related = defineTable({
  name: 'kite',
  kind: 'content-type',
  description: 'A kite',
  related: { mainField: 'name' },
  columns: {
    code: must.string<string>(),
    name: must.string<string>(),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [],
});
const hot = defineTable({
  name: 'gust',
  kind: 'content-type',
  description: 'A gust',
  columns: { name: maybe.string(), addedAt: must.big() },
  indexes: [],
});

describe('rows that others may relate to', () => {
  it('get a document id and Strapi’s times from the row’s own', () => {
    const row = asDocument(
      related.table,
      writeRow(related, { name: 'a', addedAt: 1000, changedAt: 2000 })
    );
    expect(row).toMatchObject({
      name: 'a',
      created_at: new Date(1000),
      updated_at: new Date(2000),
      published_at: new Date(1000),
    });
    expect(row.document_id).toMatch(/^[a-z][a-z0-9]{23}$/);
    expect(asDocument(related.table, {}).document_id).not.toBe(row.document_id);
  });

  it('keep a document id that they bring', () => {
    expect(asDocument(related.table, { document_id: 'mine' }).document_id).toBe('mine');
  });

  it('move Strapi’s time of change with their own', () => {
    expect(writeRow(related, { changedAt: 5000 })).toEqual({
      changed_at: 5000,
      updated_at: new Date(5000),
    });
  });

  it('are left as they are in other tables', () => {
    const row = { name: 'b', added_at: 1 };
    expect(asDocument(hot.table, row)).toBe(row);
  });

  it('show their main field first, and only they are targets', () => {
    const { schema } = contentTypeOf(related);
    expect(Object.keys(schema.attributes)[0]).toBe('name');
    const visible = (table: typeof related | typeof hot) =>
      contentTypeOf(table).schema.pluginOptions['content-type-builder'].visible;
    expect([visible(related), visible(hot)]).toEqual([true, false]);
    expect(schema.pluginOptions['content-manager'].visible).toBe(false);
  });
});
