import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { formWords } from '../../server/src/opt-in/domain/words';
import { startDemo, type Demo } from '../support/demo';
import { freePort } from '../support/free-port';
import { violations } from '../support/phone-stage';
import { takePicture } from '../support/pictures';
import { en } from '../support/words';

const AYSE = '905321110001';
const BOB = '4915112345678';
const wrongNumber = formWords.en.wrong.number;

/** A shop's own site, on another origin than Strapi. */
const startShop = async (port: number, page: () => string): Promise<Server> => {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title><body><main><h1>Checkout</h1>${page()}</main></body></html>`
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
};

describe('chapter "opt-in forms" in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  let visitor: Page;
  let shop: Server;
  let shopUrl: string;
  let snippet = '';

  beforeAll(async () => {
    const port = await freePort();
    shopUrl = `http://127.0.0.1:${port}`;
    shop = await startShop(port, () => snippet);
    demo = await startDemo();
    admin = await demo.admin();
    phone = await demo.phone();
    visitor = await (await demo.browser.newContext({ locale: 'en-US' })).newPage();
  }, 400_000);
  afterAll(async () => {
    shop?.close();
    await demo?.close();
  }, 30_000);

  const open = () =>
    admin.goto(`${new URL(demo.adminUrl).origin}/admin/settings/whatsapp/opt-in-forms`);
  const row = (name: string) => admin.getByTestId('opt-in-row').filter({ hasText: name });
  const onPhone = (text: string) => phone.getByTestId('bubble').filter({ hasText: text }).last();
  const send = async (person: string, text: string) => {
    await phone.getByTestId(`person-${person}`).click();
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
  };
  const shown = async (name: string, part: 'pageUrl' | 'snippet') => {
    await row(name)
      .getByRole('button', { name: en('optIn.do.share', { name }) })
      .click();
    const values = admin.getByRole('dialog').locator('code');
    const value = await values.nth(part === 'pageUrl' ? 0 : 1).innerText();
    return value;
  };

  it('[O-03] [O-02] a form is written with ready texts that name the business, and published', async () => {
    await open();
    await admin.getByTestId('new-opt-in').click();
    await admin.getByTestId('opt-in-name').fill('Checkout');
    await admin.getByTestId('opt-in-fill').click();
    const agree = admin.getByTestId('opt-in-agree-en');
    await agree.waitFor();
    const ready = await agree.inputValue();
    expect(ready).toContain('WhatsApp');
    await agree.fill('Please write to me over WhatsApp.');
    const business = new RegExp(en('optIn.problem.no-business', { business: '.+' }));
    await admin.getByText(business).waitFor();
    await agree.fill(ready);
    await admin.getByText(business).waitFor({ state: 'detached' });
    await admin.getByTestId('opt-in-thanks-en').fill('Thank you, see you soon!');
    await admin.getByTestId('opt-in-sites').fill(shopUrl);
    await admin
      .getByRole('checkbox', { name: en('optIn.active'), exact: true })
      .check({ force: true });
    await takePicture(admin, 'opt-in-edit');
    await admin.getByTestId('save-opt-in').click();
    await admin.getByTestId('opt-in-qr').waitFor();
    await takePicture(admin, 'opt-in-share');
  });

  it('[O-08] a customer fills it in, sends the message, and is thanked on their phone', async () => {
    await open();
    await visitor.goto(await shown('Checkout', 'pageUrl'));
    expect(await visitor.getByRole('checkbox').isChecked()).toBe(false);
    await takePicture(visitor, 'opt-in-page');
    await visitor.getByLabel('Your WhatsApp number').fill('0532 111');
    await visitor.getByRole('button').click();
    await visitor.getByText(wrongNumber).waitFor();
    // The browser focuses the field a moment after it shows the page.
    await visitor.waitForFunction(() => document.activeElement?.id === 'number');
    await visitor.getByLabel('Your WhatsApp number').fill('0532 111 00 01');
    await visitor.getByRole('checkbox').check();
    await visitor.getByRole('button').click();
    const message = await visitor.locator('.message').innerText();
    expect(
      await visitor.getByRole('link', { name: 'Open WhatsApp and send' }).getAttribute('href')
    ).toMatch(/^https:\/\/wa\.me\/\d+\?text=/);
    await takePicture(visitor, 'opt-in-finish');
    await send(AYSE, message);
    await onPhone('Thank you, see you soon!').waitFor({ timeout: 20_000 });
    await open();
    await row('Checkout')
      .getByText(en('optIn.confirmed', { count: 1 }), { exact: true })
      .waitFor();
    await takePicture(admin, 'opt-in-forms');
  });

  it('[O-07] the form works in a page of the shop, on another site, and brings the next one', async () => {
    await open();
    snippet = await shown('Checkout', 'snippet');
    await visitor.goto(shopUrl);
    await visitor.getByRole('heading', { name: /Offers and news/ }).waitFor();
    await takePicture(visitor, 'opt-in-widget');
    expect(await violations(visitor)).toEqual([]);
    const light = snippet;
    snippet = `<style>body{background:#181826;color:#fff}</style>${light.replace('<script', '<script data-theme="dark"')}`;
    await visitor.reload();
    await visitor.getByRole('heading', { name: /Offers and news/ }).waitFor();
    await takePicture(visitor, 'opt-in-widget-dark');
    expect(await violations(visitor)).toEqual([]);
    snippet = light;
    await visitor.reload();
    await visitor.getByLabel('Country').selectOption('DE');
    await visitor.getByLabel('Your WhatsApp number').fill('0151 12345678');
    await visitor.getByRole('checkbox').check();
    await visitor.getByRole('button', { name: 'Agree and continue' }).click();
    const message = await visitor.locator('.message').innerText();
    expect(await visitor.context().cookies()).toEqual([]);
    await phone.getByTestId('add-person').click();
    await phone.getByTestId('add-name').fill('Bob');
    await phone.getByTestId('add-phone').fill(BOB);
    await phone.getByTestId('add-submit').click();
    await send(BOB, message);
    await onPhone('Thank you, see you soon!').waitFor({ timeout: 20_000 });
  });

  it('[O-15] at the counter a customer agrees on the tablet, and it comes back empty for the next one', async () => {
    const tablet = await admin.context().newPage();
    await tablet.setViewportSize({ width: 820, height: 1180 });
    await tablet.goto(`${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/desk`);
    await tablet.getByTestId('desk-form').filter({ hasText: 'Checkout' }).click();
    await tablet.getByTestId('desk-qr').waitFor();
    await tablet.getByTestId('desk-press').click();
    await tablet.getByText(wrongNumber).waitFor();
    await tablet.getByTestId('desk-number').fill('0532 111 00 77');
    await tablet.getByTestId('desk-name').fill('Gülşen');
    await tablet.getByTestId('desk-agree').click();
    await tablet.getByTestId('desk-press').click();
    await tablet.getByTestId('desk-thanks').waitFor();
    await tablet.getByTestId('desk-next').click();
    expect(await tablet.getByTestId('desk-number').inputValue()).toBe('');
    await tablet.getByTestId('desk-leave').click();
    await tablet.getByTestId('desk-form').first().waitFor();
    await tablet.close();
  });

  it('[O-16] both are counted at their form, in the list of all sources', async () => {
    await open();
    await admin.getByRole('tab', { name: en('optIn.tab.sources') }).click();
    const source = admin.getByTestId('opt-in-source-row').filter({ hasText: 'Checkout' });
    await source.getByText(en('optIn.people', { count: 2 })).waitFor();
    await takePicture(admin, 'opt-in-sources');
  });
});
