import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isWithoutDatabase, stateFolderOf } from '../../../scripts/lib/simulator.mjs';

const ROOT = path.resolve('/copy');

describe('where the demo’s simulator keeps its state', () => {
  it.each([
    [{}, '/copy/playground/.tmp/data.db.simulator'],
    [{ DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: 'my.db' }, '/copy/playground/my.db.simulator'],
    [{ DATABASE_FILENAME: '../x/a.db' }, '/copy/x/a.db.simulator'],
    [{ DATABASE_FILENAME: '/tmp/a.db' }, '/tmp/a.db.simulator'],
    [
      { DATABASE_CLIENT: 'postgres' },
      '/copy/playground/.tmp/simulator-postgres-127.0.0.1-whatsapp_playground',
    ],
    [
      { DATABASE_CLIENT: 'mysql', DATABASE_HOST: 'db.local', DATABASE_NAME: 'shop' },
      '/copy/playground/.tmp/simulator-mysql-db.local-shop',
    ],
    [
      { DATABASE_CLIENT: 'postgres', DATABASE_HOST: '/var/run/pg', DATABASE_NAME: '../up' },
      '/copy/playground/.tmp/simulator-postgres-_var_run_pg-.._up',
    ],
  ])('%j: %s', (env, folder) => {
    expect(stateFolderOf(ROOT, env)).toBe(path.resolve(folder));
  });

  it('forgets it with the database file, and never with a server', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-state-'));
    const env = { DATABASE_FILENAME: path.join(folder, 'demo.db') };
    try {
      expect(isWithoutDatabase(ROOT, env)).toBe(true);
      writeFileSync(env.DATABASE_FILENAME, '');
      expect(isWithoutDatabase(ROOT, env)).toBe(false);
      expect(isWithoutDatabase(ROOT, { DATABASE_CLIENT: 'mysql' })).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
