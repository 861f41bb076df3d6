'use strict';

/*
 * `node --require …/typescript.cjs file.ts`: processes that tests start and kill by the hundred. What was compiled once is
 * kept; packages load as in production (a runner that also looks for TypeScript in them takes twice the time to start).
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const swc = require('@swc/core');

const FOLDER = path.resolve(__dirname, '../../../node_modules/.cache/whatsapp-tests');
mkdirSync(FOLDER, { recursive: true });

const compile = (filename, source) =>
  swc.transformSync(source, {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;

const kept = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update(swc.version).update(filename).update(source);
  const file = path.join(FOLDER, `${key.digest('hex')}.js`);
  let code = kept(file);
  if (code === null) {
    code = compile(filename, source);
    // Whole or not at all: others may be reading, and this process may be killed here.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  module._compile(code, filename);
};
