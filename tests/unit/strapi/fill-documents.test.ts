import Database from 'better-sqlite3';
import { fillSql } from '../../../server/src/strapi/fill-documents';

describe('document ids for rows without one', () => {
  it('finds each row by its id on SQLite, not by all that have none: a start after an import is not held up', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, document_id TEXT)');
    db.exec('CREATE INDEX people_documents ON people (document_id)');
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${fillSql('sqlite', 'people')}`).all('[]') as {
      detail: string;
    }[];
    db.close();
    expect(plan.map(({ detail }) => detail)).toContain(
      'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)'
    );
  });
});
