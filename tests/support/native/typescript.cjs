'use strict';

/*
 * `node --require …/typescript.cjs file.ts`: processes that tests start and kill by the hundred. Packages load as in
 * production (a runner that also looks for TypeScript in them takes twice the time to start).
 */
require('./kept-modules.cjs');
const Module = require('node:module');
const { compiled } = require('./compile.cjs');

Module._extensions['.ts'] = (module, filename) =>
  module._compile(compiled(filename).code, filename);
