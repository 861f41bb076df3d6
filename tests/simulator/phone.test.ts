import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { orderReady, startStage, until, wamidOf, type Json, type Stage } from './receiver';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const AYSE = '905321110001';
let browser: Browser;
let stage: Stage;
let page: Page;

(existsSync(executablePath) ? describe : describe.skip)('the phone page', () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stage = await startStage();
    page = await browser.newPage({ locale: 'en-US' });
    await page.goto(stage.sim.url);
    await page.getByTestId(`person-${AYSE}`).click();
  });
  afterEach(async () => {
    await page.close();
    await stage.close();
  });

  it('sends what is typed, and shows a message as read once its thread is on screen', async () => {
    await page.getByTestId('phone-input').fill('Merhaba *acil*');
    await page.getByTestId('phone-input').press('Enter');
    await until(() => stage.receiver.messages().length === 1);
    expect(stage.receiver.messages()[0]).toMatchObject({ text: { body: 'Merhaba *acil*' } });
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    await page.locator(`[data-wamid="${wamid}"][data-status="read"]`).waitFor();
    expect(await page.getByTestId('phone-thread').locator('strong').textContent()).toBe('acil');
  });

  it('answers with the reply button that is pressed', async () => {
    stage.sim.control.act.text(AYSE, 'hi');
    const buttons = {
      type: 'button',
      body: { text: 'Sure?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    };
    await stage.send({ to: `+${AYSE}`, type: 'interactive', interactive: buttons });
    await page.getByTestId('button-0').click();
    await until(() => stage.receiver.messages().length === 2);
    expect((stage.receiver.messages()[1]?.['interactive'] as Json)['button_reply']).toEqual({
      id: 'y',
      title: 'Yes',
    });
  });

  it('shows nothing new while the phone is off, and everything when it is on again', async () => {
    await page.getByTestId('phone-online').click();
    await until(() => !stage.sim.control.people.get(AYSE).online);
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    await page.getByText('1 waiting until the phone is on').waitFor();
    expect(await page.locator(`[data-wamid="${wamid}"]`).count()).toBe(0);
    await page.getByTestId('phone-online').click();
    await page.locator(`[data-wamid="${wamid}"]`).waitFor();
  });

  it('speaks Turkish when asked, and always says that it is not WhatsApp', async () => {
    await page.getByText('This is not WhatsApp. No real messages are sent.').first().waitFor();
    await page.getByTestId('language').click();
    await page.getByText('Bu WhatsApp değildir. Gerçek mesaj gönderilmez.').first().waitFor();
  });

  it('runs no script that a customer or a business wrote', async () => {
    stage.sim.control.act.text(
      AYSE,
      '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script>'
    );
    await page.getByText('onerror').first().waitFor();
    expect(
      await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)
    ).toBeUndefined();
  });
});
