import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { isThere } from '../support/how-many';
import { nextStep } from '../support/next-step';
import { en } from '../support/words';
import { eventually } from '../support/world';

const AYSE = '905321110001';
describe('the demo in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;

  beforeAll(async () => {
    demo = await startDemo({ first: true });
    admin = await demo.signInPage();
    phone = await demo.phone();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const row = (text: string) => admin.getByTestId('conversation-row').filter({ hasText: text });
  const bubble = (page: Page, text: string) =>
    page.getByTestId('bubble').filter({ hasText: text }).last();

  it('after a first start the administrator that it names signs in', async () => {
    await admin.locator('input[name="email"]').fill(demo.email);
    await admin.locator('input[name="password"]').fill(demo.password);
    await admin.locator('button[type="submit"]').click();
    await admin
      .getByRole('link', { name: en('shell.menu.label') })
      .first()
      .waitFor();
    expect(new URL(admin.url()).pathname).not.toContain('/auth/');
  });

  it('[C-01] one click on the menu entry opens the inbox', async () => {
    await admin
      .getByRole('link', { name: en('shell.menu.label') })
      .first()
      .click();
    await admin.waitForURL(/plugins\/whatsapp\/inbox/);
    await admin.getByTestId('conversation-row').first().waitFor();
  });

  it('[C-06] [C-04] what the customer writes appears in the open inbox without a reload', async () => {
    await admin.evaluate(() => Object.assign(window, { notReloaded: true }));
    await phone.getByTestId(`person-${AYSE}`).click();
    await phone.getByTestId('phone-input').fill('Merhaba, siparişim nerede?');
    await phone.getByTestId('phone-send').click();
    await row('Merhaba, siparişim nerede?').waitFor({ timeout: 20_000 });
    expect(await admin.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  it('[C-02] [C-05] [C-07] [C-12] choosing it shows the thread with its window beside the list', async () => {
    await row('Merhaba, siparişim nerede?').click();
    await bubble(admin, 'Merhaba, siparişim nerede?').waitFor();
    expect(await admin.getByTestId('conversation-row').count()).toBeGreaterThan(1);
    const talk = admin.getByRole('region', { name: en('inbox.thread.with', { name: '' }).trim() });
    const left = en('shell.window.open-hours', { hours: 23 });
    expect(await talk.getByTestId('window-meter').innerText()).toContain(left);
  });

  it('[C-10] [M-32] the answer appears on the phone, and its ticks turn to read when the customer looks', async () => {
    await admin.getByTestId('composer-input').fill('Yolda efendim, yarın sizde.');
    await admin.getByTestId('composer-send').click();
    await bubble(phone, 'Yolda efendim').waitFor({ timeout: 20_000 });
    const read = admin
      .locator('[data-testid="bubble"][data-state="read"]')
      .filter({ hasText: 'Yolda efendim' });
    await read.waitFor({ timeout: 20_000 });
    await takePicture(admin, 'inbox');
    await takePicture(phone, 'phone');
  });

  it('[C-08] [C-09] New message finds a contact by a number however typed and opens the thread', async () => {
    await admin.getByTestId('new-message').click();
    await admin.getByTestId('new-message-contact').click();
    await admin.getByTestId('new-message-contact').pressSequentially('0532 111 00 01');
    await admin.getByRole('option', { name: /Ayşe Yılmaz/ }).click();
    await admin.getByTestId('new-message-text').fill('Size de yazalım dedik');
    await admin.getByTestId('new-message-send').click();
    await bubble(phone, 'Size de yazalım dedik').waitFor({ timeout: 20_000 });
  });

  it('[T-01] [T-24] Sync brings the templates of the account into the list with their status', async () => {
    await admin.goto(`${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/templates`);
    await admin.getByTestId('sync-templates').click();
    await admin.getByTestId('template-row').first().waitFor({ timeout: 20_000 });
    await isThere(admin.getByText(en('state.template.APPROVED')));
    await isThere(admin.getByText(en('state.template.PENDING')));
    await takePicture(admin, 'templates');
  });

  it('[M-01] [M-02] [M-03] [M-04] [M-06] [M-40] a campaign to a group goes out and its counters move by themselves', async () => {
    await admin.goto(`${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/campaigns`);
    await admin.getByTestId('new-campaign').first().click();
    await admin.getByTestId('campaign-name').fill('Kargo bilgisi');
    await admin.getByRole('radio').first().click();
    await nextStep(admin);
    await admin.getByTestId('kind-template').waitFor();
    await nextStep(admin);
    const offered = admin
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir · Turkish' });
    await offered.waitFor();
    await isThere(admin.getByTestId('template-refused'));
    await offered.getByRole('radio').click();
    await fillVariables(admin);
    await takePicture(admin, 'campaign-variables');
    await nextStep(admin);
    await admin.getByTestId('open-filters').click();
    const filters = admin.getByTestId('people-filters');
    await filters.getByRole('button', { name: en('people.filter.groups') }).click();
    await filters
      .getByRole('group', { name: en('people.filter.groups') })
      .getByRole('button')
      .first()
      .click();
    await admin.getByTestId('close-filters').click();
    await admin.getByTestId('people-count').waitFor();
    await nextStep(admin);
    await nextStep(admin);
    await nextStep(admin);
    await admin.getByTestId('bill-will-receive').waitFor({ timeout: 20_000 });
    await takePicture(admin, 'campaign-check');
    await admin.getByTestId('start-campaign').first().click();
    await admin.getByTestId('confirm-start').click();
    await admin
      .locator('[data-testid="campaign-state"][data-state="completed"]')
      .waitFor({ timeout: 60_000 });
    // The last statuses may come after the campaign is completed, and change both counts.
    const count = async (name: string) =>
      Number(await admin.getByTestId(`count-${name}`).first().getAttribute('data-value'));
    await eventually('all of them delivered', async () => {
      const [sent, delivered] = [await count('sent'), await count('delivered')];
      return sent > 0 && delivered === sent;
    });
    await takePicture(admin, 'campaign');
  });
});

/** Every variable that may come from a person is the name, with a fallback where one is needed. */
const fillVariables = async (page: Page): Promise<void> => {
  const open = page.locator('fieldset').getByPlaceholder(en('templates.variable.placeholder'));
  await open.first().waitFor();
  // A chosen source takes the place of its field.
  for (let i = 1; (await open.count()) > 0; i += 1) {
    await open.first().fill('Fixed');
    await page.getByRole('option', { name: en('templates.variable.fixed') }).click();
    const text = page.getByPlaceholder(en('templates.variable.text')).last();
    await text.fill(`deger ${i}`);
  }
};
