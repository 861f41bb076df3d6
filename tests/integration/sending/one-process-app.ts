/** A Strapi with the plugin on the SQLite file of DATABASE_FILENAME; says `ready` when it runs. */
import { loadPluginApp } from '../../support/plugin-process';

const main = async () => {
  const strapi = await loadPluginApp();
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
