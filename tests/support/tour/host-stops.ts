import type { Stop } from './stops';

const CUSTOMERS = 'content-manager/collection-types/api::customer.customer';

/** Ours inside pages of Strapi, whose own words and marks are not ours to judge: for pictures only. */
export const hostStops: readonly Stop[] = [
  {
    name: 'entry-panel',
    at: `${CUSTOMERS}?_q=Kaya`,
    enter: async (page) => {
      await page.getByRole('gridcell', { name: 'Ayşe', exact: true }).first().click();
      await page.getByTestId('entry-talk').getByTestId('bubble').last().waitFor();
    },
    shown: '[data-testid="entry-send"]',
  },
  {
    name: 'entries-send',
    at: `${CUSTOMERS}?page=1&pageSize=50`,
    enter: async (page) => {
      const boxes = page.locator('tbody').getByRole('checkbox');
      await boxes.nth(5).waitFor();
      for (const n of [0, 1, 2, 3, 4, 5]) await boxes.nth(n).click();
      await page.getByRole('button', { name: /^(Send WhatsApp|WhatsApp mesajı gönder)$/ }).click();
    },
    shown: '[data-testid="entry-draft"]',
  },
];
