import type { CDPSession, Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { hire, signedIn, type Caller, type Colleague } from '../support/demo-team';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { en } from '../support/words';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const ZEYNEP = '905321110003';
const AYSE_YILMAZ = 'Ayşe Yılmaz';
const MEHMET_DEMIR = 'Mehmet Demir';
const ZEYNEP_KAYA = 'Zeynep Kaya';

interface Told {
  readonly title: string;
  readonly body: string;
}
interface Heard {
  readonly shown: Notification[];
  readonly hertz: number[];
}

/** Keeps each notice that the browser is given, and each tone that begins; both go on to the browser. */
const listen = () => {
  const heard: Heard = { shown: [], hertz: [] };
  Object.assign(globalThis, { heard });
  class Kept extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      heard.shown.push(this);
    }
  }
  globalThis.Notification = Kept;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    heard.hertz.push(this.frequency.value);
    start.call(this, when);
  };
};

/** A tab of the admin that tells what it showed and played. */
const tabOf = async (page: Page) => {
  const session: CDPSession = await page.context().newCDPSession(page);
  /** A page of the tests believes after each load that it is looked at; here that is what matters. */
  const seeTruly = () => session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const heard = () =>
    page.evaluate(() => {
      const { shown, hertz } = (globalThis as unknown as { heard: Heard }).heard;
      return { told: shown.map(({ title, body }) => ({ title, body })), hertz };
    });
  return {
    page,
    told: async (): Promise<readonly Told[]> => (await heard()).told,
    tones: async (): Promise<readonly number[]> => (await heard()).hertz,
    /** Somebody looks at this tab. */
    look: async () => {
      await seeTruly();
      await page.bringToFront();
      await page.waitForFunction(() => document.hasFocus());
    },
    /** Something else is looked at. */
    leave: async () => {
      await seeTruly();
      await page.waitForFunction(() => !document.hasFocus());
    },
    tells: (count: number) =>
      page.waitForFunction(
        (wanted) => (globalThis as unknown as { heard: Heard }).heard.shown.length >= wanted,
        count
      ),
    plays: (count: number) =>
      page.waitForFunction(
        (wanted) => (globalThis as unknown as { heard: Heard }).heard.hertz.length >= wanted,
        count
      ),
    press: (nth: number) =>
      page.evaluate(
        (at) =>
          (globalThis as unknown as { heard: Heard }).heard.shown[at]?.dispatchEvent(
            new Event('click')
          ),
        nth
      ),
    /** Resolves when the tab has looked for news and found an unread message of this person. */
    finds: (name: string) =>
      page.waitForResponse(async (response) => {
        const { pathname, searchParams } = new URL(response.url());
        if (!pathname.endsWith('/whatsapp/conversations')) return false;
        if (searchParams.get('unread') !== 'true' || searchParams.get('limit') !== '30')
          return false;
        return (await response.text()).includes(name);
      }),
  };
};
/** One tab has the turn, and the other waits for it once. */
const isInTurn = async () => {
  const { held = [], pending = [] } = await navigator.locks.query();
  const ours = (one: LockInfo) => one.name === 'whatsapp-notices';
  return held.filter(ours).length === 1 && pending.filter(ours).length === 1;
};
type Tab = Awaited<ReturnType<typeof tabOf>>;

