import type { Page } from 'playwright-core';
import { startStage, until, type Stage } from '../simulator/receiver';
import { AYSE, handsOn, usePhone, violations } from '../support/phone-stage';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';

let stage: Stage;
let page: Page;
const { bubble, say, send, told } = handsOn(() => ({ page, stage }));

describe("the page around the customer's phone", () => {
  usePhone((phone) => {
    ({ stage, page } = phone);
  });

  describe('begins a chat', () => {
    it('by a link with text, with the number of the link, once', async () => {
      const { sim } = stage;
      const link = page.getByTestId('link-input');
      await page.getByTestId('start-link').click();
      await link.fill('https://wa.me/4930555010202?text=Ist%20offen%3F');
      expect(await violations(page)).toEqual([]);
      await page.getByTestId('link-open').click();
      await page.getByTestId('phone-thread').getByText('No messages yet').waitFor();
      await page.getByTestId('phone-business').filter({ hasText: 'Defne Haus' }).waitFor();
      expect(await page.getByTestId('phone-input').inputValue()).toBe('Ist offen?');
      await page.getByTestId('phone-send').click();
      expect((await told(2))['text']).toEqual({ body: 'Ist offen?' });
      const [, second] = sim.account.phoneNumberIds;
      expect(sim.control.thread(AYSE, second)).toHaveLength(1);

      await page.getByTestId('person-905321110002').click();
      await page.getByRole('article', { name: 'Mehmet Demir' }).waitFor();
      await page.getByTestId(`person-${AYSE}`).click();
      await bubble(sim.control.thread(AYSE, second)[0]?.wamid ?? '').waitFor();
      expect(await page.getByTestId('phone-input').inputValue()).toBe('');
    });

    it('by a link to a number that the business got a moment ago', async () => {
      stage.sim.control.numbers.add({ phone: '442071838750', verifiedName: 'Defne Home' });
      await page.getByTestId('start-link').click();
      await page.getByTestId('link-input').fill('wa.me/442071838750?text=Open%3F');
      await page.getByTestId('link-open').click();
      await page.getByTestId('phone-business').filter({ hasText: 'Defne Home' }).waitFor();
      expect(await page.getByTestId('phone-input').inputValue()).toBe('Open?');
    });

    it('by a QR code of the business, chosen by its picture', async () => {
      const [, second] = stage.sim.account.phoneNumberIds;
      await page.getByTestId('start-qr').click();
      await page.getByTestId('qr-none').filter({ hasText: 'message_qrdls' }).waitFor();
      expect(await violations(page)).toEqual([]);
      for (const [number, prefilled_message] of [
        [stage.pnid, 'Where is my order?'],
        [second, 'Is the table free?'],
      ])
        await stage.call('POST', `${number}/message_qrdls`, { prefilled_message });
      await page.getByTestId('qr-code').selectOption({ label: 'Is the table free? · Defne Haus' });
      const code = page.getByAltText('QR code: Is the table free?');
      expect(
        await code.evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          return image.naturalWidth;
        })
      ).toBeGreaterThan(100);
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-qr');
      await page.getByTestId('qr-scan').click();
      await page.getByTestId('phone-business').filter({ hasText: 'Defne Haus' }).waitFor();
      expect(await page.getByTestId('phone-input').inputValue()).toBe('Is the table free?');
      await page.getByTestId('phone-send').click();
      expect((await told(2))['text']).toEqual({ body: 'Is the table free?' });
      expect(stage.sim.control.thread(AYSE, second)).toHaveLength(1);
    });

    it('not by a link to somebody else', async () => {
      await page.getByTestId('start-link').click();
      await page.getByTestId('link-input').fill('https://wa.me/15550001111');
      await page.getByTestId('link-open').click();
      await page.getByRole('alert').filter({ hasText: 'No business number' }).waitFor();
    });

    it('by an ad, named with the first message only', async () => {
      await page.getByTestId('start-ad').click();
      await page.getByTestId('ad-headline').fill('Two for one');
      await page.getByTestId('ad-text').fill('Is it still on?');
      expect(await violations(page)).toEqual([]);
      await page.getByTestId('ad-click').click();
      await takePicture(page, 'phone-ad');
      await page.getByTestId('phone-send').click();
      expect((await told(2))['referral']).toMatchObject({
        source_type: 'ad',
        headline: 'Two for one',
        media_type: 'image',
        ctwa_clid: expect.stringMatching(/^ARx\w{20,}$/) as string,
      });
      await page.getByTestId('bubble').filter({ hasText: 'Two for one' }).waitFor();
      await say('Hello?');
      expect(await told(3)).not.toHaveProperty('referral');
    });
  });

  describe('obeys its owner:', () => {
    it('off, blocked, without marketing, without receipts, and back', async () => {
      await page.getByTestId('phone-online').click();
      const late = await send({ type: 'text', text: { body: 'Late' } });
      await page.getByText('1 waiting until the phone is on').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByTestId('closed-online').click();
      await bubble(late).waitFor();

      await page.getByTestId('phone-menu').click();
      await page.getByTestId('info-stop-marketing').click();
      await until(() => stage.receiver.changes('user_preferences').length === 1);
      await page.getByTestId('info-receipts').click();
      await until(() => !stage.sim.control.people.get(AYSE).receipts);
      await page.getByTestId('info-block').click();
      await until(() => stage.sim.control.people.get(AYSE).blocked);
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-business');
      await page.getByTestId('sheet-close').click();
      await page.getByTestId('closed-unblock').click();
      await page.getByTestId('phone-input').waitFor();
      const unread = await send({ type: 'text', text: { body: 'Unread' } });
      await page.locator(`[data-wamid="${unread}"][data-status="delivered"]`).waitFor();
    });

    it('a new customer with a username and no number, in Turkish', async () => {
      await page.getByTestId('language').click();
      await page.getByTestId('add-person').click();
      await page.getByTestId('add-name').fill('Su Kaya');
      await page.getByTestId('add-identity').selectOption('username');
      await page.getByTestId('add-username').fill('su.kaya');
      await page.getByTestId('add-country').selectOption('DE');
      expect(await violations(page)).toEqual([]);
      await page.getByTestId('add-submit').click();
      await page.getByRole('article', { name: 'Su Kaya' }).waitFor();
      expect(stage.sim.control.people.get('su.kaya')).toMatchObject({
        phone: null,
        country: 'DE',
        language: 'tr',
      });
      await say('Selam');
      expect(await told(2)).not.toHaveProperty('from');
      await takePicture(page, 'phone-new-person-tr');
    });

    it('three phones side by side, each with its own chat; a search closes none', async () => {
      await page.getByTestId('beside-905321110002').click();
      await page.getByTestId('beside-4915112340001').click();
      const phones = page.getByTestId('phone');
      await shows(phones, 3);
      await phones.nth(1).getByTestId('phone-input').fill('Second');
      await phones.nth(1).getByTestId('phone-send').click();
      await phones.nth(1).getByTestId('bubble').filter({ hasText: 'Second' }).waitFor();
      expect(await phones.nth(0).getByText('Second').count()).toBe(0);
      await page.getByTestId('people-search').fill('Bob');
      await page.getByTestId('person-905321110002').waitFor({ state: 'detached' });
      await shows(phones, 3);
      expect(await violations(page)).toEqual([]);
      await phones.nth(2).getByTestId('phone-close').click();
      await shows(phones, 2);
    });
  });

  describe('lets virtual customers', () => {
    const sure = { share: 1, minMs: 0, maxMs: 0 };
    const never = { share: 0 };
    const OFFER = {
      name: 'offer',
      language: 'en_US',
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'Two for one this week. Shall we keep a box for you?' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes, please' }] },
      ],
    };

    it('answer a campaign, and counts what they do', async () => {
      const { control } = stage.sim;
      control.templates.seed(OFFER);
      control.configure({
        fleet: {
          ...{ deliver: sure, read: sure, press: sure, fail: never },
          ...{ reply: never, optOut: never, stopMarketing: never, block: never },
        },
      });
      await page.getByTestId('fleet-size').fill('30');
      await page.getByTestId('fleet-make').click();
      await page.getByTestId('fleet-made').filter({ hasText: '+905550000029' }).waitFor();
      await page.getByTestId('fleet-on').click();
      await until(() => control.config().fleet.enabled);
      const template = { name: 'offer', language: { code: 'en_US' } };
      for (let person = 0; person < 30; person += 1)
        await send({
          to: `+9055500000${String(person).padStart(2, '0')}`,
          type: 'template',
          template,
        });
      for (const deed of ['deliver', 'read', 'press'])
        await page.getByTestId(`fleet-${deed}`).getByText('30', { exact: true }).waitFor();
      expect(await page.getByTestId('fleet-block').textContent()).toBe('0');
      expect((await told(31))['button']).toMatchObject({ text: 'Yes, please' });
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-fleet');
      await page.getByTestId('fleet-on').click();
      await until(() => !control.config().fleet.enabled);
    });

    it('include the customers of the list when asked, and says what is wrong', async () => {
      await page.getByTestId('fleet-everyone').click();
      await until(() => stage.sim.control.config().fleet.who === 'everyone');
      await page.route('**/fleet/people', (route) =>
        route.fulfill({
          status: 400,
          contentType: 'application/json',
          body: '{"error":"Too many"}',
        })
      );
      await page.getByTestId('fleet-make').click();
      await page.getByTestId('fleet').getByRole('alert').filter({ hasText: 'Too many' }).waitFor();
    });
  });

  describe('tells its state:', () => {
    it('that the connection is lost, and that it is back', async () => {
      const port = Number(new URL(stage.sim.url).port);
      await stage.sim.close();
      await page.getByTestId('reconnecting').waitFor({ timeout: 20_000 });
      await takePicture(page, 'phone-reconnecting');
      const again = await startStage({ port });
      await page.getByTestId('reconnecting').waitFor({ state: 'detached', timeout: 30_000 });
      await again.close();
    });

    it.each([
      ['people', '**/_sim/people?*', 'people-retry', `person-${AYSE}`],
      ['messages', '**/thread', 'thread-retry', 'bubble'],
    ])('that %s could not be loaded, and tries again', async (_what, path, button, loaded) => {
      const retry = page.getByTestId(button);
      const breakDown = async (): Promise<void> => {
        await page.route(path, (route) => route.fulfill({ status: 500, body: '{}' }));
        await page.reload();
        await retry.waitFor();
        await page.unroute(path);
      };
      // The clock of the page stands still: nothing is tried again before the test says so.
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 1000);
      await breakDown();
      await retry.click();
      await page.getByTestId(loaded).first().waitFor();
      expect(await retry.count()).toBe(0);

      await breakDown();
      await page.clock.runFor(2000);
      await page.getByTestId(loaded).first().waitFor();
      expect(await retry.count()).toBe(0);
    });
  });
});
