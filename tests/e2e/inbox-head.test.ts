import { startDemo, type Demo } from '../support/demo';
import { visit } from '../support/tour/visit';

/** How many rows of the list are seen whole, without scrolling. */
const seenWhole = (): number => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="conversation-row"]')];
  return rows.filter((row) => {
    const { left, top, bottom, height } = row.getBoundingClientRect();
    const at = (y: number) => row.contains(document.elementFromPoint(left + 20, y));
    return height > 0 && at(top + 4) && at(bottom - 4);
  }).length;
};

/** The heading stands on one line and is not cut. */
const isWhole = (one: HTMLElement): boolean =>
  one.getBoundingClientRect().height < 1.5 * parseFloat(getComputedStyle(one).lineHeight) &&
  one.scrollWidth <= one.clientWidth;

/** The tabs that stand below the first of them. */
const tabsBelow = (): (string | null)[] => {
  const tabs = [
    ...document.querySelectorAll('[data-testid^="scope-"], [data-testid="mentions-filter"]'),
  ];
  const line = tabs[0]?.getBoundingClientRect().bottom ?? 0;
  const below = tabs.filter((tab) => tab.getBoundingClientRect().top >= line);
  return tabs.length === 4 ? below.map(({ textContent }) => textContent) : ['not all are there'];
};

describe('the head of the list', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it.each([
    ['en', 1280, 720, 6],
    ['tr', 1280, 720, 6],
    ['en', 390, 844, 5],
    ['tr', 390, 844, 5],
  ] as const)(
    '[C-02] [X-12] leaves room for conversations in %s at %i × %i: at least %i of them',
    async (locale, width, height, least) => {
      const page = await demo.admin({ dark: false, locale, width, height });
      await visit(page, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/inbox`);
      await page.getByTestId('conversation-row').nth(5).waitFor();
      await page.mouse.move(0, 0);
      expect(await page.evaluate(seenWhole)).toBeGreaterThanOrEqual(least);
      for (const wide of [width, 1024]) {
        await page.setViewportSize({ width: wide, height });
        expect([wide, await page.locator('h1').evaluate(isWhole)]).toEqual([wide, true]);
      }
      for (const wide of [1440, 1024]) {
        await page.setViewportSize({ width: wide, height });
        expect([wide, await page.evaluate(tabsBelow)]).toEqual([wide, []]);
      }
      await page.context().close();
    },
    120_000
  );
});
