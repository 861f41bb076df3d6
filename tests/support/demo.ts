import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from './browser';
import { startDemoProcess } from './demo-process';
import { callerWith, signedIn } from './demo-team';
import { preparedDemo } from './prepare-demo';

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
  /** An empty page of the administrator, or of somebody else, who signed in before. */
  admin(look?: Look, who?: Credentials): Promise<Page>;
  /** The page that asks who is there. */
  signInPage(look?: Look): Promise<Page>;
  /** The simulator's page with customer phones. */
  phone(look?: Look): Promise<Page>;
  close(): Promise<void>;
}

type Storage = Exclude<BrowserContextOptions['storageState'], string | undefined>;
type Entry = Storage['origins'][number]['localStorage'][number];

/** Strapi's own news covers the top of every page until it was closed once on this installation. */
export const closedNews = async (demo: Pick<Demo, 'adminUrl'>): Promise<Entry[]> => {
  const { data } = await callerWith(demo, '').ask<{ data: { uuid: string | false } }>(
    'GET',
    '/admin/init'
  );
  return ['true', 'false', 'undefined'].map((legacy) => ({
    name: `STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_${legacy}:${String(data.uuid)}`,
    value: 'true',
  }));
};

/** Asks once for each of several contexts: Strapi lets somebody sign in five times in five minutes. */
const createTokens = (demo: Pick<Demo, 'adminUrl'> & Credentials) => {
  const tokens = new Map<string, Promise<string>>();
  return (who: Credentials): Promise<string> => {
    const token = tokens.get(who.email) ?? signedIn(demo, who).then((caller) => caller.token);
    tokens.set(who.email, token);
    return token;
  };
};

/** What the admin keeps in the browser of somebody who signed in for this session. */
export const sessionOf = (origin: string, token: string, known: readonly Entry[]): Storage => ({
  cookies: [
    {
      name: 'jwtToken',
      value: token,
      domain: new URL(origin).hostname,
      path: '/admin',
      expires: -1,
      httpOnly: false,
      secure: false,
      sameSite: 'Lax',
    },
  ],
  origins: [{ origin, localStorage: [{ name: 'isLoggedIn', value: 'true' }, ...known] }],
});

interface Start {
  /** With the people and the history that `npm start` shows; journeys do with the small sample. */
  readonly shop?: boolean;
  /** On an empty database, as the first start of all; others continue from one that was started before. */
  readonly first?: boolean;
  readonly wholeBrowser?: boolean;
}

export const startDemo = async ({
  shop = false,
  first = shop,
  wholeBrowser = false,
}: Start = {}): Promise<Demo> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-demo-'));
  const database = path.join(folder, 'demo.db');
  const prepared = first ? undefined : preparedDemo();
  if (prepared) copyFileSync(prepared, database);
  const { stop, ...address } = await startDemoProcess(database, { shop });
  const browser = await startBrowser({ whole: wholeBrowser });
  const contexts: BrowserContext[] = [];
  const open = async (
    { width = 1440, height = 900, dark = false, locale = 'en' }: Look,
    storageState?: Storage
  ) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      locale: locale === 'tr' ? 'tr-TR' : 'en-GB',
      timezoneId: 'Europe/Istanbul',
      ...(storageState ? { storageState } : {}),
    });
    contexts.push(context);
    // A runner that keeps the names of functions writes this call into what is to run in the browser.
    await context.addInitScript({ content: 'globalThis.__name ??= (one) => one;' });
    return context.newPage();
  };
  const { origin } = new URL(address.adminUrl);
  const tokenOf = createTokens(address);
  return {
    ...address,
    database,
    browser,
    admin: async (look = {}, who = address) => {
      const language = { name: 'strapi-admin-language', value: look.locale ?? 'en' };
      const known = [language, ...(await closedNews(address))];
      return open(look, sessionOf(origin, await tokenOf(who), known));
    },
    signInPage: async (look = {}) => {
      const page = await open(look);
      await page.goto(`${origin}/admin`);
      return page;
    },
    phone: async (look = {}) => {
      const page = await open({ width: 1200, height: 800, ...look });
      await page.goto(address.phoneUrl);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
