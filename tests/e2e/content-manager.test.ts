import type { Page, Response } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { visit } from '../support/tour/visit';
import { eventually } from '../support/world';
import { en, tr } from '../support/words';

/** A customer of the playground, from its catalogue, and the address at which her phone writes. */
const AYSE = '905321000001';
const CUSTOMERS = 'content-manager/collection-types/api::customer.customer';

describe('WhatsApp in the Content Manager', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  /** What our routes refused, and which of them were asked, while the pages were used. */
  const refused: string[] = [];
  const asked: string[] = [];

  const open = (address: string, page = admin) =>
    visit(page, `${new URL(demo.adminUrl).origin}/admin/${address}`);
  const panel = (page = admin) => page.getByTestId('entry-panel');
  const said = (text: string, page = admin) =>
    panel(page).getByTestId('bubble').filter({ hasText: text });
  const openAyse = async (page = admin) => {
    await open(`${CUSTOMERS}?_q=Ay%C5%9Fe`, page);
    await page.getByRole('gridcell', { name: 'Ayşe', exact: true }).first().click();
    await page.waitForURL(/api::customer\.customer\/[a-z0-9]{20,}/);
  };
  const writes = async (text: string) => {
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
  };
  const linkCustomers = async () => {
    await open('settings/whatsapp/linked-types');
    await admin.getByTestId('add-mapping').first().click();
    await admin.getByRole('menuitem', { name: 'Customer', exact: true }).click();
    const check = await admin.getByTestId('check-result').innerText();
    const found = anyNumber(en('records.check.works', { works: '2', checked: '2' }));
    const works = Number(found.exec(check)?.[1]);
    await admin.getByTestId('mapping-save').click();
    await admin.getByTestId('confirm-sync').click();
    await admin.waitForURL(/\/operations/);
    const sync = admin.locator('[data-testid="operation"][data-kind="first-sync"]');
    const progress = en('operations.progress', { done: works, total: works });
    await sync.filter({ hasText: progress }).waitFor({ timeout: 60_000 });
  };

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1440, height: 900 });
    admin.setDefaultTimeout(20_000);
    admin.on('response', (response: Response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/whatsapp')) return;
      asked.push(pathname);
      if (response.status() >= 400) refused.push(`${response.status()} ${pathname}`);
    });
    phone = await demo.phone();
    await linkCustomers();
    await phone.getByTestId('add-person').click();
    await phone.getByTestId('add-name').fill('Ayşe Kaya');
    await phone.getByTestId('add-phone').fill(AYSE);
    await phone.getByTestId('add-submit').click();
    await phone.getByTestId(`person-${AYSE}`).click();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('[C-21] an entry shows its contact, and the customer’s first message as it comes', async () => {
    await openAyse();
    await panel().getByRole('link', { name: 'Ayşe Kaya' }).waitFor();
    await takePicture(admin, 'entry-silent');
    await writes('Merhaba, siparişim nerede?');
    await said('siparişim nerede?').waitFor();
    await panel().locator('[data-testid="window-meter"][data-level="open"]').waitFor();
  });

  it('[C-06] [C-10] an editor writes beside the entry, the phone answers, the answer appears by itself', async () => {
    await panel().getByTestId('entry-input').fill('Bugün kargoya verdik.');
    await admin.keyboard.press('Control+Enter');
    await phone.getByTestId('bubble').filter({ hasText: 'Bugün kargoya verdik.' }).waitFor();
    await said('Bugün kargoya verdik.').waitFor();
    await writes('Harika, teşekkürler!');
    await said('Harika, teşekkürler!').waitFor();
    await takePicture(admin, 'entry-panel');
    // The keys sent the message and left the entry alone.
    expect(await admin.getByText('Saved document').count()).toBe(0);
  });

  it('the menu of a row opens the same conversation over the list', async () => {
    await open(`${CUSTOMERS}?_q=Ay%C5%9Fe`);
    await admin.getByRole('button', { name: 'Row actions' }).first().click();
    await admin.getByRole('menuitem', { name: en('content-manager.row.label') }).click();
    await said('Harika, teşekkürler!').waitFor();
    await takePicture(admin, 'entry-row');
    await panel().getByTestId('entry-input').fill('Afiyet olsun');
    expect(admin.url()).toMatch(/customer\?/);
    await admin.keyboard.press('Escape');
  });

  it('[M-07] [M-29] chosen entries become a campaign draft for exactly their contacts', async () => {
    await open(`${CUSTOMERS}?page=1&pageSize=50`);
    await admin.getByRole('row').nth(3).waitFor();
    const boxes = admin.locator('tbody').getByRole('checkbox');
    const send = admin.getByRole('button', { name: en('content-manager.bulk.label'), exact: true });
    // Strapi shows the list once more while it loads rights and columns, and forgets what was chosen before.
    await eventually('three rows are chosen', async () => {
      for (const n of [0, 1, 2]) await boxes.nth(n).setChecked(true, { timeout: 2_000 });
      return (await send.isVisible()) || null;
    });
    await send.click();
    const count = await admin.getByTestId('entry-people-count').innerText();
    expect(count).toBe(en('content-manager.bulk.people', { entries: 3, people: 3 }));
    await takePicture(admin, 'entries-send');
    const draft = admin.waitForResponse(
      (answer) =>
        answer.request().method() === 'GET' && /\/whatsapp\/campaigns\/\d+$/.test(answer.url())
    );
    await admin.getByTestId('entry-draft').click();
    const { audience } = (await (await draft).json()) as {
      audience: { kind: string; contactIds: number[] };
    };
    expect(audience.kind).toBe('picked');
    expect(new Set(audience.contactIds).size).toBe(3);
    await admin.waitForURL(/\/campaigns\/\d+\/edit/);
    await admin.getByRole('heading', { level: 1 }).waitFor();
    await takePicture(admin, 'entries-draft');
  });

  it('asks nothing of entries whose type is not mapped', async () => {
    // Loaded: what the page before still waits for would be counted here.
    const products = 'content-manager/collection-types/api::product.product';
    await admin.goto(`${new URL(demo.adminUrl).origin}/admin/${products}`);
    await admin.locator('tbody').getByRole('row').first().click();
    await admin.waitForURL(/api::product\.product\/[a-z0-9]{20,}/);
    await admin.getByRole('heading', { level: 1 }).waitFor();
    asked.splice(0);
    const mapped = admin.waitForResponse(/\/whatsapp\/records\/mapped/);
    await admin.reload();
    await admin.getByRole('button', { name: 'Save' }).waitFor();
    await (await mapped).finished();
    // What the answer leads to is asked with the next drawing; the stream of the frame keeps the network from being idle.
    await admin.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    );
    expect(await panel().count()).toBe(0);
    const ofFrame = ['/whatsapp/records/mapped', '/whatsapp/stream', '/whatsapp/conversations'];
    expect(asked.filter((path) => !ofFrame.includes(path))).toEqual([]);
  });

  it('is as good in the dark, in Turkish and on a phone', async () => {
    const dark = await demo.admin({ width: 1280, height: 800, dark: true, locale: 'tr' });
    await openAyse(dark);
    await said('Harika, teşekkürler!', dark).waitFor();
    await takePicture(dark, 'entry-dark-tr');
    await open(`${CUSTOMERS}?page=1&pageSize=50`, dark);
    await dark.getByRole('row').nth(3).waitFor();
    for (const n of [0, 1]) await dark.locator('tbody').getByRole('checkbox').nth(n).click();
    await dark.getByRole('button', { name: tr('content-manager.bulk.label'), exact: true }).click();
    // A pointer waits until the dialog stands still.
    await dark.getByTestId('entry-draft').hover();
    await takePicture(dark, 'entries-send-dark-tr');
    const pocket = await demo.admin({ width: 390, height: 844 });
    await openAyse(pocket);
    await pocket.getByRole('button', { name: 'Open more actions' }).click();
    await said('Harika, teşekkürler!', pocket).waitFor();
    await takePicture(pocket, 'entry-pocket');
    expect(refused).toEqual([]);
  });
});
