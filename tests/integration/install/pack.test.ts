import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { startChild, type Child } from './child';
import {
  ensureBuilt,
  filesBelow,
  installInto,
  packInto,
  root,
  writeApp,
  type AppFacts,
} from './tarball';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'whatsapp-pack-'));
const app = path.join(scratch, 'app');
let plugin = '';
let files: string[] = [];

const textOf = (file: string): string => readFileSync(path.join(plugin, file), 'utf8');

beforeAll(async () => {
  await ensureBuilt();
  const tarball = await packInto(scratch);
  writeApp(app);
  plugin = await installInto(app, tarball);
  files = filesBelow(plugin);
}, 600_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the tarball', () => {
  const wanted = [
    /^package\.json$/,
    /^(README|CHANGELOG)\.md$/,
    /^LICENSE$/,
    /^bin\/(strapi-plugin-whatsapp|worker)\.mjs$/,
    /^dist\/(server|admin)\/index\.(js|mjs)$/,
    /^dist\/(server|admin)\/strapi-(server|admin)\.d\.ts$/,
    /^dist\/admin\/[\w-]+\.(js|mjs)$/,
    /^dist\/simulator\/cli\.js$/,
    /^dist\/simulator\/phone\/(index\.html|phone\.js|phone\.css)$/,
  ];

  it('holds what a user needs and nothing else: no tests, sources, maps or playground', () => {
    expect(files.filter((file) => !wanted.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'CHANGELOG.md',
        'dist/server/index.js',
        'dist/server/index.mjs',
        'dist/admin/index.js',
        'dist/admin/index.mjs',
        'bin/strapi-plugin-whatsapp.mjs',
        'dist/simulator/cli.js',
        'dist/simulator/phone/index.html',
      ])
    );
  });

  it('has one file of types for each of its two entries', () => {
    expect(files.filter((file) => file.endsWith('.d.ts'))).toEqual([
      'dist/admin/strapi-admin.d.ts',
      'dist/server/strapi-server.d.ts',
    ]);
  });

  it('has every file that package.json points to', () => {
    const { exports, bin } = JSON.parse(textOf('package.json')) as {
      exports: Record<string, string | Record<string, string>>;
      bin: Record<string, string>;
    };
    const targets = Object.values(exports).flatMap((entry) =>
      typeof entry === 'string'
        ? [entry]
        : Object.entries(entry).flatMap(([kind, file]) => (kind === 'source' ? [] : [file]))
    );
    for (const file of [...targets, ...Object.values(bin)]) {
      expect(files).toContain(file.replace(/^\.\//, ''));
    }
    expect(statSync(path.join(plugin, bin['strapi-plugin-whatsapp'] ?? '')).mode & 0o111).not.toBe(
      0
    );
  });

  it('names no path of the machine that built it', () => {
    const places = [
      'node_modules',
      'server',
      'admin',
      'formats',
      'simulator',
      'dist',
      'playground',
    ].map((folder) => `${root}/${folder}`);
    const telling = files.filter((file) => {
      const text = textOf(file);
      return places.some((place) => text.includes(place)) || text.includes('sourceMappingURL=');
    });
    expect(telling).toEqual([]);
  });

  it('requires at run time only packages that it depends on', () => {
    const { dependencies, peerDependencies } = JSON.parse(textOf('package.json')) as Record<
      'dependencies' | 'peerDependencies',
      Record<string, string>
    >;
    const known = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
    const required = [...textOf('dist/server/index.js').matchAll(/\brequire\("([^"]+)"\)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('node:') && !name.startsWith('.'))
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !known.has(name) && !isBuiltin(name))).toEqual([]);
  });
});

describe('the admin in the tarball', () => {
  /** Files that the browser loads before any page is opened: imports that are not `import()`. */
  const closureOf = (entry: string): string[] => {
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = textOf(`dist/admin/${file}`);
      for (const [, next = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) visit(next);
    };
    visit(entry);
    return [...seen];
  };
  const sizeOf = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + statSync(path.join(plugin, 'dist/admin', name)).size, 0);

  it('adds only a few kilobytes to the start of the panel', () => {
    const start = closureOf('index.mjs');
    expect(sizeOf(start)).toBeLessThan(32 * 1024);
    expect(start.filter((name) => /Page-|^(en|tr)-/.test(name))).toEqual([]);
  });

  it('keeps every heavy page and each language in a chunk of its own', () => {
    const chunks = files.filter((file) => /^dist\/admin\/[\w-]+\.mjs$/.test(file));
    const wanted = ['InboxPage', 'NumbersPage', 'LogsPage', 'GetStartedPage', 'App', 'en', 'tr'];
    for (const name of wanted) {
      expect(chunks.some((file) => file.startsWith(`dist/admin/${name}-`))).toBe(true);
    }
    const app = chunks.find((file) => file.startsWith('dist/admin/App-'))?.slice(11) ?? '';
    expect(closureOf(app).filter((name) => /Page-/.test(name))).toEqual([]);
  });
});

