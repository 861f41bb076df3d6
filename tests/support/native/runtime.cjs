'use strict';

const path = require('node:path');
const Module = require('node:module');
const Runtime = require('jest-runtime').default;

const PACKAGES = `${path.sep}node_modules${path.sep}`;
/** A client that ships only ES modules: jest transforms it. */
const ES_ONLY = path.join(PACKAGES, 'whatsapp-api-js', path.sep);

const isNative = (file) => file.includes(PACKAGES) && !file.includes(ES_ONLY);

/** The runtime of the file that runs: Strapi, loaded by Node, asks it for the plugin's sources. */
let current = null;
Module._extensions['.ts'] = (module, file) => {
  module.exports = current.requireModule(file);
};

/** Strapi keeps what was registered in its modules: the next file gets them anew, as it gets the project's own. */
const STRAPI = path.join(PACKAGES, '@strapi', path.sep);
const isKept = (file) => file.includes(PACKAGES) && !file.includes(STRAPI);

const forget = () => {
  for (const file of Object.keys(require.cache))
    if (!isKept(file) && file !== __filename) delete require.cache[file];
  // Whoever required them would hold them all.
  module.children = module.children.filter(({ id }) => id in require.cache);
};

/**
 * Packages are loaded by Node, those beside Strapi once in a worker, not by jest anew for each file: thousands of modules
 * were half of the time of an average integration test. The project's own sources still go through jest. Needs
 * `environment.cjs`, where tests and packages share one realm.
 */
module.exports = class NativeRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    current = this;
  }

  _loadModule(...args) {
    const [module, , , modulePath, options] = args;
    // jest's own parts hold the state of the file that runs.
    if (options?.isInternalModule || !isNative(modulePath)) return super._loadModule(...args);
    module.exports = require(modulePath);
    module.loaded = true;
  }

  createScriptFromCode(code, filename) {
    const script = super.createScriptFromCode(code, filename);
    return script && { runInContext: (_context, options) => script.runInThisContext(options) };
  }

  teardown() {
    forget();
    super.teardown();
  }
};
