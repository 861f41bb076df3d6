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

const forgetOurs = () => {
  for (const file of Object.keys(require.cache))
    if (!file.includes(PACKAGES) && file !== __filename) delete require.cache[file];
};

/**
 * Packages are loaded by Node, once in a worker, not by jest anew for each file: Strapi's thousands of modules were half of
 * the time of an average integration test. The project's own sources still go through jest, anew for each file. Needs
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
    forgetOurs();
    super.teardown();
  }
};
