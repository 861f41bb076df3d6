import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { aJpeg, anMp3, anMp4, aPdf } from '../support/files';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';
/** The smallest picture that a browser really draws. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

describe('chapter "chat" in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  let files: string;
  const place = (name: string, bytes: Buffer) => {
    const target = path.join(files, name);
    writeFileSync(target, bytes);
    return target;
  };

  beforeAll(async () => {
    files = mkdtempSync(path.join(tmpdir(), 'chat-files-'));
    demo = await startDemo();
    admin = await demo.admin({ width: 1680 });
    phone = await demo.phone();
    // Four files at once are more than one message in six seconds, which is another test's matter.
    await fetch(`${new URL(demo.phoneUrl).origin}/_sim/config`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ pairRate: { enforce: false } }),
    });
    await visit(admin, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/inbox`);
    await phone.getByTestId(`person-${AYSE}`).click();
    await phone.getByTestId('phone-input').fill('Merhaba, kırık geldi');
    await phone.getByTestId('phone-send').click();
    await admin
      .getByTestId('conversation-row')
      .filter({ hasText: 'Merhaba, kırık geldi' })
      .click({ timeout: 20_000 });
  }, 400_000);
  afterAll(async () => {
    await demo?.close();
    rmSync(files, { recursive: true, force: true });
  }, 30_000);

  const bubbles = () => admin.getByTestId('bubble');
  const onPhone = (text: string) => phone.getByTestId('bubble').filter({ hasText: text }).last();
  const attach = (...paths: string[]) => admin.getByTestId('attach-input').setInputFiles(paths);
  const ready = (count: number) =>
    admin
      .locator('[data-testid="attachment"][data-state="done"]')
      .nth(count - 1)
      .waitFor({ timeout: 20_000 });

  it('[C-19] a picture and a document of the customer appear in the thread', async () => {
    await phone.getByTestId('phone-file').setInputFiles(place('kırık.png', PNG));
    await phone.getByTestId('media-send').click();
    await bubbles().locator('img').last().waitFor({ timeout: 20_000 });
    await phone.getByTestId('media-send').waitFor({ state: 'detached' });
    await phone.getByTestId('phone-file').setInputFiles(place('fatura.pdf', aPdf()));
    await phone.getByTestId('media-send').click();
    await bubbles().filter({ hasText: 'fatura.pdf' }).last().waitFor({ timeout: 20_000 });
    await takePicture(admin, 'chat-received');
  });

  it('[C-18] a picture that is too large is stopped before sending, with the limit named', async () => {
    await attach(place('büyük.jpg', aJpeg(5 * 1024 * 1024 + 10)));
    const chip = admin.locator('[data-testid="attachment"][data-state="refused"]');
    await chip.waitFor({ timeout: 20_000 });
    const tooLarge = en('inbox.attach.too-large.image', { size: '.+', limit: '5 MB' });
    expect(await chip.innerText()).toMatch(new RegExp(tooLarge));
    expect(await admin.getByTestId('composer-send').isDisabled()).toBe(true);
    await takePicture(admin, 'chat-too-large');
    await chip
      .getByRole('button', { name: en('inbox.attach.remove', { name: 'büyük.jpg' }) })
      .click();
    await chip.waitFor({ state: 'detached' });
  });

  it('[C-14] [C-15] [C-16] [C-17] picture, document, audio and video reach the phone', async () => {
    await attach(
      place('masa.png', PNG),
      place('Teklif Mayıs.pdf', aPdf()),
      place('ses.mp3', anMp3()),
      place('film.mp4', anMp4())
    );
    await ready(4);
    await admin.getByTestId('composer-input').fill('Hepsi burada');
    await takePicture(admin, 'chat-attached');
    await admin.getByTestId('composer-send').click();
    await onPhone('Hepsi burada').waitFor({ timeout: 30_000 });
    await onPhone('Teklif Mayıs.pdf').waitFor({ timeout: 30_000 });
    await phone
      .locator('[data-testid="bubble"] audio')
      .last()
      .waitFor({ state: 'attached', timeout: 30_000 });
    // A film that the browser cannot draw has no picture: it is there, that is what counts.
    await phone
      .locator('[data-testid="bubble"][data-type="video"]')
      .last()
      .waitFor({ state: 'attached', timeout: 30_000 });
    await admin
      .locator('[data-testid="bubble"][data-direction="out"]')
      .filter({ hasText: 'Teklif Mayıs.pdf' })
      .last()
      .waitFor();
    await takePicture(phone, 'chat-phone');
  });

  it('[C-20] each message tells when it was sent, delivered and read', async () => {
    const receipts = bubbles().filter({ hasText: 'Hepsi burada' }).last().getByTestId('receipts');
    await receipts.hover();
    const times = `${en('state.message.sent')} .*${en('state.message.delivered')}`;
    const tip = admin.getByRole('tooltip').filter({ hasText: new RegExp(times) });
    await tip.first().waitFor({ timeout: 20_000 });
  });

  it('[C-23] [C-24] assigning is shown in the thread and found under "Mine"', async () => {
    await admin.getByTestId('assign-menu').click();
    await admin.getByRole('menuitem', { name: en('inbox.assign.me') }).click();
    await admin
      .locator('[data-testid="thread-event"][data-kind="assigned"]')
      .last()
      .waitFor({ timeout: 20_000 });
    await admin.getByRole('button', { name: en('inbox.scope.mine') }).click();
    await admin.getByTestId('conversation-row').first().waitFor();
    await shows(admin.getByTestId('conversation-row'), 1);
    await admin
      .getByRole('button', { name: en('inbox.scope.all'), exact: true })
      .first()
      .click();
    await takePicture(admin, 'chat');
  });

  it('[C-32] an opt-out that the customer asks for is recorded beside the thread', async () => {
    await admin.getByTestId('panel-toggle').click();
    await admin.getByTestId('record-change').click();
    await admin.getByLabel(en('inbox.consent.evidence')).fill('Kampanya mesajı istemiyorum');
    await takePicture(admin, 'chat-record');
    await admin.getByTestId('save-change').click();
    await admin
      .locator('[data-testid="thread-event"][data-kind="opted-out"]')
      .last()
      .waitFor({ timeout: 20_000 });
  });
});
