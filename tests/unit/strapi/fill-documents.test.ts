import knex from 'knex';
import { fillSql } from '../../../server/src/strapi/fill-documents';

describe('document ids for rows without one', () => {
  it('finds each row by its id on SQLite, not by all that have none: a start after an import is not held up', async () => {
    const db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    try {
      await db.raw('CREATE TABLE people (id INTEGER PRIMARY KEY, document_id TEXT)');
      await db.raw('CREATE INDEX people_documents ON people (document_id)');
      const plan = (await db.raw(`EXPLAIN QUERY PLAN ${fillSql('sqlite', 'people')}`, ['[]'])) as {
        detail: string;
      }[];
      expect(plan.map(({ detail }) => detail)).toContain(
        'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)'
      );
    } finally {
      await db.destroy();
    }
  });
});
