import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bootStrapi } from '../../support/boot-strapi';
import { createDatabase, type TestDatabase } from '../../support/databases';
import { startChild } from '../install/child';
import { beginWorker } from '../../support/worker-process';

const command = path.resolve(__dirname, '../../../bin/strapi-plugin-whatsapp.mjs');

describe('a worker that cannot work', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await createDatabase('sqlite')));
  afterAll(() => database.drop());

  it('refuses SQLite, which serves one process, and says what to use', async () => {
    const worker = beginWorker({ env: database.env, config: {} });
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toMatch(/SQLite serves one process only.*PostgreSQL or MySQL/);
    expect(worker.output()).not.toMatch(/\n\s+at /);
  });

  it.each([
    [{ engine: 'bullmq' }, /nobody says where Redis is.*WHATSAPP_REDIS_URL/],
    [{ engine: 'rabbit' }, /whatsapp\.config\.jobs\.engine/],
    [{ serve: 'http' }, /whatsapp\.config\.jobs\.serve/],
    [{ engine: 'bullmq', redis: { adress: 'redis://x' } }, /whatsapp\.config\.jobs\.redis/],
    [{ engine: 'bullmq', redis: { url: 'mysql://u:geheim@h' } }, /must begin with redis:/],
  ])('a configuration that makes no sense is refused by its name: %j', async (jobs, why) => {
    const boot = bootStrapi({ database, config: { jobs } });
    await expect(boot).rejects.toThrow(why);
    await expect(boot).rejects.not.toThrow(/geheim/);
  });

  it('says so in a folder without Strapi, and for words it does not know', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'whatsapp-nothing-'));
    const say = async (...args: string[]) => {
      const child = startChild({
        command: process.execPath,
        args: [command, ...args],
        cwd: empty,
        env: {},
      });
      return (
        await child.line(/(?:There is no Strapi|Unknown command|.*not understood|Usage:).*/)
      )[0];
    };
    expect(await say('worker')).toMatch(/There is no Strapi in .*: run this in the folder/);
    expect(await say('work')).toMatch(
      /Unknown command "work"\. The commands are simulate and worker/
    );
    expect(await say('worker', '--http')).toMatch(/"--http" is not understood/);
    expect(await say('--help')).toMatch(/Usage: strapi-plugin-whatsapp/);
    rmSync(empty, { recursive: true });
  });
});
