import { existsSync } from 'node:fs';
import path from 'node:path';
import { duration, run } from './run.mjs';
import { findChromium } from './chromium.mjs';

/** Installs the packages when they are missing. Resolves to false (after printing why) when that fails. */
export const ensurePackages = async (root, say = console.log) => {
  const needed = [
    'node_modules/.bin/strapi',
    'node_modules/.bin/jest',
    'node_modules/typescript-7',
    'node_modules/oxfmt',
  ];
  if (needed.every((file) => existsSync(path.join(root, file)))) return true;
  say('Installing packages (npm install), some minutes the first time …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = await run(npm, ['install', '--no-audit', '--no-fund'], { cwd: root });
  say(`${result.code === 0 ? 'ok    ' : 'FAILED'} npm install (${duration(result.seconds)})`);
  if (result.code !== 0) say(result.output.slice(-4000));
  return result.code === 0;
};

const installBrowser = async (say) => {
  say('Installing Chromium (apt-get install chromium) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const options = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  const result = await run('apt-get', options, { env });
  if (result.code !== 0) say(result.output.slice(-2000));
  // What pages measure depends on the font: with this one an Arial is as wide as on most people's machines.
  await run('apt-get', [...options.slice(0, -1), 'fonts-liberation'], { env });
  // Not every release has it, and the tests do without.
  await run('apt-get', [...options.slice(0, -1), 'chromium-headless-shell'], { env });
};

/** Path of a browser for the end-to-end tests; null (after saying what to install) when there is none. */
export const ensureBrowser = async (say = console.log) => {
  const found = findChromium();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    await installBrowser(say);
    const installed = findChromium();
    if (installed) return installed;
  }
  say(
    'No Chromium or Chrome found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.'
  );
  return null;
};
