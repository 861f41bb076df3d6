import { startDemo, type Demo } from '../support/demo';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

const AYSE = '905321110001';
const NAME = 'Ayşe Yılmaz';
const EMAIL = en('inbox.panel.email');

/** What is known of the person beside the thread, and what may be done about it there. */
describe('the side panel of the Inbox', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  const panel = () => agent.page.getByRole('complementary', { name: en('inbox.panel.title') });
  const part = (title: string) =>
    panel()
      .locator('section')
      .filter({ has: agent.page.getByRole('heading', { name: title, exact: true }) });
  const dialog = () => agent.page.getByRole('dialog');

  beforeAll(async () => {
    demo = await startDemo();
    agent = atInbox(await demo.admin({ width: 1680 }), demo);
    agent.page.setDefaultTimeout(20_000);
    ayse = customers(await demo.phone(), demo);
    await ayse.take(AYSE);
    await ayse.says('Merhaba, yeni adresim Moda');
    await agent.open();
    await agent.choose(NAME);
    await agent.showPerson();
    await panel().waitFor();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('[C-30] one field is put right in place: a wrong value is marked, Esc leaves it, Enter saves it', async () => {
    await panel()
      .getByRole('button', { name: en('inbox.panel.field.edit', { label: EMAIL }) })
      .click();
    const field = panel().getByRole('textbox', { name: EMAIL });
    await field.fill('ayse(at)ornek');
    await field.press('Enter');
    await panel()
      .getByRole('button', { name: en('inbox.panel.field.save', { label: EMAIL }) })
      .waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.press('Escape');
    expect(await panel().getByTestId('fact-email').innerText()).toBe('–');
    await panel()
      .getByRole('button', { name: en('inbox.panel.field.edit', { label: EMAIL }) })
      .click();
    await field.fill('ayse@ornek.example');
    await field.press('Enter');
    await panel().getByTestId('fact-email').filter({ hasText: 'ayse@ornek.example' }).waitFor();
    await agent.page.reload();
    await panel().getByTestId('fact-email').filter({ hasText: 'ayse@ornek.example' }).waitFor();
  });

  it('[C-25] [C-30] a new tag and a group are added and removed, and the thread shows the tag', async () => {
    const tags = part(en('inbox.panel.tags'));
    await tags.getByRole('combobox', { name: en('inbox.tag.add') }).fill('moda');
    await agent.page
      .getByRole('option', { name: en('people.tag.create', { tag: 'moda' }) })
      .click();
    await tags.getByRole('button', { name: en('inbox.tag.remove', { name: 'moda' }) }).waitFor();
    await agent.event('tagged').filter({ hasText: 'moda' }).waitFor();
    await agent.row(NAME).filter({ hasText: '#moda' }).waitFor();
    await tags.getByRole('button', { name: en('inbox.tag.remove', { name: 'moda' }) }).click();
    await agent.event('untagged').filter({ hasText: 'moda' }).waitFor();

    const groups = part(en('inbox.panel.groups'));
    await groups.getByRole('combobox', { name: en('inbox.panel.group.add') }).click();
    await agent.page.getByRole('option', { name: 'VIP (örnek)' }).click();
    const leave = groups.getByRole('button', {
      name: en('inbox.panel.group.remove', { name: 'VIP (örnek)' }),
    });
    await leave.waitFor();
    await leave.click();
    await leave.waitFor({ state: 'detached' });
  });

  it('[C-32] what the customer asks for is written down with their words', async () => {
    await panel().getByTestId('record-preference').click();
    await dialog()
      .getByRole('radio', { name: en('inbox.preference.monthly') })
      .click();
    expect(await dialog().getByTestId('save-preference').isDisabled()).toBe(true);
    await dialog().getByLabel(en('inbox.consent.evidence')).fill('Ayda bir yazın yeter');
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'panel-preference');
    await dialog().getByTestId('save-preference').click();
    await dialog().waitFor({ state: 'detached' });
    await part(en('inbox.panel.preferences')).getByText(en('contacts.wishes.monthly')).waitFor();
  });

  it('[C-26] a task about the contact is made for oneself and ticked off', async () => {
    await panel().getByTestId('new-contact-task').click();
    await dialog().getByTestId('task-title').fill('Yeni adresi kargoya bildir');
    expect(await agent.faults()).toEqual([]);
    await dialog().getByTestId('save-task').click();
    await dialog().waitFor({ state: 'detached' });
    const task = panel().getByTestId('contact-task').filter({ hasText: 'Yeni adresi' });
    await task.filter({ hasText: 'Defne Demo' }).waitFor();
    await task.getByRole('checkbox').click();
    await task.waitFor({ state: 'detached' });
  });

  it('blocked, nothing goes to the contact until they are unblocked', async () => {
    await panel().getByTestId('block-person').click();
    const question = agent.page.getByRole('alertdialog').or(dialog()).first();
    await question.getByText(en('inbox.block.title', { name: NAME })).waitFor();
    expect(await agent.faults()).toEqual([]);
    await agent.page.getByTestId('confirm-block').click();
    await agent.page.locator('[data-testid="composer-closed"][data-mode="blocked"]').waitFor();
    await agent.page.getByText(en('inbox.block.blocked-both', { name: NAME })).waitFor();
    expect(await agent.input().count()).toBe(0);
    await takePicture(agent.page, 'panel-blocked');
    await panel().getByTestId('unblock-person').click();
    await agent.input().waitFor();
    await agent.say('Tekrar merhaba');
    await ayse.bubble('Tekrar merhaba').waitFor();
  });

  it('[C-22] two contacts of one person become one, after a look at what comes out', async () => {
    await panel().getByTestId('merge-person').click();
    await panel()
      .getByRole('combobox', { name: en('people.merge.with') })
      .fill('Nazlı');
    await agent.page.getByRole('option', { name: /Nazlı Işık/ }).click();
    await dialog().getByTestId('confirm-merge').waitFor();
    await dialog().getByText('ayse@ornek.example').first().waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'panel-merge');
    await dialog().getByTestId('confirm-merge').click();
    await dialog().waitFor({ state: 'detached' });
    await agent.bubble('yeni adresim Moda').waitFor();
    await visit(
      agent.page,
      `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/contacts?q=Nazl%C4%B1`
    );
    await shows(agent.page.getByTestId('contact-row'), 1);
    // What arrives at the phone's number stands in the one conversation.
    await ayse.says('Hâlâ buradayım');
    await agent.open();
    await shows(agent.row('Hâlâ buradayım'), 1);
  });

  it('[X-12] [X-13] the panel has no fault for people and machines: dark, tr, beside and over the thread', async () => {
    const look = { dark: true, locale: 'tr' } as const;
    for (const width of [1680, 1440, 390]) {
      const seen = atInbox(await demo.admin({ ...look, width, height: 900 }), demo);
      await seen.open();
      await seen.row('Hâlâ buradayım').click();
      await seen.bubble('Hâlâ buradayım').waitFor();
      const { page } = seen;
      if (width === 390) await seen.more('menu-panel');
      else await seen.showPerson();
      await page.getByTestId('new-contact-task').waitFor();
      await takePicture(page, `panel-dark-tr-${width}`);
      expect([width, await seen.faults()]).toEqual([width, []]);
      await page.context().close();
    }
  });
});
