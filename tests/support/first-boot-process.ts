/**
 * A process that boots Strapi with the plugin on the database of DATABASE_*, twice, and ends: the second start changes what
 * the Content Manager wrote at the first; a third one finds nothing to do.
 */
import { fail, loadPluginApp } from './plugin-process';

const boot = async () => {
  const strapi = await loadPluginApp();
  await strapi.destroy();
};

boot()
  .then(boot)
  .then(() => process.exit(0))
  .catch(fail);
