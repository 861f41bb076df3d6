import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; html: string }[];
}

const PAGES: [string, string][] = [
  ['inbox', '/admin/plugins/whatsapp/inbox'],
  ['contacts', '/admin/plugins/whatsapp/contacts'],
  ['groups', '/admin/plugins/whatsapp/groups'],
  ['campaigns', '/admin/plugins/whatsapp/campaigns'],
  ['new campaign', '/admin/plugins/whatsapp/campaigns/new'],
  ['templates', '/admin/plugins/whatsapp/templates'],
  ['logs', '/admin/plugins/whatsapp/logs'],
  ['get started', '/admin/plugins/whatsapp/get-started'],
  ['numbers', '/admin/settings/whatsapp/numbers'],
];

/** Rules that Strapi's own frame breaks, whatever stands in it. */
const FRAME = new Set(['region', 'landmark-unique', 'landmark-one-main', 'bypass']);

const violationsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    'axe.run(document.querySelector("main") ?? document.body, { resultTypes: ["violations"] }).then((r) => r.violations)'
  )) as Violation[];
  return found
    .filter(({ id }) => !FRAME.has(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
};

describe('every page', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = async (page: Page, address: string) => {
    await page.goto(`${new URL(demo.adminUrl).origin}${address}`);
    await page.locator('main h1, main h2').first().waitFor({ timeout: 20_000 });
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined); // the live stream never ends
  };

  it.each([
    ['light', 'en'],
    ['dark', 'tr'],
  ])(
    '[X-13] is readable by machines and people, %s, %s',
    async (theme, locale) => {
      const page = await demo.admin({ dark: theme === 'dark', locale, width: 1280, height: 720 });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const problems: Record<string, string[]> = {};
      for (const [name, address] of PAGES) {
        await open(page, address);
        const found = await violationsOf(page);
        if (found.length > 0) problems[name] = found;
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth
        );
        if (wide) problems[`${name} scrolls sideways`] = ['yes'];
        const key = /\bwhatsapp\.[a-z]+\.[a-z.]+/.exec(
          (await page.locator('main').innerText()) ?? ''
        );
        if (key) problems[`${name} shows a key`] = [key[0]];
      }
      expect(problems).toEqual({});
      expect(errors).toEqual([]);
    },
    180_000
  );

  it('fits a phone without scrolling sideways', async () => {
    const page = await demo.admin({ width: 390, height: 800 });
    const wide: string[] = [];
    for (const [name, address] of PAGES) {
      await open(page, address);
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
        wide.push(name);
    }
    expect(wide).toEqual([]);
  }, 120_000);
});
