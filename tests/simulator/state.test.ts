import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator, type SimulatorOptions } from '../../simulator/src/start';
import { TYPESCRIPT } from '../support/typescript';
import { startStage, text, until, wamidOf, type Json, type Stage } from './receiver';
import { deskOf } from './template-desk';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const ANNA = '4915112340002'; // her phone is off
const LATER = 3600_000;

let folder: string;
let stage: Stage;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-simulator-'));
});
afterEach(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: SimulatorOptions = {}): Promise<Stage> => {
  stage = await startStage({ state: folder, ...options });
  return stage;
};
/** Another process on another port, with a receiver elsewhere. */
const startAgain = async (options: SimulatorOptions = {}): Promise<Stage> => {
  await stage.close();
  return start(options);
};
const stateFile = (): string => path.join(folder, 'state.json');
const said = (to: string): unknown[] => stage.sim.control.thread(to).map(({ content }) => content);
const statusesOf = (wamid: string): unknown[] =>
  stage.receiver.statuses().flatMap((one) => (one['id'] === wamid ? [one['status']] : []));

const { create, node, verdicts } = deskOf(() => stage);

describe('after a second start', () => {
  it('customers, threads, windows, files and templates are as they were', async () => {
    await start({ config: { templates: { reviewMs: 0 } } });
    const { act, people } = stage.sim.control;
    people.add({ name: 'Maya Patel', phone: '14165550134', language: 'en' });
    people.changePhone(MEHMET, '905321119999');
    people.changeUserId(AYSE);
    act.block('447700900101', true);
    act.text('14165550134', 'Is the lamp still there?');
    act.media(AYSE, { bytes: Buffer.from('cups'), mimeType: 'image/png', caption: 'Fincanlar' });
    await stage.send(text(AYSE, 'Çok güzel'));
    await create();
    await until(() => verdicts().length === 1);
    await stage.sim.control.deliveries.idle();
    const look = () => ({
      people: stage.sim.control.people.list(),
      maya: said('14165550134'),
      ayse: said(AYSE),
      templates: stage.sim.control.templates.list(),
    });
    const before = look();

    await startAgain();
    expect(look()).toEqual(before);
    const [file] = stage.sim.control.thread(AYSE);
    const mediaId = String(file?.content['id']);
    expect(stage.sim.control.media.get(mediaId)?.bytes.toString()).toBe('cups');
    expect(node('shipped')?.['status']).toBe('APPROVED');
    // Her window is open: the answer arrives.
    const wamid = wamidOf(await stage.send(text('14165550134', 'It is')));
    await until(() => statusesOf(wamid).includes('delivered'));
  });

  it('somebody who writes again is the same customer, also after a third start', async () => {
    await start();
    stage.sim.control.people.add({ name: 'Maya Patel', phone: '14165550134' });
    const { bsuid } = stage.sim.control.people.get('14165550134');
    for (const again of [1, 2]) {
      await startAgain();
      const wamid = stage.sim.control.act.text('14165550134', `Me again ${again}`);
      // A start before the answer came delivers the message before again.
      const arrived = () => stage.receiver.messages().find(({ id }) => id === wamid);
      await until(() => arrived() !== undefined);
      expect(arrived()).toMatchObject({ from_user_id: bsuid });
    }
  });

  it('no message id comes twice, also where the clock stands still', async () => {
    const clock = { now: () => 1_800_000_000_000, after: () => () => undefined };
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const simulator = await startSimulator({ state: folder, clock });
      for (let i = 0; i < 5; i += 1) ids.push(simulator.control.act.text(AYSE, `${round} ${i}`));
      await simulator.close();
    }
    expect(new Set(ids).size).toBe(15);
  });

  it('simulated time has not gone back', async () => {
    await start();
    stage.sim.control.advance(LATER);
    const then = stage.sim.control.now();
    await startAgain();
    expect(stage.sim.control.now()).toBeGreaterThanOrEqual(then);
  });

  it('it is the same world; a state that cannot be read makes another one', async () => {
    await start();
    const begunAt = () => stage.sim.control.state()['begunAt'];
    const first = begunAt();
    expect(first).toEqual(expect.any(Number));
    await startAgain();
    expect(begunAt()).toBe(first);
    await stage.close();
    writeFileSync(stateFile(), '{"version": 2}');
    await start({ say: () => undefined });
    expect(begunAt()).toBeGreaterThan(Number(first));
  });

  it('settings, faults, counters and secrets are those of the new start', async () => {
    await start({ appSecret: 'first secret', token: 'first token' });
    stage.sim.control.configure({ window: 'off' });
    stage.sim.control.faults.add({ kind: 'timeout-after', times: 1 });
    stage.sim.control.act.text(AYSE, 'Merhaba');
    await startAgain({ appSecret: 'second secret', token: 'second token' });
    expect(stage.sim.control.config().window).toBe('async');
    expect(stage.sim.control.faults.list()).toEqual([]);
    expect(stage.sim.control.state()['counters']).toMatchObject({ inbound: 0, accepted: 0 });
    expect(stage.sim.account).toMatchObject({ appSecret: 'second secret', token: 'second token' });
    const kept = readFileSync(stateFile(), 'utf8');
    for (const secret of ['first secret', 'first token', 'second secret', 'second token'])
      expect(kept).not.toContain(secret);
  });
});

