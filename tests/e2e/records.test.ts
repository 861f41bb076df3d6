import type { Page, Response } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { comeToRest } from '../support/tour/walk';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

/** A customer of the playground, from its catalogue. */
const AYSE = '+905321000001';
/** Nobody knows these two. */
const NILGUN = '905335550101';
const STRANGER = '905335550202';

describe('linked entries in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  /** What our routes refused while the pages were used. */
  const refused: string[] = [];

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1680 });
    admin.setDefaultTimeout(20_000);
    admin.on('response', (response: Response) => {
      const { pathname } = new URL(response.url());
      if (response.status() >= 400 && pathname.startsWith('/whatsapp'))
        refused.push(`${response.status()} ${pathname}`);
    });
    phone = await demo.phone();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const picture = (name: string) => takePicture(admin, name);
  const open = (address: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin${address}`);
  const entries = (type: string) => `/content-manager/collection-types/api::${type}.${type}`;
  const record = () => admin.getByTestId('linked-record');
  /** The Content Manager's own button. */
  const save = () => admin.getByRole('button', { name: 'Save' }).click();

  const choose = async (field: string, ...options: string[]) => {
    await admin.getByRole('combobox', { name: field }).click();
    for (const name of options) await admin.getByRole('option', { name, exact: true }).click();
    await admin.keyboard.press('Escape');
  };
  const linkType = async (label: string) => {
    await open('/settings/whatsapp/linked-types');
    await admin.getByTestId('add-mapping').first().click();
    await admin.getByRole('menuitem', { name: label, exact: true }).click();
    await admin.getByTestId('check-result').waitFor();
  };
  const find = async (q: string) => {
    await open('/plugins/whatsapp/contacts');
    await admin.locator('input[name="q"]').fill(q);
    await admin.waitForURL(/[?&]q=/);
  };
  const person = async (q: string) => {
    await find(q);
    await admin.getByText(en('people.match', { count: 1 })).waitFor();
    // The number is there before the rows: those of the search before go when the new ones come.
    await admin.getByTestId('contact-row').nth(1).waitFor({ state: 'detached' });
    await comeToRest(admin, `the search for ${q}`);
    await admin.getByTestId('contact-row').getByRole('link').click();
  };
  /** A new phone of the simulator writes; the thread is opened in the inbox. */
  const writes = async (number: string, { name, text }: { name: string; text: string }) => {
    await phone.getByTestId('add-person').click();
    await phone.getByTestId('add-name').fill(name);
    await phone.getByTestId('add-phone').fill(number);
    await phone.getByTestId('add-submit').click();
    await phone.getByTestId(`person-${number}`).click();
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
    await open('/plugins/whatsapp/inbox');
    const row = admin.getByTestId('conversation-row').filter({ hasText: text });
    await row.waitFor();
    await comeToRest(admin, 'the list of conversations');
    await row.click();
    await row.and(admin.locator('[aria-current="true"]')).waitFor();
  };

  it('[P-03] a content type is linked in Settings, which says before for how many entries that works', async () => {
    await linkType('Customer');
    const check = await admin.getByTestId('check-result').innerText();
    const found = anyNumber(en('records.check.works', { works: '2', checked: '2' }));
    const [, works, all] = found.exec(check) ?? [];
    expect(Number(works)).toBeGreaterThan(5);
    expect(works).toBe(all);
    await choose(en('records.shown'), 'City', 'Tier');
    await choose(en('records.usable'), 'City');
    await picture('records-mapping');
    await admin.getByTestId('mapping-save').click();
    await admin.getByTestId('confirm-sync').click();
    await admin.waitForURL(/\/operations/);
    const sync = admin.locator('[data-testid="operation"][data-kind="first-sync"]');
    const progress = en('operations.progress', { done: Number(works), total: Number(works) });
    await sync.filter({ hasText: progress }).waitFor({ timeout: 60_000 });
    expect(await sync.innerText()).toContain(
      en('operations.kind.first-sync', { title: 'Customer' })
    );
    await picture('records-sync');
  });

  it('[P-03] the contact shows the entry, its fields and the way to it, and follows a change in the Content Manager', async () => {
    await person(AYSE);
    await admin.getByRole('tab', { name: en('contacts.tab.linked') }).click();
    await record().filter({ hasText: 'İzmir' }).waitFor();
    expect(await record().innerText()).toContain('gold');
    await picture('records-contact');
    await record().getByRole('link', { name: 'Ayşe Kaya' }).click();
    await admin.waitForURL(/content-manager\/collection-types\/api::customer/);
    await admin.locator('input[name="city"]').fill('Çeşme');
    await admin.locator('input[name="surname"]').fill('Kaya Işık');
    await save();
    await admin.getByText('Saved document').first().waitFor();
    await find(AYSE);
    await admin
      .getByTestId('contact-row')
      .filter({ hasText: 'Ayşe Kaya Işık' })
      .getByRole('link')
      .click();
    await admin.getByRole('tab', { name: en('contacts.tab.linked') }).click();
    await record().filter({ hasText: 'Çeşme' }).waitFor();
    await admin.getByRole('tab', { name: en('contacts.tab.timeline') }).click();
    await admin
      .getByTestId('timeline-entry')
      .filter({
        hasText: en('contacts.timeline.linked', { detail: 'Customer', subject: 'Ayşe Kaya Işık' }),
      })
      .waitFor();
    await picture('records-timeline');
  });

  it('[P-07] [M-20] contacts are found by a field of their entry, and excluded by it', async () => {
    await open('/plugins/whatsapp/contacts');
    const filters = admin.getByTestId('people-filters');
    await filters
      .getByRole('button', { name: new RegExp(`^${en('people.filter.linked')}`) })
      .click();
    await filters.getByRole('button', { name: en('people.condition.add') }).click();
    await filters.getByRole('textbox', { name: en('people.condition.value') }).fill('çeşme');
    await admin.getByText(en('people.match', { count: 1 })).waitFor();
    await admin.getByTestId('contact-row').filter({ hasText: 'Ayşe Kaya Işık' }).waitFor();
    await picture('records-filter');
    const label = `Customer › City ${en('people.operator.is')} çeşme`;
    await admin
      .getByTestId('filter-sentence')
      .getByRole('button', { name: en('people.chip.include', { label }) })
      .click();
    await admin.getByTestId('contact-row').nth(1).waitFor();
    await admin.locator('input[name="q"]').fill(AYSE);
    await admin.getByText(en('shell.state.nothing-matches')).waitFor();
  });

  it('[C-21] a contact who writes for the first time is linked with the entry that has their number', async () => {
    await open('/settings/whatsapp/linked-types');
    await admin.getByTestId('mapping-edit').click();
    await admin.getByTestId('rule-createContacts').click();
    await admin.getByTestId('mapping-save').click();
    await admin.getByTestId('mapping-save').waitFor({ state: 'detached' });
    await open(`${entries('customer')}/create`);
    await admin.locator('input[name="name"]').fill('Nilgün');
    await admin.locator('input[name="phone"]').fill('0 (533) 555 01 01');
    await admin.locator('input[name="city"]').fill('Kaş');
    await save();
    await admin.getByText('Saved document').first().waitFor();
    await find(`+${NILGUN}`);
    await admin.getByText(en('shell.state.nothing-matches')).waitFor();
    await writes(NILGUN, { name: 'nilgünnn', text: 'Siparişim nerede?' });
    await admin.getByTestId('panel-toggle').click();
    await record().filter({ hasText: 'Kaş' }).waitFor();
    expect(await record().innerText()).toContain('Customer');
    await picture('records-inbox');
    await record().getByRole('link', { name: 'Nilgün' }).click();
    await admin.waitForURL(/content-manager\/collection-types\/api::customer/);
    expect(await admin.locator('input[name="name"]').inputValue()).toBe('Nilgün');
  });

  it('[C-22] somebody whom no entry knows becomes a contact and a lead', async () => {
    await linkType('Lead');
    await admin.getByTestId('rule-createContacts').click();
    await admin.getByTestId('rule-makesEntries').click();
    await admin.getByTestId('mapping-save').click();
    await admin.getByRole('button', { name: en('records.sync.later') }).click();
    await writes(STRANGER, { name: 'Yeni Kişi', text: 'Fiyat alabilir miyim?' });
    await record().filter({ hasText: 'Lead' }).waitFor({ timeout: 30_000 });
    await record().getByRole('link', { name: 'Yeni Kişi' }).click();
    await admin.waitForURL(/content-manager\/collection-types\/api::lead/);
  });

  it('[P-03] the field "WhatsApp number" says E.164, who it is and whether they are opted in, and refuses what is none', async () => {
    const number = admin.locator('input[type="tel"]');
    await number.waitFor();
    expect(await number.inputValue()).toBe(`+${STRANGER}`);
    const facts = admin.getByTestId('phone-facts');
    await facts.filter({ hasText: 'Yeni Kişi' }).waitFor();
    expect(await facts.innerText()).toContain(en('state.marketing.none'));
    await number.fill('0533 555 03 03');
    await facts
      .filter({ hasText: en('records.phone.unknown', { e164: '+905335550303' }) })
      .waitFor();
    await number.fill('0533 5');
    await save();
    await admin.getByText(en('records.phone.not-valid')).first().waitFor();
    await picture('records-field');
    await number.fill('0533 555 03 03');
    await save();
    await admin.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[type=tel]')?.value === '+905335550303'
    );
    expect(refused).toEqual([]);
  });
});
