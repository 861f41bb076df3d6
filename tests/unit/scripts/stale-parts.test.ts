import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parts, staleParts, stampOf } from '../../../scripts/lib/build-parts.mjs';
import { writeStamp } from '../../../scripts/lib/stamps.mjs';

describe('what a second run would build again', () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'parts-'));
    write('scripts/build-simulator.mjs', '');
    for (const { outputs } of parts) for (const output of outputs) write(output, 'built');
    for (const part of parts) writeStamp(root, stampOf(root, part));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is nothing where nothing changed', () => {
    expect(staleParts(root)).toEqual([]);
  });

  it.each([
    ['server/src/index.ts', ['plugin']],
    ['simulator/src/server.ts', ['simulator']],
    ['playground/src/index.ts', ['playground server']],
    ['package-lock.json', ['plugin', 'simulator', 'playground admin']],
  ])('is what is made of %s', (file, names) => {
    write(file, 'changed');
    expect(staleParts(root)).toEqual(names);
  });

  it('is what is not there any more', () => {
    rmSync(path.join(root, 'dist/simulator/cli.js'));
    expect(staleParts(root)).toEqual(['simulator']);
  });
});
