/** A process that boots Strapi with the plugin once on the database of DATABASE_*, and ends. */
import { fail, loadPluginApp } from './plugin-process';

loadPluginApp()
  .then((strapi) => strapi.destroy())
  .then(() => process.exit(0))
  .catch(fail);
