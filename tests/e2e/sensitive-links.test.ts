import type { Page } from 'playwright-core';
import { REASON_LEAST } from '../../server/src/contracts/sensitive';
import { startDemo, type Demo } from '../support/demo';
import { chooseSource, fillVariables } from '../support/fill-variables';
import { shows } from '../support/how-many';
import { takePicture } from '../support/pictures';
import { nextStep } from '../support/next-step';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1';
const REASON = 'The dietitian writes to people with allergies.';

/** What may be known of people: fields that nobody uses without a reason, and what they open. */
describe('sensitive fields and tracked links in a browser', () => {
  let demo: Demo;
  let admin: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 720 });
  }, 600_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (address: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/${address}`);
  const picture = (name: string) => takePicture(admin, name);
  const next = () => nextStep(admin);
  const fieldRow = () => admin.getByTestId('field-row').filter({ hasText: 'Allergy' });
  /** The field among those that the segment builder offers. */
  const offered = async () => {
    await open('plugins/whatsapp/groups/segments/new');
    await admin
      .getByTestId('segment-row')
      .first()
      .getByLabel(en('people.condition.field'), { exact: true })
      .click();
    await admin.getByRole('option', { name: en('people.filter.consent') }).waitFor();
    return admin.getByRole('option', { name: /Allergy/ });
  };

  it('[X-10] a field is marked as sensitive, and segments do not offer it', async () => {
    await open('settings/whatsapp/fields');
    await admin.getByTestId('new-field').first().click();
    await admin.getByTestId('field-label').fill('Allergy');
    await admin.getByRole('combobox', { name: en('sensitive.kind'), exact: true }).click();
    await admin.getByRole('option', { name: en('sensitive.kind.health'), exact: true }).click();
    await picture('sensitive-new');
    await admin.getByTestId('save-field').click();
    await fieldRow().getByLabel(en('sensitive.lock')).waitFor();
    expect(await (await offered()).count()).toBe(0);
  });

  it('[X-10] it is allowed for segments by a typed reason, which stays to be read with the name', async () => {
    await open('settings/whatsapp/fields');
    await fieldRow()
      .getByRole('button', { name: en('fields.edit', { field: 'Allergy' }) })
      .click();
    await admin.getByRole('button', { name: en('sensitive.allow.segments') }).click();
    await admin.getByTestId('sensitive-reason').fill('because');
    await admin.getByTestId('allow-sensitive').click();
    await admin.getByText(en('sensitive.reason.short', { least: REASON_LEAST })).waitFor();
    await admin.getByTestId('sensitive-reason').fill(REASON);
    await picture('sensitive-reason');
    await admin.getByTestId('allow-sensitive').click();
    const use = admin.getByTestId('sensitive-segments').filter({ hasText: REASON });
    const allowed = en('sensitive.allowed.by', { by: '.+', at: '.+' });
    await use.getByText(new RegExp(`^${allowed}`)).waitFor();
    await picture('sensitive-allowed');
    // Own fields come a moment after the others.
    await (await offered()).waitFor();
    await open('plugins/whatsapp/logs');
    await admin
      .getByText(/Allergy/)
      .first()
      .waitFor();
  });

  it('[P-18] [A-04] a tracked link goes out in a campaign, leads the customer on, and is counted on its page', async () => {
    await open('settings/whatsapp/tracked-links');
    await admin.getByTestId('new-link').first().click();
    await admin.getByTestId('link-name').fill('Autumn');
    const target = `${new URL(demo.phoneUrl).origin}/?from=autumn`;
    await admin.getByTestId('link-target').fill(target);
    await admin.getByTestId('link-save').click();
    await admin.getByRole('gridcell', { name: /^Autumn/ }).waitFor();
    await picture('tracked-links');

    const phone = await demo.phone();
    await phone.getByTestId(`person-${AYSE}`).click();
    // By her own word she leaves and comes back: she agrees to messages, and to being known as who opened a link.
    for (const [word, answered] of [
      ['STOP', 2],
      ['BAŞLA', 4],
    ] as const) {
      await phone.getByTestId('phone-input').fill(word);
      await phone.getByTestId('phone-send').click();
      await shows(phone.getByTestId('bubble'), answered);
    }

    await open('plugins/whatsapp/templates');
    await admin.getByTestId('sync-templates').click();
    await admin.getByTestId('template-row').first().waitFor();
    await open('plugins/whatsapp/campaigns/new');
    await admin.getByTestId('campaign-name').fill('With a link');
    await admin.getByRole('radio').first().click();
    await next();
    await admin.getByTestId('kind-template').getByRole('radio').click();
    await next();
    const offered = admin
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir · Turkish' });
    await offered.getByRole('radio').click();
    const source = `${en('templates.group.link')} › Autumn › ${en('templates.preferences.link')}`;
    await chooseSource(admin, { typed: 'Autumn', name: source });
    await fillVariables(admin);
    await next();
    await admin.getByTestId('people-count').filter({ hasText: /\d/ }).waitFor();
    await next();
    await next();
    await next();
    await admin.getByTestId('start-campaign').first().click();
    await admin.getByTestId('confirm-start').waitFor();
    const typed = admin.getByTestId('typed-number');
    const people = await admin.getByTestId('bill-will-receive').first().innerText();
    if ((await typed.count()) > 0) await typed.fill(people.replace(/\D/g, ''));
    await admin.getByTestId('confirm-start').click();
    await admin
      .locator('[data-testid="campaign-state"][data-state="completed"]')
      .waitFor({ timeout: 60_000 });

    const bubble = phone.getByTestId('bubble').filter({ hasText: '/api/whatsapp/l/' }).last();
    const link = /https?:\/\/\S+\/api\/whatsapp\/l\/[\w.-]+/.exec(await bubble.innerText())?.[0];
    // A browser that says it is a program counts as none.
    const context = await demo.browser.newContext({ userAgent: IPHONE });
    const opened = await context.newPage();
    await opened.goto(link ?? 'about:blank');
    expect(opened.url()).toBe(target);
    await context.close();
    await admin.reload();
    await admin
      .getByTestId('campaign-link')
      .filter({ hasText: 'Autumn' })
      .filter({ hasText: en('links.counts', { clicks: 1, people: 1 }) })
      .waitFor();
    await picture('campaign-links');
  }, 180_000);
});