describe('what was on its way at the end', () => {
  it('arrives, or fails as it was going to', async () => {
    await start({ config: { statuses: { sentMs: LATER } } });
    stage.sim.control.act.text(AYSE, 'Merhaba');
    const open = wamidOf(await stage.send(text(AYSE)));
    const closed = wamidOf(await stage.send(text(MEHMET)));
    await startAgain();
    await until(() => statusesOf(open).length === 2 && statusesOf(closed).length === 1);
    expect(statusesOf(open)).toEqual(expect.arrayContaining(['sent', 'delivered']));
    expect(statusesOf(closed)).toEqual(['failed']);
    expect(stage.sim.control.ledger.get(closed)?.failedCode).toBe(131047);
    expect(stage.sim.control.pending()).toBe(0);
  });

  it('goes on from the status that was sent, and waits for a phone that is off', async () => {
    await start();
    stage.sim.control.act.text(ANNA, 'Hallo');
    const wamid = wamidOf(await stage.send(text(ANNA)));
    await until(() => statusesOf(wamid).length === 1);
    await stage.sim.control.deliveries.idle();
    await startAgain();
    await until(() => stage.sim.control.pending() === 0);
    expect(statusesOf(wamid)).toEqual([]);
    stage.sim.control.act.setOnline(ANNA, true);
    await until(() => statusesOf(wamid).length === 1);
    expect(statusesOf(wamid)).toEqual(['delivered']);
  });

  it('a template in review is decided; one that nobody reviews stays as it is', async () => {
    await start({ config: { templates: { reviewMs: LATER } } });
    await create();
    stage.sim.control.templates.seed({
      name: 'waits',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Nobody looks at this one.' }],
      status: 'PENDING',
    });
    await startAgain({ config: { templates: { reviewMs: 0 } } });
    await until(() => verdicts().length === 1);
    expect(verdicts()[0]).toMatchObject({ event: 'APPROVED', message_template_name: 'shipped' });
    expect(stage.sim.control.pending()).toBe(0);
    expect(node('waits')?.['status']).toBe('PENDING');
  });

  it('a pause for bad quality ends, and announced categories come', async () => {
    await start();
    const { templates } = stage.sim.control;
    templates.setQuality('yeni_kavrum', 'RED');
    templates.announceCategory('order_ready', 'MARKETING', { language: 'tr', inMs: LATER });
    await startAgain();
    expect(node('yeni_kavrum')?.['status']).toBe('PAUSED');
    stage.sim.control.advance(4 * LATER);
    await until(() => node('yeni_kavrum')?.['status'] === 'APPROVED');
    await until(() =>
      stage.receiver
        .changes('template_category_update')
        .some(({ value }) => value['new_category'] === 'MARKETING')
    );
  });

  it('a webhook that was refused, and one that was held back, go to the new address', async () => {
    await start();
    stage.receiver.answer = 500;
    stage.sim.control.act.text(AYSE, 'refused');
    await until(() => stage.receiver.posts.length > 0);
    stage.sim.control.deliveries.hold();
    stage.sim.control.act.text(AYSE, 'held back');
    await startAgain();
    await until(() => stage.receiver.messages().length === 2);
    await stage.sim.control.deliveries.idle();
    expect(stage.receiver.messages().map(({ text: words }) => (words as Json)['body'])).toEqual(
      expect.arrayContaining(['refused', 'held back'])
    );
  });

  it('waits until the app has named its address again, with what happens meanwhile', async () => {
    await start();
    stage.receiver.answer = 500;
    stage.sim.control.act.text(AYSE, 'before');
    await until(() => stage.receiver.posts.length > 0);
    await stage.close();
    const between = await startSimulator({ state: folder });
    between.control.act.text(AYSE, 'between');
    await between.close();

    const receiver = (await start({ state: path.join(folder, 'other') })).receiver;
    const simulator = await startSimulator({ state: folder });
    try {
      simulator.control.act.text(AYSE, 'meanwhile');
      expect(receiver.messages()).toEqual([]);
      await simulator.control.setWebhook({ url: receiver.url, verifyToken: 'right' });
      await until(() => receiver.messages().length === 3);
      await simulator.control.deliveries.idle();
      expect(receiver.messages().map(({ text: words }) => (words as Json)['body'])).toEqual(
        expect.arrayContaining(['before', 'between', 'meanwhile'])
      );
    } finally {
      await simulator.close();
    }
  });
});

