import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually, type World } from '../../support/world';
import { apiToken, startApiWorld } from './api-world';

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
    const code = { name: 'login_code', language: 'en_US', category: 'AUTHENTICATION' };
    world.sim.control.templates.seed({
      ...code,
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
    });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    token = await apiToken(world);
    // The customer of the demo whom the examples name.
    world.sim.control.people.add({ name: 'Olivia Harper', phone: '+16045550101' });
  });
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true });
    await world.close();
  });

  const shell = async (command: string) => {
    const { stdout } = await run('sh', ['-c', command], {
      env: {
        PATH: process.env.PATH,
        CURL_HOME: home,
        STRAPI: world.url,
        PHONE: world.sim.url,
        TOKEN: token,
        ID: id,
      },
    });
    const cut = stdout.lastIndexOf('\n');
    return {
      status: Number(stdout.slice(cut + 1)),
      body: JSON.parse(stdout.slice(0, cut)) as object,
    };
  };

  const heard = (waId: string) =>
    eventually(`${waId} was heard`, async () =>
      world.strapi.db
        .connection('whatsapp_conversations as v')
        .join('whatsapp_contacts as c', 'c.id', 'v.contact_id')
        .where({ 'c.wa_id': waId })
        .whereNotNull('v.window_expires_at')
        .first('v.id')
    );

  it('[X-11] each command, as it is written, gets the status that is written above it', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
    for (const { status, command } of examples) {
      const answer = await shell(command);
      expect([command, answer.status]).toEqual([command, status]);
      // What she writes is read a moment later.
      if (command.includes('/act/text')) await heard('16045550101');
      const { data } = answer.body as { data?: { id?: number } | null };
      if (data?.id && command.includes('/messages')) id = String(data.id);
    }
  });
});
