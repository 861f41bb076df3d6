import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createDatabase, type TestDatabase } from '../../support/boot-strapi';
import { TYPESCRIPT } from '../../support/typescript';

const root = path.resolve(__dirname, '../../..');
const children = new Set<ChildProcess>();

/** Starts a Strapi of its own on this database; answers how it came out. */
const start = async (database: TestDatabase, env: Record<string, string> = {}) => {
  const child = spawn(
    process.execPath,
    [...TYPESCRIPT, path.join(__dirname, 'one-process-app.ts')],
    {
      cwd: root,
      env: { ...process.env, ...database.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }
  );
  children.add(child);
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = await new Promise<boolean>((resolve) => {
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (/^ready$/m.test(output)) resolve(true);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    void ended.then(() => resolve(false));
  });
  return {
    ready,
    output: () => output,
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
};

describe('SQLite serves one process', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase('sqlite');
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.drop();
  });

  it('a second process refuses to start and says what to do; after a kill the next one starts at once', async () => {
    const first = await start(database);
    expect(first.ready ? '' : first.output()).toBe('');

    const second = await start(database);
    expect(second.ready).toBe(false);
    expect(second.output()).toMatch(/refused: .*another process already uses the SQLite database/);
    expect(second.output()).toMatch(/stop the other one, or use PostgreSQL or MySQL/);

    await first.end('SIGKILL');
    const third = await start(database);
    expect(third.ready ? '' : third.output()).toBe('');

    await third.end('SIGTERM');
    const fourth = await start(database);
    expect(fourth.ready ? '' : fourth.output()).toBe('');
    await fourth.end('SIGTERM');
  }, 180_000);

  it('an app that is set to be a worker refuses to start, also alone', async () => {
    const worker = await start(database, { WHATSAPP_SERVE: 'worker' });
    expect(worker.ready).toBe(false);
    expect(worker.output()).toMatch(
      /refused: .*SQLite serves one process only.*PostgreSQL or MySQL/
    );
  });
});
