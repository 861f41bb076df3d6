import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

const folder = path.resolve(__dirname, '../../reports/pictures');

/** Keeps what a page of a run looks like, for people; the tests do not read it. */
export const takePicture = (page: Page, name: string): Promise<Buffer> => {
  mkdirSync(folder, { recursive: true });
  return page.screenshot({ path: path.join(folder, `${name}.png`) });
};