describe('the folder', () => {
  it('is left alone unless it is named', async () => {
    const simulator = await startSimulator();
    simulator.control.act.text(AYSE, 'Merhaba');
    await simulator.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('holds files of messages as files, and loses those that are gone', async () => {
    await start();
    const { act, media } = stage.sim.control;
    act.media(AYSE, { bytes: Buffer.from('one'), mimeType: 'image/png' });
    act.media(AYSE, { bytes: Buffer.from('two'), mimeType: 'image/png' });
    await startAgain();
    const names = readdirSync(path.join(folder, 'media'));
    expect(
      names.map((name) => readFileSync(path.join(folder, 'media', name), 'utf8')).sort()
    ).toEqual(['one', 'two']);
    expect(media.drop(names[0] ?? '')).toBe(true);
    stage.sim.control.media.drop(names[0] ?? '');
    await startAgain();
    expect(readdirSync(path.join(folder, 'media'))).toEqual([names[1]]);
    expect(readdirSync(folder).sort()).toEqual(['media', 'state.json']);
  });

  it('is written at most once a second while much happens', async () => {
    await start();
    const seen = new Set([statSync(stateFile()).ino + statSync(stateFile()).mtimeMs]);
    const end = Date.now() + 2500;
    while (Date.now() < end) {
      await stage.send(text(AYSE));
      const { ino, mtimeMs } = statSync(stateFile());
      seen.add(ino + mtimeMs);
    }
    expect(seen.size).toBeGreaterThanOrEqual(2);
    expect(seen.size).toBeLessThanOrEqual(4);
  });

  it.each([
    ['a text that is no JSON', '{"version": 1, "peop', /it is not JSON/],
    ['another version', '{"version": 2}', /its version is 2/],
    [
      'something else',
      '{"version": 1, "startedAt": 1}',
      /"clockOffsetMs" is not what it should be/,
    ],
  ])('with %s is moved aside, and one line says so', async (_what, content, reason) => {
    writeFileSync(stateFile(), content);
    const lines: string[] = [];
    await start({ say: (line) => void lines.push(line) });
    expect(stage.sim.control.people.get(AYSE).name).toBe('Ayşe Yılmaz');
    expect(lines).toEqual([expect.stringMatching(reason)]);
    const aside = readdirSync(folder).filter((name) => name.startsWith('unreadable-'));
    expect(aside).toHaveLength(1);
    expect(lines[0]).toContain(aside[0]);
    expect(readFileSync(path.join(folder, aside[0] ?? '', 'state.json'), 'utf8')).toBe(content);
    await startAgain({ say: (line) => void lines.push(line) });
    expect(lines).toHaveLength(1);
  });

  it('is forgotten by --fresh, with nothing of others that lies in it', async () => {
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    await start();
    stage.sim.control.act.text(AYSE, 'Merhaba');
    stage.sim.control.act.media(AYSE, { bytes: Buffer.from('cups'), mimeType: 'image/png' });
    await startAgain({ fresh: true });
    expect(stage.sim.control.thread(AYSE)).toEqual([]);
    expect(stage.sim.control.media.count()).toBe(0);
    expect(readFileSync(path.join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('that cannot be written is said once, and the simulator goes on', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    const lines: string[] = [];
    const state = path.join(folder, 'file', 'below');
    await start({ state, say: (line) => void lines.push(line) });
    stage.sim.control.act.text(AYSE, 'Merhaba');
    await until(() => stage.receiver.messages().length === 1);
    await stage.close();
    expect(lines).toEqual([expect.stringMatching(/^The simulator could not keep its state: /)]);
  });
});

describe('a process that is killed', () => {
  const CLI = path.resolve(__dirname, '../../simulator/src/cli.ts');
  const running = new Set<ChildProcess>();
  afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

  /** The command line, as `npm start` runs it. Answers its address. */
  const run = async (...more: string[]): Promise<{ child: ChildProcess; url: string }> => {
    const args = [...TYPESCRIPT, CLI, 'simulate', '--port', '0', '--state', folder, ...more];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    const url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const port = /Customer phone: http:\/\/localhost:(\d+)/.exec(output)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
      child.once('exit', (code) => reject(new Error(`ended with ${String(code)}: ${output}`)));
    });
    return { child, url };
  };
  const ends = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => {
        running.delete(child);
        resolve();
      });
      child.kill(signal);
    });
  const ask = async (url: string, method: string, body?: unknown): Promise<Json> => {
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    return (await response.json()) as Json;
  };
  const thread = async (url: string): Promise<unknown[]> =>
    (await ask(`${url}/_sim/people/${AYSE}/thread`, 'GET')) as unknown as unknown[];

  it('has lost nothing that is older than a second, and a later start goes on', async () => {
    const first = await run();
    await ask(`${first.url}/_sim/people/${AYSE}/act/text`, 'POST', { body: 'Kargom nerede' });
    await until(() => readFileSync(stateFile(), 'utf8').includes('Kargom nerede'), 3000);
    await ends(first.child, 'SIGKILL');

    const second = await run();
    expect(await thread(second.url)).toMatchObject([{ content: { body: 'Kargom nerede' } }]);
    await ask(`${second.url}/_sim/people/${AYSE}/act/text`, 'POST', { body: 'Yine ben' });
    // Asked to end, it writes what is younger than a second too.
    await ends(second.child, 'SIGTERM');

    const third = await run();
    expect(await thread(third.url)).toHaveLength(2);
    await ends(third.child, 'SIGTERM');
    const fresh = await run('--fresh');
    expect(await thread(fresh.url)).toEqual([]);
  });

  it('while it wrote leaves a whole state', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { child, url } = await run();
      for (let i = 0; i < 30; i += 1)
        await ask(`${url}/_sim/people/${AYSE}/act/text`, 'POST', { body: `${round} ${i}` });
      await ends(child, 'SIGKILL');
      expect(existsSync(stateFile())).toBe(true);
      JSON.parse(readFileSync(stateFile(), 'utf8'));
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('unreadable-'))).toEqual([]);
  });
});
