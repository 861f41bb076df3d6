import { startDemo, type Demo } from '../support/demo';
import { signedIn } from '../support/demo-team';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { en } from '../support/words';

const AYSE = '905321110001';
/** Where an Ogg page of one segment holds its first packet: the head of OPUS, whose tenth byte counts the channels. */
const OPUS_HEAD = 28;
/** The label of the text itself; other labels have the word inside. */
const TEXT = new RegExp(`^${en('composer.extra.text')}`);

/** What is recorded, taken, offered to choose from and filled in beside plain words. */
describe('microphone, camera, choices and open variables of the composer', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  beforeAll(async () => {
    demo = await startDemo({ wholeBrowser: true });
    const { ask } = await signedIn(demo);
    await ask('POST', '/whatsapp/quick-replies', {
      shortcut: '/teslim',
      text: 'Merhaba {{first_name}}, {{email}} adresine yazdık. {{username}} ile de bulabilirsiniz.',
    });
    agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    agent.page.setDefaultTimeout(20_000);
    await agent.page.context().grantPermissions(['microphone', 'camera']);
    ayse = customers(await demo.phone(), demo);
    ayse.page.setDefaultTimeout(20_000);
    // More than one message in six seconds is another test's matter.
    await ayse.control('PATCH', '/config', { pairRate: { enforce: false } });
    await ayse.take(AYSE);
    await ayse.says('Merhaba, sesli anlatır mısınız?');
    await agent.open();
    await agent.choose('Ayşe Yılmaz');
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const press = (name: string) => agent.page.getByRole('button', { name, exact: true }).click();
  const chip = () => agent.page.getByTestId('attachment');
  const onPhone = (type: string) =>
    ayse.page.locator(`[data-testid="bubble"][data-type="${type}"]`).last();
  const menu = async (what: string) => {
    await agent.page.getByTestId('attach').click();
    await agent.page.getByRole('menuitem', { name: what, exact: true }).click();
    return agent.page.getByRole('dialog');
  };
  const send = () => agent.page.getByTestId('composer-send').click();
  /** What the customer chose, as the thread draws it. */
  const answered = (text: string) =>
    agent.page.locator('[data-testid="bubble"][data-direction="in"]').filter({ hasText: text });

  describe('voice', () => {
    const recording = () => agent.page.getByTestId('recording');
    const record = async () => {
      await press(en('inbox.voice.start'));
      await recording()
        .getByText(/0:0[1-9]/)
        .waitFor();
    };

    it('shows time and loudness while it is recorded, and is thrown away with the focus back', async () => {
      await record();
      await agent.page
        .locator('[data-testid="voice-level"]:not([data-level="0.00"])')
        .waitFor({ state: 'attached' });
      expect(await agent.faults()).toEqual([]);
      await takePicture(agent.page, 'composer-recording');
      await press(en('inbox.voice.discard'));
      await recording().waitFor({ state: 'detached' });
      expect(await chip().count()).toBe(0);
      const focused = () => agent.page.evaluate(() => document.activeElement?.textContent);
      expect(await focused()).toBe(en('inbox.voice.start'));
    });

    it('[C-16] is listened to, sent as OPUS in OGG, and played on the phone as a voice message', async () => {
      await record();
      await press(en('inbox.voice.done'));
      await chip()
        .filter({ hasText: en('inbox.attach.as.voice') })
        .waitFor();
      await shows(agent.page.locator('[data-testid="attachment"][data-state="done"]'), 1);
      const heard = await chip()
        .locator('audio')
        .evaluate(async (sound: HTMLAudioElement) => {
          await sound.play();
          await new Promise((resolve) => (sound.onended = resolve));
          return sound.duration;
        });
      expect(heard).toBeGreaterThan(0.5);
      expect(await agent.faults()).toEqual([]);
      await takePicture(agent.page, 'composer-voice');
      await send();
      await onPhone('audio').locator('.player.is-voice').waitFor();
      const bytes = await onPhone('audio')
        .locator('audio')
        .evaluate(async (sound: HTMLAudioElement) => {
          const answer = await fetch(sound.src);
          return [...new Uint8Array(await answer.arrayBuffer())].slice(0, 48);
        });
      expect(Buffer.from(bytes.slice(0, 4)).toString()).toBe('OggS');
      expect(Buffer.from(bytes.slice(OPUS_HEAD, OPUS_HEAD + 8)).toString()).toBe('OpusHead');
      expect(bytes[OPUS_HEAD + 9]).toBe(1);
      await onPhone('audio').getByTestId('audio-toggle').click();
      await onPhone('audio').locator('.player-mark.is-heard').waitFor();
    });

    it('a browser that blocks the microphone shows the remedy, and is asked again', async () => {
      const context = agent.page.context();
      await context.clearPermissions();
      await context.grantPermissions(['notifications']);
      await press(en('inbox.voice.start'));
      await agent.page.getByText(en('inbox.voice.denied')).waitFor();
      expect(await agent.faults()).toEqual([]);
      await context.grantPermissions(['microphone', 'camera']);
      await record();
      await press(en('inbox.voice.discard'));
      expect(await agent.page.getByText(en('inbox.voice.denied')).count()).toBe(0);
    });
  });

  describe('camera', () => {
    it('[C-14] a picture is taken, taken again and sent with a caption', async () => {
      const dialog = await menu(en('inbox.camera.menu'));
      const take = dialog.getByRole('button', { name: en('inbox.camera.take') });
      const shot = dialog.getByRole('img', { name: en('inbox.camera.shot') });
      await take.click();
      await shot.waitFor();
      expect(await agent.faults()).toEqual([]);
      await takePicture(agent.page, 'composer-camera');
      const first = await shot.getAttribute('src');
      await dialog.getByRole('button', { name: en('inbox.camera.retake') }).click();
      await take.click();
      await shot.waitFor();
      expect(await shot.getAttribute('src')).not.toBe(first);
      await dialog.getByRole('button', { name: en('inbox.camera.use') }).click();
      await dialog.waitFor({ state: 'detached' });
      await chip()
        .filter({ hasText: en('inbox.attach.as.image') })
        .waitFor();
      await shows(agent.page.locator('[data-testid="attachment"][data-state="done"]'), 1);
      await agent.input().fill('Vitrin bugün böyle');
      await send();
      const picture = onPhone('image').filter({ hasText: 'Vitrin bugün böyle' });
      await picture.waitFor();
      const width = await picture
        .locator('img')
        .first()
        .evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          return image.naturalWidth;
        });
      expect(width).toBeGreaterThan(300);
    });

    it('refused or not there: said with the remedy, or not offered at all', async () => {
      const context = agent.page.context();
      await context.clearPermissions();
      await context.grantPermissions(['notifications']);
      const dialog = await menu(en('inbox.camera.menu'));
      await dialog.getByText(en('inbox.camera.denied')).waitFor();
      expect(await agent.faults()).toEqual([]);
      await context.grantPermissions(['microphone', 'camera']);
      await dialog.getByRole('button', { name: en('inbox.attach.retry') }).click();
      await dialog.getByRole('button', { name: en('inbox.camera.take') }).click();
      await dialog.getByRole('img').waitFor();
      await agent.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await chip().count()).toBe(0);
      await agent.page.evaluate(() => {
        navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]);
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      });
      await agent.page.getByTestId('attach').click();
      await agent.page.getByRole('menuitem', { name: en('inbox.attach.device') }).waitFor();
      expect(
        await agent.page.getByRole('menuitem', { name: en('inbox.camera.menu') }).count()
      ).toBe(0);
      await agent.page.keyboard.press('Escape');
    });
  });

  describe('something to choose from', () => {
    it('reply buttons: three of 20 letters, the limits at the fields', async () => {
      const dialog = await menu(en('composer.extra.menu.buttons'));
      await dialog.getByLabel(TEXT).fill('Ne zaman uğrarsınız?');
      await dialog
        .getByLabel(en('composer.extra.buttons.button', { number: '1' }))
        .pressSequentially('Sabah dokuzda açılışta gelirim');
      expect(
        await dialog.getByLabel(en('composer.extra.buttons.button', { number: '1' })).inputValue()
      ).toHaveLength(20);
      await dialog.getByText(en('composer.extra.used', { used: 20, limit: 20 })).waitFor();
      const add = dialog.getByRole('button', { name: en('composer.extra.buttons.add') });
      await add.click();
      await dialog.getByLabel(en('composer.extra.buttons.button', { number: '2' })).fill('Öğlen');
      await add.click();
      await dialog.getByLabel(en('composer.extra.buttons.button', { number: '3' })).fill('Akşam');
      expect(await add.isDisabled()).toBe(true);
      await dialog.getByText(en('composer.extra.buttons.most', { count: '3' })).waitFor();
      expect(await agent.faults()).toEqual([]);
      await dialog.getByTestId('extra-send').click();
      await ayse.bubble('Ne zaman uğrarsınız?').getByTestId('button-2').click();
      await answered('Akşam').waitFor();
      await answered('Akşam').getByTestId('quoted').waitFor();
    });

    it('a list: ten rows of 24 letters; the chosen row is in the thread with its description', async () => {
      const dialog = await menu(en('composer.extra.menu.list'));
      await dialog.getByLabel(TEXT).fill('Hangi atölye?');
      await dialog.getByLabel(en('composer.extra.list.button')).fill('Atölyeler');
      const row = (n: number) => {
        const label = en('composer.extra.list.row', { number: String(n) });
        return dialog.getByLabel(new RegExp(`^${label}(?!\\d)`, 'u'));
      };
      await row(1).pressSequentially('Çömlek çarkında ilk adımlar');
      expect(await row(1).inputValue()).toHaveLength(24);
      await dialog.getByText(en('composer.extra.used', { used: 24, limit: 24 })).waitFor();
      await dialog
        .getByLabel(en('composer.extra.list.description'))
        .first()
        .fill('Cumartesi 14.00, iki saat');
      for (let n = 2; n <= 10; n += 1) {
        await dialog.getByRole('button', { name: en('composer.extra.list.add-row') }).click();
        await row(n).fill(`Atölye ${n}`);
      }
      await dialog
        .getByText(en('composer.extra.list.rows', { count: '10', limit: '10' }))
        .waitFor();
      expect(
        await dialog.getByRole('button', { name: en('composer.extra.list.add-row') }).isDisabled()
      ).toBe(true);
      expect(
        await dialog
          .getByRole('button', { name: en('composer.extra.list.add-section') })
          .isDisabled()
      ).toBe(true);
      expect(await agent.faults()).toEqual([]);
      await takePicture(agent.page, 'composer-list');
      await dialog.getByTestId('extra-send').click();
      await ayse.bubble('Hangi atölye?').getByTestId('list-open').click();
      await ayse.page.locator('.list-row').filter({ hasText: 'Çömlek' }).click();
      await ayse.page.getByTestId('list-send').click();
      await answered('Çömlek çarkında ilk adım').waitFor();
      await answered('Cumartesi 14.00, iki saat').getByTestId('quoted').waitFor();
    });

    it('a link button leads where it says', async () => {
      const dialog = await menu(en('composer.extra.menu.link'));
      await dialog.getByLabel(TEXT).fill('Bütün atölyeler');
      await dialog.getByLabel(en('composer.extra.link.button')).fill('Takvimi aç');
      await dialog.getByLabel(en('composer.extra.link.url')).fill('atolye');
      expect(await dialog.getByTestId('extra-send').isDisabled()).toBe(true);
      await dialog.getByLabel(en('composer.extra.link.url')).fill('https://defne.example/atolye');
      await dialog.getByRole('group').getByText('Takvimi aç').waitFor();
      expect(await agent.faults()).toEqual([]);
      await dialog.getByTestId('extra-send').click();
      await ayse.bubble('Bütün atölyeler').getByText('Takvimi aç').waitFor();
      await agent.bubble('Bütün atölyeler').getByText('Takvimi aç').waitFor();
    });
  });

  it('[Q-06] open variables stay marked in the field, Tab goes through them, and sending one asks', async () => {
    const marks = agent.page.getByTestId('open-places').locator('mark');
    await agent.input().fill('');
    await agent.input().pressSequentially('/tes');
    await agent.page.getByTestId('quick-reply-option').filter({ hasText: '/teslim' }).waitFor();
    await agent.input().press('Enter');
    await shows(marks, 2);
    const inField = await marks.evaluateAll((all) => {
      const field = document.querySelector('[data-testid="composer-input"]');
      const around = field?.getBoundingClientRect();
      return all.every((one) => {
        const at = one.getBoundingClientRect();
        return (
          around !== undefined &&
          at.left >= around.left &&
          at.right <= around.right &&
          at.top >= around.top &&
          at.bottom <= around.bottom
        );
      });
    });
    expect(inField).toBe(true);
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'composer-variables');
    const chosen = () =>
      agent
        .input()
        .evaluate((field: HTMLTextAreaElement) =>
          field.value.slice(field.selectionStart, field.selectionEnd)
        );
    expect(await chosen()).toBe('{{email}}');
    await agent.input().press('Tab');
    await agent.page.waitForFunction(() => {
      const field = document.querySelector<HTMLTextAreaElement>('[data-testid="composer-input"]');
      return field?.value.slice(field.selectionStart, field.selectionEnd) === '{{username}}';
    });
    await agent.input().pressSequentially('@defne');
    await shows(marks, 1);
    await agent.input().press('Enter');
    await agent.page
      .getByText(en('quickReplies.open.ask', { count: 1, names: '{{email}}' }))
      .waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'composer-variables-asked');
    expect(await ayse.bubble('adresine yazdık').count()).toBe(0);
    await agent.input().pressSequentially('ayse@ornek.example');
    await shows(marks, 0);
    await agent.input().press('Enter');
    await ayse
      .bubble('ayse@ornek.example adresine yazdık. @defne ile de bulabilirsiniz.')
      .waitFor();
  });
});
