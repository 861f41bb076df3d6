import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  abandoned,
  cleanAbandoned,
  dataFolder,
  findProgram,
  folderPrefix,
  programFolders,
} from '../../../scripts/lib/own-servers.mjs';
import { identityFor, kinds } from '../../../scripts/lib/server-kinds.mjs';

const GB = 1024 ** 3;

describe('the data of the servers of a test run', () => {
  it('are in memory where there is enough of it, else in the folder of temporary files', () => {
    expect(dataFolder(() => 2 * GB)).toBe('/dev/shm');
    expect(dataFolder(() => 2 * GB - 1)).toBe(tmpdir());
    expect(dataFolder(() => 0)).toBe(tmpdir());
  });

  it('count as abandoned when the process in their name is gone, or is another program now', () => {
    const [mine, gone, reused] = [7, 8, 9].map((pid) => path.basename(folderPrefix('/x', pid)));
    const commands: Record<number, string> = { 7: 'node scripts/test-servers.mjs', 9: 'vim' };
    const names = [`${mine}a`, `${gone}b`, `${reused}c`, 'whatsapp-test-8-d'];
    expect(abandoned(names, (pid: number) => commands[pid] ?? '')).toEqual([
      `${gone}b`,
      `${reused}c`,
    ]);
  });

  it('are removed when they are abandoned, and nothing else is', async () => {
    const base = mkdtempSync(path.join(tmpdir(), 'own-servers-'));
    // No process has this number: Linux gives none above four million.
    mkdirSync(`${folderPrefix(base, 99_999_999)}abc/postgres`, { recursive: true });
    mkdirSync(path.join(base, 'whatsapp-prepared'));
    await cleanAbandoned([base]);
    expect(readdirSync(base)).toEqual(['whatsapp-prepared']);
    rmSync(base, { recursive: true });
  });
});

describe('the programs of a server', () => {
  it('are looked for on PATH, then where Debian keeps them, the newest PostgreSQL first', () => {
    expect(programFolders({ PATH: '/a:/b' }, ['9.6', '15', '17'])).toEqual([
      '/a',
      '/b',
      '/usr/lib/postgresql/17/bin',
      '/usr/lib/postgresql/15/bin',
      '/usr/lib/postgresql/9.6/bin',
      '/usr/sbin',
      '/usr/local/sbin',
    ]);
  });

  it('are the first that is there, or none', () => {
    const here = (file: unknown) => ['/b/initdb', '/c/initdb'].includes(String(file));
    expect(findProgram('initdb', ['/a', '/b', '/c'], here)).toBe('/b/initdb');
    expect(findProgram('mariadbd', ['/a', '/b', '/c'], here)).toBeNull();
  });
});

describe('the user of a server', () => {
  const ids = (known: Record<string, number>) => (_: string, user: string) => {
    if (known[user] === undefined) throw new Error('no such user');
    return known[user];
  };

  it('is the one who runs the tests, unless that is root', () => {
    expect(identityFor('postgres', false)).toEqual({});
    const look = ids({ postgres: 105, nobody: 65534 });
    expect(identityFor('postgres', true, look)).toEqual({ uid: 105, gid: 105 });
    expect(identityFor('mysql', true, look)).toEqual({ uid: 65534, gid: 65534 });
    expect(() => identityFor('mysql', true, ids({}))).toThrow(
      /neither a user "mysql" nor "nobody"/
    );
  });
});

describe('a server of a test run', () => {
  const line = (client: 'postgres' | 'mysql') =>
    kinds[client].command('/data', 20_001).slice(1).join(' ');

  it('listens on this machine only, on the port that it was given', () => {
    expect(line('postgres')).toMatch(/port=20001 .*listen_addresses=127\.0\.0\.1 /);
    expect(line('postgres')).toMatch(/unix_socket_directories= /);
    expect(line('mysql')).toMatch(/--port=20001 --bind-address=127\.0\.0\.1 /);
  });

  it('waits for no disk', () => {
    expect(line('postgres')).toMatch(/fsync=off .*synchronous_commit=off .*full_page_writes=off/);
    expect(line('mysql')).toMatch(/--skip-log-bin --innodb-flush-log-at-trx-commit=0/);
  });
});
