import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startChild, type Child } from './child';
import { packInto, root } from './tarball';

const run = promisify(execFile);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-simulate-'));
const empty = path.join(scratch, 'empty');
const cli = path.join(empty, 'package/dist/simulator/cli.js');

beforeAll(async () => {
  if (!existsSync(path.join(root, 'dist/simulator/cli.js')))
    await run(process.execPath, ['scripts/build-simulator.mjs'], { cwd: root });
  mkdirSync(empty);
  await run('tar', ['-xzf', await packInto(scratch), '-C', empty]);
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The command of the tarball in a folder where nothing else is installed. */
describe('the simulator of the tarball, alone in an empty folder', () => {
  let child: Child;
  let base = '';
  beforeAll(async () => {
    const args = [cli, 'simulate', '--port', '0', '--fleet', '10'];
    child = startChild({ command: process.execPath, args, cwd: empty, env: {} });
    base = `http://127.0.0.1:${(await child.line(/Customer phone: http:\/\/localhost:(\d+)\//))[1]}`;
  });
  afterAll(() => child.stop());

  it('prints everything that is pasted into the settings', () => {
    for (const said of [
      new RegExp(`Base URL +${base}$`, 'm'),
      /WhatsApp Business Account ID +\d+$/m,
      /Phone number ID +\d+$/m,
      /Access token +simulator-token$/m,
      /App secret +simulator-app-secret$/m,
      /Verify token +simulator-verify-token$/m,
      /Webhooks go to +nowhere yet: --webhook-url$/m,
      /Fleet: 10 people, \+\d+ to \+\d+$/m,
    ])
      expect(child.output()).toMatch(said);
  });

  it('serves the phone with its script and its style, and the API', async () => {
    for (const [where, type] of [
      ['/', 'text/html'],
      ['/phone.js', 'text/javascript'],
      ['/phone.css', 'text/css'],
    ] as const) {
      const answer = await fetch(base + where);
      expect([where, answer.status]).toEqual([where, 200]);
      expect(answer.headers.get('content-type')).toContain(type);
    }
    const id = /Phone number ID +(\d+)/.exec(child.output())?.[1] ?? '';
    const headers = { authorization: 'Bearer simulator-token' };
    const number = await fetch(`${base}/v25.0/${id}`, { headers });
    expect(await number.json()).toMatchObject({ id });
  });
});
