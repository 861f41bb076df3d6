import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root = path.resolve(__dirname, '../../..');

const built = ['dist/server/index.js', 'dist/admin/index.mjs', 'dist/simulator/cli.js'];

/** Builds when nothing was built yet; a build that is there is packed as it is. */
export const ensureBuilt = async (): Promise<void> => {
  if (built.every((file) => existsSync(path.join(root, file)))) return;
  await run(process.execPath, ['scripts/build.mjs'], { cwd: root, maxBuffer: 1 << 26 });
};

/** Runs `npm pack` into the folder and answers the tarball's path. */
export const packInto = async (folder: string): Promise<string> => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  await run('npm', args, { cwd: root, maxBuffer: 1 << 26 });
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no tarball');
  return path.join(folder, name);
};

/** Every file below a folder, relative, with forward slashes. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();

const notInstalled = new Set([
  '.bin',
  '.cache',
  '.package-lock.json',
  'strapi-plugin-whatsapp',
  'whatsapp-playground',
]);

/**
 * `node_modules` of an app that installed Strapi and the tarball: Strapi and its packages are links to those
 * of this repository, the plugin is the unpacked tarball. Node must run with --preserve-symlinks.
 */
export const installInto = async (app: string, tarball: string): Promise<string> => {
  const modules = path.join(app, 'node_modules');
  const plugin = path.join(modules, 'strapi-plugin-whatsapp');
  mkdirSync(path.join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (notInstalled.has(name)) continue;
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  mkdirSync(plugin);
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', plugin]);
  symlinkSync(
    '../strapi-plugin-whatsapp/bin/strapi-plugin-whatsapp.mjs',
    path.join(modules, '.bin/strapi-plugin-whatsapp')
  );
  return plugin;
};

const config: Record<string, string> = {
  'admin.js': `module.exports = ({ env }) => ({
    auth: { secret: 'app-admin-secret' },
    apiToken: { salt: 'app-token-salt' },
    transfer: { token: { salt: 'app-transfer-salt' } },
    secrets: { encryptionKey: env('ENCRYPTION_KEY') },
    autoOpen: false,
    serveAdminPanel: false,
    flags: { nps: false, promoteEE: false },
  });`,
  'database.js': `module.exports = ({ env }) => ({
    connection: {
      client: 'sqlite',
      connection: { filename: env('DATABASE_FILENAME') },
      useNullAsDefault: true,
    },
  });`,
  'middlewares.js': `module.exports = ['strapi::logger', 'strapi::errors', 'strapi::security', 'strapi::cors',
    'strapi::poweredBy', 'strapi::query', 'strapi::body', 'strapi::session', 'strapi::favicon', 'strapi::public'];`,
  'server.js': `module.exports = {
    host: '127.0.0.1',
    port: 0,
    app: { keys: ['app-key-a', 'app-key-b'] },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
  };`,
};

/** Starts Strapi as \`strapi start\` does and tells, in one line, where it is and what the plugin brought. */
const boot = `
const { createStrapi } = require('@strapi/strapi');
(async () => {
  const strapi = await createStrapi({ appDir: __dirname, distDir: __dirname }).start();
  const role = await strapi.service('admin::role').getSuperAdmin();
  const user = await strapi.service('admin::user').create({
    firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', password: 'Passw0rd!x',
    isActive: true, registrationToken: null, roles: [role.id],
  });
  const sessions = strapi.sessionManager('admin');
  const refresh = await sessions.generateRefreshToken(String(user.id), 'device', { type: 'refresh' });
  const { token } = await sessions.generateAccessToken(refresh.token);
  console.log('FACTS ' + JSON.stringify({
    url: 'http://127.0.0.1:' + strapi.server.httpServer.address().port,
    token,
    from: require.resolve('strapi-plugin-whatsapp/strapi-server'),
    contentTypes: Object.keys(strapi.contentTypes).filter((uid) => uid.startsWith('plugin::whatsapp.')),
    actions: strapi.service('admin::permission').actionProvider.values()
      .map(({ actionId }) => actionId).filter((id) => id.startsWith('plugin::whatsapp.')),
    adminRoutes: strapi.plugin('whatsapp').routes.admin.routes.map(({ method, path }) => method + ' ' + path),
  }));
})().catch((error) => { console.error(error); process.exit(1); });
`;

/** What `facts` of the started app are, see `boot`. */
export interface AppFacts {
  url: string;
  token: string;
  from: string;
  contentTypes: string[];
  actions: string[];
  adminRoutes: string[];
}

/** Writes a JavaScript Strapi app that knows of the plugin only through its package.json. */
export const writeApp = (app: string): void => {
  for (const folder of ['config', 'src/api', 'public/uploads', 'database/migrations']) {
    mkdirSync(path.join(app, folder), { recursive: true });
  }
  for (const [name, text] of Object.entries(config)) {
    writeFileSync(path.join(app, 'config', name), text);
  }
  writeFileSync(path.join(app, 'boot.js'), boot);
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({
      name: 'bare-app',
      version: '0.0.0',
      private: true,
      dependencies: { '@strapi/strapi': '5.54.0', 'strapi-plugin-whatsapp': '0.1.0' },
      strapi: { uuid: 'f0f5f4a7-6c2e-4b9a-9b5f-0d4b2c1a7e11' },
    })
  );
};
