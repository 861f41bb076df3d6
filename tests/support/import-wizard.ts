import type { Page } from 'playwright-core';
import { en } from './words';

/** A file of people and what they agreed to. */
export interface ImportList {
  list: string;
  wording: string;
  timeout?: number;
}

/** In the step *Rules*: they agreed, with where, when and to what. */
export const proveConsent = async (admin: Page, wording: string): Promise<void> => {
  await admin.getByText(en('imports.consent.given')).click();
  await admin.getByLabel(/^Source(?! of)/).fill('Card in the shop');
  await admin.getByLabel(/^Consent date/).fill('2026-01-15');
  await admin.getByLabel(/^Consent wording/).fill(wording);
};

/** From the first step of the import wizard to its end, with a consent that can be proved. */
export const importList = async (
  admin: Page,
  { list, wording, timeout }: ImportList
): Promise<void> => {
  await admin.getByTestId('import-file').setInputFiles({
    name: 'yaz.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(list),
  });
  await admin.getByTestId('import-column').first().waitFor();
  await admin.getByTestId('import-next').click();
  await proveConsent(admin, wording);
  await admin.getByTestId('import-next').click();
  await admin.getByTestId('import-start').click();
  await admin.getByTestId('import-done').waitFor(timeout === undefined ? {} : { timeout });
};
