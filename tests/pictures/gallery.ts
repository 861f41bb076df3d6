import type { Page } from 'playwright-core';
import { addTo } from '../../server/src/kernel/lists';
import type { Demo, Look } from '../support/demo';
import { stops, type Stop } from '../support/tour/stops';
import { walkTo } from '../support/tour/walk';

const screen = { width: 1280, height: 800 };

/** Left to right, then below: English, Turkish; light, dark. */
const looks: readonly Look[] = (['en', 'tr'] as const).flatMap((locale) =>
  [false, true].map((dark) => ({ ...screen, locale, dark }))
);

interface Taking {
  readonly demo: Demo;
  readonly wanted: readonly string[];
  /** Just before the picture of a page is taken. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const isWanted = (wanted: readonly string[], { name }: Stop) =>
  wanted.length === 0 || wanted.includes(name);

/** Every stop of the tour in every look: name → its pictures in the order of the looks. */
export const takeGallery = async ({
  demo,
  wanted,
  ready,
}: Taking): Promise<ReadonlyMap<string, readonly Buffer[]>> => {
  const taken = new Map<string, Buffer[]>();
  for (const look of looks) {
    const page = await demo.admin(look);
    for (const stop of stops) {
      await walkTo(page, new URL(demo.adminUrl).origin, stop);
      if (!isWanted(wanted, stop)) continue;
      await ready(page);
      addTo(taken, stop.name, await page.screenshot());
    }
    await page.context().close();
  }
  return taken;
};

const titleOf = (name: string) =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');

/** docs/gallery.md: a heading and a picture for each. */
export const galleryPage = (names: readonly string[]): string => {
  const parts = [
    '# Every page',
    'In English above and Turkish below, light on the left and dark on the right, at 1280 × 800. Taken from the demo shop of `npm start` by `npm run pictures -- gallery`.',
    ...names.map(
      (name) => `## ${titleOf(name)}\n\n![${titleOf(name)}](images/gallery/${name}.webp)`
    ),
  ];
  return `${parts.join('\n\n')}\n`;
};
