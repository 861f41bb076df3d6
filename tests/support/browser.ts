import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
/** Chromium without windows, where it is installed: its main process costs half. */
const HEADLESS_SHELL = process.env['HEADLESS_SHELL_PATH'] ?? CHROMIUM;

interface Wanted {
  /** What the shell lacks: windows that lose the focus to one another, notices, leave to record asked for and given. */
  readonly whole?: boolean;
  readonly args?: readonly string[];
}

/**
 * V8's compilers of hot code work longer on a page that lives for seconds than they save: a load of the admin takes a
 * fifth less without them.
 */
const WITHOUT_COMPILERS = '--js-flags=--no-opt --no-maglev';

/** A browser with a microphone that beeps and a camera that shows a moving picture, for who is given leave. */
export const startBrowser = ({ whole = false, args = [] }: Wanted = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: whole ? CHROMIUM : HEADLESS_SHELL,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--use-fake-device-for-media-stream',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      WITHOUT_COMPILERS,
      ...args,
    ],
  });