/** Who works in the admin hears of new messages, as they chose it. */
describe('notices of new messages', () => {
  let demo: Demo;
  let owner: Caller;
  let colleague: Colleague;
  let people: Customers;
  let tab: Tab;
  let agent: AtInbox;
  /** Another tab of the same browser, of another site. */
  let elsewhere: Page;

  const address = (path: string) => `${new URL(demo.adminUrl).origin}/admin${path}`;
  /** Loaded again, so that what the tab was told before is forgotten. */
  const loadInbox = async () => {
    await agent.page.goto(address('/plugins/whatsapp/inbox'));
    await agent.page.getByRole('heading', { level: 1 }).waitFor();
  };
  const library = async (page: Page) => {
    await page.goto(address('/plugins/upload'));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  };
  const lookAway = async (...others: Tab[]) => {
    await elsewhere.bringToFront();
    for (const one of [tab, ...others]) await one.leave();
  };
  type List = { conversations: { id: number }[]; unreadTotal: number };
  const list = (query: string) => owner.ask<List>('GET', `/whatsapp/conversations?${query}`);
  const titled = (page: Page, unread: number) =>
    page.waitForFunction(
      (count) =>
        count > 0 ? document.title.startsWith(`(${count}) `) : !/^\(/.test(document.title),
      unread
    );
  const icon = (page: Page) =>
    page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href ?? '');
  const idOf = async (name: string) => {
    const { conversations } = await list(`q=${encodeURIComponent(name)}&limit=1`);
    return conversations[0]?.id ?? 0;
  };
  const assign = async (name: string, assigneeId: number | null) =>
    owner.ask('PUT', `/whatsapp/conversations/${await idOf(name)}`, { assigneeId });
  const readAll = async () => {
    const { conversations } = await list('unread=true&status=all&limit=100');
    for (const { id } of conversations)
      await owner.ask('POST', `/whatsapp/conversations/${id}/read`);
  };
  /** Opens the settings in the Inbox, where somebody looks at the tab, and closes them again. */
  const set = async (change: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await tab.look();
    await loadInbox();
    await tab.page.getByTestId('notices').click();
    const dialog = tab.page.getByRole('dialog');
    await dialog.waitFor();
    await change(dialog);
    await tab.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    demo = await startDemo({ wholeBrowser: true });
    owner = await signedIn(demo);
    colleague = await hire(owner, ['Deniz', 'Aksoy'], ['chat.read', 'chat.reply']);
    people = customers(await demo.phone(), demo);
    const page = await demo.admin({ width: 1280, height: 800 });
    page.setDefaultTimeout(20_000);
    await page.context().grantPermissions(['notifications'], {
      origin: new URL(demo.adminUrl).origin,
    });
    await page.context().addInitScript(listen);
    elsewhere = await page.context().newPage();
    agent = atInbox(page, demo);
    tab = await tabOf(page);
    await tab.look();
    await loadInbox();
    await people.text(AYSE, 'Merhaba');
    await people.text(MEHMET, 'Merhaba');
    await people.text(ZEYNEP, 'Merhaba');
    for (const name of [AYSE_YILMAZ, MEHMET_DEMIR, ZEYNEP_KAYA]) await agent.row(name).waitFor();
    await readAll();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  it('the number is in the title and a dot in the icon of the tab, on a page of Strapi too, until it is read', async () => {
    await library(tab.page);
    await titled(tab.page, 0);
    expect(await icon(tab.page)).not.toMatch(/^data:/);
    await people.take(AYSE);
    await people.says('Kargom nerede?');
    await titled(tab.page, 1);
    await tab.page.waitForFunction(() =>
      document
        .querySelector<HTMLLinkElement>('link[rel~="icon"]')
        ?.href.startsWith('data:image/png')
    );
    await people.text(MEHMET, 'Açık mısınız?');
    await titled(tab.page, 2);
    await readAll();
    await titled(tab.page, 0);
    expect(await icon(tab.page)).toMatch(/^http.*\/favicon/);
    expect([await tab.told(), await tab.tones()]).toEqual([[], []]);
  });

  it('switched on, the browser tells of a message while one looks elsewhere, and its press opens the conversation', async () => {
    await set(async (dialog) => {
      await dialog.getByLabel(en('notices.browser')).click();
      await dialog.getByRole('button', { name: en('notices.try') }).click();
      await tab.tells(1);
      expect(await tab.told()).toEqual([{ title: 'WhatsApp', body: en('notices.try-body') }]);
      expect(await agent.faults()).toEqual([]);
      await takePicture(tab.page, 'notices-settings');
    });
    await library(tab.page);
    await lookAway();
    await people.says('Kargom hâlâ gelmedi');
    await tab.tells(1);
    expect(await tab.told()).toEqual([{ title: AYSE_YILMAZ, body: 'Kargom hâlâ gelmedi' }]);
    expect(await tab.tones()).toEqual([]);
    await tab.press(0);
    await tab.page.waitForURL(/\/plugins\/whatsapp\/inbox\?c=\d+/);
    await tab.page.getByRole('heading', { level: 2, name: AYSE_YILMAZ }).first().waitFor();
    await agent.bubble('Kargom hâlâ gelmedi').waitFor();
  });

  it('while one looks at the admin it stays quiet: of the open conversation and of all others', async () => {
    await tab.look();
    await loadInbox();
    await agent.choose(AYSE_YILMAZ);
    await people.says('Bir de şunu soracaktım');
    await agent.bubble('Bir de şunu soracaktım').waitFor();
    const found = tab.finds(MEHMET_DEMIR);
    await people.text(MEHMET, 'Bugün gelebilir miyim?');
    await found;
    await agent.row('Bugün gelebilir miyim?').waitFor();
    await lookAway();
    await people.text(ZEYNEP, 'Kupalar geldi mi?');
    await tab.tells(1);
    expect(await tab.told()).toEqual([{ title: ZEYNEP_KAYA, body: 'Kupalar geldi mi?' }]);
  });

  it('of several tabs only the one that was looked at last tells', async () => {
    await readAll();
    await tab.look();
    await library(tab.page);
    const second = await tabOf(await tab.page.context().newPage());
    await second.look();
    await library(second.page);
    for (const one of [tab, second, tab, second]) {
      await one.look();
      await one.page.waitForFunction(isInTurn);
    }
    await lookAway(second);
    const found = tab.finds(AYSE_YILMAZ);
    await people.text(AYSE, 'İki sekme var mı?');
    await second.tells(1);
    await found;
    expect(await tab.told()).toEqual([]);
    await second.page.close();
    await people.text(MEHMET, 'Şimdi tek sekme');
    await tab.tells(1);
    expect(await tab.told()).toEqual([{ title: MEHMET_DEMIR, body: 'Şimdi tek sekme' }]);
  });

  it('sound alone shows nothing: two tones are heard', async () => {
    await readAll();
    await set(async (dialog) => {
      await dialog.getByLabel(en('notices.browser')).click();
      await dialog.getByLabel(en('notices.sound')).click();
      // What it sounds like is heard at once.
      await tab.plays(2);
    });
    await library(tab.page);
    // Browsers play nothing of a page on which nobody has pressed anything.
    await tab.page.getByRole('heading', { level: 1 }).first().click();
    await lookAway();
    await people.text(MEHMET, 'Ses geliyor mu?');
    await tab.plays(2);
    expect(await tab.tones()).toEqual([880, 1175]);
    expect(await tab.told()).toEqual([]);
  });

  it('set to mine, only my conversations cause notices', async () => {
    await readAll();
    const { me } = await owner.ask<{ me: number }>('GET', '/whatsapp/agents');
    await assign(AYSE_YILMAZ, me);
    await assign(MEHMET_DEMIR, colleague.id);
    await set(async (dialog) => {
      await dialog.getByLabel(en('notices.sound')).click();
      await dialog.getByLabel(en('notices.browser')).click();
      await dialog.getByRole('radio', { name: en('notices.which.mine') }).click();
    });
    await library(tab.page);
    await lookAway();
    await people.text(MEHMET, 'Benimle Deniz ilgileniyor');
    await people.text(ZEYNEP, 'Benimle kimse ilgilenmiyor');
    // The number counts those of mine and of nobody.
    await titled(tab.page, 1);
    await people.text(AYSE, 'Benimle siz ilgileniyorsunuz');
    await tab.tells(1);
    expect(await tab.told()).toEqual([
      { title: AYSE_YILMAZ, body: 'Benimle siz ilgileniyorsunuz' },
    ]);
  });

  it('switched off, there is no notice and no sound', async () => {
    await set(async (dialog) => {
      await dialog.getByRole('radio', { name: en('notices.which.all') }).click();
      await dialog.getByLabel(en('notices.browser')).click();
      expect(await dialog.getByRole('button', { name: en('notices.try') }).isDisabled()).toBe(true);
    });
    await readAll();
    await titled(tab.page, 0);
    await lookAway();
    await people.text(ZEYNEP, 'Kimse duymuyor');
    await titled(tab.page, 1);
    // Another tab switches it on again: from now on it is told, and of nothing that was before.
    const second = await tabOf(await tab.page.context().newPage());
    await second.look();
    const other = atInbox(second.page, demo);
    await other.open();
    await second.page.getByTestId('notices').click();
    const found = second.finds(ZEYNEP_KAYA);
    await second.page.getByRole('dialog').getByLabel(en('notices.browser')).click();
    await found;
    await lookAway(second);
    await people.text(AYSE, 'Şimdi duyuluyor');
    await second.tells(1);
    expect(await second.told()).toEqual([{ title: AYSE_YILMAZ, body: 'Şimdi duyuluyor' }]);
    expect([await tab.told(), await tab.tones()]).toEqual([[], []]);
    await second.page.close();
  });

  it('the home page shows who waits of mine and of unassigned ones, and leads to them', async () => {
    const { page } = tab;
    await readAll();
    await tab.look();
    await people.text(ZEYNEP, 'Ben bekliyorum');
    await people.text(MEHMET, 'Beni Deniz görür');
    await people.text(AYSE, 'Ben de bekliyorum');
    await titled(page, 2);
    const rows = page.getByTestId('waiting-row');
    const waiting = (name: string) => rows.filter({ hasText: name });
    await page.goto(address('/'));
    await shows(rows, 2);
    await waiting(ZEYNEP_KAYA)
      .filter({ hasText: en('widget.unread.nobody') })
      .waitFor();
    await waiting(AYSE_YILMAZ).filter({ hasText: 'Ben de bekliyorum' }).waitFor();
    await takePicture(page, 'notices-widget');
    await waiting(AYSE_YILMAZ).getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: AYSE_YILMAZ }).first().waitFor();
    await agent.bubble('Ben de bekliyorum').waitFor();
    // It is read now; anyone who comes back sees who waits still.
    await titled(page, 1);
    await page.goto(address('/'));
    await shows(rows, 1);
    await page.getByRole('link', { name: en('widget.unread.all', { count: 1 }) }).click();
    await page.waitForURL(/inbox\?unread=1/);
    // Who may see what a colleague has to answer finds it there too.
    await shows(page.getByTestId('conversation-row'), 2);
    for (const name of [ZEYNEP_KAYA, MEHMET_DEMIR]) await agent.row(name).waitFor();
    await readAll();
    await page.goto(address('/'));
    await page.getByText(en('widget.unread.none')).waitFor();
    await page.getByRole('link', { name: en('widget.unread.open') }).click();
    await page.getByTestId('conversation-row').first().waitFor();
  });
});
