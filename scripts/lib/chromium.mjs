import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: either way not the browser we look for.
    return false;
  }
};

const inFolders = (wanted, { PATH = '' }) =>
  PATH.split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => wanted.map((name) => path.join(folder, name)));

/** Path of a Chromium or Chrome: `CHROMIUM_PATH` first, then the folders of `PATH`; null when there is none. */
export const findChromium = (env = process.env, canRun = isExecutable) => {
  const candidates = [
    ...(env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : []),
    ...inFolders(names, env),
    ...fixed,
  ];
  return candidates.find(canRun) ?? null;
};

/** Path of the Chromium without windows, which costs less; null when there is none or `CHROMIUM_PATH` names another. */
export const findHeadlessShell = (env = process.env, canRun = isExecutable) =>
  env.CHROMIUM_PATH
    ? null
    : (inFolders(['chromium-headless-shell', 'chrome-headless-shell'], env).find(canRun) ?? null);
