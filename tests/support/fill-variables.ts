import type { Page } from 'playwright-core';
import { en } from './words';

const EMPTY = 'Type @ to choose a source';

/** In the wizard: what typing "@" and these words offers first is chosen for the first variable without a source. */
export const chooseSource = async (
  page: Page,
  { typed, name }: { typed: string; name: string }
): Promise<void> => {
  await page.locator('fieldset').getByPlaceholder(EMPTY).first().fill(typed);
  await page.getByRole('option', { name }).click();
};

/** Fixed text for every variable that has no source yet. */
export const fillVariables = async (page: Page): Promise<void> => {
  const open = page.locator('fieldset').getByPlaceholder(EMPTY);
  await open.first().waitFor();
  // A chosen source takes the place of its field.
  for (let i = 1; (await open.count()) > 0; i += 1) {
    await chooseSource(page, { typed: 'Fixed', name: 'Fixed text' });
    await page.getByPlaceholder(en('templates.variable.text')).last().fill(`deger ${i}`);
  }
};
