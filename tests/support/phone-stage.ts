import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { startStage, until, wamidOf, type Json, type Stage } from '../simulator/receiver';
import { startBrowser } from './browser';
import { aPhoto, aSticker } from './drawn-media';
import type { MediaIds } from './every-message';
import { anMp3, anMp4, aPdf, aVoice } from './files';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A browser that gives everybody leave to record. */
export const startPhoneBrowser = (): Promise<Browser> =>
  startBrowser({
    args: ['--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required'],
  });

/** The person whose phone the tests hold. */
export const AYSE = '905321110001';

export const openPhone = async (
  browser: Browser,
  stage: Stage,
  options: BrowserContextOptions = {}
): Promise<Page> => {
  const page = await browser.newPage({
    locale: 'en-US',
    viewport: { width: 1360, height: 860 },
    ...options,
  });
  await page.goto(stage.sim.url);
  await page.getByTestId(`person-${AYSE}`).click();
  await page.getByTestId('phone-input').waitFor();
  return page;
};

export interface Phone {
  browser: Browser;
  stage: Stage;
  page: Page;
}

/** Before each test a fresh stage and a phone of somebody who has written; `take` is handed them. */
export const usePhone = (take: (phone: Phone) => void): void => {
  let browser: Browser;
  let phone: Phone;
  beforeAll(async () => {
    browser = await startPhoneBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    const stage = await startStage();
    phone = { browser, stage, page: await openPhone(browser, stage) };
    stage.sim.control.act.text(AYSE, 'Merhaba');
    take(phone);
  });
  afterEach(async () => {
    await phone.page.close();
    await phone.stage.close();
  });
};

/** What a test does on the phone of the moment, and as the business behind it. */
export const handsOn = (at: () => { page: Page; stage: Stage }) => ({
  bubble: (wamid: string): Locator => at().page.locator(`[data-wamid="${wamid}"]`),
  send: async (message: Json | undefined): Promise<string> => {
    const answer = await at().stage.send({ to: `+${AYSE}`, ...message });
    expect(answer.status).toBe(200);
    return wamidOf(answer);
  },
  say: async (text: string): Promise<void> => {
    await at().page.getByTestId('phone-input').fill(text);
    await at().page.getByTestId('phone-input').press('Enter');
  },
  /** The message that the business's webhook got as the nth. */
  told: async (nth: number): Promise<Json> => {
    const { receiver } = at().stage;
    await until(() => receiver.messages().length >= nth);
    return receiver.messages()[nth - 1] ?? {};
  },
});

/** What axe finds wrong, as "rule: element". */
export const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)'
  )) as { id: string; nodes: { html: string }[] }[];
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

export const upload = async (stage: Stage, bytes: Buffer, type: string): Promise<string> => {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file');
  const response = await fetch(`${stage.sim.url}/v25.0/${stage.pnid}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.sim.account.token}` },
    body: form,
  });
  return String(((await response.json()) as Json)['id']);
};

/** One of each media, uploaded by the business. */
export const uploadEach = async (stage: Stage, page: Page): Promise<MediaIds> => ({
  image: await upload(stage, await aPhoto(page), 'image/jpeg'),
  sticker: await upload(stage, await aSticker(page), 'image/webp'),
  video: await upload(stage, anMp4(), 'video/mp4'),
  voice: await upload(stage, aVoice(), 'audio/ogg'),
  audio: await upload(stage, anMp3(), 'audio/mpeg'),
  pdf: await upload(stage, aPdf(), 'application/pdf'),
});
