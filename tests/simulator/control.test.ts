import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { TYPESCRIPT } from '../support/typescript';
import { orderReady, startStage, until, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const sim = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<{ status: number; body: Json }> => {
  const response = await fetch(`${stage.sim.url}/_sim${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
};

describe('the control API', () => {
  it('lets a customer write, react, go offline and come back', async () => {
    const sent = await sim('POST', `/people/${AYSE}/act/text`, { body: 'hello' });
    expect(sent.body['result']).toMatch(/^wamid\./);
    await sim('POST', `/people/${AYSE}/act/react`, { wamid: sent.body['result'], emoji: '👍' });
    await sim('POST', `/people/${AYSE}/act/offline`);
    expect((await sim('GET', `/people/${AYSE}`)).body).toMatchObject({
      online: false,
      name: 'Ayşe Yılmaz',
    });
    await until(() => stage.receiver.messages().length === 2);
  });

  it('says what is wrong, with the field', async () => {
    expect(await sim('PATCH', '/config', { window: 'maybe' })).toEqual({
      status: 400,
      body: { error: 'window must be one of async, sync, off' },
    });
    expect(await sim('POST', `/people/${AYSE}/act/text`, {})).toEqual({
      status: 400,
      body: { error: 'body is required.' },
    });
    expect((await sim('POST', '/people/nobody/act/text', { body: 'x' })).status).toBe(404);
    expect((await sim('POST', '/people', { name: 'X', phone: 'abc' })).status).toBe(400);
    expect((await sim('POST', '/clock/advance', { ms: -1 })).status).toBe(400);
  });

  it('refuses orders from pages of another origin', async () => {
    expect((await sim('POST', '/reset', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('counts and finds accepted messages by token, and names tokens accepted twice', async () => {
    for (const token of ['a', 'b', 'b'])
      await stage.send({ ...orderReady(`+${AYSE}`), biz_opaque_callback_data: token });
    expect((await sim('GET', '/ledger/count?token=b')).body).toEqual({ count: 2 });
    expect((await sim('GET', '/ledger/doubled')).body).toEqual({ tokens: ['b'] });
    expect((await sim('GET', '/ledger?to=905321110001&limit=2')).body).toMatchObject({
      total: 3,
      entries: [{ token: 'a' }, { token: 'b' }],
    });
  });

  it('forgets everything but settings and webhook on reset', async () => {
    await sim('PATCH', '/config', { statuses: { sentMs: 7 } });
    await stage.send(orderReady(`+${AYSE}`));
    await sim('POST', '/faults', { kind: 'http' });
    await sim('POST', '/reset', {});
    expect((await sim('GET', '/state')).body).toMatchObject({ ledger: 0, connected: true });
    expect((await sim('GET', '/config')).body).toMatchObject({ statuses: { sentMs: 7 } });
    expect((await sim('GET', '/faults')).body).toEqual([]);
    stage.sim.control.act.text(AYSE, 'after');
    await until(() => stage.receiver.messages().length === 1);
  });

  it('adds many customers at once, leaves alone who is there, and opens windows of earlier', async () => {
    const people = [
      { name: 'Another Ayşe', phone: `+${AYSE}` },
      { name: 'Maya Patel', phone: '+14165550134', language: 'en' },
    ];
    expect(await sim('POST', '/people', { people })).toMatchObject({ body: { added: 1 } });
    expect(stage.sim.control.people.get(AYSE).name).toBe('Ayşe Yılmaz');
    const almostADay = { phoneNumberId: stage.pnid, at: stage.sim.control.now() - 23.9 * 3600_000 };
    await sim('POST', '/people/14165550134/window', almostADay);
    const answer = { to: '+14165550134', type: 'text', text: { body: 'Hello' } };
    const [first] = (await stage.send(answer)).body['messages'] as { id: string }[];
    stage.sim.control.advance(600_000);
    const [second] = (await stage.send(answer)).body['messages'] as { id: string }[];
    const failed = (id = '') => stage.sim.control.ledger.get(id)?.failedCode;
    await until(() => failed(second?.id) === 131047);
    expect(failed(first?.id)).toBe(0);
  });

  it('streams which customers changed', async () => {
    const abort = new AbortController();
    const response = await fetch(`${stage.sim.url}/_sim/live`, { signal: abort.signal });
    const reader = response.body?.getReader();
    let seen = '';
    const reading = (async () => {
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return;
        seen += Buffer.from(chunk.value).toString();
      }
    })().catch(() => undefined);
    const { id } = stage.sim.control.people.get(AYSE);
    stage.sim.control.act.text(AYSE, 'hi');
    await until(() => seen.includes(`"${id}"`));
    abort.abort();
    await reading;
  });

  it('serves the phone page with its script and style', async () => {
    const page = await fetch(`${stage.sim.url}/`);
    expect(await page.text()).toContain('/phone.js');
    const [script, style] = await Promise.all(
      ['/phone.js', '/phone.css'].map((path) => fetch(stage.sim.url + path))
    );
    expect(script?.headers.get('content-type')).toContain('javascript');
    expect((await style?.text())?.length).toBeGreaterThan(1000);
  });
});

const run = (args: string[]): Promise<{ code: number | null; out: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, 'simulator/src/cli.ts', ...args], {
      cwd: resolve(__dirname, '../..'),
    });
    let out = '';
    const take = (chunk: Buffer): void => {
      out += chunk.toString();
      if (out.includes('Customer phone:')) child.kill('SIGTERM');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (code) => done({ code, out }));
  });

describe('the command', () => {
  it('prints what to paste and where the phone is, and ends on SIGTERM', async () => {
    const { code, out } = await run(['simulate', '--port', '0', '--token', 'my-token']);
    expect(out).toMatch(/Base URL +http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toContain('my-token');
    expect(out).toMatch(/Customer phone: http:\/\/localhost:\d+\//);
    expect(code).toBe(0);
  });
  it('says in one sentence that its port is taken and exits 1', async () => {
    const { code, out } = await run(['--port', String(stage.sim.port)]);
    expect(out.trim()).toBe(
      `Port ${stage.sim.port} is already in use. Choose another one with --port or SIMULATOR_PORT.`
    );
    expect(code).toBe(1);
  });
  it('lets a fleet go, and says to whom one may write', async () => {
    const args = ['--port', '0', '--fleet', '25', '--seed', '7', '--chance', 'read=0.5'];
    const { code, out } = await run([...args, '--delay', 'reply=0-10']);
    expect(out).toContain('Fleet: 25 people, +905550000000 to +905550000024');
    expect(code).toBe(0);
  });
  it.each([
    [['--help'], 0, /^Usage: strapi-plugin-whatsapp simulate.*--webhook-url <url>.*--help/s],
    [['--prot', '3'], 1, /^Unknown option '--prot'\. Try --help\.$/],
    [['--port', '70000'], 1, /^Port "70000" is not a number between 0 and 65535\.$/],
    [['--webhook-url', 'shop'], 1, /^--webhook-url must start with http:\/\/ or https:\/\/\.$/],
    [['start'], 1, /^Unknown command "start"\. The only command is simulate\. Try --help\.$/],
    [['simulate', 'now'], 1, /^"now" is not understood\. Try --help\.$/],
    [['--fresh'], 1, /^--fresh needs --state with the folder to forget\.$/],
    [['--seed', '3'], 1, /^--seed needs --fleet with a number of people\.$/],
    [['--fleet', 'many'], 1, /^--fleet many: how many people\? A whole number from 1 to \d+\.$/],
    [['--fleet', '9', '--chance', 'read=2'], 1, /^--chance read=2: write it like read=0\.8, .*$/],
    [['--fleet', '9', '--delay', 'read=5-1'], 1, /^--delay read=5-1: write it like .*$/],
    [['--port', '0', '--host', '192.0.2.1'], 1, /^This machine has no address "192\.0\.2\.1"\..*$/],
  ])('answers %j in one sentence', async (args, exit, says) => {
    const { code, out } = await run(args);
    expect(out.trim()).toMatch(says);
    expect(code).toBe(exit);
  });
});
