'use strict';

const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

const FOLDER = path.resolve(__dirname, '../../../node_modules/.cache/whatsapp-tests');
mkdirSync(FOLDER, { recursive: true });

const kept = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** Whole or not at all: others may be reading, and this process may be killed here. */
const keep = (file, text) => {
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
};

/** JavaScript of a TypeScript file, and the file of its source map; what was compiled once is kept for all processes. */
const compiled = (filename) => {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update('3').update(swc.version).update(filename).update(source);
  const file = path.join(FOLDER, `${key.digest('hex')}.js`);
  const map = `${file}.map`;
  const known = kept(file);
  if (known !== null) return { code: known, map };
  const made = swc.transformSync(source, {
    filename,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: true,
  });
  keep(map, made.map);
  keep(file, made.code);
  return { code: made.code, map };
};

module.exports = { compiled };
