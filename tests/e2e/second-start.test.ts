import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser';
import { closedNews, sessionOf } from '../support/demo';
import { startDemoProcess, type DemoProcess } from '../support/demo-process';
import { signedIn, type Caller } from '../support/demo-team';
import { isThere } from '../support/how-many';
import { eventually, nextSecond } from '../support/world';

/** Of the sample data, one of those who wait for an answer. */
const MAYA = '14165550134';
const NAME = 'Maya Patel';

describe('the demo on a second start', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-second-start-'));
  const database = path.join(folder, 'demo.db');
  let browser: Browser;
  let demo: DemoProcess | null = null;
  let caller: Caller;
  let admin: Page;
  let phone: Page;

  const kept = () => readFileSync(`${database}.simulator/state.json`, 'utf8');
  /** As somebody does who starts the demo and opens its two pages. */
  const begin = async () => {
    // The first start wrote it in another language, and that one stays.
    const later = existsSync(database) ? { WHATSAPP_DEMO_LANGUAGE: 'en' } : {};
    demo = await startDemoProcess(database, { shop: true, env: later });
    caller = await signedIn(demo);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      storageState: sessionOf(originOf(demo), caller.token, [
        { name: 'strapi-admin-language', value: 'en' },
        ...(await closedNews(demo)),
      ]),
    });
    await context.addInitScript({ content: 'globalThis.__name ??= (one) => one;' });
    admin = await context.newPage();
    phone = await context.newPage();
    for (const page of [admin, phone]) page.setDefaultTimeout(30_000);
    await phone.goto(demo.phoneUrl);
    await phone.getByTestId(`person-${MAYA}`).click();
    await admin.goto(demo.adminUrl);
  };
  const originOf = ({ adminUrl }: DemoProcess): string => new URL(adminUrl).origin;
  const end = async (how: 'stop' | 'kill') => {
    const running = demo;
    demo = null;
    await admin.context().close();
    await running?.[how]();
  };

  const bubble = (page: Page, text: string) =>
    page.getByTestId('bubble').filter({ hasText: text }).last();
  const rows = () => admin.getByTestId('conversation-row').filter({ hasText: NAME });
  const customerWrites = async (text: string) => {
    // Meta's times are whole seconds: in the second of an answer of ours the answer would stay the last message.
    await nextSecond();
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
    await rows().filter({ hasText: text }).waitFor();
  };
  const answer = async (text: string) => {
    await rows().first().click();
    await admin.getByTestId('composer-input').fill(text);
    await admin.getByTestId('composer-send').click();
    await bubble(phone, text).waitFor();
  };
  const templateStates = async () => {
    const { templates } = await caller.ask<{
      templates: { name: string; language: string; status: string }[];
    }>('GET', '/whatsapp/templates');
    return new Map(templates.map(({ name, language, status }) => [`${name} ${language}`, status]));
  };
  const syncTemplates = async () => {
    await admin.goto(`${originOf(demo as DemoProcess)}/admin/plugins/whatsapp/templates`);
    const synced = admin.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().includes('/sync')
    );
    await admin.getByTestId('sync-templates').click();
    expect((await synced).ok()).toBe(true);
  };

  beforeAll(async () => {
    browser = await startBrowser();
    await begin();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('at first everybody of the sample is on the phone, and the answer arrives', async () => {
    await answer('Yes, at 30 degrees.');
    expect(existsSync(`${database}.simulator/state.json`)).toBe(true);
  });

  it.each([
    ['stopped', 'stop'],
    ['killed', 'kill'],
  ] as const)(
    'after it was %s the thread, the contact and the templates are there, and it goes on',
    async (_how, how) => {
      const before = `Before ${how}`;
      await customerWrites(before);
      const templates = await templateStates();
      expect(templates.get('sonbahar_koleksiyonu tr')).toBe('APPROVED');
      // A killed simulator has lost what is younger than a second.
      await eventually('it is kept', () => Promise.resolve(kept().includes(before)));
      await end(how);
      await begin();
      await isThere(bubble(phone, before));
      await customerWrites(`Me again after ${how}`);
      expect(await rows().count()).toBe(1);
      await answer(`Good to hear, after ${how}.`);
      await syncTemplates();
      expect(await templateStates()).toEqual(templates);
      await admin.goto((demo as DemoProcess).adminUrl);
      await rows().first().waitFor();
    },
    400_000
  );

  it('beside a simulator that could not read its state everybody is on the phone again, and answers arrive', async () => {
    await end('stop');
    writeFileSync(`${database}.simulator/state.json`, '{"version": 99}');
    await begin();
    await answer('We are here again.');
    await customerWrites('So am I');
    expect(await rows().count()).toBe(1);
    expect((await templateStates()).get('sonbahar_koleksiyonu tr')).toBe('APPROVED');
  }, 400_000);
});
