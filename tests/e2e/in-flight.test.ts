import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { importList } from '../support/import-wizard';
import { nextStep } from '../support/next-step';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

/** Of a limit of 250 a bulk send leaves 1 % and ten places for the inbox. */
const PLACES = 237;
/** People of the sample who wrote within 24 hours: a message to them takes no place. */
const IN_WINDOW = 9;
const PEOPLE = 245;

const phoneOf = (n: number) => `9055512${String(n).padStart(5, '0')}`;
/** Last of the list, so among those who wait for a place. */
const LATE = phoneOf(PEOPLE);

const LIST = [
  'Ad Soyad;Cep Telefonu',
  ...Array.from({ length: PEOPLE }, (_, i) => `Alıcı ${i + 1};+${phoneOf(i + 1)}`),
].join('\r\n');

const template = {
  name: 'yeni_saatler',
  language: 'tr',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [{ type: 'BODY', text: 'Yaz boyunca pazar günleri de açığız, bekleriz.' }],
};

/** What happens to a campaign on its way: the limit is full, somebody leaves meanwhile, the limit is raised. */
describe('a campaign in flight, in a browser', () => {
  let demo: Demo;
  let admin: Page;
  /** Those of the file, and those of the sample who agreed. */
  let people = 0;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 800 });
    admin.setDefaultTimeout(20_000);
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (address: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/${address}`);
  const next = () => nextStep(admin);
  const simulator = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${new URL(demo.phoneUrl).origin}/_sim${path}`, {
      method,
      ...(body
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : {}),
    });
    expect({ path, ok: answer.ok }).toEqual({ path, ok: true });
    return (await answer.json()) as T;
  };
  const count = (of: string, value: number) =>
    admin.locator(`[data-testid="count-${of}"][data-value="${value}"]`).first().waitFor({
      timeout: 60_000,
    });

  it('[M-27] contacts come from a file, with a consent that can be proved', async () => {
    await simulator('PUT', '/tier', { tier: 'TIER_250' });
    await simulator('POST', '/templates', template);
    await open('settings/whatsapp/numbers');
    await admin.getByTestId('number-card').first().getByRole('button').last().click();
    const synced = admin.waitForResponse((one) => one.url().endsWith('/whatsapp/templates/sync'));
    await admin.getByRole('menuitem', { name: en('settings.sync-templates') }).click();
    expect((await synced).status()).toBe(200);
    // It may be known already: Meta tells of its templates too.
    await open('plugins/whatsapp/templates');
    await admin.getByText(template.name).first().waitFor();
    await open('plugins/whatsapp/imports/new');
    const wording = 'Yes, send me offers of Ada Shop on WhatsApp.';
    await importList(admin, { list: LIST, wording, timeout: 60_000 });
  }, 180_000);

  it('[M-34] [M-37] the check says that the limit does not do for all, and the campaign waits instead of failing', async () => {
    await open('plugins/whatsapp/campaigns');
    await admin.getByTestId('new-campaign').first().click();
    await admin.getByTestId('campaign-name').fill('Yaz saatleri');
    await admin.getByRole('radio').first().click();
    await next();
    await admin.getByTestId('kind-template').getByRole('radio').click();
    await next();
    const offered = admin.getByTestId('template-choice').filter({ hasText: 'yeni_saatler' });
    await offered.getByRole('radio').click();
    await next();
    await admin.getByTestId('everyone-warning').waitFor();
    await next();
    await next();
    await next();
    await admin.getByText(en('campaigns.limit.title')).first().waitFor();
    const bill = await admin.getByTestId('bill-will-receive').first().innerText();
    people = Number(bill.replace(/\D/g, ''));
    expect(people).toBeGreaterThanOrEqual(PEOPLE);
    await admin.getByTestId('start-campaign').first().click();
    await admin.getByTestId('typed-number').fill(String(people));
    await admin.getByTestId('confirm-start').click();
    await admin.getByTestId('band-waiting').waitFor({ timeout: 60_000 });
    await count('sent', PLACES + IN_WINDOW);
    await count('failed', 0);
  }, 180_000);

  it('[M-30] [O-17] [M-37] a contact who opts out while it waits gets nothing when the limit is raised; everybody else gets it at once', async () => {
    const before = Number(
      await admin.getByTestId('count-skipped').first().getAttribute('data-value')
    );
    await simulator('POST', '/people', { name: 'Son Alıcı', phone: LATE });
    await simulator('POST', `/people/${LATE}/act/text`, { body: 'STOP' });
    await count('skipped', before + 1);
    await simulator('PUT', '/tier', { tier: 'TIER_2K' });
    await admin
      .locator('[data-testid="campaign-state"][data-state="completed"]')
      .waitFor({ timeout: 50_000 });
    await count('sent', people - 1);
    await count('failed', 0);
    await admin.getByTestId('left-out-opted-out').waitFor();
    const sent = await simulator<{ count: number }>(
      'GET',
      `/ledger/count?to=${LATE}&type=template`
    );
    expect(sent.count).toBe(0);
    const all = await simulator<{ count: number }>(
      'GET',
      `/ledger/count?template=${template.name}`
    );
    expect(all.count).toBe(people - 1);
  }, 180_000);
});
