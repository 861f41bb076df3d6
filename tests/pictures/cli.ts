/**
 * npm run pictures [-- NAME …]: takes the pictures of docs/images again, from a demo shop of its own.
 * npm run pictures -- gallery [NAME …]: those of docs/images/gallery, every page in both themes and languages.
 * With names, only those. Needs a build and a Chromium (CHROMIUM_PATH).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { hostStops } from '../support/tour/host-stops';
import { inboxStops } from '../support/tour/inbox-stops';
import { stops as ownStops } from '../support/tour/stops';
import { walkTo } from '../support/tour/walk';
import { albums, phoneAlbum, type Album, type Picture } from './albums';
import { galleryPage, takeGallery } from './gallery';

const stops = [...ownStops, ...inboxStops, ...hostStops];
const folder = path.resolve(__dirname, '../../docs/images');

interface Image {
  png(options: { palette: boolean; effort: number }): Image;
  webp(options: { quality: number; effort: number }): Image;
  resize(width: number): Image;
  composite(parts: { input: Buffer; left: number; top: number }[]): Image;
  toBuffer(): Promise<Buffer>;
}
type Sharp = (
  source: Buffer | { create: { width: number; height: number; channels: 3; background: string } }
) => Image;
/** Strapi's media library brings it along. */
const sharp = createRequire(require.resolve('@strapi/strapi/package.json'))('sharp') as Sharp;

const write = (file: string, content: Buffer) => {
  writeFileSync(path.join(folder, file), content);
  process.stdout.write(`${file}  ${Math.round(content.length / 1024)} kB\n`);
};

const keep = async (name: string, png: Buffer) =>
  write(`${name}.png`, await sharp(png).png({ palette: true, effort: 10 }).toBuffer());

const CELL = { width: 800, height: 500, gap: 8 };

/** Four looks of one page as one picture, two by two. */
const keepFour = async (name: string, pngs: readonly Buffer[]) => {
  const { width, height, gap } = CELL;
  const parts = await Promise.all(
    pngs.map(async (png, i) => ({
      input: await sharp(png).resize(width).toBuffer(),
      left: (i % 2) * (width + gap),
      top: Math.floor(i / 2) * (height + gap),
    }))
  );
  const sheet = { width: 2 * width + gap, height: 2 * height + gap, channels: 3 as const };
  const image = sharp({ create: { ...sheet, background: '#8e8ea9' } }).composite(parts);
  write(`gallery/${name}.webp`, await image.webp({ quality: 60, effort: 6 }).toBuffer());
};

/** The demo runs on free ports; the pictures show those of `npm start`. */
const showUsualPorts = (page: Page, demo: Demo) =>
  page.evaluate(
    (usual: readonly (readonly [string, string])[]) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode())
        for (const [port, shown] of usual)
          if (walker.currentNode.nodeValue?.includes(`:${port}`))
            walker.currentNode.nodeValue = walker.currentNode.nodeValue.replace(port, shown);
    },
    [
      [new URL(demo.adminUrl).port, '1337'],
      [new URL(demo.phoneUrl).port, '4010'],
    ] as const
  );

/** Closes Strapi's notices: they stay for a while and would cover the titles of the next stops. */
const closeNotices = async (page: Page) => {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('[data-sonner-toast] button'))
      button.click();
  });
  await page.locator('[data-sonner-toast]').first().waitFor({ state: 'detached' });
};

/** Just before each picture of the admin. */
const makeReady = async (page: Page, demo: Demo) => {
  await closeNotices(page);
  await showUsualPorts(page, demo);
};

/** Stops that go on from the one before need it on the way, with or without a picture of it. */
const wayTo = (name: string) => {
  const end = stops.findIndex((stop) => stop.name === name);
  if (end < 0) throw new Error(`There is no stop called ${name}.`);
  let start = end;
  while (stops[start]?.at === undefined) start -= 1;
  return stops.slice(start, end + 1);
};

const takeAlbum = async (demo: Demo, { look, pictures }: Album, wanted: readonly string[]) => {
  const chosen = Object.entries(pictures).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name)
  );
  if (chosen.length === 0) return;
  const page = await demo.admin(look);
  const { width = 1280, height = 800 } = look;
  for (const [name, what] of chosen) {
    const { stop, size, prepare }: Picture = typeof what === 'string' ? { stop: what } : what;
    await prepare?.(demo, page);
    await page.setViewportSize(size ?? { width, height });
    for (const leg of wayTo(stop)) await walkTo(page, new URL(demo.adminUrl).origin, leg);
    await makeReady(page, demo);
    await keep(name, await page.screenshot());
  }
  await page.context().close();
};

const takePhones = async (demo: Demo, wanted: readonly string[]) => {
  for (const [name, look] of Object.entries(phoneAlbum)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await demo.phone(look);
    await page.getByTestId('person-905321000001').click();
    await page.getByTestId('bubble').first().waitFor();
    await keep(name, await page.screenshot());
    await page.context().close();
  }
};

const run = async ([first, ...rest]: readonly string[]) => {
  mkdirSync(path.join(folder, 'gallery'), { recursive: true });
  const wanted = first === undefined ? [] : [first, ...rest];
  const demo = await startDemo({ shop: true });
  const ready = (page: Page) => makeReady(page, demo);
  try {
    if (first === 'gallery') {
      const taken = await takeGallery({ demo, wanted: rest, ready });
      for (const [name, four] of taken) await keepFour(name, four);
      if (rest.length === 0)
        writeFileSync(path.join(folder, '../gallery.md'), galleryPage([...taken.keys()]));
      return;
    }
    for (const album of albums) await takeAlbum(demo, album, wanted);
    await takePhones(demo, wanted);
  } finally {
    await demo.close();
  }
};

void run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
