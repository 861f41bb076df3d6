import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashInputs } from '../../../scripts/lib/input-hash.mjs';
import { clearStamp, isFresh, writeStamp } from '../../../scripts/lib/stamps.mjs';

let root: string;

const put = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hash-'));
  put('server/src/a.ts', 'a');
  put('server/src/deep/b.ts', 'b');
  put('package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the hash of build inputs', () => {
  const inputs = ['server', 'package.json'];

  it('is the same for the same content, whatever the order of the inputs', () => {
    expect(hashInputs(root, [...inputs].reverse())).toBe(hashInputs(root, inputs));
  });

  it('changes with a file, its name, a new file and the salt', () => {
    const before = hashInputs(root, inputs);
    const seen = new Set([before, hashInputs(root, inputs, '22')]);
    put('server/src/a.ts', 'A');
    seen.add(hashInputs(root, inputs));
    put('server/src/c.ts', '');
    seen.add(hashInputs(root, inputs));
    rmSync(path.join(root, 'server/src/c.ts'));
    put('server/src/d.ts', '');
    seen.add(hashInputs(root, inputs));
    expect(seen.size).toBe(5);
  });

  it('is not fooled when content moves from one file to its neighbour', () => {
    put('x/1', 'ab');
    put('x/2', 'c');
    const before = hashInputs(root, ['x']);
    put('x/1', 'a');
    put('x/2', 'bc');
    expect(hashInputs(root, ['x'])).not.toBe(before);
  });

  it('leaves installed packages and build output aside, and bears a missing input', () => {
    const before = hashInputs(root, inputs);
    put('server/node_modules/x/index.js', 'x');
    put('server/dist/index.js', 'x');
    expect(hashInputs(root, [...inputs, 'absent'])).toBe(before);
  });
});

describe('the stamp of a part', () => {
  it('is fresh only for the same hash and while the outputs are there', () => {
    const part = { name: 'plugin', hash: 'h1', outputs: ['dist/index.js'] };
    expect(isFresh(root, part)).toBe(false);
    put('dist/index.js', '');
    writeStamp(root, part);
    expect(isFresh(root, part)).toBe(true);
    expect(isFresh(root, { ...part, hash: 'h2' })).toBe(false);
    rmSync(path.join(root, 'dist/index.js'));
    expect(isFresh(root, part)).toBe(false);
    put('dist/index.js', '');
    clearStamp(root, part);
    expect(isFresh(root, part)).toBe(false);
  });
});
