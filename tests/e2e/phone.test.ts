import type { Browser, Page } from 'playwright-core';
import { until, type Json, type Stage } from '../simulator/receiver';
import { aFilm, aPhoto } from '../support/drawn-media';
import { everyMessage, TEMPLATES, type MediaIds } from '../support/every-message';
import {
  AYSE,
  handsOn,
  openPhone,
  upload,
  uploadEach,
  usePhone,
  violations,
} from '../support/phone-stage';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { eventually } from '../support/world';

let browser: Browser;
let stage: Stage;
let page: Page;

const { bubble, say, send, told } = handsOn(() => ({ page, stage }));
const sendTemplate = (name: string, media: MediaIds): Promise<string> => {
  const { create, components } = TEMPLATES[name] ?? {};
  stage.sim.control.templates.seed({ name, language: 'en_US', ...create });
  const sent = components?.(media, stage.sim.control.now()) ?? [];
  const template = { name, language: { code: 'en_US' }, components: sent };
  return send({ type: 'template', template });
};

/** Pressed buttons of a template, as its analytics tell them. */
const clicksOf = async (name: string): Promise<Json[]> => {
  const { account, control } = stage.sim;
  const id = control.templates.list().find((one) => one['name'] === name)?.['id'];
  const now = Math.floor(control.now() / 1000);
  const span = `start=${now - 86_400}&end=${now + 86_400}&granularity=daily&metric_types=clicked`;
  const path = `${account.wabaId}/template_analytics?${span}&template_ids=[${String(id)}]`;
  const [found] = (await stage.call('GET', path)).body['data'] as { data_points: Json[] }[];
  return (found?.data_points[0]?.['clicked'] as Json[] | undefined) ?? [];
};

/** What of a message with a photo stands out of what holds it. */
const overflowOf = async (phone: Page, wamid: string): Promise<string> => {
  const shown = phone.locator(`[data-wamid="${wamid}"]`);
  await shown.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  return shown.evaluate((element) => {
    const isIn = (inner?: Element | null, outer?: Element | null): boolean => {
      if (!inner || !outer) return false;
      const [a, b] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()];
      return a.left >= b.left - 0.5 && a.right <= b.right + 0.5;
    };
    const row = element.closest('.bubble-row');
    if (!isIn(element.querySelector('.thumb'), element)) return 'the photo out of the bubble';
    if (!isIn(row, element.closest('[role="log"]'))) return 'the message out of the chat';
    return [...(row?.children ?? [])].every((part) => isIn(part, row)) ? 'none' : 'out of its row';
  });
};

