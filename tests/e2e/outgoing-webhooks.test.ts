import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { isGenuine, startReceiver, type Receiver } from '../support/receiver';
import { eventually } from '../support/world';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';

/** Chapter "Outgoing webhooks": an address is made, tested, and hears of an opt-out on a phone. */
describe('chapter "outgoing webhooks" in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  let receiver: Receiver;
  let secret = '';

  beforeAll(async () => {
    receiver = await startReceiver();
    demo = await startDemo();
    admin = await demo.admin();
    phone = await demo.phone();
  }, 400_000);
  afterAll(async () => {
    await demo?.close();
    await receiver?.close();
  }, 30_000);

  const row = () => admin.getByTestId('endpoint-row').filter({ hasText: 'Shop CRM' });

  it('[X-11] an address is made, its secret is shown once, and the test event is signed with it', async () => {
    const { origin } = new URL(demo.adminUrl);
    await visit(admin, `${origin}/admin/settings/whatsapp/outgoing-webhooks`);
    await admin.getByTestId('new-endpoint').click();
    await admin.getByTestId('endpoint-name').fill('Shop CRM');
    await admin.getByTestId('endpoint-url').fill(`${receiver.url}/hook`);
    await admin.getByRole('checkbox', { name: en('outbound.event.consent.opted_out') }).click();
    await takePicture(admin, 'outgoing-webhook-new');
    await admin.getByTestId('endpoint-save').click();
    secret = (await admin.getByText(/^whsec_/).textContent()) ?? '';
    await admin.getByTestId('secret-done').click();
    await row().waitFor();
    expect(await admin.content()).not.toContain(secret);
    await row().getByTestId('endpoint-test').click();
    await admin.getByText(en('outbound.test.arrived', { name: 'Shop CRM' })).waitFor();
    const [told] = receiver.received;
    expect(told && isGenuine(secret, told)).toBe(true);
  });

  it('[O-23] an opt-out on a phone arrives there and is listed among the deliveries', async () => {
    await phone.getByTestId(`person-${AYSE}`).click();
    await phone.getByTestId('phone-input').fill('Abonelikten çık');
    await phone.getByTestId('phone-send').click();
    const told = await eventually('the event', () =>
      Promise.resolve(receiver.received.find(({ event }) => event.type === 'consent.opted_out'))
    );
    expect(isGenuine(secret, told)).toBe(true);
    expect(told.event.data).toMatchObject({ source: 'keyword' });
    await row().getByTestId('endpoint-deliveries').click();
    const delivery = admin
      .getByTestId('delivery')
      .filter({ hasText: en('outbound.event.consent.opted_out') });
    await delivery.getByText(en('state.delivery.done')).waitFor();
    await delivery.getByRole('button', { name: en('outbound.payload') }).click();
    await delivery.getByText('"keyword"').waitFor();
    await takePicture(admin, 'outgoing-webhook-deliveries');
  });
});
