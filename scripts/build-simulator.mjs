/* Bundles the simulator: one command file without dependencies, and the customer's phone beside it. */
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'simulator');
const target = join(root, 'dist', 'simulator');

export const buildSimulator = async () => {
  await mkdir(join(target, 'phone'), { recursive: true });
  await build({
    entryPoints: [join(source, 'src', 'cli.ts')],
    outfile: join(target, 'cli.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    // Only a checkout builds the page from source; the package ships it built.
    external: ['esbuild'],
    logLevel: 'warning',
  });
  await build({
    entryPoints: { phone: join(source, 'phone', 'main.tsx') },
    outdir: join(target, 'phone'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  await copyFile(join(source, 'phone', 'index.html'), join(target, 'phone', 'index.html'));
  await chmod(join(target, 'cli.js'), 0o755);
};

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await buildSimulator();
