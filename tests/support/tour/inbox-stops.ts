import type { Page } from 'playwright-core';
import type { Stop } from './stops';

const AT = 'plugins/whatsapp/inbox';

const openAyse = async (page: Page) => {
  await page.getByTestId('conversation-row').filter({ hasText: 'Ayşe Kaya' }).first().click();
  await page.getByTestId('bubble').first().waitFor();
};
const write = async (page: Page, text: string) => {
  await openAyse(page);
  // Typed at once: an Enter among keys would send it.
  await page.getByTestId('composer-input').fill(text);
};

/** Parts of the Inbox at work, for the pages about it: for pictures only, the journeys look them over. */
export const inboxStops: readonly Stop[] = [
  {
    name: 'inbox-quick-reply',
    at: AT,
    enter: (page) => write(page, '/'),
    shown: '[data-testid="quick-reply-option"]',
  },
  {
    name: 'inbox-composer',
    at: AT,
    enter: (page) => write(page, 'Merhaba, *30 cm çap* ve _mavi sır_ ile var.\n- Kâse\n- Tabak'),
    shown: '[data-testid="text-preview"]',
  },
  {
    name: 'inbox-panel',
    at: `${AT}?panel=1`,
    enter: openAyse,
    shown: '[data-testid="new-contact-task"]',
  },
  {
    name: 'inbox-search',
    at: `${AT}?q=${encodeURIComponent('sipariş')}&status=all`,
    enter: (page) => page.getByTestId('message-hit').first().click(),
    shown: '[data-testid="bubble"][data-target="true"]',
  },
  {
    name: 'inbox-lightbox',
    at: AT,
    enter: async (page) => {
      await openAyse(page);
      await page.getByTestId('bubble').locator('button:has(img)').last().click();
    },
    shown: '[data-testid="lightbox-stage"] img',
  },
  {
    name: 'inbox-note',
    at: AT,
    enter: async (page) => {
      await openAyse(page);
      await page.getByTestId('mode-note').click();
      await page.getByTestId('note-input').pressSequentially('Kırık tabağın yenisi hazır, @');
    },
    shown: '[data-testid="mention-option"]',
  },
];