describe('an app that installed the tarball', () => {
  let child: Child;
  let facts: AppFacts;

  beforeAll(async () => {
    child = startChild({
      command: process.execPath,
      args: ['--preserve-symlinks', '--preserve-symlinks-main', 'boot.js'],
      cwd: app,
      env: {
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ENCRYPTION_KEY: 'app-encryption-key',
        DATABASE_FILENAME: path.join(scratch, 'app.db'),
      },
    });
    facts = JSON.parse((await child.line(/^FACTS (.+)$/m))[1] ?? '') as AppFacts;
  }, 120_000);
  afterAll(() => child.stop());

  const ask = (where: string, init: RequestInit = {}) =>
    fetch(`${facts.url}${where}`, { ...init, signal: AbortSignal.timeout(20_000) });
  const bearer = () => ({ headers: { authorization: `Bearer ${facts.token}` } });

  it('starts the plugin of the tarball without any entry in config/plugins', () => {
    expect(facts.from.startsWith(plugin)).toBe(true);
    expect(facts.contentTypes).toEqual(
      expect.arrayContaining(
        ['contact', 'conversation', 'message', 'campaign', 'recipient', 'template'].map(
          (name) => `plugin::whatsapp.${name}`
        )
      )
    );
  });

  it('says in one line of the log what to do first', () => {
    const lines = child.output().split('\n');
    const own = lines.filter((one) => /no number yet/.test(one));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain('/admin/plugins/whatsapp');
    expect(lines.filter((one) => /\berror\b/i.test(one))).toEqual([]);
  });

  it('guards every admin route and answers those that a super administrator may read', async () => {
    const reads = facts.adminRoutes.filter((route) => /^GET [^:]*$/.test(route));
    expect(reads.length).toBeGreaterThan(5);
    for (const route of facts.adminRoutes) {
      const [method = 'GET', where = ''] = route.split(' ');
      const concrete = `/whatsapp${where.replace(/:\w+/g, '1')}`.replace(
        '/whatsapp/whatsapp',
        '/whatsapp'
      );
      expect([route, (await ask(concrete, { method })).status]).toEqual([route, 401]);
    }
    for (const where of [
      'setup',
      'accounts',
      'conversations',
      'campaigns',
      'templates',
      'groups',
    ]) {
      expect([where, (await ask(`/whatsapp/${where}`, bearer())).status]).toEqual([where, 200]);
    }
    expect(await (await ask('/whatsapp/setup', bearer())).json()).toMatchObject({
      configured: false,
    });
  });

  it('brings its permissions', () => {
    expect(facts.actions).toEqual(
      expect.arrayContaining(['plugin::whatsapp.chat.read', 'plugin::whatsapp.campaign.launch'])
    );
  });

  it('has the webhook, which refuses what it cannot check', async () => {
    const url = '/api/whatsapp/webhook';
    const answer = await ask(url, { method: 'POST', body: '{"object":"x"}' });
    expect([401, 403, 503]).toContain(answer.status);
    const handshake = await ask(`${url}?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1`);
    expect(handshake.status).toBe(403);
  });

  it('has the worker by npx, which refuses the SQLite of this app and says what to use', async () => {
    const worker = startChild({
      command: 'npx',
      args: ['--no-install', 'strapi-plugin-whatsapp', 'worker'],
      cwd: app,
      env: { NODE_ENV: 'production', DATABASE_FILENAME: path.join(scratch, 'app.db') },
    });
    expect((await worker.line(/^SQLite.*$/m))[0]).toMatch(/use PostgreSQL or MySQL/);
    await worker.stop();
  });

  it('serves the simulator by npx, with the phone and an API that checks its token', async () => {
    const simulator = startChild({
      command: 'npx',
      args: ['--no-install', 'strapi-plugin-whatsapp', 'simulate', '--port', '0'],
      cwd: app,
      env: {},
    });
    try {
      const [, port] = await simulator.line(/Customer phone: http:\/\/localhost:(\d+)\//);
      const base = `http://127.0.0.1:${port}`;
      const page = await fetch(`${base}/`);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
      const state = (await (await fetch(`${base}/_sim/state`)).json()) as {
        numbers: { phoneNumberId?: string; id?: string }[];
      };
      const id = state.numbers[0]?.phoneNumberId ?? state.numbers[0]?.id ?? '';
      const call = (token: string) =>
        fetch(`${base}/v24.0/${id}`, { headers: { authorization: `Bearer ${token}` } });
      expect((await call('simulator-token')).status).toBe(200);
      expect((await call('wrong')).status).toBe(401);
    } finally {
      await simulator.stop();
    }
  });
});
