import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { fillVariables } from '../support/fill-variables';
import { nextStep } from '../support/next-step';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

/** Pictures of a run, for people; the tests do not read them. */
const pictures = path.resolve(__dirname, '../../reports/pictures');

const CONSENT = en('people.filter.consent');
const IN = en('people.consent.in');
const OUT = en('people.consent.out');
/** A condition on the consent as the sentence says it. */
const consentIs = (what: string) => en('segments.says.line', { field: CONSENT, what });

describe('segments in a browser', () => {
  let demo: Demo;
  let admin: Page;
  /** How many people the segment means, as its page said. */
  let people = 0;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 720 });
    admin.setDefaultTimeout(20_000);
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (page: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/${page}`);
  const picture = (name: string) => admin.screenshot({ path: path.join(pictures, `${name}.png`) });
  const row = (at: number) => admin.getByTestId('segment-row').nth(at);
  const choose = async (at: number, { label, value }: { label: string; value: string }) => {
    await row(at).getByLabel(label, { exact: true }).click();
    await admin.getByRole('option', { name: value, exact: true }).click();
  };
  const numberIn = async (id: string): Promise<number> =>
    Number((await admin.getByTestId(id).innerText()).replace(/[^\d]/g, ''));
  /** What the page says when all is counted. */
  const counted = async (): Promise<number> => {
    await admin.getByText(new RegExp(`^${en('segments.counted', { ago: '.+' })}`)).waitFor();
    return numberIn('segment-people');
  };

  it('[P-13] [P-20] is made by choosing; number, sample and words follow each change, and it is kept', async () => {
    await open('groups?tab=segments');
    await admin.getByText(en('segments.empty')).waitFor();
    await picture('segments-empty');
    await admin.getByTestId('new-segment').click();
    await admin.getByTestId('segment-builder').waitFor();
    const everyone = await counted();
    await admin.getByTestId('warning-everyone').waitFor();
    await choose(0, { label: en('people.condition.field'), value: CONSENT });
    await choose(0, { label: en('people.condition.value'), value: IN });
    await admin.getByTestId('warning-everyone').waitFor({ state: 'detached' });
    people = await counted();
    expect(people).toBeGreaterThan(0);
    expect(people).toBeLessThan(everyone);
    expect((await admin.getByTestId('segment-sample').innerText()).trim()).not.toBe('');
    await admin
      .getByTestId('segment-sentence')
      .filter({ hasText: en('segments.says', { part: consentIs(IN) }) })
      .waitFor();
    await admin.getByTestId('segment-name').fill('Gladly hear from us');
    await picture('segment-new');
    await admin.getByTestId('save-segment').click();
    await admin.waitForURL(/segments\/\d+$/);
    await admin.getByTestId('send-to-segment').and(admin.locator(':enabled')).waitFor();
  });

  it('asks before unsaved changes are lost', async () => {
    await admin.getByTestId('segment-name').fill('Another name');
    await admin
      .getByRole('link', { name: en('shell.nav.contacts') })
      .first()
      .click();
    await admin.getByRole('alertdialog').waitFor();
    await picture('segment-leave');
    await admin.getByRole('alertdialog').getByRole('button').first().click();
    await admin.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await admin.getByTestId('segment-name').inputValue()).toBe('Another name');
    await admin
      .getByRole('link', { name: en('shell.nav.contacts') })
      .first()
      .click();
    await admin.getByRole('button', { name: en('settings.leave.confirm') }).click();
    await admin.waitForURL(/contacts/);
  });

  it('[P-13] a condition is carried by the mouse past another one', async () => {
    const sentence = (...values: string[]) => {
      const part = values.map(consentIs).join(` ${en('segments.says.and')} `);
      const hasText = en('segments.says', { part });
      return admin.getByTestId('segment-sentence').filter({ hasText }).waitFor();
    };
    await open('groups/segments/new');
    await admin.getByTestId('segment-builder').waitFor();
    await admin.getByRole('button', { name: en('segments.add.condition'), exact: true }).click();
    for (const [at, value] of [IN, OUT].entries()) {
      await choose(at, { label: en('people.condition.field'), value: CONSENT });
      await choose(at, { label: en('people.condition.value'), value });
      await admin.keyboard.press('Escape');
    }
    await sentence(IN, OUT);
    await admin
      .getByTestId('drag-handle')
      .nth(1)
      .dragTo(row(0), { targetPosition: { x: 60, y: 4 } });
    await sentence(OUT, IN);
    await picture('segment-moved');
    await admin
      .getByRole('link', { name: en('shell.nav.contacts') })
      .first()
      .click();
    await admin.getByRole('button', { name: en('settings.leave.confirm') }).click();
    await admin.waitForURL(/contacts/);
  });

  it('[P-13] filters contacts, to exactly as many contacts as it says', async () => {
    await open('contacts');
    const filters = admin.getByTestId('people-filters');
    await filters.getByRole('button', { name: en('segments.tab.segments') }).click();
    await filters
      .getByRole('button', { name: en('people.chip.off', { label: 'Gladly hear from us' }) })
      .click();
    await admin.getByText(en('people.match', { count: people })).waitFor();
    await picture('contacts-segment');
  });

  it('[P-13] [P-20] is chosen as the audience of a campaign, and the check counts its contacts', async () => {
    await open('templates');
    await admin.getByTestId('sync-templates').click();
    await admin.getByTestId('template-row').first().waitFor();
    await open('campaigns/new');
    await admin.getByTestId('campaign-name').fill('To the segment');
    await admin.getByRole('radio').first().click();
    await nextStep(admin);
    await admin.getByTestId('kind-template').waitFor();
    await nextStep(admin);
    await admin
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir · Turkish' })
      .getByRole('radio')
      .click();
    await fillVariables(admin);
    await nextStep(admin);
    await admin.getByTestId('open-filters').click();
    const filters = admin.getByTestId('people-filters');
    await filters.getByRole('button', { name: en('segments.tab.segments') }).click();
    await filters
      .getByRole('group', { name: en('segments.tab.segments') })
      .getByRole('button')
      .first()
      .click();
    await admin.getByTestId('close-filters').click();
    await admin
      .getByTestId('people-count')
      .filter({ hasText: String(people) })
      .waitFor();
    await nextStep(admin);
    await nextStep(admin);
    await nextStep(admin);
    await admin.getByTestId('bill-matched').waitFor();
    expect(await numberIn('bill-matched')).toBe(people);
    await picture('segment-campaign-check');
  });

  it('[P-21] says what uses it, and is not deleted while that is so', async () => {
    await open('groups?tab=segments');
    const segment = admin.getByTestId('segment-list-row').filter({ hasText: 'Gladly' });
    await segment.getByText(en('segments.uses.campaign', { count: 1 })).waitFor();
    await picture('segments');
    await segment
      .getByRole('button', { name: en('segments.deleteOf', { name: 'Gladly hear from us' }) })
      .click();
    await admin.getByText(en('segments.use.campaign', { name: 'To the segment' })).waitFor();
    expect(await admin.getByTestId('confirm-delete-segment').isDisabled()).toBe(true);
    await picture('segment-delete');
  });

  it('[X-13] fits on a phone in Turkish and dark without scrolling sideways', async () => {
    const small = await demo.admin({ width: 390, height: 800, dark: true, locale: 'tr' });
    const origin = new URL(demo.adminUrl).origin;
    const pages = [
      ['groups?tab=segments', 'segment-list-row'],
      ['groups/segments/new', 'segment-builder'],
    ] as const;
    for (const [address, id] of pages) {
      await visit(small, `${origin}/admin/plugins/whatsapp/${address}`);
      await small.getByTestId(id).first().waitFor();
      const wide = await small.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(390);
      await small.screenshot({ path: path.join(pictures, `${id}-phone-tr-dark.png`) });
    }
  });
});
