import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const KEPT_MODULES = path.resolve(__dirname, '../../support/native/kept-modules.cjs');

describe('modules that are kept between the processes of a run', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-kept-'));
    for (const name of ['near', 'far']) {
      const at = path.join(folder, 'node_modules', name);
      mkdirSync(at, { recursive: true });
      writeFileSync(path.join(at, 'index.js'), `exports.name = '${name}';`);
    }
    write('node_modules/near/index.js', `exports.names = ['near', require('far').name];`);
    write('own.js', 'module.exports = 1;');
    write(
      'program.js',
      `console.log(require('near').names.join(), require('./own')); process.exit();`
    );
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const kept = () => path.join(folder, 'kept');

  const runs = (keep = '') =>
    spawnSync(process.execPath, ['--require', KEPT_MODULES, path.join(folder, 'program.js')], {
      encoding: 'utf8',
      env: { ...process.env, TEST_KEPT_MODULES: kept(), TEST_KEEP_MODULES: keep },
    }).stdout.trim();

  it('are written by the program that is named, and by no other', () => {
    expect(runs('another.js')).toBe('near,far 1');
    expect(existsSync(kept())).toBe(false);
    expect(runs('program.js')).toBe('near,far 1');
    expect(existsSync(kept())).toBe(true);
  });

  it('packages come from what is kept; own files as they are now, also at the same length', () => {
    runs('program.js');
    // Found where it was, although its folder says something else now.
    write('node_modules/near/package.json', '{ "main": "elsewhere.js" }');
    write('node_modules/near/elsewhere.js', `exports.names = ['elsewhere'];`);
    mkdirSync(path.join(folder, 'node_modules/near/node_modules/far'), { recursive: true });
    write('node_modules/near/node_modules/far/index.js', `exports.name = 'nearer';`);
    write('own.js', 'module.exports = 2;');
    expect(runs()).toBe('elsewhere 2');
    rmSync(path.join(folder, 'node_modules/near/package.json'));
    expect(runs()).toBe('near,far 2');
  });

  it('a file that cannot be read is no obstacle', () => {
    write('kept', 'not a cache');
    expect(runs()).toBe('near,far 1');
  });
});
