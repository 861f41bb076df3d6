import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { hire, signedIn, type Caller } from '../support/demo-team';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { snoozeUntil } from '../support/demo-database';
import { takePicture } from '../support/pictures';
import { lookOver } from '../support/tour/look';
import { eventually } from '../support/world';
import { en } from '../support/words';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const ZEYNEP = '905321110003';
const ZEYNEP_KAYA = 'Zeynep Kaya';
const HOUR_MS = 3_600_000;

/** The list of conversations with the sample's people and two who write, for somebody at a keyboard. */
describe('the list of the Inbox', () => {
  let demo: Demo;
  let agent: AtInbox;
  let people: Customers;
  let owner: Caller;
  /** The conversation that sleeps from the beginning. */
  let sleeper: number;

  const rows = (page: Page = agent.page) => page.getByTestId('conversation-row');
  /** Whose the topmost rows are. */
  const namesOnTop = async (count: number): Promise<string[]> => {
    await rows()
      .nth(count - 1)
      .waitFor();
    const names = await rows().evaluateAll((all) =>
      all.map((one) => one.querySelector('[dir="auto"]')?.textContent ?? '')
    );
    return names.slice(0, count);
  };
  const first = async () => (await namesOnTop(1))[0];
  const focused = () =>
    agent.page.evaluate(
      () => document.activeElement?.querySelector('[dir="auto"]')?.textContent ?? ''
    );
  const search = () => agent.page.locator('input[name="inbox-search"]');
  const idOf = async (name: string) =>
    Number(await agent.row(name).first().getAttribute('data-conversation-id'));
  /** The pointer over the list, and the focus in it, keep rows where they are. */
  const lookAway = () => agent.page.mouse.move(900, 300);

  beforeAll(async () => {
    demo = await startDemo();
    owner = await signedIn(demo);
    agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    agent.page.setDefaultTimeout(20_000);
    people = customers(await demo.phone(), demo);
    await people.text(AYSE, 'Lambanın ampulü yandı');
    await agent.open();
    await agent.row('Lambanın ampulü yandı').waitFor();
    await people.text(MEHMET, 'Sehpa kaç kilo?');
    await agent.row('Sehpa kaç kilo?').waitFor();
    await people.text(ZEYNEP, 'Kupa var mı?');
    await agent.row(ZEYNEP_KAYA).waitFor();
    sleeper = await idOf(ZEYNEP_KAYA);
    const snoozedUntil = Date.now() + HOUR_MS;
    await owner.ask('PUT', `/whatsapp/conversations/${sleeper}`, {
      status: 'snoozed',
      snoozedUntil,
    });
    await agent.row(ZEYNEP_KAYA).waitFor({ state: 'detached' });
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('[C-04] latest first, or by the longest wait only those who wait, the longest on top', async () => {
    expect(await first()).toContain('Mehmet Demir');
    await agent.choose('Ayşe Yılmaz');
    await agent.page.getByTestId('waiting').first().waitFor();
    await agent.filter(en('inbox.sort.label'), en('inbox.sort.waiting'));
    await shows(rows(), 2);
    expect(await first()).toContain('Ayşe Yılmaz');
    await agent.say('Hemen yenisini yolluyoruz');
    await lookAway();
    await agent.row('Ayşe Yılmaz').waitFor({ state: 'detached' });
    await shows(rows(), 1);
    await agent.open();
  });

  it('[C-03] [C-06] snoozed until tomorrow it leaves the open list, and the customer’s next message brings it back', async () => {
    await agent.choose('Ayşe Yılmaz');
    await agent.more('snooze');
    await agent.page.getByTestId('snooze-tomorrow').waitFor();
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'list-snooze');
    await agent.page.getByTestId('snooze-tomorrow').click();
    await agent.page.getByTestId('snoozed-until').waitFor();
    await lookAway();
    await agent.row('Ayşe Yılmaz').waitFor({ state: 'detached' });
    await agent.open('?status=snoozed');
    await agent.row('Ayşe Yılmaz').waitFor();
    await agent.open();
    await people.text(AYSE, 'Ne zaman gelir?');
    await agent.row('Ne zaman gelir?').waitFor();
    await agent.choose('Ayşe Yılmaz');
    expect(await agent.page.getByTestId('snoozed-until').count()).toBe(0);
  });

  it('[C-05] a word of a message is found with its place, and opens the thread there', async () => {
    await agent.open();
    await search().click();
    await agent.page.keyboard.type('CATLAK vazo');
    const hit = agent.page.getByTestId('message-hit');
    await hit.filter({ hasText: 'Aldığım vazonun kenarı çatlak çıktı.' }).waitFor();
    await shows(hit, 1);
    expect(await hit.locator('mark').allTextContents()).toEqual(['vazonun', 'çatlak']);
    expect(await agent.faults()).toEqual([]);
    await takePicture(agent.page, 'list-search');
    await hit.click();
    const found = agent.page.locator('[data-testid="bubble"][data-target="true"]');
    await found.filter({ hasText: 'çatlak çıktı' }).waitFor();
    expect(await agent.page.evaluate(() => document.activeElement?.textContent)).toContain(
      'çatlak çıktı'
    );
    // Who answers at once is in the field of the answer, whatever the letters are.
    await agent.page.keyboard.type('Merhaba, tamam');
    expect(await agent.input().inputValue()).toBe('Merhaba, tamam');
    expect(await agent.event('closed').count()).toBe(0);
    await agent.input().fill('');
    await search().fill('yokböylebirsöz');
    await agent.page.getByText(en('inbox.hits.none', { q: 'yokböylebirsöz' })).waitFor();
  });

  it('[C-24] [C-25] [C-27] filters narrow the list, are in the address, and are kept as a view', async () => {
    await agent.open();
    await agent.row('Ayşe Yılmaz').waitFor();
    const all = await rows().count();
    await agent.filter(en('inbox.filter.tag'), 'VIP');
    await agent.page.waitForURL(/tag=VIP/);
    await agent.row('Ayşe Yılmaz').waitFor({ state: 'detached' });
    await agent.row('#VIP').first().waitFor();
    const few = await rows().count();
    expect([few > 0, few < all]).toEqual([true, true]);
    for (const text of await rows().allInnerTexts()) expect(text).toContain('#VIP');
    await agent.page.reload();
    await shows(rows(), few);
    await agent.keepAs('Sadık müşteriler', false);
    await agent.open('?origin=inbound');
    await agent.row('Ayşe Yılmaz').waitFor();
    await agent.keepAs('Bize yazanlar', true);

    const can = ['chat.read', 'chat.read-all', 'chat.reply'] as const;
    const colleague = await hire(owner, ['Deniz', 'Aksoy'], can);
    const page = await demo.admin({ width: 1280, height: 800 }, colleague);
    const other = atInbox(page, demo);
    await other.open();
    await page.getByTestId('views-menu').click();
    await page.getByRole('menuitem', { name: /^Bize yazanlar/ }).waitFor();
    expect(await page.getByRole('menuitem', { name: /Sadık müşteriler/ }).count()).toBe(0);
    await page.getByRole('menuitem', { name: /^Bize yazanlar/ }).click();
    await page.waitForURL(/origin=inbound/);
    await page.context().close();

    await agent.open();
    await agent.page.getByTestId('views-menu').click();
    await agent.page.getByRole('menuitem', { name: /^Sadık müşteriler/ }).click();
    await shows(rows(), few);
    await takePicture(agent.page, 'list-view');
  });

  it('[C-03] [C-23] the keyboard alone, once letters are switched on: j, k, Enter, a, e, x, / and ?', async () => {
    const { page } = agent;
    await agent.open();
    await rows().first().waitFor();
    await agent.switchLettersOn();
    await agent.open();
    await rows().first().waitFor();
    const names = await namesOnTop(2);
    const key = (name: string) => page.keyboard.press(name);
    await key('j');
    await expectSoon(focused, names[0]);
    await key('j');
    await expectSoon(focused, names[1]);
    await key('k');
    await expectSoon(focused, names[0]);
    await key('Enter');
    await page
      .getByRole('heading', { level: 2, name: names[0] ?? '' })
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: en('inbox.assign.label', { who: en('inbox.assign.nobody') }) })
      .waitFor();
    await key('a');
    await page
      .getByRole('button', { name: en('inbox.assign.label', { who: en('inbox.assign.me') }) })
      .waitFor();
    await key('a');
    await page
      .getByRole('button', { name: en('inbox.assign.label', { who: en('inbox.assign.nobody') }) })
      .waitFor();
    await key('e');
    await page
      .getByRole('heading', { level: 2, name: names[1] ?? '' })
      .first()
      .waitFor();
    await expectSoon(focused, names[1]);
    await page.getByRole('button', { name: en('inbox.undo.label') }).click();
    await agent.event('reopened').waitFor();
    await agent
      .row(names[0] ?? '')
      .first()
      .focus();
    await key('r');
    await expectSoon(
      () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? ''),
      'composer-input'
    );
    await key('Escape');
    await expectSoon(focused, names[0]);
    await key('x');
    await page.getByTestId('selection-bar').waitFor();
    await key('x');
    await key('?');
    await page.getByRole('dialog', { name: en('inbox.keys.title') }).waitFor();
    expect(await agent.faults()).toEqual([]);
    await key('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await key('/');
    await expectSoon(
      () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? ''),
      'inbox-search'
    );
  });

  it('[C-03] [C-06] several are closed at once, and Undo brings them back at once', async () => {
    const { page } = agent;
    await agent.open();
    const chosen = await namesOnTop(2);
    await page.getByTestId('select-mode').click();
    for (const name of chosen) await agent.row(name).first().click();
    const bar = page.getByTestId('selection-bar');
    await bar.getByText(en('inbox.select.count', { count: 2 })).waitFor();
    expect(await agent.faults()).toEqual([]);
    await bar.getByRole('button', { name: en('inbox.thread.close'), exact: true }).click();
    const undo = page.getByRole('status').filter({ hasText: en('inbox.undo.many', { count: 2 }) });
    await undo.waitFor();
    await lookAway();
    for (const name of chosen) await agent.row(name).waitFor({ state: 'detached' });
    await undo.getByRole('button', { name: en('inbox.undo.label') }).click();
    await lookAway();
    await page
      .getByText(en('inbox.select.undone', { count: 2 }))
      .first()
      .waitFor();
    for (const name of chosen) await agent.row(name).first().waitFor();
  });

  it('[C-03] closed by one press it comes back by Undo, as it was', async () => {
    await agent.open();
    await agent.choose('Ayşe Yılmaz');
    await agent.page.getByTestId('toggle-status').click();
    await agent.page.getByText(en('inbox.undo.closed'), { exact: true }).waitFor();
    // What one types on was meant for her, and another conversation is open now.
    const next = agent.page.getByRole('region', {
      name: en('inbox.thread.with', { name: '' }).trim(),
    });
    await eventually('the next one has the focus', () =>
      next.evaluate((one) => one === document.activeElement)
    );
    await agent.page.keyboard.type('tamam');
    expect(await agent.input().inputValue()).toBe('');
    await agent.page.getByRole('button', { name: en('inbox.undo.label') }).click();
    await agent.event('reopened').waitFor();
    await lookAway();
    await agent.row('Ayşe Yılmaz').waitFor();
  });

  it('[C-03] [C-04] [C-06] what a colleague closes under the pointer stays grey in its place until the pointer has gone', async () => {
    const can = ['chat.read', 'chat.read-all', 'chat.reply'] as const;
    const elif = await signedIn(demo, await hire(owner, ['Elif', 'Koç'], can));
    await agent.open();
    const [above = '', closed = '', below = ''] = await namesOnTop(3);
    const placeOf = async (name: string) => (await agent.row(name).first().boundingBox())?.y;
    const places = async () => Promise.all([above, closed, below].map(placeOf));
    await agent.row(below).first().hover();
    const before = await places();
    await elif.ask('PUT', `/whatsapp/conversations/${await idOf(closed)}`, { status: 'closed' });
    const gone = agent.page.getByTestId('gone');
    await gone.getByText(en('inbox.gone.closed.by', { agent: 'Elif Koç' })).waitFor();
    expect(await namesOnTop(3)).toEqual([above, closed, below]);
    expect(await places()).toEqual(before);
    expect(await lookOver(agent.page, new Set())).toEqual([]);
    await takePicture(agent.page, 'list-gone');
    await lookAway();
    await gone.waitFor({ state: 'detached' });
    // One whose time has come meanwhile may stand above them.
    const left = (await namesOnTop(3)).filter((name) => [above, closed, below].includes(name));
    expect(left).toEqual([above, below]);

    await agent.page.getByTestId('status-menu').click();
    await agent.page.getByRole('menuitem', { name: en('inbox.gone.closed'), exact: true }).click();
    await agent.page.waitForURL(/status=closed/);
    await agent.choose(closed);
    await agent.page.getByRole('button', { name: en('inbox.thread.reopen') }).click();
    await agent.event('reopened').waitFor();
    await lookAway();
    await agent.row(closed).waitFor({ state: 'detached' });
    await agent.open();
    await agent.row(closed).waitFor();
  });

  it('[C-03] [C-06] at its time a snoozed conversation is in the open list by itself', async () => {
    await agent.open();
    await rows().first().waitFor();
    // The shortest snooze is a minute, so the rest of this one is taken out of its middle.
    const wakes = Date.now() + 2_000;
    await snoozeUntil(demo.database, sleeper, wakes);
    expect(await agent.row(ZEYNEP_KAYA).count()).toBe(0);
    await agent.row(ZEYNEP_KAYA).waitFor();
    expect(Date.now()).toBeGreaterThanOrEqual(wakes);
    await agent.choose(ZEYNEP_KAYA);
    await agent.event('woken').waitFor();
  });

  it('[C-02] back leads to the thread before, and on a phone to the list', async () => {
    const { page } = agent;
    await agent.open();
    await agent.choose('Ayşe Yılmaz');
    await agent.choose('Mehmet Demir');
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'Ayşe Yılmaz' }).first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await agent.open();
    expect(await agent.faults()).toEqual([]);
    await agent.choose('Mehmet Demir');
    expect(await rows().count()).toBe(0);
    expect(await agent.faults()).toEqual([]);
    await takePicture(page, 'list-narrow-thread');
    await page.goBack();
    await rows().first().waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('[X-12] [X-13] the list with its tools open has no fault for people and machines: dark, tr', async () => {
    const look = { dark: true, locale: 'tr', width: 1280, height: 800 } as const;
    const seen = atInbox(await demo.admin(look), demo);
    await seen.open('?status=all&sort=waiting');
    await seen.page.getByTestId('more-filters').click();
    expect(await seen.faults()).toEqual([]);
    await takePicture(seen.page, 'list-dark-tr');
    await seen.open('?q=vazo');
    await seen.page.getByTestId('message-hit').first().waitFor();
    expect(await seen.faults()).toEqual([]);
    await seen.open();
    await rows(seen.page).first().waitFor();
    await seen.page.getByTestId('select-mode').click();
    await rows(seen.page).first().click();
    await seen.page.getByTestId('bulk-close-why').click();
    await seen.page.getByRole('dialog').waitFor();
    expect(await seen.faults()).toEqual([]);
    await seen.page.context().close();
  });
});

/** Waits until a question about the page is answered so. */
const expectSoon = async (ask: () => Promise<string | undefined>, wanted: string | undefined) => {
  const end = Date.now() + 5_000;
  let seen = await ask();
  while (seen !== wanted && Date.now() < end) seen = await ask();
  expect(seen).toBe(wanted);
};
