import { startDemo, type Demo } from '../support/demo';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { en } from '../support/words';

const AYSE = '905321110001';
const OTHER = '209900000000077';

/** What comes for a number that nobody connected, and what is reported of a message beside its delivery. */
describe('webhooks that are shown beside the conversations', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  /** As Meta delivers it. */
  const emit = async (value: object) => {
    const answer = await fetch(`${new URL(demo.phoneUrl).origin}/_sim/webhook/emit`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        field: 'messages',
        value: { messaging_product: 'whatsapp', ...value },
      }),
    });
    expect(answer.status).toBeLessThan(300);
  };
  const seconds = () => String(Math.floor(Date.now() / 1000));

  beforeAll(async () => {
    demo = await startDemo();
    agent = atInbox(await demo.admin(), demo);
    agent.page.setDefaultTimeout(20_000);
    ayse = customers(await demo.phone(), demo);
    await ayse.take(AYSE);
    await ayse.says('Merhaba');
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('[X-15] the page of the numbers says what waits, connects with the ids filled in, and drops what is not ours', async () => {
    await emit({
      metadata: { display_phone_number: '493012345678', phone_number_id: OTHER },
      contacts: [{ wa_id: '4915112345678', profile: { name: 'Ada' } }],
      messages: ['one', 'two'].map((body) => ({
        ...{ from: '4915112345678', id: `wamid.other-${body}`, timestamp: seconds() },
        ...{ type: 'text', text: { body } },
      })),
    });
    const page = agent.page;
    const notice = page.getByTestId('unclaimed-number');
    const at = (path: string) => page.goto(new URL(path, demo.adminUrl).href);
    await at('/admin/settings/whatsapp/numbers');
    await notice
      .filter({
        hasText: en('numbers.unclaimed.title', { n: 2, more: 'other', phone: '+49 30 12345678' }),
      })
      .waitFor();
    await takePicture(page, 'unclaimed-number');
    await at('/admin/plugins/whatsapp/operations');
    await notice.getByRole('link', { name: en('numbers.unclaimed.connect') }).click();
    await page.getByTestId('number-phoneNumberId').waitFor();
    expect(await page.getByTestId('number-phoneNumberId').inputValue()).toBe(OTHER);
    await takePicture(page, 'unclaimed-connect');
    await page.keyboard.press('Escape');
    await notice.getByRole('button', { name: en('numbers.unclaimed.ignore') }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(en('numbers.unclaimed.ignore.body', { n: 2, more: 'other' })).waitFor();
    await takePicture(page, 'unclaimed-not-ours');
    await dialog.getByRole('button', { name: en('numbers.unclaimed.ignore') }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('[X-15] a failed payment is shown in the thread of its customer', async () => {
    await emit({
      metadata: { phone_number_id: '400000000000001' },
      statuses: [
        {
          ...{ id: 'NOTIFICATION-1', type: 'payment', status: 'failed', timestamp: seconds() },
          recipient_id: AYSE,
          payment: {
            reference_id: 'Order 17',
            amount: { value: 21_000, offset: 100 },
            currency: 'TRY',
            transaction: { id: 't1', error: { code: 'declined', reason: 'Card declined' } },
          },
        },
      ],
    });
    await agent.open();
    await agent.choose('Ayşe Yılmaz');
    const line = agent.page.locator('[data-kind="payment-failed"]');
    await line.filter({ hasText: '210.00 TRY · Order 17 · Card declined' }).waitFor();
    await takePicture(agent.page, 'payment-line');
  });
});
