import type { Page } from 'playwright-core';
import type { CampaignView, PreflightResult } from '../../server/src/contracts/campaigns';
import type { ContactView } from '../../server/src/contracts/contacts';
import type { ListConversationsResult } from '../../server/src/contracts/conversation-list';
import type { ListTemplatesResult } from '../../server/src/contracts/templates';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { signedIn, type Caller } from '../support/demo-team';
import { aPhoto } from '../support/drawn-media';
import { takePicture } from '../support/pictures';
import { shows } from '../support/how-many';
import { visit } from '../support/tour/visit';
import { eventually } from '../support/world';
import { en } from '../support/words';

/** A person of the simulator who has not written yet: only a template may begin with her (T-36). */
const AYSE = '905321110001';
const NAME = 'siparis_yolda_tr';
/** Chapter "Templates": from the first word to the customer's phone. */
describe('chapter "templates" in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  let boss: Caller;

  const simulator = (method: 'PATCH' | 'POST', place: string, body: object) =>
    fetch(`${new URL(demo.phoneUrl).origin}/_sim/${place}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => expect(answer.ok).toBe(true));

  beforeAll(async () => {
    demo = await startDemo();
    boss = await signedIn(demo);
    admin = await demo.admin({ width: 1440, height: 900 });
    phone = await demo.phone();
    await phone.getByTestId(`person-${AYSE}`).click();
    // The reviewer waits until the journey lets it decide.
    await simulator('PATCH', 'config', { templates: { review: 'manual' } });
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (place: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/${place}`);
  const preview = () => admin.getByTestId('draft-preview');
  const row = () => admin.getByTestId('template-row').filter({ hasText: NAME });
  /** The mark of its three variables: how many have no source. */
  const mark = (missing: number) => {
    const key = missing > 0 ? 'templates.mark.missing' : 'templates.mark.variables';
    return en('templates.mark.label', { name: NAME, words: en(key, { total: 3, missing }) });
  };
  const state = (word: string) => admin.locator(`main [data-state="${word}"]`).first();
  const field = (name: string) => admin.getByRole('textbox', { name, exact: true });
  const part = (name: string) => admin.getByRole('group', { name });
  /** What the parts of the buttons are called. */
  const button = (number: number, type: 'QUICK_REPLY' | 'URL') =>
    en('templates.editor.button.name', { number, type: en(`templates.editor.button.${type}`) });
  /** The field of one variable, by its label. */
  const variable = (label: string) => admin.locator('main fieldset').filter({ hasText: label });
  const choice = () => admin.getByTestId('template-choice').filter({ hasText: NAME });
  const newMessage = async ({ unknown = false } = {}) => {
    await open('inbox');
    await admin.getByTestId('new-message').click();
    await admin.getByTestId('new-message-contact').click();
    await admin.getByTestId('new-message-contact').pressSequentially('0532 111 00 01');
    if (unknown) {
      await field(en('inbox.new.name')).fill('Ayşe Yılmaz');
      await admin.getByRole('button', { name: en('inbox.new.create') }).click();
    } else await admin.getByRole('option', { name: /Ayşe Yılmaz/ }).click();
    await choice().waitFor();
  };

  const threadOfAyse = async () => {
    const { conversations } = await boss.ask<ListConversationsResult>(
      'GET',
      `/whatsapp/conversations?status=all&q=${encodeURIComponent('Ayşe Yılmaz')}`
    );
    return conversations.find(({ contact }) => contact.name === 'Ayşe Yılmaz');
  };
  const sendToAyse = async (message: { templateId: number; values: Record<string, string> }) => {
    const thread = await threadOfAyse();
    await boss.ask('POST', `/whatsapp/conversations/${thread?.id}/messages`, {
      type: 'template',
      clientId: `template-${message.templateId}`,
      ...message,
    });
  };
  /** A Turkish utility template as WhatsApp Manager makes one, known here after a sync: its id. */
  const fromManager = async (template: { name: string; components: object[]; status?: string }) => {
    await simulator('POST', 'templates', { ...template, language: 'tr', category: 'UTILITY' });
    await boss.ask('POST', '/whatsapp/templates/sync', { accountId: 1 });
    const { templates } = await boss.ask<ListTemplatesResult>('GET', '/whatsapp/templates');
    return templates.find(({ name }) => name === template.name)?.id ?? 0;
  };
  const agreed = async (
    name: string,
    phoneNumber: string,
    categories: readonly ('utility' | 'marketing')[]
  ): Promise<number> => {
    const body = { name, phone: phoneNumber };
    const { id } = await boss.ask<ContactView>('POST', '/whatsapp/contacts', body);
    const said = { action: 'opt-in', source: 'Sipariş formu', evidence: 'Form 1043' };
    for (const category of categories)
      await boss.ask('POST', `/whatsapp/contacts/${id}/consent`, { ...said, category });
    return id;
  };
  /** Sends to one contact now, and to the next one ten seconds later. */
  const startSlowly = async (templateId: number, contactIds: readonly number[]) => {
    const { id } = await boss.ask<CampaignView>('POST', '/whatsapp/campaigns', {
      ...{ name: 'Teslimat günü', accountId: 1, templateId, bindings: {} },
      ...{ audience: { kind: 'picked', contactIds }, when: 'now' },
      pace: { count: 6, per: 'minute' },
    });
    const place = `/whatsapp/campaigns/${id}`;
    const { willReceive } = await boss.ask<PreflightResult>('POST', `${place}/preflight`);
    expect(willReceive).toBe(contactIds.length);
    await boss.ask('POST', `${place}/launch`, { expected: willReceive, typed: willReceive });
    return { counts: async () => (await boss.ask<CampaignView>('GET', place)).counts };
  };

  it('[T-01] [T-02] [T-03] [T-04] a new template begins with a name, which is explained when it is bad', async () => {
    await open('templates');
    await admin.getByTestId('template-row').first().waitFor();
    await admin.getByTestId('new-template').click();
    await field(en('templates.column.name')).fill('Sipariş Yolda TR');
    await admin.getByText('for example "siparis_yolda_tr"').waitFor();
    await takePicture(admin, 'template-new');
    await admin.getByTestId('begin-template').click();
    await field(en('templates.column.name')).fill(NAME);
    await admin.getByRole('radio', { name: en('templates.category.UTILITY') }).click();
    await admin.getByRole('combobox', { name: en('templates.column.language') }).fill('Turkish');
    await admin.getByRole('option', { name: /^Turkish/ }).click();
    await admin.getByTestId('begin-template').click();
    await admin.waitForURL(/templates\/\d+\/edit/);
  });

  it('[T-05] [T-06] [T-07] [T-08] [T-09] [T-10] [T-12] [T-28] what is written is seen on the phone beside it', async () => {
    await part(en('templates.editor.header.kind'))
      .getByRole('button', { name: en('templates.editor.header.text') })
      .click();
    await field(en('templates.editor.header.textLabel')).fill('Siparişiniz yolda');
    await field(en('templates.editor.bodyLabel')).fill(
      'Merhaba {{first_name}}, {{order_no}} numaralı siparişiniz bugün kargoya verildi.'
    );
    await field(en('templates.slot.body', { name: 'first_name' })).fill('Ayşe');
    await preview().getByText('Merhaba Ayşe, {{order_no}} numaralı').waitFor();
    await field(en('templates.editor.footerLabel')).fill('Defne Ev');
    await admin.getByRole('button', { name: en('templates.editor.button.QUICK_REPLY') }).click();
    await part(button(1, 'QUICK_REPLY'))
      .getByRole('textbox', { name: en('templates.editor.button.text') })
      .fill('Teşekkürler');
    await admin
      .getByRole('button', { name: en('templates.editor.button.URL'), exact: true })
      .click();
    const link = part(button(2, 'URL'));
    await link.getByRole('textbox', { name: en('templates.editor.button.text') }).fill('Takip et');
    await link
      .getByRole('textbox', { name: en('templates.editor.button.url') })
      .fill('https://defneev.example/s/{{1}}');
    for (const seen of ['Siparişiniz yolda', 'Defne Ev', 'Teşekkürler', 'Takip et'])
      await preview().getByText(seen).waitFor();
  });

  it('[T-11] Meta’s rules stop it at the field before anything is sent', async () => {
    await admin.getByTestId('submit-template').click();
    await admin
      .getByTestId('template-problems')
      .getByText(en('templates.submit.problems', { count: 2 }))
      .waitFor();
    const wrong = admin.locator('main [aria-invalid="true"]');
    await shows(wrong, 2);
    await takePicture(admin, 'template-problems');
    await field(en('templates.slot.body', { name: 'order_no' })).fill('S-1042');
    await part(button(2, 'URL'))
      .getByRole('textbox', { name: en('templates.editor.button.urlExample', { mark: '{{1}}' }) })
      .fill('S-1042');
    await wrong.first().waitFor({ state: 'detached' });
    await preview().getByText('Merhaba Ayşe, S-1042 numaralı').waitFor();
    await takePicture(admin, 'template-editor');
  });

  it('[T-11] [T-13] [T-14] submitted it is pending, and approved without a reload when Meta says so', async () => {
    await admin.getByText(new RegExp(en('templates.editor.saved', { at: '.+' }))).waitFor();
    await admin.getByTestId('submit-template').click();
    await admin.getByTestId('submit-confirm').click();
    await admin.waitForURL(/templates\/\d+$/);
    await state('PENDING').waitFor();
    await admin.getByText(en('templates.pendingNote')).first().waitFor();
    await admin.evaluate(() => Object.assign(window, { notReloaded: true }));
    await takePicture(admin, 'template-pending');
    await simulator('PATCH', `templates/${NAME}`, { status: 'APPROVED' });
    await state('APPROVED').waitFor({ timeout: 20_000 });
    expect(await admin.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  it('[T-13] its history says who submitted it and who decided', async () => {
    await admin.getByRole('tab', { name: en('templates.tab.history') }).click();
    const events = admin.getByTestId('template-event');
    await events.nth(1).waitFor();
    await shows(events, 2);
    const approved = [en('state.template.APPROVED'), en('templates.history.via.webhook')];
    expect(await events.nth(0).innerText()).toMatch(new RegExp(approved.join('[\\s\\S]*')));
    expect(await events.nth(1).innerText()).toContain(en('templates.history.submitted'));
    await takePicture(admin, 'template-history');
    await admin.getByRole('tab', { name: en('templates.tab.use') }).click();
    await admin.getByText(en('templates.uses.empty')).waitFor();
  });

  it('[T-15] [T-32] [T-36] approved but incomplete, it does not go: values and a recorded opt-in are asked for', async () => {
    await newMessage({ unknown: true });
    expect(await choice().innerText()).toContain(en('inbox.template.why.needs-opt-in'));
    await choice().click();
    const send = admin.getByTestId('template-send');
    await admin.getByText(en('inbox.template.missing', { count: 2 })).waitFor();
    // What is called first_name is known without being told.
    const first = en('templates.slot.body', { name: 'first_name' });
    expect(await admin.getByRole('textbox', { name: first }).inputValue()).toBe('Ayşe');
    expect(await send.isDisabled()).toBe(true);
    await takePicture(admin, 'template-chat-missing');
    await admin.getByLabel(en('inbox.opt-in.source')).fill('Sipariş formu');
    await admin.getByLabel(en('inbox.opt-in.evidence')).fill('Form 1042, 20 Kasım');
    await admin.getByRole('button', { name: en('inbox.opt-in.record') }).click();
    await choice()
      .filter({ hasNotText: en('inbox.template.why.needs-opt-in') })
      .waitFor();
    // The values are still missing.
    expect(await send.isDisabled()).toBe(true);
    await admin.keyboard.press('Escape');
  });

  it('[T-27] [T-30] [T-31] [T-33] [T-34] typing @ binds each variable to a source, with words for who has none', async () => {
    await open('templates');
    await row()
      .getByRole('link', { name: anyNumber(mark(2)) })
      .click();
    const first = variable(en('templates.slot.body', { name: 'first_name' }));
    await first.getByRole('combobox').pressSequentially('@first');
    await admin.getByRole('option', { name: `@${en('templates.field.firstName')}` }).click();
    await first.getByRole('combobox', { name: en('templates.variable.ifEmpty') }).click();
    await admin.getByRole('option', { name: en('templates.variable.useText') }).click();
    await first
      .getByRole('textbox', { name: en('templates.variable.fallback') })
      .fill('değerli müşterimiz');
    for (const [label, text] of [
      [en('templates.slot.body', { name: 'order_no' }), 'S-2044'],
      [en('templates.slot.button.url', { number: 2 }), 'S-2044'],
    ] as const) {
      const one = variable(label);
      await one.getByRole('combobox').fill('fixed');
      await admin.getByRole('option', { name: en('templates.variable.fixed') }).click();
      await one.getByPlaceholder(en('templates.variable.text')).fill(text);
    }
    await admin
      .getByRole('tab', { name: en('templates.variables.title', { bound: 3, total: 3 }) })
      .waitFor();
    await admin.getByTestId('save-bindings').click();
    await admin.getByText(en('templates.variables.saved')).first().waitFor();
    await takePicture(admin, 'template-variables');
    await open('templates');
    await row()
      .getByRole('link', { name: mark(0) })
      .waitFor();
  });

  it('[T-12] [T-32] [T-36] a contact who never wrote gets it from the chat, filled as the preview showed', async () => {
    await newMessage();
    await choice().click();
    const text = /Merhaba Ayşe, S-2044 numaralı/;
    await choice().filter({ hasText: text }).waitFor();
    const shown = en('inbox.template.shown', { name: NAME, person: 'Ayşe Yılmaz' });
    await admin.getByRole('region', { name: shown }).getByText(text).waitFor();
    await takePicture(admin, 'template-chat');
    // In sight without scrolling, however much stands above it.
    const before = admin.viewportSize();
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      await admin.setViewportSize({ width, height });
      const box = await admin.getByTestId('template-send').boundingBox();
      const end = {
        right: (box?.x ?? width) + (box?.width ?? 1),
        foot: (box?.y ?? height) + (box?.height ?? 1),
      };
      expect([width, end.right <= width, end.foot <= height]).toEqual([width, true, true]);
    }
    if (before) await admin.setViewportSize(before);
    await admin.getByTestId('template-send').click();
    const bubble = phone.getByTestId('bubble').filter({ hasText: 'Merhaba Ayşe, S-2044' }).last();
    await bubble.waitFor({ timeout: 20_000 });
    expect(await bubble.innerText()).toMatch(/Siparişiniz yolda[\s\S]*Defne Ev/);
    const link = bubble.getByRole('link', { name: /Takip et/ });
    expect(await link.getAttribute('href')).toBe('https://defneev.example/s/S-2044');
    await takePicture(phone, 'template-phone');
  });

  it('[T-36] outside the window the composer offers templates only; the customer’s press opens it', async () => {
    const closed = admin.locator('[data-testid="composer-closed"][data-mode="not-answered"]');
    await closed.waitFor({ timeout: 20_000 });
    expect(await admin.getByTestId('composer-input').count()).toBe(0);
    await phone
      .getByTestId('bubble')
      .filter({ hasText: 'S-2044' })
      .last()
      .getByRole('button', { name: /Teşekkürler/ })
      .click();
    await admin.getByTestId('composer-input').waitFor({ timeout: 20_000 });
    await admin.getByRole('button', { name: en('inbox.composer.template'), exact: true }).click();
    await choice().click();
    const dialog = admin.getByRole('dialog');
    // What is typed here stands for this one message; the sources stay as they are.
    await dialog
      .getByRole('textbox', { name: en('templates.slot.body', { name: 'order_no' }) })
      .fill('S-3001');
    await dialog.getByText('Merhaba Ayşe, S-3001 numaralı').waitFor();
    await admin.getByTestId('template-send').click();
    await phone
      .getByTestId('bubble')
      .filter({ hasText: 'Merhaba Ayşe, S-3001' })
      .last()
      .waitFor({ timeout: 20_000 });
  });

  it('[T-35] paused by Meta it is offered no more, wherever one looks', async () => {
    await simulator('PATCH', `templates/${NAME}`, { status: 'PAUSED' });
    await open('templates');
    await row().locator('[data-state="PAUSED"]').waitFor({ timeout: 20_000 });
    // Her press opened the window: there the templates are behind the composer's button.
    await open('inbox');
    await admin.getByTestId('conversation-row').filter({ hasText: 'Ayşe Yılmaz' }).first().click();
    await admin.getByTestId('composer-input').waitFor();
    await admin.getByRole('button', { name: en('inbox.composer.template'), exact: true }).click();
    await choice().waitFor();
    expect(await choice().isDisabled()).toBe(true);
    expect(await choice().innerText()).toContain(en('inbox.template.why.paused'));
  });

  it('[T-17] [T-22] rejected, it says why and offers three ways; a requested review is recorded', async () => {
    const name = 'yaz_saatleri';
    const components = [{ type: 'BODY', text: 'Yaz saatlerimiz başladı, sizi bekliyoruz.' }];
    const id = await fromManager({ name, components, status: 'PENDING' });
    await open(`templates/${id}`);
    await state('PENDING').waitFor();
    await simulator('PATCH', `templates/${name}`, { status: 'REJECTED', reason: 'PROMOTIONAL' });
    await state('REJECTED').waitFor({ timeout: 20_000 });
    await admin.getByText(en('templates.rejected.PROMOTIONAL')).first().waitFor();
    const review = admin.getByTestId('request-review');
    expect(await review.locator('xpath=../*').allInnerTexts()).toEqual([
      en('templates.rejected.new'),
      en('templates.rejected.edit'),
      en('templates.rejected.review'),
    ]);
    await takePicture(admin, 'template-rejected');

    const page = { contentType: 'text/html', body: '<title>WhatsApp Manager</title>' };
    await admin.context().route('https://business.facebook.com/**', (route) => route.fulfill(page));
    const [manager] = await Promise.all([admin.context().waitForEvent('page'), review.click()]);
    await manager.waitForURL('https://business.facebook.com/wa/manage/message-templates/');
    await manager.close();
    await admin.getByTestId('asked-review').getByText(en('templates.review.waiting')).waitFor();
    await admin.getByRole('tab', { name: en('templates.tab.history') }).click();
    await admin
      .getByTestId('template-event')
      .filter({ hasText: en('templates.history.review-asked') })
      .waitFor();

    await admin.getByRole('button', { name: en('templates.rejected.edit') }).click();
    await admin.waitForURL(new RegExp(`templates/${id}/edit`));
    await open(`templates/${id}`);
    await admin.getByRole('button', { name: en('templates.rejected.new') }).click();
    await admin.waitForURL(/templates\/\d+\/edit/);
    expect(admin.url()).not.toContain(`templates/${id}/`);
  });

  it('[T-18] [T-20] moved to marketing in the middle of sending, it says what changes; the rest goes on without who never opted in', async () => {
    const name = 'teslimat_saati';
    const text = 'Siparişiniz bugün 14.00 ile 16.00 arasında teslim edilecek.';
    const id = await fromManager({ name, components: [{ type: 'BODY', text }] });
    const asli = await agreed('Aslı Er', '0533 999 00 03', ['utility']);
    const bora = await agreed('Bora Çelik', '0533 999 00 01', ['utility', 'marketing']);
    const ceren = await agreed('Ceren Ak', '0533 999 00 02', ['utility']);
    const campaign = await startSlowly(id, [asli, bora, ceren]);
    await eventually('the first message', async () => (await campaign.counts()).sent === 1);
    await simulator('PATCH', `templates/${name}`, { category: 'MARKETING' });
    await open(`templates/${id}`);
    const moved = admin.getByTestId('category-moved');
    const [from, to] = [en('templates.category.UTILITY'), en('templates.category.MARKETING')];
    await moved.getByText(en('templates.moved', { from, to })).waitFor({ timeout: 20_000 });
    for (const rule of ['consent', 'price', 'quiet', 'cap'] as const)
      await moved.getByText(en(`templates.news.rule.${rule}`)).waitFor();
    await moved.getByText(en('templates.news.paused', { count: 1 })).waitFor();
    await takePicture(admin, 'template-category-moved');
    // The menu counts what nobody has seen.
    const seen = moved.getByRole('button', { name: en('templates.news.seen') });
    await seen.click();
    await seen.waitFor({ state: 'detached' });
    await moved.getByRole('button', { name: en('templates.news.goOn') }).click();
    await admin.getByText(en('templates.news.wentOn')).first().waitFor();
    const counts = await eventually('the rest of the campaign', async () => {
      const now = await campaign.counts();
      return now.queued + now.sending === 0 && now;
    });
    expect(counts).toMatchObject({ sent: 2, skipped: 1, failed: 0 });
  });

  it('[T-29] a press on the header opens Strapi’s media library: uploaded there, kept, and sent', async () => {
    const name = 'vitrin_resmi';
    const id = await fromManager({
      name,
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } },
        { type: 'BODY', text: 'Siparişiniz vitrinde hazır, sizi bekliyoruz.' },
      ],
    });
    await open(`templates/${id}`);
    await admin.getByTestId('header-area').click();
    const dialog = admin.getByRole('dialog');
    // The words are Strapi's own: this is its dialog, not one of ours.
    await dialog.getByRole('button', { name: 'Add more assets' }).click();
    await dialog
      .locator('input[type="file"][name="files"]')
      .setInputFiles({ name: 'vitrin.jpg', mimeType: 'image/jpeg', buffer: await aPhoto(admin) });
    await dialog.getByRole('button', { name: 'Upload 1 asset to the library' }).click();
    const card = dialog.getByRole('button').filter({ hasText: 'vitrin.jpg' });
    await card.getByRole('checkbox').click();
    await takePicture(admin, 'template-header-library');
    await dialog.getByRole('button', { name: 'Finish' }).click();
    await admin.getByRole('img', { name: 'vitrin.jpg' }).waitFor();
    await admin.getByTestId('save-bindings').click();
    await admin.getByText(en('templates.variables.saved')).first().waitFor();
    await takePicture(admin, 'template-header-file');
    await open(`templates/${id}`);
    await admin.getByRole('img', { name: 'vitrin.jpg' }).waitFor();

    await sendToAyse({ templateId: id, values: {} });
    const bubble = phone.getByTestId('bubble').filter({ hasText: 'vitrinde hazır' }).last();
    await bubble.waitFor({ timeout: 20_000 });
    const width = await bubble
      .locator('img')
      .first()
      .evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      });
    expect(width).toBe(800);
  });

  it('[T-20] an announced category is counted in the menu and shown on the page, until somebody has seen it', async () => {
    const counted = admin.getByLabel(en('shell.nav.templateNews', { count: 1 }));
    await simulator('POST', 'templates/vitrin_resmi/recategorise', { category: 'MARKETING' });
    await counted.waitFor({ timeout: 20_000 });
    const news = admin.getByTestId('category-coming');
    await news.getByText(en('templates.news.rule.consent')).waitFor();
    await takePicture(admin, 'template-category-coming');
    await news.getByRole('button', { name: en('templates.news.seen') }).click();
    await counted.waitFor({ state: 'detached' });
    await news.waitFor();
  });

  it('[T-49] a ready text goes from the library to the phone, in both languages', async () => {
    await simulator('PATCH', 'config', { templates: { review: 'approve', reviewMs: 0 } });
    await open('templates/library?open=feedback_survey');
    await admin.getByTestId('library-phone-tr').waitFor();
    await takePicture(admin, 'template-library-preview');
    const form = admin.getByTestId('library-form');
    // Only the language of the admin is ticked.
    await form.getByRole('checkbox', { name: 'Turkish' }).click();
    await admin.getByTestId('take-over').click();
    await admin
      .getByText(en('templates.library.made', { count: 2 }))
      .first()
      .waitFor();
    await shows(form.getByTestId('library-taken'), 2);
    const { templates } = await boss.ask<ListTemplatesResult>('GET', '/whatsapp/templates');
    const taken = templates.filter((one) => one.name === 'feedback_survey');
    expect(taken.map(({ language }) => language).sort()).toEqual(['en', 'tr']);
    for (const { id, language } of taken) {
      await boss.ask('POST', `/whatsapp/templates/${id}/submit`, {});
      await open(`templates/${id}`);
      await state('APPROVED').waitFor({ timeout: 20_000 });
      const values = { 'body.ticket_number': 'T-305', 'body.date': '9.6.' };
      await sendToAyse({ templateId: id, values });
      const hasText =
        language === 'tr'
          ? 'Merhaba Ayşe, T-305 numaralı talebinizi'
          : 'Hi Ayşe, we closed your request T-305';
      await phone.getByTestId('bubble').filter({ hasText }).last().waitFor({ timeout: 20_000 });
    }
    await takePicture(phone, 'template-library-phone');
  });
});
