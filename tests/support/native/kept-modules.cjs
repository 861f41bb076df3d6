'use strict';

/*
 * Strapi with the plugin is 4,700 modules. Finding and compiling them is a third of the time of a start, and tests start
 * hundreds of processes. What V8 compiled and where each package was found is kept in one file for an installation:
 * TEST_KEPT_MODULES is its path, and the program that TEST_KEEP_MODULES names writes it at its end.
 */
const { createHash } = require('node:crypto');
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const PACKAGES = `${path.sep}node_modules${path.sep}`;
const HEADER_BYTES = 4;

const read = (file) => {
  try {
    const bytes = readFileSync(file);
    const start = HEADER_BYTES + bytes.readUInt32LE(0);
    const { found, code } = JSON.parse(bytes.toString('utf8', HEADER_BYTES, start));
    return { found, code, bytes: bytes.subarray(start) };
  } catch {
    return null;
  }
};

/** Whole or not at all: others may be reading, and this process may be killed here. */
const write = (file, { found, scripts }) => {
  const code = {};
  const parts = [];
  let at = 0;
  for (const [name, script] of scripts) {
    const data = script.createCachedData();
    code[name] = [at, at + data.length];
    at += data.length;
    parts.push(data);
  }
  const index = Buffer.from(JSON.stringify({ found, code }));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(index.length);
  writeFileSync(`${file}.${process.pid}`, Buffer.concat([header, index, ...parts]));
  renameSync(`${file}.${process.pid}`, file);
};

/** What Node hands to a module as its `require`. */
const requireOf = (module) =>
  Object.assign((request) => module.require(request), {
    resolve: Object.assign(
      (request, options) => Module._resolveFilename(request, module, false, options),
      { paths: (request) => Module._resolveLookupPaths(request, module) }
    ),
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });

/** Only packages: they change with the installation, the project's own files at any time. */
const findOnce = (known, found) => {
  const find = Module._resolveFilename;
  Module._resolveFilename = function findKept(request, parent, ...rest) {
    const from = parent?.filename;
    const isKept = from?.includes(PACKAGES) && rest[1] === undefined;
    const key = isKept && `${path.dirname(from)}\0${request}`;
    const file = (isKept && known?.found[key]) || find.call(this, request, parent, ...rest);
    if (isKept && path.isAbsolute(file)) found[key] = file;
    return file;
  };
};

/** V8 compares the length of a text only. Packages change with the installation; of other files the whole text counts. */
const keyOf = (file, code) =>
  file.includes(PACKAGES) ? file : `${file}\0${createHash('sha1').update(code).digest('hex')}`;

const compileOnce = (known, scripts) => {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileKept(code, file, ...rest) {
    // An ES module, or one that imports at run time: Node ties these to its loader.
    if (file.endsWith('.mjs') || rest[0] === 'module' || code.includes('import('))
      return compile.call(this, code, file, ...rest);
    const key = keyOf(file, code);
    const at = known?.code[key];
    const cachedData = at && known.bytes.subarray(...at);
    const script = new vm.Script(Module.wrap(code.replace(/^#!/, '//')), {
      filename: file,
      cachedData,
    });
    scripts?.set(key, script);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file));
  };
};

/** Strapi takes every listener off a process that it ends. */
const atExit = (work) => {
  const { exit } = process;
  process.exit = (code) => {
    work();
    exit.call(process, code);
  };
};

const FILE = process.env.TEST_KEPT_MODULES;

if (FILE) {
  const known = read(FILE);
  const program = path.basename(process.argv[1] ?? '');
  const isWritten = !known && process.env.TEST_KEEP_MODULES === program;
  if (known || isWritten) {
    const found = {};
    const scripts = isWritten ? new Map() : null;
    findOnce(known, found);
    compileOnce(known, scripts);
    if (isWritten) atExit(() => write(FILE, { found, scripts }));
  }
}
