/** A Strapi with the plugin on the SQLite file of DATABASE_FILENAME; says `ready` when it runs. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createStrapi } from '@strapi/strapi';

const appDir = path.resolve(__dirname, '../../app');

const main = async () => {
  process.env['STRAPI_TELEMETRY_DISABLED'] = 'true';
  process.env['NODE_ENV'] = 'test';
  process.env['ENCRYPTION_KEY'] = 'test-encryption-key';
  mkdirSync(path.join(appDir, 'public/uploads'), { recursive: true });
  mkdirSync(path.join(appDir, 'src/api'), { recursive: true });
  const options = { appDir, distDir: appDir, autoReload: false, serveAdminPanel: false };
  const strapi = await createStrapi(options).load();
  process.on('SIGTERM', () => {
    void strapi.destroy().then(() => process.exit(0));
  });
  setInterval(() => undefined, 1_000);
  process.stdout.write('ready\n');
};

main().catch((error: unknown) => {
  process.stderr.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
