import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestDatabase } from './databases';
import { TYPESCRIPT } from './typescript';

const root = path.resolve(__dirname, '../..');
const ONE_FRAME_AT_A_TIME = path.join(__dirname, 'native/one-frame-at-a-time.cjs');

/** A folder of the host app of its own: an import moves and empties its uploads. */
export interface AppFolder {
  path: string;
  remove(): void;
}

export const createAppFolder = (): AppFolder => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-app-'));
  const app = path.join(root, 'tests/app');
  for (const name of ['config', 'src', 'package.json'])
    cpSync(path.join(app, name), path.join(folder, name), { recursive: true });
  mkdirSync(path.join(folder, 'public/uploads'), { recursive: true });
  mkdirSync(path.join(folder, 'src/api'), { recursive: true });
  symlinkSync(path.join(app, 'plugin'), path.join(folder, 'plugin'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export interface Ended {
  code: number | null;
  /** Both streams. */
  output: string;
}

interface CommandOptions {
  app: AppFolder;
  database: TestDatabase;
  env?: Record<string, string>;
}

/** Runs a command of Strapi's own command line on a database, as an operator does, until it ends. */
export const runStrapi = (
  args: string[],
  { app, database, env = {} }: CommandOptions
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const script = path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js');
    const preloads = [...TYPESCRIPT, '--require', ONE_FRAME_AT_A_TIME];
    const child = spawn(process.execPath, [...preloads, script, ...args], {
      cwd: app.path,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ENCRYPTION_KEY: 'test-encryption-key',
        ...database.env,
        ...env,
      },
    });
    let output = '';
    const keep = (chunk: Buffer) => void (output += chunk.toString('utf8'));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

/** Lets this process pass for a command of Strapi's command line while `work` lasts. */
export const asStrapiCommand = async <T>(args: string[], work: () => Promise<T>): Promise<T> => {
  const before = process.argv;
  process.argv = ['node', '/app/node_modules/.bin/strapi', ...args];
  try {
    return await work();
  } finally {
    process.argv = before;
  }
};
