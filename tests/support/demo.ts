import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { freePort } from './free-port';

/** The demo as `npm start` makes it, with a browser in front. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: 'en' | 'tr';
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Demo extends Credentials {
  adminUrl: string;
  phoneUrl: string;
  /** The file of its database. */
  database: string;
  browser: Browser;
  /** A signed-in page of the administrator, or of somebody else. */
  admin(look?: Look, who?: Credentials): Promise<Page>;
  /** The simulator's page with customer phones. */
  phone(look?: Look): Promise<Page>;
  close(): Promise<void>;
}

const root = path.resolve(__dirname, '../..');

const READY_ADMIN = /Ready: admin (\S+) \((\S+) \/ (\S+)\)/;
const READY_PHONE = /Ready: customer phone (\S+)/;

const databaseIn = (folder: string): string => path.join(folder, 'demo.db');

/** Runs the start script on free ports and a database of its own; resolves when both `Ready:` lines are there. */
const launch = async (
  folder: string,
  { shop }: { shop: boolean }
): Promise<{ child: ChildProcess; output: string }> => {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      WHATSAPP_DEMO_SHOP: String(shop),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: databaseIn(folder),
      DATABASE_SYNCHRONOUS: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (READY_ADMIN.test(output) && READY_PHONE.test(output)) resolve({ child, output });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`npm start ended with ${String(code)}:\n${output}`))
    );
  });
};

const signIn = async (
  page: Page,
  { adminUrl, email, password }: Credentials & Pick<Demo, 'adminUrl'>
) => {
  await page.goto(`${new URL(adminUrl).origin}/admin/auth/login`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
};

/** Strapi's own news covers the top of every page until it was closed once on this installation. */
const closedNews = async (adminUrl: string): Promise<Record<string, string>> => {
  const answer = await fetch(`${new URL(adminUrl).origin}/admin/init`);
  const { data } = (await answer.json()) as { data: { uuid: string | false } };
  const keys = ['true', 'false', 'undefined'].map(
    (legacy) => `STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_${legacy}:${String(data.uuid)}`
  );
  return Object.fromEntries(keys.map((key) => [key, 'true']));
};

/** `shop`: with the people and the history that `npm start` shows; journeys do with the small sample. */
export const startDemo = async ({ shop = false }: { shop?: boolean } = {}): Promise<Demo> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-demo-'));
  const { child, output } = await launch(folder, { shop });
  const [, adminUrl = '', email = '', password = ''] = READY_ADMIN.exec(output) ?? [];
  const [, phoneUrl = ''] = READY_PHONE.exec(output) ?? [];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      // A microphone that beeps and a camera that shows a moving picture, for who is given leave.
      '--use-fake-device-for-media-stream',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const contexts: BrowserContext[] = [];
  const open = async ({ width = 1440, height = 900, dark = false, locale = 'en' }: Look) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      locale: locale === 'tr' ? 'tr-TR' : 'en-GB',
      timezoneId: 'Europe/Istanbul',
    });
    contexts.push(context);
    // A runner that keeps the names of functions writes this call into what is to run in the browser.
    await context.addInitScript({ content: 'globalThis.__name ??= (one) => one;' });
    return context;
  };
  return {
    adminUrl,
    phoneUrl,
    database: databaseIn(folder),
    email,
    password,
    browser,
    admin: async (look = {}, who = { email, password }) => {
      const context = await open(look);
      await context.addInitScript(
        (stored: Record<string, string>) => {
          for (const [key, value] of Object.entries(stored)) localStorage.setItem(key, value);
        },
        { 'strapi-admin-language': look.locale ?? 'en', ...(await closedNews(adminUrl)) }
      );
      const page = await context.newPage();
      await signIn(page, { adminUrl, ...who });
      return page;
    },
    phone: async (look = {}) => {
      const context = await open({ width: 1200, height: 800, ...look });
      const page = await context.newPage();
      await page.goto(phoneUrl);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
