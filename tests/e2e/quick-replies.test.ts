import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';
/** Chapter "Quick replies": made on its page, inserted in the chat, seen on the customer's phone. */
describe('chapter "quick replies" in a browser', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin();
    phone = await demo.phone();
    await phone.getByTestId(`person-${AYSE}`).click();
    await phone.getByTestId('phone-input').fill('Merhaba, kargom nerede?');
    await phone.getByTestId('phone-send').click();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (place: string) =>
    visit(admin, `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/${place}`);
  const picture = (name: string) => takePicture(admin, name);
  const row = (shortcut: string) =>
    admin.getByTestId('quick-reply-row').filter({ hasText: shortcut });
  const composer = () => admin.getByTestId('composer-input');
  const onPhone = (text: string) => phone.getByTestId('bubble').filter({ hasText: text });
  const thread = async () => {
    await open('inbox');
    // By name: the row shows the last message, which becomes ours.
    await admin.getByTestId('conversation-row').filter({ hasText: 'Ayşe Yılmaz' }).first().click();
    await composer().waitFor();
  };

  it('[Q-01] [Q-02] [Q-06] one is written with a variable from the list, and seen as the customer will', async () => {
    await open('quick-replies');
    await admin.getByTestId('new-quick-reply').click();
    await admin.getByTestId('shortcut').fill('/takip');
    const text = admin.getByTestId('quick-reply-text');
    await text.fill('Merhaba ');
    await admin.getByRole('combobox', { name: en('shell.variable.insert') }).click();
    await admin.getByRole('option', { name: en('shell.variable.first_name'), exact: true }).click();
    expect(await text.inputValue()).toBe('Merhaba {{first_name}}');
    await text.press('End');
    await text.pressSequentially(', kargonuzu {{email}} adresine yazdık.');
    await admin.getByText('Merhaba Ayşe, kargonuzu').waitFor();
    await picture('quick-reply-new');
    await admin.getByTestId('save-quick-reply').click();
    await row('/takip').waitFor();
  });

  it('[Q-03] [Q-05] [Q-06] "/" inserts it filled and unsent; what nobody knows is selected to be written', async () => {
    await thread();
    await composer().pressSequentially('/tak');
    await admin.getByTestId('quick-reply-option').filter({ hasText: '/takip' }).waitFor();
    await picture('quick-reply-slash');
    await composer().press('Enter');
    expect(await composer().inputValue()).toBe(
      'Merhaba Ayşe, kargonuzu {{email}} adresine yazdık.'
    );
    await admin.getByText(en('quickReplies.unfilled', { count: 1 })).waitFor();
    // The open place is selected: what is typed takes its place.
    await composer().pressSequentially('ayse@ornek.example');
    expect(await composer().inputValue()).toBe(
      'Merhaba Ayşe, kargonuzu ayse@ornek.example adresine yazdık.'
    );
    expect(await onPhone('kargonuzu').count()).toBe(0);
    await admin.getByTestId('composer-send').click();
    await onPhone('kargonuzu ayse@ornek.example adresine yazdık.').last().waitFor({
      timeout: 20_000,
    });
  });

  it('[Q-01] [Q-04] [Q-05] changed on its page, one click on the button inserts the new words', async () => {
    await open('quick-replies');
    await row('/takip')
      .getByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/takip' }) })
      .click();
    await admin.getByTestId('quick-reply-text').fill('{{first_name}} Hanım, bugün sizde.');
    await admin.getByTestId('save-quick-reply').click();
    await row('bugün sizde').waitFor();
    await thread();
    await admin.getByTestId('quick-replies').click();
    await admin.getByTestId('quick-reply-option').filter({ hasText: '/takip' }).click();
    expect(await composer().inputValue()).toBe('Ayşe Hanım, bugün sizde.');
    await composer().press('End');
    await composer().pressSequentially(' Sevgiler!');
    await admin.getByTestId('composer-send').click();
    await onPhone('Ayşe Hanım, bugün sizde. Sevgiler!').last().waitFor({ timeout: 20_000 });
  });

  it('[Q-01] deleted, it is offered no more', async () => {
    await open('quick-replies');
    await row('/takip')
      .getByRole('button', { name: en('quickReplies.delete-of', { shortcut: '/takip' }) })
      .click();
    await admin.getByRole('button', { name: en('quickReplies.delete.confirm') }).click();
    await row('/takip').waitFor({ state: 'detached' });
    await thread();
    await composer().pressSequentially('/takip');
    // It was the only one.
    await admin.getByText(en('quickReplies.none')).waitFor();
    expect(await admin.getByTestId('quick-reply-option').count()).toBe(0);
  });
});
