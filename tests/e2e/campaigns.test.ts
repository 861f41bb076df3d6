import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { fillVariables } from '../support/fill-variables';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { nextStep } from '../support/next-step';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';
/** Chapter "Campaigns" of the guide, and the flow of a bulk message, with the customer's phone as the other side. */
describe('campaigns in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 720 });
    phone = await demo.phone();
    await phone.getByTestId(`person-${AYSE}`).click();
  }, 600_000);
  afterAll(() => demo?.close(), 30_000);

  const page = (address: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/${address}`);
  const picture = (name: string) => takePicture(admin, name);
  const next = () => nextStep(admin);
  const write = async (text: string) => {
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
  };
  const onPhone = (text: string | RegExp) =>
    phone.getByTestId('bubble').filter({ hasText: text }).last().waitFor({ timeout: 20_000 });
  const bill = async (line: string): Promise<number> => {
    const words = await admin.getByTestId(`bill-${line}`).first().innerText({ timeout: 20_000 });
    return Number(words.replace(/\D/g, ''));
  };
  /** Presses Start and types the number where it is asked. */
  const start = async () => {
    await admin.getByTestId('start-campaign').first().click();
    const typed = admin.getByTestId('typed-number');
    await admin.getByTestId('confirm-start').waitFor();
    if ((await typed.count()) > 0) await typed.fill(String(await bill('will-receive')));
    await admin.getByTestId('confirm-start').click();
    await admin
      .locator('[data-testid="campaign-state"][data-state="completed"]')
      .waitFor({ timeout: 60_000 });
  };
  const someSent = () =>
    admin.locator('[data-testid=count-sent]:not([data-value="0"])').first().waitFor();

  const begin = async (name: string, kind: 'template' | 'text') => {
    await page('plugins/whatsapp/campaigns');
    await admin.getByTestId('new-campaign').first().click();
    await admin.getByTestId('campaign-name').fill(name);
    await admin.getByRole('radio').first().click();
    await next();
    await admin.getByTestId(`kind-${kind}`).getByRole('radio').click();
  };

  it('[M-10] [M-12] [M-21] an ordinary message goes to open windows only; no choice means everyone, and the number is typed', async () => {
    await write('Merhaba, açık mısınız?');
    await page('plugins/whatsapp/inbox');
    await admin.getByTestId('conversation-row').filter({ hasText: 'açık mısınız' }).waitFor();
    await begin('Bugün açığız', 'text');
    await admin.getByTestId('kind-rule').waitFor();
    await picture('campaign-kind');
    await next();
    await admin
      .getByTestId('campaign-text')
      .fill('Merhaba {{first_name}}, bugün 20:00’ye kadar açığız.');
    await picture('campaign-message-text');
    await next();
    await admin.getByTestId('everyone-warning').waitFor();
    await picture('campaign-people');
    await next();
    await next();
    await next();
    expect(await bill('window-closed')).toBeGreaterThan(0);
    const people = await bill('will-receive');
    expect(people).toBeGreaterThan(0);
    await picture('campaign-check-text');
    await start();
    await someSent();
    await onPhone('Merhaba Ayşe, bugün');
    await admin.getByTestId('left-out-window-closed').waitFor();
    await picture('campaign-done-text');
  }, 180_000);

  it('[M-15] [M-24] a draft keeps its step and its two excluded contacts; everyone else gets the template', async () => {
    await begin('Kargo bilgisi', 'template');
    await next();
    const offered = admin
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir · Turkish' });
    await offered.getByRole('radio').click();
    await fillVariables(admin);
    await picture('campaign-message');
    await next();
    const boxes = admin.getByRole('checkbox');
    await admin.getByTestId('people-count').filter({ hasText: /\d/ }).waitFor();
    const before = Number((await admin.getByTestId('people-count').innerText()).replace(/\D/g, ''));
    await boxes.nth(1).click();
    await boxes.nth(2).click();
    await admin.getByTestId('people-except').waitFor();
    await admin.getByRole('button', { name: en('campaigns.wizard.leave') }).click();
    await admin.getByRole('link', { name: 'Kargo bilgisi' }).first().click();
    // It continues at the first step that is not done; people are chosen, so time and check are next.
    await admin.getByTestId('bill-matched').waitFor({ timeout: 20_000 });
    expect(await bill('matched')).toBe(before - 2);
    await picture('campaign-check');
    await start();
    await someSent();
    await picture('campaign');
  }, 180_000);

  it('the heading of the next step has the focus below the bar, however far the step before was scrolled', async () => {
    await begin('Uzun adım', 'template');
    await next();
    await admin
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir · Turkish' })
      .getByRole('radio')
      .click();
    await fillVariables(admin);
    await admin.setViewportSize({ width: 1280, height: 480 });
    const scrolled = await admin.getByTestId('wizard-next').evaluate((button) => {
      for (let frame = button.parentElement; frame; frame = frame.parentElement) {
        frame.scrollTop = frame.scrollHeight;
        if (frame.scrollTop > 100) return true;
      }
      return false;
    });
    expect(scrolled).toBe(true);
    await next();
    const heading = admin.locator('main h2:focus');
    await heading.waitFor();
    const isSeen = await heading.evaluate(async (one) => {
      // Strapi draws its bar in the frame after the one that was scrolled.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      const { left, top, height } = one.getBoundingClientRect();
      return one.contains(document.elementFromPoint(left + 4, top + height / 2));
    });
    await admin.setViewportSize({ width: 1280, height: 720 });
    expect(isSeen).toBe(true);
  }, 120_000);

  /** Up to the check of an ordinary message to everybody. */
  const check = async (name: string) => {
    await begin(name, 'text');
    await next();
    await admin.getByTestId('campaign-text').fill('Yeni haber');
    await next();
    await next();
    await next();
    await next();
  };

  it('[O-17] a possible opt-out holds marketing messages until an agent decides in the thread', async () => {
    await write('Lütfen bana artık mesaj göndermeyin');
    const asked = 'artık mesaj göndermeyin';
    const thread = async () => {
      await page('plugins/whatsapp/inbox');
      await admin.getByTestId('conversation-row').filter({ hasText: asked }).click();
    };
    await thread();
    await admin.getByTestId('stop-not-meant').first().waitFor();
    await picture('asked-to-stop');
    await check('Bekleyen');
    expect(await bill('asked-to-stop')).toBe(1);
    await picture('campaign-check-asked-to-stop');
    await thread();
    await admin.getByTestId('stop-not-meant').first().click();
    await shows(admin.getByTestId('stop-not-meant'), 0);
    const decided = en('inbox.event.stop-not-meant.by', { agent: '.+' });
    await admin.getByText(new RegExp(decided)).waitFor();
  }, 120_000);

  it('[O-17] [O-21] [O-24] an opt-out keyword on the phone is confirmed once, and the next check skips that contact', async () => {
    await write('Abonelikten çık');
    await onPhone(/BAŞLA/);
    await write('stop');
    await check('Sonraki');
    expect(await bill('opted-out')).toBeGreaterThan(0);
    await shows(phone.getByTestId('bubble').filter({ hasText: 'BAŞLA yazmanız' }), 1);
  }, 120_000);

  it('[O-17] the settings say what a word does before it is saved', async () => {
    await page('settings/whatsapp/consent');
    for (const [word, answer] of [
      ['abonelikten çık.', 'opt-out'],
      ['iptal.', 'opt-out-after-promotion'],
      ['beni listeden çıkarın', 'ask-team'],
    ] as const) {
      await admin.getByTestId('try-word').fill(word);
      await admin.locator(`[data-testid="try-answer"][data-answer="${answer}"]`).waitFor();
    }
    await admin.getByTestId('try-word').fill('yarın gelirim');
    await admin.locator('[data-testid="try-answer"][data-answer="nothing"]').waitFor();
    await picture('consent-settings');
  }, 60_000);
});
