import type { Route } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { en } from '../support/words';

/** Of the sample: the first person, who has not written yet. */
const AYSE = '905321110001';
const DAY_MS = 24 * 3_600_000;
/** What is left of the window when the customer's message arrives, in seconds: enough to write and to press Send. */
const LEFT = 45;

/** The 24 hours end while somebody writes: nothing goes that may not, and nothing typed is lost. */
describe('the window closes while one writes', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  /** Meta tells of a message that is almost a day old, as it does when the webhook was away for that long. */
  const wroteYesterday = (body: string) => {
    const at = Math.floor((Date.now() - DAY_MS) / 1000) + LEFT;
    return ayse.control('POST', '/webhook/sample', {
      name: 'messages.forwarded',
      person: AYSE,
      value: {
        messages: [
          {
            from: AYSE,
            id: `wamid.${Buffer.from(`late-${at}`).toString('base64')}`,
            timestamp: String(at),
            type: 'text',
            text: { body },
          },
        ],
      },
    });
  };

  beforeAll(async () => {
    demo = await startDemo();
    agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    agent.page.setDefaultTimeout(20_000);
    ayse = customers(await demo.phone(), demo);
    await ayse.control('PATCH', '/config', { pairRate: { enforce: false } });
    await ayse.take(AYSE);
    await agent.open();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const closed = () =>
    agent.page.locator('[data-testid="composer-closed"][data-mode="template-only"]');

  it('[C-11] [C-12] [C-13] the countdown turns, the words stay, what was on its way says why, and all of it comes back', async () => {
    const { page } = agent;
    await wroteYesterday('Merhaba, hâlâ bekliyorum');
    await agent.choose('Ayşe Yılmaz');
    await page.locator('[data-testid="window-meter"][data-level="danger"]').waitFor();
    // Held on the way until the window is closed: a slow network, and the 24 hours run out meanwhile.
    let release: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (release = resolve));
    const held = async (route: Route) => {
      if (route.request().method() === 'POST') await isClosed;
      await route.continue();
    };
    await page.route('**/whatsapp/conversations/*/messages', held);
    await agent.say('Hemen bakıyorum');
    await agent.input().pressSequentially('Kargonuz yarın elin');
    expect(await agent.faults()).toEqual([]);
    await closed().waitFor({ timeout: (LEFT + 30) * 1000 });
    // The caret is where it was: what is typed on is no key of the Inbox.
    await page.keyboard.type('izde');
    expect(await agent.input().inputValue()).toBe('Kargonuz yarın elinizde');
    await page.keyboard.press('Enter');
    expect(await page.getByTestId('composer-send').count()).toBe(0);
    await page.getByRole('button', { name: en('inbox.composer.choose-template') }).waitFor();
    await page.locator('[data-testid="window-meter"][data-level="closed"]').waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(page, 'composer-window-closing');

    release();
    const refused = page.locator('[data-testid="bubble"][data-state="refused"]');
    await refused.filter({ hasText: en('error.window-closed') }).waitFor();
    await page.unroute('**/whatsapp/conversations/*/messages', held);
    expect(await ayse.bubble('Hemen bakıyorum').count()).toBe(0);
    expect(await agent.faults()).toEqual([]);
    await refused.getByRole('button', { name: en('inbox.bubble.edit') }).click();
    await page.getByRole('button', { name: en('inbox.composer.keep') }).click();
    await agent.input().waitFor({ state: 'detached' });
    await closed()
      .getByText(/Kargonuz yarın elinizde\s+Hemen bakıyorum/)
      .waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(page, 'composer-window-closed');

    await page.reload();
    await closed()
      .getByText(/Kargonuz yarın elinizde/)
      .waitFor();
    await ayse.says('Orada mısınız?');
    await agent.input().waitFor();
    expect(await agent.input().inputValue()).toBe('Kargonuz yarın elinizde\nHemen bakıyorum');
    await page.getByTestId('composer-send').click();
    await ayse.bubble('Kargonuz yarın elinizde').waitFor();
  }, 240_000);
});
