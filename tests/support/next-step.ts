import type { Page } from 'playwright-core';

/** Presses Next in a wizard and waits until it stands at another step: a press while it saves would be lost. */
export const nextStep = async (page: Page): Promise<void> => {
  const current = page.locator('li[aria-current="step"]').first();
  const before = await current.innerText();
  await page.getByTestId('wizard-next').click();
  await page.waitForFunction(
    (was) => {
      const now = document.querySelector<HTMLElement>('li[aria-current="step"]')?.innerText;
      return now !== undefined && now !== was;
    },
    before,
    { timeout: 20_000 }
  );
};
