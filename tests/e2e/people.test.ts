import type { Page } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { visit } from '../support/tour/visit';
import { en, tr } from '../support/words';

describe('contacts and groups in a browser', () => {
  let demo: Demo;
  let admin: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 720 });
    admin.setDefaultTimeout(20_000);
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (page: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/${page}`);
  const picture = (name: string) => takePicture(admin, name);
  const rows = () => admin.getByTestId('contact-row');
  const numberOf = async (id: string): Promise<number> =>
    Number((await admin.getByTestId(id).innerText()).replace(/[^\d]/g, ''));

  it('[P-01] [P-02] a new contact is found by name, by number however typed and by e-mail', async () => {
    await open('contacts');
    await admin.getByTestId('new-contact').first().click();
    await admin.getByTestId('contact-givenName').fill('Zeynep');
    await admin.getByTestId('contact-familyName').fill('Işıldak');
    await admin.getByTestId('contact-phone').fill('0532 987 65 43');
    await admin.getByTestId('contact-email').fill('zeynep.isildak@example.com');
    await admin.getByTestId('save-contact').click();
    await admin.getByTestId('save-contact').waitFor({ state: 'detached' });
    for (const q of ['isildak zeynep', '0532 987 65 43', '+90 532 987', 'zeynep.isildak@']) {
      await admin.locator('input[name="q"]').fill(q);
      await admin.waitForURL(/[?&]q=/);
      await rows().filter({ hasText: 'Zeynep Işıldak' }).waitFor();
      await admin.getByText(en('people.match', { count: 1 })).waitFor();
    }
  });

  it('[P-01] a duplicate is answered with the way to the existing contact', async () => {
    await admin.getByTestId('new-contact').first().click();
    await admin.getByTestId('contact-givenName').fill('Twin');
    await admin.getByTestId('contact-phone').fill('+90 (532) 987-6543');
    await admin.getByTestId('save-contact').click();
    await admin.getByTestId('open-existing').click();
    await admin.getByRole('button', { name: en('settings.leave.confirm') }).click();
    await admin.getByRole('heading', { name: 'Zeynep Işıldak' }).waitFor();
  });

  it('[P-01] [C-25] editing keeps what was typed, and a new tag filters', async () => {
    await admin.getByTestId('contact-familyName').fill('Işıldak Kaya');
    await admin.getByPlaceholder(en('people.tag.add')).fill('toptancı');
    await admin.getByRole('option', { name: en('people.tag.create', { tag: 'toptancı' }) }).click();
    await picture('contact-drawer');
    await admin.getByTestId('save-contact').click();
    await admin.getByTestId('save-contact').waitFor({ state: 'detached' });
    await open('contacts');
    const filters = admin.getByTestId('people-filters');
    await filters.getByRole('button', { name: new RegExp(`^${en('people.filter.tags')}`) }).click();
    await filters
      .getByRole('button', { name: en('people.chip.off', { label: 'toptancı' }) })
      .click();
    await admin.getByText(en('people.match', { count: 1 })).waitFor();
    await shows(rows(), 1);
    expect(await rows().first().innerText()).toContain('Zeynep Işıldak Kaya');
    await filters
      .getByRole('button', { name: en('people.chip.excludeOne', { label: 'toptancı' }) })
      .click();
    await rows().nth(1).waitFor();
    expect(await rows().filter({ hasText: 'Işıldak' }).count()).toBe(0);
    await picture('contacts');
    await admin.getByRole('button', { name: en('people.clear') }).click();
  });

  it('[C-22] two of them become one after a look at both, field by field', async () => {
    await open('contacts?contact=new');
    await admin.getByTestId('contact-givenName').fill('Zeynep');
    await admin.getByTestId('contact-familyName').fill('Işıldak');
    await admin.getByTestId('contact-phone').fill('0533 987 65 43');
    await admin.getByTestId('save-contact').click();
    await admin.getByTestId('save-contact').waitFor({ state: 'detached' });
    await open('contacts?q=Işıldak');
    await admin.getByText(en('people.match', { count: 2 })).waitFor();
    await admin.getByRole('checkbox', { name: en('contacts.select.page') }).click();
    await admin.getByTestId('more-deeds').click();
    await admin.getByRole('menuitem', { name: en('people.bulk.merge') }).click();
    const number = admin.getByTestId('merge-field').filter({ hasText: '+90 533 987 65 43' });
    await number.getByText(en('people.merge.lost')).waitFor();
    await admin
      .getByTestId('merge-count')
      .filter({ hasText: en('contacts.form.tags') })
      .waitFor();
    await picture('contact-merge');
    await admin.getByTestId('confirm-merge').click();
    await admin.getByText(en('people.match', { count: 1 })).waitFor();
    expect(await rows().first().innerText()).toContain('Zeynep Işıldak Kaya');
  });

  it('[M-07] [M-22] [M-23] [M-24] everyone who matches minus one becomes a bulk message of that many', async () => {
    await open('contacts');
    await rows().nth(2).waitFor();
    const total = Number(
      (
        await admin
          .getByText(new RegExp(`^${anyNumber(en('contacts.total', { count: 2 })).source}$`))
          .first()
          .innerText()
      ).replace(/[^\d]/g, '')
    );
    await admin.getByRole('checkbox', { name: en('contacts.select.page') }).click();
    const all = admin.getByTestId('select-all');
    if ((await all.count()) > 0) await all.click();
    const before = await numberOf('selected-count').catch(() => total);
    await rows().nth(1).getByRole('checkbox').click();
    await admin
      .getByTestId('selected-count')
      .filter({ hasText: String(total - 1) })
      .waitFor();
    expect(before).toBeGreaterThanOrEqual(total);
    await picture('contacts-selected');
    await admin.getByTestId('bulk-message').click();
    await admin.waitForURL(/campaigns\/\d+\/edit/);
  });

  it('[P-04] [P-05] [P-07] a group is made, filled by hand and by filter', async () => {
    await open('groups');
    await admin.getByTestId('new-group').first().click();
    await admin.getByTestId('group-name').fill('İstanbul toptan');
    await admin.getByTestId('save-group').click();
    await admin.getByText(en('groups.way.hand')).waitFor();
    await picture('group-empty');
    await admin.getByRole('combobox', { name: en('contacts.member.add') }).fill('Zeynep');
    await admin.getByRole('option', { name: /Zeynep/ }).click();
    await admin.getByTestId('member-row').filter({ hasText: 'Zeynep' }).waitFor();
    await admin.getByTestId('fill-by-filter').click();
    const filters = admin.getByTestId('people-filters');
    await filters.getByRole('button', { name: en('people.filter.consent') }).click();
    await filters
      .getByRole('button', { name: en('people.chip.off', { label: en('people.consent.in') }) })
      .click();
    const fill = admin.getByTestId('fill-group');
    const adds = anyNumber(en('groups.fill.do', { count: 2 }));
    await fill.filter({ hasText: adds }).waitFor();
    const asked = Number((await fill.innerText()).replace(/[^\d]/g, ''));
    await picture('group-fill');
    await fill.click();
    await admin.getByTestId('member-row').nth(1).waitFor();
    const counts = anyNumber(en('contacts.member.counts', { members: 2, messageable: 2 }));
    const said = counts.exec(await admin.getByText(counts).innerText());
    expect(Number(said?.[1]?.replace(/[^\d]/g, ''))).toBe(asked + 1);
    await admin.keyboard.press('Escape');
  });

  it('[P-09] a clean-up removes exactly the number of contacts on its button', async () => {
    await open('contacts');
    await admin.locator('input[name="q"]').fill('Işıldak Kaya');
    await rows().filter({ hasText: 'Işıldak Kaya' }).getByRole('link').click();
    await admin.getByRole('tab', { name: en('contacts.tab.consent') }).click();
    await admin.getByTestId('record-consent').click();
    await admin.getByRole('radio', { name: en('contacts.record.optOut') }).click();
    const labelled = (label: string) =>
      admin.getByRole('textbox', { name: new RegExp(`^${label}`) });
    await labelled(en('contacts.record.source')).fill('telefon');
    await labelled(en('contacts.record.evidence')).fill('not 7');
    await admin.getByTestId('save-consent').click();
    await admin.getByTestId('save-consent').waitFor({ state: 'detached' });
    await open('groups');
    const group = 'İstanbul toptan';
    const row = admin.getByTestId('group-row').filter({ hasText: group });
    const opener = row.getByRole('button', { name: en('groups.clean.of', { group }) });
    await opener.click();
    const clean = admin.getByTestId('clean-group');
    const removes = [1, 2].map((count) => en('groups.clean.do', { count, group }));
    await clean.filter({ hasText: anyNumber(...removes) }).waitFor();
    const number = Number(/\d+/.exec(await clean.innerText())?.[0]);
    expect(number).toBeGreaterThanOrEqual(1);
    await picture('group-clean');
    await clean.click();
    await admin
      .getByText(en('groups.clean.done', { count: number, group }))
      .first()
      .waitFor();
    await opener.waitFor({ state: 'detached' });
    await picture('groups');
  });

  it('a profile field made in Settings is in the form of a contact', async () => {
    await visit(admin, `${new URL(demo.adminUrl).origin}/admin/settings/whatsapp/fields`);
    await admin.getByTestId('new-field').first().click();
    await admin.getByTestId('field-label').fill('Shoe size');
    expect(await admin.getByTestId('field-key').inputValue()).toBe('shoe_size');
    await admin.getByTestId('save-field').click();
    await admin.getByTestId('field-row').filter({ hasText: 'Shoe size' }).waitFor();
    await picture('settings-fields');
    await open('contacts?contact=new');
    await admin.getByTestId('custom-shoe_size').waitFor();
  });

  it.each(['en', 'tr'] as const)(
    '[P-01] all usual columns fit beside the filters at 1280 pixels (%s)',
    async (locale) => {
      const page = await demo.admin({ width: 1280, height: 720, locale });
      await visit(page, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/contacts`);
      await page.getByTestId('people-filters').waitFor();
      await page.getByTestId('contact-row').first().waitFor();
      const hidden = await page
        .locator('table')
        .first()
        .evaluate(({ parentElement: box }) => (box ? box.scrollWidth - box.clientWidth : NaN));
      expect(hidden).toBe(0);
      await takePicture(page, `contacts-1280-${locale}`);
      await page.context().close();
    }
  );

  it('[X-13] [P-01] fit on a phone in Turkish and dark without scrolling sideways', async () => {
    const small = await demo.admin({ width: 390, height: 800, dark: true, locale: 'tr' });
    const origin = new URL(demo.adminUrl).origin;
    for (const page of ['contacts', 'groups']) {
      await visit(small, `${origin}/admin/plugins/whatsapp/${page}`);
      await small
        .getByTestId(page === 'contacts' ? 'contact-row' : 'group-row')
        .first()
        .waitFor();
      const wide = await small.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(390);
      await takePicture(small, `${page}-phone-tr-dark`);
    }
    await visit(small, `${origin}/admin/plugins/whatsapp/contacts`);
    await small.getByRole('button', { name: tr('people.filters') }).click();
    await small.getByTestId('people-filters').waitFor();
    await takePicture(small, 'filters-phone-tr-dark');
  });
});
