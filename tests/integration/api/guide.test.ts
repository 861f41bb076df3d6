import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { World } from '../../support/world';
import { apiToken, openWindow, startApiWorld } from './api-world';

const guide = readFileSync(path.resolve(__dirname, '../../../docs/api.md'), 'utf8');
const examples = [...guide.matchAll(/```sh\n# → (\d+)\n([\s\S]*?)```/g)].map(
  ([, status, command]) => ({ status: Number(status), command: command ?? '' })
);
const run = promisify(execFile);

describe('the examples of docs/api.md', () => {
  let world: World;
  let token = '';
  let id = '';
  const home = mkdtempSync(path.join(tmpdir(), 'whatsapp-guide-'));

  beforeAll(async () => {
    // Makes every curl print its status after the answer, without changing the example.
    writeFileSync(path.join(home, '.curlrc'), 'write-out = "\\n%{http_code}"\n');
    world = await startApiWorld();
    token = await apiToken(world);
    const contactId = await openWindow(world, '905321110001');
    await world.api.post(`/whatsapp/contacts/${contactId}/consent`, {
      category: 'utility',
      action: 'opt-in',
      source: 'form',
      evidence: 'order 1007',
    });
  });
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true });
    await world.close();
  });

  const shell = async (command: string) => {
    const { stdout } = await run('sh', ['-c', command], {
      env: { PATH: process.env.PATH, CURL_HOME: home, STRAPI: world.url, TOKEN: token, ID: id },
    });
    const cut = stdout.lastIndexOf('\n');
    return {
      status: Number(stdout.slice(cut + 1)),
      body: JSON.parse(stdout.slice(0, cut)) as object,
    };
  };

  it('[X-11] each command, as it is written, gets the status that is written above it', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
    for (const { status, command } of examples) {
      const answer = await shell(command);
      expect([command, answer.status]).toEqual([command, status]);
      const { data } = answer.body as { data?: { id?: number } | null };
      if (data?.id) id = String(data.id);
    }
  });
});
