import { startDemo, type Demo } from '../support/demo';
import { signedIn } from '../support/demo-team';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { eventually } from '../support/world';
import { en } from '../support/words';

const AYSE = '905321110001';
const NAME = 'Ayşe Yılmaz';

/** Somebody types at once where they pressed, as one does. */
describe('what is typed into the Inbox goes where it was meant', () => {
  let demo: Demo;
  let agent: AtInbox;
  let ayse: Customers;

  const dialog = () => agent.page.getByRole('dialog');
  const panel = () => agent.page.getByRole('complementary', { name: en('inbox.panel.title') });
  const type = (text: string) => agent.page.keyboard.type(text);
  /** What the team sent to her, by her phone. */
  const sent = () =>
    ayse.page.locator('[data-testid="bubble"][data-direction="out"]').allInnerTexts();
  const isOpen = () =>
    agent.page.getByTestId('toggle-status').getByText(en('inbox.thread.close')).count();

  beforeAll(async () => {
    demo = await startDemo();
    const owner = await signedIn(demo);
    await owner.ask('POST', '/whatsapp/contact-fields', {
      key: 'branch',
      kind: 'choice',
      label: 'Branch',
      choices: ['Ankara', 'Bursa', 'İzmir'],
    });
    agent = atInbox(await demo.admin({ width: 1680 }), demo);
    agent.page.setDefaultTimeout(20_000);
    ayse = customers(await demo.phone(), demo);
    await ayse.take(AYSE);
    await ayse.says('Merhaba, kargom nerede?');
    await agent.open();
    await agent.choose(NAME);
    await agent.bubble('kargom nerede').waitFor();
    await agent.showPerson();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('a list of the side panel has the focus once its pencil was pressed: “Bursa” and Enter choose and save it', async () => {
    const before = await sent();
    await panel()
      .getByRole('button', { name: en('inbox.panel.field.edit', { label: 'Branch' }) })
      .click();
    await type('Bursa');
    await agent.page.keyboard.press('Enter');
    await panel().getByTestId('fact-custom.branch').filter({ hasText: 'Bursa' }).waitFor();
    expect(await isOpen()).toBe(1);
    expect(await agent.input().inputValue()).toBe('');
    await agent.page.reload();
    await panel().getByTestId('fact-custom.branch').filter({ hasText: 'Bursa' }).waitFor();
    expect(await sent()).toEqual(before);
  });

  it('Note and then Reply lead to the field: “Hello” is in the answer, and the conversation stays open', async () => {
    await agent.page.getByTestId('mode-note').click();
    await type('for us');
    expect(await agent.page.getByTestId('note-input').inputValue()).toBe('for us');
    await agent.page.getByTestId('mode-reply').click();
    await type('Hello');
    expect(await agent.input().inputValue()).toBe('Hello');
    expect(await isOpen()).toBe(1);
    await agent.page.keyboard.press('Enter');
    await eventually('the answer', async () => (await sent()).join().includes('Hello'));
  });

  it('New message begins in the field for the contact: a space is a space in it', async () => {
    await agent.page.getByTestId('new-message').click();
    await dialog().waitFor();
    await type('Mehmet Demir');
    expect(
      await dialog()
        .getByRole('combobox', { name: en('inbox.new.to') })
        .inputValue()
    ).toBe('Mehmet Demir');
    // Esc closes the list of people, and then leaves.
    await eventually('the dialog is left', async () => {
      await agent.page.keyboard.press('Escape');
      return (await agent.page.locator('[role="dialog"]').count()) === 0;
    });
  });

  it('a message that comes in sight turns its ticks blue for the customer', async () => {
    await ayse.says('Bir sorum daha var');
    await agent.bubble('Bir sorum daha var').waitFor();
    await eventually(
      'read',
      async () => (await ayse.bubble('Bir sorum daha var').getAttribute('data-status')) === 'read'
    );
  });

  it('with the focus on a message, on the thread or nowhere “tamam” is in the field, and nothing else happens', async () => {
    for (const place of ['[data-testid="receipts"]', '[data-testid="thread"]', null]) {
      await agent.input().press('Escape');
      if (place) await agent.page.locator(place).last().focus();
      else await agent.page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await type('tamam');
      expect([place, await agent.input().inputValue()]).toEqual([place, 'tamam']);
      await agent.input().fill('');
    }
    await agent.row(NAME).first().focus();
    await type('tamam');
    expect(await agent.input().inputValue()).toBe('');
    expect(await isOpen()).toBe(1);
  });

  it('letters are commands in the list of who switched them on: e closes, and Undo opens again', async () => {
    await agent.switchLettersOn();
    await agent.row(NAME).first().focus();
    await agent.page.keyboard.press('e');
    await agent.page.getByText(en('inbox.undo.closed'), { exact: true }).waitFor();
    await agent.page.getByRole('button', { name: en('inbox.undo.label') }).click();
    await agent.event('reopened').waitFor();
  });

  it('the list has the focus after a reload, without a frame around it; a row has its own', async () => {
    const focused = (selector: string) => agent.page.locator(`${selector}:focus`);
    const frameOf = (selector: string) =>
      focused(selector).evaluate((one) => getComputedStyle(one).outlineStyle);
    await agent.open();
    await agent.page.reload();
    await agent.row(NAME).first().waitFor();
    // Letters are on since the test before: the list waits for them.
    await focused('div[data-keys]').waitFor();
    expect(await frameOf('div[data-keys]')).toBe('none');
    await agent.page.keyboard.press('j');
    await focused('[data-conversation-id]').waitFor();
    expect(await frameOf('[data-conversation-id]')).toBe('solid');
  });
});
