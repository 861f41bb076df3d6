import type { Page } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { importList } from '../support/import-wizard';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { nextStep } from '../support/next-step';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

/** A person of the demo's phones, who is on the new list. */
const AYSE = '905321110001';
/** As somebody made it in Meta's own manager, with two variables and an address that ends differently for each person. */
const template = {
  name: 'yaz_kampanyasi',
  language: 'tr',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [
    {
      type: 'BODY',
      text: 'Merhaba {{1}}, yaz indirimi {{2}} gününe kadar sürüyor.',
      example: { body_text: [['Ayşe', 'pazar']] },
    },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'İndirimi gör',
          url: 'https://defneev.example/yaz/{{1}}',
          example: ['https://defneev.example/yaz/seramik'],
        },
      ],
    },
  ],
};

const LIST = [
  'Ad Soyad;Cep Telefonu',
  'Ayşe Yılmaz;0532 111 00 01',
  'Gülşen İğdeci;0541 222 33 44',
].join('\r\n');

/** The guide's chapter "Bulk messages" from its first step to its last, with the customer's phone as the other side. */
describe('a bulk message from the template to the answer', () => {
  let demo: Demo;
  let admin: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1680, height: 800 });
    admin.setDefaultTimeout(20_000);
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (address: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/${address}`);
  const picture = (name: string) => takePicture(admin, name);
  const next = () => nextStep(admin);
  /** Variables without a source; a chosen one takes the place of its field. */
  const unbound = () =>
    admin.locator('#variables').getByPlaceholder(en('templates.variable.placeholder'));
  const choose = async (typed: string, source: string) => {
    await unbound().first().fill(typed);
    await admin.getByRole('option', { name: source }).first().click();
  };

  it('[T-25] [T-27] [T-28] a template of Meta’s manager comes in through the menu of its number; the mark opens its variables', async () => {
    const seeded = await fetch(`${new URL(demo.phoneUrl).origin}/_sim/templates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(template),
    });
    expect(seeded.ok).toBe(true);
    await open('settings/whatsapp/numbers');
    await admin.getByTestId('number-card').first().getByRole('button').last().click();
    await admin.getByRole('menuitem', { name: en('settings.sync-templates') }).click();
    const synced = anyNumber(
      en('templates.sync.result', { read: 2, created: 1, updated: 0, missing: 0 })
    );
    const told = await admin.getByText(synced).first().innerText();
    expect(synced.exec(told)?.[2]).toBe('1');
    await open('plugins/whatsapp/templates');
    const row = admin.getByTestId('template-row').filter({ hasText: 'yaz_kampanyasi' });
    const mark = en('templates.mark.label', {
      name: 'yaz_kampanyasi',
      words: en('templates.mark.missing', { total: 3, missing: 3 }),
    });
    await row.getByRole('link', { name: mark }).click();
    await admin.getByText(en('templates.variables.title', { bound: 0, total: 3 })).waitFor();
    await shows(unbound(), 3);
  }, 90_000);

  it('[T-30] [T-31] [T-33] "@" chooses where each value comes from, the address of the button too, and saving keeps it', async () => {
    await choose('@', en('templates.field.firstName'));
    for (const value of ['pazar', 'seramik']) {
      await choose('Fixed', en('templates.variable.fixed'));
      await admin.getByPlaceholder(en('templates.variable.text')).last().fill(value);
    }
    await picture('bulk-variables');
    await admin.getByTestId('save-bindings').click();
    await admin.reload();
    await admin.getByText(en('templates.variables.title', { bound: 3, total: 3 })).waitFor();
  }, 90_000);

  it('[M-27] a list gets its name and is filled from a new file', async () => {
    await open('plugins/whatsapp/groups');
    await admin.getByTestId('new-group').first().click();
    await admin.getByTestId('group-name').fill('Yaz listesi');
    await admin.getByTestId('save-group').click();
    await admin
      .getByRole('link', { name: en('groups.way.file.do') })
      .last()
      .click();
    const wording = 'Yes, send me offers of Defne Ev on WhatsApp.';
    await importList(admin, { list: LIST, wording });
    await open('plugins/whatsapp/groups');
    const row = admin.getByTestId('group-row').filter({ hasText: 'Yaz listesi' });
    await row.getByText('2', { exact: true }).first().waitFor();
  }, 120_000);

  it('[M-20] [M-25] one press includes, a second one excludes, and a filter is kept under a name', async () => {
    await open('plugins/whatsapp/contacts');
    const filters = admin.getByTestId('people-filters');
    await filters
      .getByRole('button', { name: new RegExp(`^${en('people.filter.groups')}`) })
      .click();
    /** Two presses within half a second are a double click, which is one press. */
    const press = async (name: string) => {
      await admin.evaluate(() => new Promise((done) => setTimeout(done, 500)));
      await filters.getByRole('button', { name }).click();
    };
    await filters
      .getByRole('button', { name: en('people.chip.off', { label: 'Yaz listesi' }) })
      .dblclick();
    await admin.getByText(en('people.match', { count: 2 })).waitFor();
    await press(en('people.chip.include', { label: 'Yaz listesi' }));
    await admin.getByText(en('people.match', { count: 2 })).waitFor({ state: 'detached' });
    await press(en('people.chip.exclude', { label: 'Yaz listesi' }));
    await press(en('people.chip.off', { label: 'Yaz listesi' }));
    await admin.getByRole('button', { name: en('people.views.save') }).click();
    await admin.getByRole('dialog').getByRole('textbox').fill('Yaz müşterileri');
    await admin.getByRole('dialog').locator('button[type="submit"]').click();
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
  }, 90_000);

  it('[M-08] [M-09] [M-17] [M-26] the flow asks for channel, kind, template and a saved filter, and shows what one contact gets', async () => {
    await open('plugins/whatsapp/campaigns');
    await admin.getByTestId('new-campaign').first().click();
    await admin.getByTestId('campaign-name').fill('Yaz indirimi');
    await admin.getByRole('radio').first().click();
    await next();
    for (const kind of ['template', 'text', 'flow'])
      await admin.getByTestId(`kind-${kind}`).waitFor();
    await admin.getByTestId('kind-template').getByRole('radio').click();
    await next();
    await admin
      .getByTestId('template-choice')
      .filter({ hasText: 'yaz_kampanyasi' })
      .getByRole('radio')
      .click();
    await admin
      .getByText(/yaz indirimi pazar gününe kadar/)
      .first()
      .waitFor();
    await next();
    await admin.getByTestId('open-filters').click();
    await admin.getByRole('dialog').getByRole('combobox').first().click();
    await admin.getByRole('option', { name: 'Yaz müşterileri' }).click();
    await admin.getByTestId('close-filters').click();
    await admin
      .getByTestId('people-count')
      .filter({ hasText: en('campaigns.people.count', { count: 2 }) })
      .waitFor();
    await picture('bulk-people');
    await next();
  }, 90_000);

  it('[M-14] later is a day and an hour in a named time zone, and can still become now', async () => {
    await admin.getByTestId('when-at').getByRole('radio').click();
    const tomorrow = new Date(Date.now() + 86_400_000);
    // Swedish writes a date as the field keeps it: 2026-12-24.
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul' }).format(tomorrow);
    await admin.getByLabel(en('shell.moment.day'), { exact: true }).fill(day);
    await admin.getByLabel(en('shell.moment.time'), { exact: true }).fill('10:00');
    await admin
      .getByText(/Europe\/Istanbul/)
      .first()
      .waitFor();
    await picture('bulk-later');
    await admin.getByTestId('when-now').getByRole('radio').click();
    await next();
    await next();
    await admin.getByTestId('bill-will-receive').filter({ hasText: '2' }).waitFor();
  }, 90_000);

  it('[M-34] [M-38] [M-39] [L-04] the limit is shown beside the number, and the send is followed as an operation', async () => {
    await admin.getByText(en('campaigns.limit.title')).waitFor();
    await admin.getByText(en('campaigns.limit.raise')).waitFor();
    await admin.getByTestId('start-campaign').first().click();
    await admin.getByTestId('confirm-start').click();
    await admin
      .locator('[data-testid="campaign-state"][data-state="completed"]')
      .waitFor({ timeout: 60_000 });
    await open('plugins/whatsapp/operations');
    const operation = admin.getByTestId('operation').filter({ hasText: 'Yaz indirimi' });
    await operation.locator('[data-state="done"]').waitFor();
    await picture('bulk-operation');
  }, 120_000);

  it('[C-06] [C-10] the customer’s answer is in the inbox with the campaign beside it, and ours arrives', async () => {
    const phone = await demo.phone();
    const bubble = (page: Page, text: string) =>
      page.getByTestId('bubble').filter({ hasText: text }).last();
    await phone.getByTestId(`person-${AYSE}`).click();
    await bubble(phone, 'yaz indirimi pazar').waitFor();
    await phone.getByTestId('phone-input').fill('Kargo dahil mi?');
    await phone.getByTestId('phone-send').click();
    await open('plugins/whatsapp/inbox');
    await admin.getByTestId('conversation-row').filter({ hasText: 'Kargo dahil mi?' }).click();
    await bubble(admin, 'Kargo dahil mi?').waitFor();
    await admin.getByTestId('panel-toggle').click();
    await admin.getByRole('link', { name: 'Yaz indirimi' }).waitFor();
    await admin.getByTestId('composer-input').fill('Evet, kargo bizden.');
    await admin.getByTestId('composer-send').click();
    await bubble(phone, 'Evet, kargo bizden.').waitFor();
    await picture('bulk-answer');
  }, 90_000);
});