describe("the customer's phone", () => {
  usePhone((phone) => {
    ({ browser, stage, page } = phone);
  });

  describe('shows what the business sends:', () => {
    it('each type of message, without a fault of accessibility in light and dark', async () => {
      const media = await uploadEach(stage, page);
      const sent: string[] = [];
      for (const message of Object.values(everyMessage(media))) sent.push(await send(message));
      for (const name of Object.keys(TEMPLATES)) sent.push(await sendTemplate(name, media));
      for (const wamid of sent) await bubble(wamid).waitFor();
      expect(await page.getByText('Message of type').count()).toBe(0);
      await bubble(sent[3] ?? '')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.decode());
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-every-message');
      await page.getByTestId('theme').click();
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-every-message-dark');
    });

    it('formatted text with lists, quotes and links', async () => {
      const wamid = await send(everyMessage({} as MediaIds)['text']);
      const text = bubble(wamid);
      await text.waitFor();
      expect(await text.locator('strong').allTextContents()).toEqual(['Ayşe', 'Tuesday']);
      expect(await text.locator('ul li').allTextContents()).toEqual([
        'Filter coffee, 250 g',
        'Two cups',
      ]);
      await shows(text.locator('ol li'), 2);
      expect(await text.locator('blockquote').textContent()).toBe('Please ring twice');
      await shows(text.locator('a'), 3);
    });

    it('a picture that opens large, and closes by Esc to where it was', async () => {
      const media = await uploadEach(stage, page);
      const wamid = await send(everyMessage(media)['image']);
      await bubble(wamid).getByTestId('media-open').click();
      const large = page.getByRole('dialog');
      await large.locator('img').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await large.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('media-open');
    });

    it.each([320, 390, 1360])(
      'a photo of either side inside its bubble, with a caption of any length (%s pixels wide)',
      async (width) => {
        const bytes = await aPhoto(page);
        const id = await upload(stage, bytes, 'image/jpeg');
        const narrow = await openPhone(browser, stage, { viewport: { width, height: 800 } });
        for (const caption of ['Hi', 'Two cups of the autumn series, glazed by hand. '.repeat(5)]) {
          const wamids = [
            await send({ type: 'image', image: { id, caption } }),
            stage.sim.control.act.media(AYSE, { bytes, mimeType: 'image/jpeg', caption }),
          ];
          for (const wamid of wamids) expect(await overflowOf(narrow, wamid)).toBe('none');
        }
        await narrow.close();
      }
    );

    it('leads to the field where one presses Reply', async () => {
      const wamid = await send({ type: 'text', text: { body: 'Which size?' } });
      await bubble(wamid).waitFor();
      await page.locator(`.bubble-row:has([data-wamid="${wamid}"])`).hover();
      await page
        .locator(`.bubble-row:has([data-wamid="${wamid}"])`)
        .getByTestId('bubble-reply')
        .click();
      await page.keyboard.type('Medium');
      expect(await page.getByTestId('phone-input').inputValue()).toBe('Medium');
    });

    it('a film with a picture and its length, that opens large and plays', async () => {
      const id = await upload(stage, await aFilm(page), 'video/mp4');
      const film = bubble(await send({ type: 'video', video: { id, caption: 'It rolls' } }));
      await film
        .getByTestId('film-length')
        .getByText(/^0:0[1-9]$/)
        .waitFor();
      // A ball on a table: the picture has more than one colour.
      await page.waitForFunction(
        (video) => {
          const canvas = document.createElement('canvas');
          const pen = canvas.getContext('2d');
          if (!pen || !video) return false;
          pen.drawImage(video as HTMLVideoElement, 0, 0, canvas.width, canvas.height);
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
          return new Set(data.filter((_, at) => at % 4 === 0)).size > 1;
        },
        await film.locator('video').elementHandle()
      );
      expect(await violations(page)).toEqual([]);
      await takePicture(page, 'phone-film');
      await film.getByTestId('media-open').click();
      const large = page.getByRole('dialog').locator('video');
      await large.evaluate(
        (video: HTMLVideoElement) =>
          new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }))
      );
      await takePicture(page, 'phone-film-large');
      await page.keyboard.press('Escape');
      await large.waitFor({ state: 'detached' });
    });

    it('that it is typing, and a reaction to what the customer wrote', async () => {
      const wamid = stage.sim.control.act.text(AYSE, 'Anyone there?');
      await stage.send({
        status: 'read',
        message_id: wamid,
        typing_indicator: { type: 'text' },
      });
      await page.getByTestId('phone-presence').filter({ hasText: 'typing…' }).waitFor();
      await bubble(wamid).locator('[aria-label="Read"]').waitFor();
      await send({ type: 'reaction', reaction: { message_id: wamid, emoji: '🎉' } });
      await bubble(wamid).getByTestId('reactions').filter({ hasText: '🎉' }).waitFor();
    });

    it('more than three buttons behind "See all options"', async () => {
      const wamid = await sendTemplate('many_buttons', {} as MediaIds);
      await bubble(wamid).getByTestId('all-options').waitFor();
      expect(
        await bubble(wamid)
          .getByTestId(/^button-/)
          .count()
      ).toBe(2);
      await bubble(wamid).getByTestId('all-options').click();
      await page.getByRole('dialog').getByTestId('button-2').click();
      expect((await told(2))['button']).toEqual({ payload: 'Not good', text: 'Not good' });
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('a link button that opens its address; only the analytics of a template hear of it', async () => {
      await stage.call('POST', `${stage.sim.account.wabaId}?is_enabled_for_insights=true`);
      await page
        .context()
        .route('https://kahve.example/**', (route) =>
          route.fulfill({ body: `This is ${new URL(route.request().url()).pathname}` })
        );
      const opens = async (wamid: string, button: string): Promise<Page> => {
        const opened = page.waitForEvent('popup');
        await bubble(wamid).getByTestId(button).click();
        return opened;
      };
      const parcel = await opens(await send(everyMessage({} as MediaIds)['link']), 'link-0');
      await parcel.getByText('This is /t/1007').waitFor();
      expect(await parcel.evaluate('window.opener')).toBeNull();

      const image = await upload(stage, await aPhoto(page), 'image/jpeg');
      const offer = await sendTemplate('weekend_offer', { image } as MediaIds);
      const shop = await opens(offer, 'button-1');
      await shop.getByText('This is /shop').waitFor();
      await eventually(
        () => 'the press of the link in the analytics',
        async () => (await clicksOf('weekend_offer')).length > 0
      );
      expect(await clicksOf('weekend_offer')).toEqual([
        { type: 'url_button', button_content: 'To the shop', count: 1 },
      ]);
      await say('Thanks');
      expect((await told(2))['text']).toEqual({ body: 'Thanks' });
    });

    it('a voice message that is played, once', async () => {
      const tone = await page.evaluate(() => {
        const rate = 8000;
        const length = 3 * rate;
        const wav = new DataView(new ArrayBuffer(44 + length));
        const word = (at: number, text: string) =>
          [...text].forEach((letter, index) => wav.setUint8(at + index, letter.charCodeAt(0)));
        word(0, 'RIFF');
        wav.setUint32(4, 36 + length, true);
        word(8, 'WAVEfmt ');
        wav.setUint32(16, 16, true);
        wav.setUint16(20, 1, true);
        wav.setUint16(22, 1, true);
        wav.setUint32(24, rate, true);
        wav.setUint32(28, rate, true);
        wav.setUint16(32, 1, true);
        wav.setUint16(34, 8, true);
        word(36, 'data');
        wav.setUint32(40, length, true);
        return [...new Uint8Array(wav.buffer)];
      });
      // The type is one that WhatsApp takes; the browser looks at the bytes.
      const id = await upload(stage, Buffer.from(tone), 'audio/mpeg');
      const wamid = await send({ type: 'audio', audio: { id, voice: true } });
      await bubble(wamid).getByTestId('audio-toggle').click();
      const played = () =>
        stage.receiver
          .statuses()
          .filter((status) => status['id'] === wamid && status['status'] === 'played');
      await until(() => played().length === 1);
      await bubble(wamid).getByRole('button', { name: 'Play' }).click();
      await bubble(wamid).getByRole('button', { name: 'Pause' }).waitFor();
      expect(played()).toHaveLength(1);
      await page.locator(`[data-wamid="${wamid}"][data-status="played"]`).waitFor();
    });
  });

  it('fills a small window as a telephone would, and leads back to the customers', async () => {
    await page.close();
    page = await openPhone(browser, stage, {
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    await send({ type: 'text', text: { body: 'Hello' } });
    const box = await page.getByTestId('phone').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 780 });
    expect(await violations(page)).toEqual([]);
    await takePicture(page, 'phone-narrow');
    await page.getByTestId('phone-back').click();
    await page.getByTestId('chat-list').waitFor();
    await takePicture(page, 'phone-narrow-chats');
    await page.getByTestId('phone-people').click();
    await page.getByTestId('tab-panel').click();
    expect(await violations(page)).toEqual([]);
    await takePicture(page, 'phone-narrow-panel');
    const unread = await send({ type: 'text', text: { body: 'Nobody looks' } });
    await until(() => (stage.sim.control.ledger.get(unread)?.deliveredAt ?? 0) > 0);
    await page.getByTestId('tab-people').click();
    await page.getByTestId(`person-${AYSE}`).filter({ hasText: 'Nobody looks' }).waitFor();
    expect(stage.sim.control.ledger.get(unread)?.readAt).toBe(0);
    await takePicture(page, 'phone-narrow-people');
  });
});
