import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** The demo as `npm start` makes it, with a browser in front. */
export interface Demo {
  adminUrl: string;
  phoneUrl: string;
  email: string;
  password: string;
  browser: Browser;
  /** A signed-in administrator's page. */
  admin(options?: {
    width?: number;
    height?: number;
    dark?: boolean;
    locale?: string;
  }): Promise<Page>;
  /** The simulator's page with customer phones. */
  phone(): Promise<Page>;
  close(): Promise<void>;
}

const root = path.resolve(__dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const READY_ADMIN = /Ready: admin (\S+) \((\S+) \/ (\S+)\)/;
const READY_PHONE = /Ready: customer phone (\S+)/;

/** Runs the start script on free ports and a database of its own; resolves when both `Ready:` lines are there. */
const launch = async (folder: string): Promise<{ child: ChildProcess; output: string }> => {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(folder, 'demo.db'),
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
  { adminUrl, email, password }: Pick<Demo, 'adminUrl' | 'email' | 'password'>
) => {
  await page.goto(`${new URL(adminUrl).origin}/admin/auth/login`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
  // Strapi's own news covers the top of every page until it is closed once.
  const news = page.locator('button[aria-label*="lose" i]').first();
  await news.click({ timeout: 5_000 }).catch(() => undefined);
};

export const startDemo = async (): Promise<Demo> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-demo-'));
  const { child, output } = await launch(folder);
  const [, adminUrl = '', email = '', password = ''] = READY_ADMIN.exec(output) ?? [];
  const [, phoneUrl = ''] = READY_PHONE.exec(output) ?? [];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const contexts: BrowserContext[] = [];
  return {
    adminUrl,
    phoneUrl,
    email,
    password,
    browser,
    admin: async ({ width = 1440, height = 900, dark = false, locale = 'en' } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        locale: locale === 'tr' ? 'tr-TR' : 'en-GB',
        timezoneId: 'Europe/Istanbul',
      });
      contexts.push(context);
      await context.addInitScript(
        (language: string) => localStorage.setItem('strapi-admin-language', language),
        locale
      );
      const page = await context.newPage();
      await signIn(page, { adminUrl, email, password });
      return page;
    },
    phone: async () => {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 800 },
        locale: 'en-GB',
      });
      contexts.push(context);
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
