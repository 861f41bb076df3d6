'use strict';

require('./kept-modules.cjs');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const Module = require('node:module');
const vm = require('node:vm');
const Runtime = require('jest-runtime').default;
const { compiled } = require('./compile.cjs');

const ROOT = path.resolve(__dirname, '../../..');
const PACKAGES = `${path.sep}node_modules${path.sep}`;
/** A client that ships only ES modules: jest transforms it. */
const ES_ONLY = path.join(PACKAGES, 'whatsapp-api-js', path.sep);
/** The project itself: what Strapi loads, and what stands on the other side of a test. */
const SOURCES = ['server/src', 'simulator/src', 'formats', 'strapi-server.ts'].map((place) =>
  path.join(ROOT, place)
);

const isPackage = (file) => file.includes(PACKAGES) && !file.includes(ES_ONLY);
const isSource = (file) =>
  !file.includes(PACKAGES) && SOURCES.some((place) => file.startsWith(place));

/** The runtime of the file that runs. */
let current = null;
/** Source maps of what Node compiled here, by file, for the lines of a failure. */
const maps = new Map();

Module._extensions['.ts'] = (module, file) => {
  if (!isSource(file) || current.replacesSources) {
    module.exports = current.requireModule(file);
    return;
  }
  const { code, map } = compiled(file);
  maps.set(file, map);
  module._compile(code, file);
};

const forget = (isForgotten) => {
  for (const file of Object.keys(require.cache)) if (isForgotten(file)) delete require.cache[file];
  // The module that required them would hold them all.
  module.children = module.children.filter(({ id }) => id in require.cache);
};

const STRAPI = path.join(PACKAGES, '@strapi', path.sep);
const forgetStrapiAndSources = () =>
  forget((file) => (!isPackage(file) || file.includes(STRAPI)) && !file.startsWith(__dirname));

/** The compiled text of what jest loads, by file; another text takes its place. */
const scripts = new Map();

/**
 * Packages and the project's sources are loaded by Node, once in a worker, not by jest again for each file: thousands of modules
 * were most of the time of a start. One Strapi after the other runs on the same modules, as in a file that tests on three
 * databases. A file with `@fresh-modules` in a comment has modules of its own, where Strapi keeps something of an earlier
 * boot; one that puts something in the place of a source (`jest.mock`) has them from jest. Needs `environment.cjs`, where tests
 * and packages share one realm.
 */
module.exports = class NativeRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    current = this;
    const testPath = args[6];
    const text = readFileSync(testPath, 'utf8');
    this.replacesSources = text.includes('jest.mock(');
    this.needsFreshModules = this.replacesSources || text.includes('@fresh-modules');
    if (this.needsFreshModules || globalThis.hasHalfAStrapi) forgetStrapiAndSources();
    globalThis.hasHalfAStrapi = false;
  }

  isNative(file) {
    return isPackage(file) || (isSource(file) && !this.replacesSources);
  }

  _loadModule(...args) {
    const [module, , , modulePath, options] = args;
    // jest's own parts hold the state of the file that runs.
    if (options?.isInternalModule || !this.isNative(modulePath)) return super._loadModule(...args);
    module.exports = require(modulePath);
    module.loaded = true;
  }

  createScriptFromCode(code, filename) {
    const known = scripts.get(filename);
    if (known?.code === code) return known.script;
    // A dynamic import goes to the runtime whose file it is: such a script is made for each.
    const made = code.includes('import(')
      ? super.createScriptFromCode(code, filename)
      : new vm.Script(this.wrapCodeInModuleWrapper(code), { filename });
    const script = made && { runInContext: (_context, options) => made.runInThisContext(options) };
    if (script && !code.includes('import(')) scripts.set(filename, { code, script });
    return script;
  }

  getSourceMaps() {
    return new Map([...super.getSourceMaps(), ...maps]);
  }

  teardown() {
    if (this.needsFreshModules) forgetStrapiAndSources();
    super.teardown();
  }
};
