import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import en from '../../admin/src/translations/en';
import tr from '../../admin/src/translations/tr';
import { startDemo, type Demo } from '../support/demo';
import { lookOver } from '../support/tour/look';
import { stops } from '../support/tour/stops';
import { walkTo } from '../support/tour/walk';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly locale: 'en' | 'tr';
  readonly width: 1440 | 1280 | 390;
  /** Names of the stops that are seen; absent: all. */
  readonly at?: readonly string[];
}

/** Between the two, each page is seen in each language, each theme and each width. */
const looks: readonly Look[] = [
  { theme: 'light', locale: 'en', width: 1280 },
  { theme: 'dark', locale: 'tr', width: 390 },
  // A phone has no canvas.
  { theme: 'dark', locale: 'tr', width: 1440, at: ['flow-canvas'] },
];
/** With EVERY_LOOK=true also the other six. */
const others: readonly Look[] = [
  { theme: 'light', locale: 'tr', width: 390 },
  { theme: 'dark', locale: 'tr', width: 1280 },
  { theme: 'light', locale: 'tr', width: 1280 },
  { theme: 'dark', locale: 'en', width: 1280 },
  { theme: 'light', locale: 'en', width: 390 },
  { theme: 'dark', locale: 'en', width: 390 },
];
const wanted = process.env.EVERY_LOOK === 'true' ? [...looks, ...others] : looks;

/** SCREENSHOTS=dir: a picture of each stop there. STOPS=inbox,campaign: only these. */
const pictures = process.env.SCREENSHOTS;
const only = process.env.STOPS?.split(',');

/** English sentences that a Turkish page may not show. */
const turkish = new Set(Object.values(tr));
const english = new Set(
  Object.values(en).filter((text) => !/[{<]/.test(text) && text.length > 2 && !turkish.has(text))
);

const withoutWords = (all: ReadonlySet<string>, some: readonly string[] = []) =>
  new Set([...all].filter((word) => !some.includes(word)));

/** What the browser itself complained about since the last question. */
const complaintsOf = (page: Page) => {
  let heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text().slice(0, 300)}`);
  });
  return () => {
    const said = heard;
    heard = [];
    return said;
  };
};

/** The browser draws its own parts (the picker of a date, scroll bars) by the theme; only on our pages is that ours to say. */
const otherScheme = async (page: Page, theme: string): Promise<string[]> => {
  if (!/\/(plugins|settings)\/whatsapp/.test(page.url())) return [];
  const drawn = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  return drawn === theme ? [] : [`color-scheme: ${drawn}`];
};

describe('every page', () => {
  let demo: Demo;
  const visited = new Set<string>();
  beforeAll(async () => {
    if (pictures) mkdirSync(pictures, { recursive: true });
    demo = await startDemo({ shop: true });
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it.each(wanted)(
    '[X-12] [X-13] is readable by people and machines, fits and says no key: $theme, $locale, $width px',
    async ({ theme, locale, width, at }) => {
      const height = width === 390 ? 844 : 800;
      const page = await demo.admin({ dark: theme === 'dark', locale, width, height });
      const complaints = complaintsOf(page);
      const problems: Record<string, string[]> = {};
      const seen = (name: string) => [only, at].every((names) => !names || names.includes(name));
      for (const stop of stops.filter(({ name }) => seen(name))) {
        const lost = await walkTo(page, new URL(demo.adminUrl).origin, stop).then(
          () => [],
          (error: Error) => [`not reached: ${error.message.slice(0, 300)}`]
        );
        visited.add(new URL(page.url()).pathname);
        const found = [
          ...lost,
          ...(await lookOver(
            page,
            locale === 'tr' ? withoutWords(english, stop.ofHost) : new Set()
          )),
          ...(await otherScheme(page, theme)),
          ...complaints(),
        ];
        if (found.length > 0) problems[stop.name] = found;
        if (pictures)
          await page.screenshot({
            path: path.join(pictures, `${stop.name}-${theme}-${locale}-${width}.png`),
          });
      }
      await page.context().close();
      expect(problems).toEqual({});
    },
    400_000
  );

  it('has a stop for each route of the admin', () => {
    if (only) return;
    const source = (file: string) =>
      readFileSync(path.resolve(__dirname, '../../admin/src', file), 'utf8');
    const pages = [...source('App.tsx').matchAll(/ path="([^"*]+)"/g)].map(
      ([, route]) => `plugins/whatsapp/${route}`
    );
    const settings = [...source('index.tsx').matchAll(/to: `\$\{PLUGIN_ID\}\/([^`]+)`/g)].map(
      ([, route]) => `settings/whatsapp/${route}`
    );
    expect([pages.length > 15, settings.length > 3]).toEqual([true, true]);
    const unseen = [...pages, ...settings].filter((route) => {
      const pattern = new RegExp(`^/admin/${route.replace(/:\w+/g, '\\d+')}$`);
      return ![...visited].some((address) => pattern.test(address));
    });
    expect(unseen).toEqual([]);
  });
});
