import type { Page } from 'playwright-core';
import type { Json, Stage } from '../simulator/receiver';
import { aPhoto } from '../support/drawn-media';
import { everyMessage, type MediaIds } from '../support/every-message';
import { aPdf } from '../support/files';
import { AYSE, handsOn, uploadEach, usePhone, violations } from '../support/phone-stage';
import { takePicture } from '../support/pictures';

let stage: Stage;
let page: Page;

const { bubble, say, send, told } = handsOn(() => ({ page, stage }));
/** Wamids of the drawn messages, each as often as it is drawn. */
const drawnBubbles = (): Promise<string[]> =>
  page
    .locator('[data-wamid]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['wamid'] ?? ''));
const focused = (): Promise<string> => page.evaluate('document.activeElement.dataset.wamid');
/** Whether the middle of the bubble is between the upper and the lower edge of the chat. */
const isInSight = async (wamid: string): Promise<boolean> => {
  const [chat, one] = await Promise.all([
    page.getByTestId('phone-thread').boundingBox(),
    bubble(wamid).boundingBox(),
  ]);
  if (!chat || !one) return false;
  const middle = one.y + one.height / 2;
  return middle > chat.y && middle < chat.y + chat.height;
};
const bytesOf = (node: unknown): Buffer =>
  stage.sim.control.media.get(String((node as Json)['id']))?.bytes ?? Buffer.alloc(0);

describe("the customer's phone sends", () => {
  usePhone((phone) => {
    ({ stage, page } = phone);
  });

  it('text with an emoji of the grid, reached and chosen by keyboard', async () => {
    await page.getByTestId('phone-input').fill('Harika ');
    await page.getByTestId('phone-emoji').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('emoji-grid').getByRole('button').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByTestId('phone-send').click();
    expect((await told(2))['text']).toEqual({ body: 'Harika 😃' });
  });

  it('a picture with its caption after a preview; one of another type becomes JPEG', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    await page.getByTestId('phone-file').setInputFiles([
      { name: 'cup.jpg', mimeType: 'image/jpeg', buffer: await aPhoto(page) },
      { name: 'dot.gif', mimeType: 'image/gif', buffer: gif },
    ]);
    await page.getByTestId('media-caption').fill('Broken *again*');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('media-send').click();
    expect((await told(2))['image']).not.toHaveProperty('caption');
    const second = (await told(3))['image'] as Json;
    expect(second).toMatchObject({ mime_type: 'image/jpeg', caption: 'Broken *again*' });
    expect(bytesOf(second).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  it('a document, also one that is a picture', async () => {
    await page.getByTestId('phone-document').setInputFiles([
      { name: 'a.pdf', mimeType: 'application/pdf', buffer: aPdf(300) },
      { name: 'plan.jpg', mimeType: 'image/jpeg', buffer: await aPhoto(page) },
    ]);
    await page.getByTestId('media-send').click();
    expect((await told(2))['document']).toMatchObject({ filename: 'a.pdf' });
    expect((await told(3))['document']).toMatchObject({ filename: 'plan.jpg' });
  });

  it('a voice message from the microphone, as Opus in Ogg', async () => {
    await page.getByTestId('phone-mic').click();
    await page.locator('.recording').getByText('0:01').waitFor({ timeout: 20_000 });
    await page.getByTestId('voice-send').click();
    const audio = (await told(2))['audio'] as Json;
    expect(audio).toMatchObject({ mime_type: 'audio/ogg; codecs=opus', voice: true });
    const bytes = bytesOf(audio);
    expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
    const heard = await page.evaluate(async (data) => {
      const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(
        Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)).buffer
      );
      return { seconds: sound.duration, loud: Math.max(...sound.getChannelData(0)) };
    }, bytes.toString('base64'));
    expect(heard.seconds).toBeGreaterThan(0.5);
    expect(heard.loud).toBeGreaterThan(0.01);
  });

  it('a voice message from a file where there is no microphone', async () => {
    await page.evaluate('navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error())');
    await page.getByTestId('phone-mic').click();
    await page.getByTestId('no-microphone').waitFor();
    await page
      .getByTestId('phone-voice')
      .setInputFiles({ name: 'v.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS....') });
    expect((await told(2))['audio']).toMatchObject({ mime_type: 'audio/ogg', voice: true });
  });

  it('a sticker, a location and a contact card from the menu', async () => {
    await page.getByTestId('phone-attach').click();
    await takePicture(page, 'phone-attach');
    await page.getByTestId('attach-sticker').click();
    await page.getByTestId('sticker-9').click();
    const sticker = (await told(2))['sticker'] as Json;
    expect(sticker).toMatchObject({ mime_type: 'image/webp', animated: false });
    expect(bytesOf(sticker).toString('latin1', 8, 12)).toBe('WEBP');

    await page.getByTestId('phone-attach').click();
    await page.getByTestId('attach-pin').click();
    await page.getByTestId('place-latitude').fill('41,5');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('send-location').click();
    expect((await told(3))['location']).toMatchObject({ latitude: 41.5, name: 'Galata' });

    await page.getByTestId('phone-attach').click();
    await page.getByTestId('attach-person').click();
    await page.getByTestId('card-name').fill('Su Ak');
    await page.getByTestId('card-name').press('Enter');
    expect((await told(4))['contacts']).toMatchObject([{ name: { formatted_name: 'Su Ak' } }]);
  });

  it('a reaction, and takes it back', async () => {
    const wamid = await send({ type: 'text', text: { body: 'Ready!' } });
    await bubble(wamid).hover();
    await page
      .locator('.bubble-row', { has: bubble(wamid) })
      .getByTestId('bubble-react')
      .click();
    await page.getByRole('button', { name: '❤️' }).click();
    expect((await told(2))['reaction']).toEqual({ message_id: wamid, emoji: '❤️' });
    await bubble(wamid).getByRole('button', { name: 'Remove your reaction' }).click();
    expect((await told(3))['reaction']).toEqual({ message_id: wamid });
  });

  it('an answer that quotes, and jumps to what was quoted', async () => {
    const asked = await send({ type: 'text', text: { body: 'Blue or green?' } });
    const { act } = stage.sim.control;
    const lines = Array.from({ length: 25 }, (_, line) => act.text(AYSE, `Line ${line}`));
    await bubble(lines.at(-1) ?? '').waitFor();
    await bubble(asked).hover();
    await page
      .locator('.bubble-row', { has: bubble(asked) })
      .getByTestId('bubble-reply')
      .click();
    await say('Green');
    const answer = await told(27);
    expect(answer).toMatchObject({ text: { body: 'Green' }, context: { id: asked } });
    const answered = bubble(String(answer['id']));
    await answered.waitFor();
    expect(await isInSight(asked)).toBe(false);
    await answered.getByTestId('quoted').click();
    expect(await isInSight(asked)).toBe(true);
    expect(await focused()).toBe(asked);
    const drawn = await drawnBubbles();
    expect(drawn).toHaveLength(28);
    expect(new Set(drawn).size).toBe(28);
  });

  it('an answer to what is so far back that it was not drawn yet, and jumps there', async () => {
    const { act } = stage.sim.control;
    const lines = Array.from({ length: 120 }, (_, line) => act.text(AYSE, `Line ${line}`));
    const oldest = lines[0] ?? '';
    const answer = act.text(AYSE, 'That one', { quoted: oldest });
    await bubble(answer).waitFor();
    expect(await bubble(oldest).count()).toBe(0);
    await bubble(answer).getByTestId('quoted').click();
    expect(await focused()).toBe(oldest);
    expect(await isInSight(oldest)).toBe(true);
  });

  it('a row of a list, chosen in a sheet by keyboard', async () => {
    const wamid = await send(everyMessage({} as MediaIds)['list']);
    await bubble(wamid).getByTestId('list-open').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await takePicture(page, 'phone-list');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.getByTestId('list-send').press('Enter');
    expect((await told(2))['interactive']).toMatchObject({ list_reply: { id: 'mon-14' } });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the answers that a message asks for: place, number, form, order, card', async () => {
    const media = await uploadEach(stage, page);
    const messages = everyMessage(media);
    const place = await send(messages['ask-location']);
    await bubble(place).getByTestId('location-open').click();
    await page.getByTestId('send-location').click();
    expect(await told(2)).toMatchObject({ type: 'location', context: { id: place } });

    await bubble(await send(messages['ask-number']))
      .getByTestId('share-number')
      .click();
    expect(await told(3)).toMatchObject({ contacts: [{ origin: 'contact_request' }] });

    await bubble(await send(messages['form']))
      .getByTestId('form-open')
      .click();
    await page.getByTestId('form-send').click();
    expect(await told(4)).toMatchObject({
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', response_json: '{"flow_token":"visit-7","answer":"yes"}' },
      },
    });

    await bubble(await send(messages['products']))
      .getByTestId('order-open')
      .click();
    await page.getByTestId('amount-huila-250').fill('2');
    await page.getByTestId('order-send').click();
    expect(await told(5)).toMatchObject({
      order: {
        catalog_id: '900',
        product_items: [{ product_retailer_id: 'huila-250', quantity: 2 }],
      },
    });

    const carousel = await send(messages['carousel']);
    await page
      .locator('.bubble-stack', { has: bubble(carousel) })
      .getByTestId('button-1')
      .click();
    expect(await told(6)).toMatchObject({ interactive: { button_reply: { id: 'take-1' } } });
  });

  it('nothing twice and loses nothing when it is refused', async () => {
    await page.route('**/act/text', (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: '{"error":"Broken"}' })
    );
    await say('Keep me');
    await page.getByTestId('phone-problem').filter({ hasText: 'Broken' }).waitFor();
    expect(await page.getByTestId('phone-input').inputValue()).toBe('Keep me');
    await page.unroute('**/act/text');
    await page.getByTestId('phone-send').dblclick();
    expect((await told(2))['text']).toEqual({ body: 'Keep me' });
    await page.getByTestId('phone-mic').waitFor();
    expect(stage.receiver.messages()).toHaveLength(2);
  });
});
