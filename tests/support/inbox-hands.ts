import type { Page } from 'playwright-core';
import type { Demo } from './demo';
import { lookOver } from './tour/look';
import { comeToRest } from './tour/walk';
import { visit } from './tour/visit';
import { en } from './words';

/** What a person does and sees in an open Inbox. */
export const atInbox = (page: Page, demo: Demo) => {
  const row = (text: string) => page.getByTestId('conversation-row').filter({ hasText: text });
  const input = () => page.getByTestId('composer-input');
  return {
    page,
    row,
    input,
    open: async (query = '') => {
      await visit(page, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/inbox${query}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    /** Opens the thread of somebody by their name. */
    choose: async (name: string) => {
      await row(name).first().click();
      await page.getByRole('heading', { level: 2, name }).first().waitFor();
    },
    /** Chooses in the menu of the open conversation. */
    more: async (testId: string) => {
      await page.getByTestId('thread-more').click();
      await page.getByRole('menu').getByTestId(testId).click();
    },
    /** Switches single letters on, for this person in this browser. */
    switchLettersOn: async () => {
      await page.keyboard.press('Control+/');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    },
    /** The person beside the thread, or over it; at a width where one opens it. */
    showPerson: () => page.getByTestId('panel-toggle').click(),
    bubble: (text: string) => page.getByTestId('bubble').filter({ hasText: text }).last(),
    event: (kind: string) =>
      page.locator(`[data-testid="thread-event"][data-kind="${kind}"]`).last(),
    say: async (text: string) => {
      await input().fill(text);
      await page.getByTestId('composer-send').click();
    },
    /** Chooses in one of the filters. */
    filter: async (name: string, option: string) => {
      const field = page.getByRole('combobox', { name });
      if ((await field.count()) === 0) await page.getByTestId('more-filters').click();
      await field.click();
      await page.getByRole('option', { name: option }).click();
      await page.keyboard.press('Escape');
      await field.waitFor({ state: 'detached' });
    },
    /** Keeps what is chosen as a view. */
    keepAs: async (name: string, shared: boolean) => {
      const save = page.getByTestId('view-new');
      if ((await save.count()) === 0) await page.getByTestId('views-menu').click();
      await save.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill(name);
      if (shared) await dialog.getByRole('checkbox').click();
      await dialog.getByRole('button', { name: en('bots.save'), exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    },
    /** What is wrong with what is on screen now for people and machines. */
    faults: async () => {
      // What a button of Strapi looks like under the pointer is Strapi's.
      await page.mouse.move(0, 0);
      await comeToRest(page, page.url());
      return lookOver(page, new Set());
    },
  };
};
export type AtInbox = ReturnType<typeof atInbox>;

/** The customer's side: the page with the phones, and the people who are not on it. */
export const customers = (phone: Page, demo: Demo) => {
  const control = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await fetch(`${new URL(demo.phoneUrl).origin}/_sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    page: phone,
    control,
    take: (who: string) => phone.getByTestId(`person-${who}`).click(),
    says: async (text: string) => {
      await phone.getByTestId('phone-input').fill(text);
      await phone.getByTestId('phone-send').click();
    },
    bubble: (text: string) => phone.getByTestId('bubble').filter({ hasText: text }).last(),
    /** Somebody whose phone is not on the page writes. */
    text: (who: string, body: string) => control('POST', `/people/${who}/act/text`, { body }),
  };
};
export type Customers = ReturnType<typeof customers>;
