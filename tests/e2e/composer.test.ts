import { startDemo, type Demo } from '../support/demo';
import { signedIn } from '../support/demo-team';
import { aJpeg, aPdf } from '../support/files';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { en, tr } from '../support/words';

const AYSE = '905321110001';
/** Of the sample: wrote two days ago, agreed to messages about orders. */
const ELIF = 'Elif Şahin';
const MB = 1024 * 1024;

/** What an agent puts into a message, and what arrives on the customer's phone. */
describe('the composer of the Inbox', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  beforeAll(async () => {
    demo = await startDemo();
    const { ask } = await signedIn(demo);
    await ask('POST', '/whatsapp/quick-replies', {
      shortcut: '/kargo',
      text: 'Merhaba {{first_name}}, kargonuz {{email}} adresine bildirildi.',
    });
    agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    agent.page.setDefaultTimeout(20_000);
    ayse = customers(await demo.phone(), demo);
    // More than one message in six seconds is another test's matter.
    await ayse.control('PATCH', '/config', { pairRate: { enforce: false } });
    await ayse.take(AYSE);
    await ayse.says('Merhaba, kahve var mı?');
    await agent.open();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const attach = async (what: string) => {
    await agent.page.getByTestId('attach').click();
    await agent.page.getByRole('menuitem', { name: what, exact: true }).click();
    return agent.page.getByRole('dialog');
  };
  /** The selection of the whole text is what a mark is put around. */
  const written = async (text: string) => {
    await agent.input().fill(text);
    await agent.input().press('Control+a');
  };
  const hoverOn = async (text: string) => {
    await agent.bubble(text).hover();
    return agent.bubble(text).locator('xpath=..');
  };

  it('[C-20] opening the thread marks what was written as read, typing shows on the phone', async () => {
    expect(await ayse.bubble('kahve var mı').getAttribute('data-status')).not.toBe('read');
    await agent.choose('Ayşe Yılmaz');
    await ayse.page
      .locator('[data-testid="bubble"][data-status="read"]')
      .filter({ hasText: 'kahve var mı' })
      .waitFor();
    await agent.input().pressSequentially('Var');
    await ayse.page.getByTestId('phone-presence').filter({ hasText: 'typing…' }).waitFor();
    await agent.input().pressSequentially(', buyurun.');
    await agent.input().press('Enter');
    await ayse.bubble('Var, buyurun.').waitFor();
    await ayse.page.getByTestId('phone-presence').filter({ hasNotText: 'typing…' }).waitFor();
  });

  it('emojis by name and WhatsApp’s marks, shown before they are sent and drawn on the phone', async () => {
    await written('taze kavrulmuş');
    await agent.input().press('Control+b');
    expect(await agent.input().inputValue()).toBe('*taze kavrulmuş*');
    const preview = agent.page.getByTestId('text-preview');
    expect(await preview.locator('strong').textContent()).toBe('taze kavrulmuş');
    await agent.input().press('End');
    await agent.page.getByRole('button', { name: en('composer.emoji'), exact: true }).click();
    const picker = agent.page.getByTestId('emoji-picker');
    await picker.getByRole('textbox', { name: en('emoji.search') }).fill('hot beverage');
    await picker.getByRole('button', { name: 'hot beverage' }).waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'composer-emoji');
    await picker.getByRole('textbox').press('Enter');
    expect(await agent.input().inputValue()).toMatch(/^\*taze kavrulmuş\*☕/u);
    await agent.input().press('Enter');
    const bubble = ayse.bubble('taze kavrulmuş');
    await bubble.waitFor();
    expect(await bubble.locator('strong').textContent()).toBe('taze kavrulmuş');
    expect(await bubble.innerText()).toContain('☕');
  });

  it('[Q-03] [Q-05] [Q-06] "/" inserts a quick reply filled from the contact, to be finished and sent', async () => {
    await agent.input().fill('');
    await agent.input().pressSequentially('/kar');
    await agent.page.getByTestId('quick-reply-option').filter({ hasText: '/kargo' }).waitFor();
    expect(await agent.faults()).toEqual([]);
    await agent.input().press('Enter');
    expect(await agent.input().inputValue()).toBe(
      'Merhaba Ayşe, kargonuz {{email}} adresine bildirildi.'
    );
    expect(await ayse.bubble('bildirildi').count()).toBe(0);
    await agent.input().pressSequentially('ayse@ornek.example');
    await agent.input().press('Enter');
    await ayse.bubble('Merhaba Ayşe, kargonuz ayse@ornek.example adresine bildirildi.').waitFor();
  });

  it('[C-14] [C-15] [C-18] files by paste and by drop are judged before they are sent', async () => {
    await agent.input().evaluate(
      (field, { name, bytes }) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      },
      { name: 'fincan.jpg', bytes: [...aJpeg(600)] }
    );
    const chip = (name: string) => agent.page.getByTestId('attachment').filter({ hasText: name });
    await chip('fincan.jpg')
      .filter({ hasText: en('inbox.attach.as.image') })
      .waitFor();
    const files = await agent.page.evaluateHandle(
      ({ pdf, large }) => {
        const data = new DataTransfer();
        data.items.add(
          new File([new Uint8Array(pdf)], 'fiyatlar.pdf', { type: 'application/pdf' })
        );
        const head = new Uint8Array(pdf);
        const rest = new Uint8Array(large);
        data.items.add(new File([head, rest], 'katalog.pdf', { type: 'application/pdf' }));
        return data;
      },
      { pdf: [...aPdf()], large: 101 * MB }
    );
    await agent.page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: files });
    await chip('fiyatlar.pdf')
      .filter({ hasText: en('inbox.attach.as.document') })
      .waitFor();
    const tooLarge = en('inbox.attach.too-large.document', { size: '.+', limit: '100 MB' });
    await chip('katalog.pdf')
      .filter({ hasText: new RegExp(tooLarge) })
      .waitFor();
    expect(await agent.page.getByTestId('composer-send').isDisabled()).toBe(true);
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'composer-files');
    await agent.page
      .getByRole('button', { name: en('inbox.attach.remove', { name: 'katalog.pdf' }) })
      .click();
    await shows(agent.page.locator('[data-testid="attachment"][data-state="done"]'), 2);
    await agent.page.getByTestId('composer-send').click();
    await ayse.bubble('fiyatlar.pdf').waitFor();
    await ayse.page.locator('[data-testid="bubble"][data-type="image"]').last().waitFor();
  });

  it('a reaction reaches the phone and comes from it', async () => {
    const line = await hoverOn('kahve var mı');
    await line.getByTestId('react').click();
    await agent.page.getByText('👍', { exact: true }).first().click();
    await ayse.bubble('kahve var mı').getByTestId('reactions').filter({ hasText: '👍' }).waitFor();
    const theirs = ayse.page.locator('.bubble-row').filter({ hasText: 'Var, buyurun.' });
    await theirs.hover();
    await theirs.getByTestId('bubble-react').click();
    await theirs.locator('.reaction-bar .emoji-key').filter({ hasText: '❤️' }).click();
    await agent.bubble('Var, buyurun.').filter({ hasText: '❤️' }).waitFor();
  });

  it('everything that can be attached is in sight at once', async () => {
    await agent.page.getByTestId('attach').click();
    const menu = agent.page.getByRole('menu');
    await menu
      .getByRole('menuitem', { name: en('composer.extra.menu.link'), exact: true })
      .waitFor();
    expect(await menu.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThan(2);
    await agent.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  it('a place, a contact card, and buttons that the customer presses', async () => {
    const place = await attach(en('composer.extra.menu.location'));
    await place.getByLabel(en('composer.extra.location.link')).fill('41.0082, 28.9784');
    await place.getByLabel(en('composer.extra.location.name')).fill('Defne Ev Kadıköy');
    expect(await agent.faults()).toEqual([]);
    await place.getByTestId('extra-send').click();
    await ayse.bubble('Defne Ev Kadıköy').waitFor();

    const card = await attach(en('composer.extra.menu.contacts'));
    await card.getByRole('button', { name: en('composer.extra.contacts.type') }).click();
    await card.getByLabel(en('composer.extra.contacts.name')).fill('Usta Kemal');
    await card.getByLabel(en('composer.extra.contacts.phone')).fill('+905321234567');
    expect(await agent.faults()).toEqual([]);
    await card.getByTestId('extra-send').click();
    await ayse.page.getByTestId('contact-card').filter({ hasText: 'Usta Kemal' }).waitFor();

    await agent.input().fill('Hangisi olsun?');
    const buttons = await attach(en('composer.extra.menu.buttons'));
    const text = buttons.getByLabel(new RegExp(`^${en('composer.extra.text')}`));
    expect(await text.inputValue()).toBe('Hangisi olsun?');
    await buttons.getByLabel(en('composer.extra.buttons.button', { number: '1' })).fill('Filtre');
    await buttons.getByRole('button', { name: en('composer.extra.buttons.add') }).click();
    await buttons.getByLabel(en('composer.extra.buttons.button', { number: '2' })).fill('Espresso');
    await buttons.getByRole('group').getByText('Espresso').waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'composer-buttons');
    await buttons.getByTestId('extra-send').click();
    expect(await agent.input().inputValue()).toBe('');
    await ayse.bubble('Hangisi olsun?').getByTestId('button-1').click();
    await agent.page
      .locator('[data-testid="bubble"][data-direction="in"]')
      .filter({ hasText: 'Espresso' })
      .waitFor();
  });

  it('an answer to one message quotes it, and leads to it and back in a long thread', async () => {
    for (let i = 1; i <= 25; i += 1) await ayse.text(AYSE, `Satır ${i}`);
    await agent.bubble('Satır 25').waitFor();
    await agent.bubble('kahve var mı').scrollIntoViewIfNeeded();
    const line = await hoverOn('kahve var mı');
    await line.getByRole('button', { name: en('inbox.bubble.reply') }).click();
    await agent.page.getByTestId('quote-bar').filter({ hasText: 'kahve var mı' }).waitFor();
    await agent.say('Bu sorunuza: evet');
    await ayse.bubble('Bu sorunuza: evet').getByTestId('quoted').waitFor();
    // Once the server has it: until then another bubble stands in its place.
    const answer = agent.page
      .locator('[data-testid="bubble"][data-message-id]')
      .filter({ hasText: 'Bu sorunuza: evet' });
    await answer.waitFor();
    const asked = agent.page
      .locator('[data-testid="bubble"][data-direction="in"]')
      .filter({ hasText: 'kahve var mı' });
    const inSight = (bubble: typeof answer) =>
      bubble.evaluate((one) => {
        const pane = one.closest('[data-testid="thread"]') ?? document.body;
        const { top, bottom } = pane.getBoundingClientRect();
        const at = one.getBoundingClientRect();
        return at.bottom > top && at.top < bottom;
      });
    await answer.scrollIntoViewIfNeeded();
    expect(await inSight(asked)).toBe(false);
    await answer.getByTestId('quoted').click();
    await agent.page.getByRole('button', { name: en('composer.jump.back') }).waitFor();
    expect(await inSight(asked)).toBe(true);
    await agent.page.getByRole('button', { name: en('composer.jump.back') }).click();
    await answer.waitFor();
    expect(await inSight(answer)).toBe(true);
  });

  it('a scheduled message waits in the thread, is changed, sent or removed', async () => {
    const planned = agent.page.getByTestId('planned');
    const later = async (text: string) => {
      await agent.input().fill(text);
      await agent.page.getByTestId('send-more').click();
      await agent.page.getByRole('menuitem', { name: en('later.menu') }).click();
      const dialog = agent.page.getByRole('dialog');
      await dialog.getByRole('button', { name: en('later.quick.hour') }).click();
      expect(await agent.faults()).toEqual([]);
      await dialog.getByTestId('later-plan').click();
      await planned.filter({ hasText: text }).waitFor();
      expect(await agent.input().inputValue()).toBe('');
    };
    await later('Yarın haber veririm');
    await planned.getByRole('button', { name: en('later.edit') }).click();
    const dialog = agent.page.getByRole('dialog');
    await dialog.getByLabel(en('later.text')).fill('Akşam haber veririm');
    await dialog.getByTestId('later-plan').click();
    await planned.filter({ hasText: 'Akşam haber veririm' }).waitFor();
    await takePicture(agent.page, 'composer-later');
    await planned.getByRole('button', { name: en('later.send-now') }).click();
    await ayse.bubble('Akşam haber veririm').waitFor();
    await later('Bunu yollama');
    await planned.getByRole('button', { name: en('later.take-out') }).click();
    await planned.waitFor({ state: 'detached' });
    expect(await ayse.page.getByText(/Yarın haber|Bunu yollama/).count()).toBe(0);
  });

  it('each conversation keeps its own draft, over a change of thread and a reload', async () => {
    await agent.input().fill('Yarım kalan cümle');
    await agent.choose('Ada Clarke');
    expect(await agent.input().inputValue()).toBe('');
    await agent.input().fill('Yes, we do');
    await agent.choose('Ayşe Yılmaz');
    expect(await agent.input().inputValue()).toBe('Yarım kalan cümle');
    await agent.page.reload();
    await agent.input().waitFor();
    expect(await agent.input().inputValue()).toBe('Yarım kalan cümle');
    await agent.input().fill('');
  });

  it('[C-11] [C-12] [C-13] after 24 hours only a template goes, seen before; an answer opens the window', async () => {
    const { page } = agent;
    await agent.open('?status=all');
    await agent.choose(ELIF);
    await page.locator('[data-testid="composer-closed"][data-mode="template-only"]').waitFor();
    await page.locator('[data-testid="window-meter"][data-level="closed"]').waitFor();
    expect(await agent.input().count()).toBe(0);
    await page.getByRole('button', { name: en('inbox.composer.choose-template') }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByTestId('template-choice')
      .filter({ hasText: 'siparis_hazir' })
      .filter({ hasText: 'Turkish ·' })
      .click();
    await dialog.getByLabel(en('templates.slot.body', { name: '1' })).fill('Elif');
    expect(await dialog.getByTestId('template-send').isDisabled()).toBe(true);
    await dialog.getByLabel(en('templates.slot.body', { name: '2' })).fill('1042');
    await dialog.getByText('Merhaba Elif, 1042 numaralı siparişiniz hazır.').waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(page, 'composer-template');
    await dialog.getByTestId('template-send').click();
    await agent.bubble('1042 numaralı siparişiniz hazır').waitFor();
    await ayse.page
      .locator('[data-testid^="person-"]')
      .filter({ hasText: '1042 numaralı' })
      .click();
    await ayse.bubble('Merhaba Elif, 1042 numaralı siparişiniz hazır.').waitFor();
    // Our own message opened nothing.
    expect(await agent.input().count()).toBe(0);
    await ayse.says('Geliyorum!');
    await agent.bubble('Geliyorum!').waitFor();
    await agent.input().waitFor();
    await page.locator('[data-testid="window-meter"][data-level="open"]').waitFor();
  });

  it('[X-12] [X-13] the composer and its dialogs have no fault for people and machines: dark, tr', async () => {
    const look = { dark: true, locale: 'tr', width: 1280, height: 800 } as const;
    const seen = atInbox(await demo.admin(look), demo);
    await seen.open();
    await seen.choose('Ayşe Yılmaz');
    await seen.input().fill('*kalın* ve _eğik_');
    await seen.page.getByTestId('text-preview').waitFor();
    await takePicture(seen.page, 'composer-dark-tr');
    expect(await seen.faults()).toEqual([]);
    for (const kind of ['location', 'contacts', 'buttons'] as const) {
      const name = tr(`composer.extra.menu.${kind}`);
      await seen.page.getByTestId('attach').click();
      await seen.page.getByRole('menuitem', { name, exact: true }).click();
      await seen.page.getByRole('dialog').waitFor();
      expect([kind, await seen.faults()]).toEqual([kind, []]);
      await seen.page.keyboard.press('Escape');
      await seen.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await seen.page.context().close();
  });
});
