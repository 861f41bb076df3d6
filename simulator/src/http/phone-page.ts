import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Middleware } from 'koa';

const TYPES: Readonly<Record<string, string>> = {
  '/': 'text/html; charset=utf-8',
  '/phone.js': 'text/javascript; charset=utf-8',
  '/phone.css': 'text/css; charset=utf-8',
};

type Files = Readonly<Record<string, Buffer>>;

/** Shipped: the page lies next to the bundled command. */
const readBuilt = async (folder: string): Promise<Files> => ({
  '/': await readFile(path.join(folder, 'index.html')),
  '/phone.js': await readFile(path.join(folder, 'phone.js')),
  '/phone.css': await readFile(path.join(folder, 'phone.css')),
});

/** In the repository: built from source on first request. */
const buildFromSource = async (folder: string): Promise<Files> => {
  const esbuild = await import('esbuild');
  const built = await esbuild.build({
    entryPoints: { phone: path.join(folder, 'main.tsx') },
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  // Its helper process would keep a test run alive.
  await esbuild.stop();
  const output = (end: string): Buffer =>
    Buffer.from(built.outputFiles.find((file) => file.path.endsWith(end))?.contents ?? []);
  return {
    '/': await readFile(path.join(folder, 'index.html')),
    '/phone.js': output('.js'),
    '/phone.css': output('.css'),
  };
};

let loaded: Promise<Files> | undefined;

/** Read or built once per process, however many simulators run in it. */
const load = (): Promise<Files> => (loaded ??= read());

const read = (): Promise<Files> => {
  const shipped = path.join(__dirname, 'phone');
  if (existsSync(path.join(shipped, 'phone.js'))) return readBuilt(shipped);
  return buildFromSource(path.join(__dirname, '..', '..', 'phone'));
};

/** Serves the customer's phone at `/`. */
export const phonePage = (): Middleware => async (ctx, next) => {
  const type = TYPES[ctx.path];
  if (!type || ctx.method !== 'GET') {
    await next();
    return;
  }
  const content = (await load())[ctx.path];
  if (!content) return;
  ctx.set('Content-Type', type);
  ctx.set('Cache-Control', 'no-store');
  ctx.set(
    'Content-Security-Policy',
    "default-src 'self'; img-src 'self' data: blob: https: http:; media-src 'self' blob: https: http:; style-src 'self' 'unsafe-inline'"
  );
  ctx.body = content;
};
