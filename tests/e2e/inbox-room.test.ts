import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { inDatabase } from '../support/demo-database';
import { signedIn, type Caller } from '../support/demo-team';
import { aPdf } from '../support/files';
import { atInbox, customers, type AtInbox } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { visit } from '../support/tour/visit';
import { comeToRest } from '../support/tour/walk';
import { en } from '../support/words';

const AYSE = '905321110001';
const HOUR = 3_600_000;
const LONG = 'Merhaba, *siparişiniz* hazır:\n- Kâse\n- Tabak\n- Bardak';

interface Spot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Runs in the browser: where what stands in the head and in the lowest row of the composer is, by its name. */
const spotsOf = (): Record<string, Spot> => {
  const spots: Record<string, Spot> = {};
  const pane = document.querySelector('section:has([data-testid="thread"])');
  const controls = pane?.querySelectorAll<HTMLElement>(
    '[data-testid="thread-head"] button, [data-testid="composer-row"] button, [data-testid="note-row"] button'
  );
  for (const one of controls ?? []) {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const name = one.dataset.testid ?? one.getAttribute('aria-label') ?? one.textContent ?? '';
    if (right > left) spots[name] = { left, top, right, bottom };
  }
  return spots;
};

const heightOf = async (page: Page, id: string): Promise<number> =>
  (await page.getByTestId(id).boundingBox())?.height ?? 0;

/** The controls of both rows that every state has. */
const STANDING = ['assign-menu', 'thread-more', 'mode-reply', 'mode-note'];

describe('room to read in an open conversation', () => {
  let demo: Demo;
  let owner: Caller;
  let id: number;

  beforeAll(async () => {
    demo = await startDemo();
    owner = await signedIn(demo);
    const ayse = customers(await demo.phone(), demo);
    await ayse.text(AYSE, 'Merhaba, kargom nerede?');
    const agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    await agent.open();
    await agent.row('kargom nerede').first().click();
    await agent.bubble('kargom nerede').waitFor();
    id = Number(new URL(agent.page.url()).searchParams.get('c'));
    await agent.page.context().close();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const show = async (agent: AtInbox) => {
    const { origin } = new URL(demo.adminUrl);
    await visit(agent.page, `${origin}/admin/plugins/whatsapp/inbox?c=${id}&status=all`);
    await agent.bubble('kargom nerede').waitFor();
  };
  const reading = async (look: Parameters<Demo['admin']>[0]) => {
    const agent = atInbox(await demo.admin(look), demo);
    agent.page.setDefaultTimeout(20_000);
    await show(agent);
    return agent;
  };

  it.each([
    ['en', 1440, 900, 0.5, 660],
    ['tr', 1440, 900, 0.5, 660],
    ['tr', 1024, 768, 0.5, 440],
    ['en', 390, 844, 1, 520],
    ['tr', 390, 844, 1, 520],
  ] as const)(
    '[C-02] [X-12] in %s at %i × %i the thread has %d of the width and %i px of height at least',
    async (locale, width, height, share, least) => {
      const { page } = await reading({ locale, width, height });
      const box = await page.getByTestId('thread').boundingBox();
      expect((box?.width ?? 0) / width).toBeGreaterThanOrEqual(share - 0.01);
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(least);
      // One row: no control of it stands below another.
      const head = await heightOf(page, 'thread-head');
      expect(head).toBeGreaterThan(20);
      expect(head).toBeLessThanOrEqual(56);
      for (const one of ['window-meter', 'assign-menu', 'thread-more'])
        expect([one, await page.getByTestId(one).last().isVisible()]).toEqual([one, true]);
      await takePicture(page, `inbox-room-${width}-${locale}`);
      await page.context().close();
    },
    120_000
  );

  it.each([
    [1440, 'en'],
    [1024, 'tr'],
    [390, 'tr'],
  ] as const)(
    '[X-12] [X-13] head, note and menu have no fault for people and machines: dark, %i, %s',
    async (width, locale) => {
      const agent = await reading({ dark: true, locale, width, height: 844 });
      await agent.page.getByTestId('mode-note').click();
      await agent.page.getByTestId('note-input').fill('Kargo firması arandı.');
      await takePicture(agent.page, `inbox-room-note-${width}-${locale}`);
      expect(await agent.faults()).toEqual([]);
      await agent.page.context().close();
    },
    120_000
  );

  it.each([1600, 1440])(
    '[C-02] beside the open panel the name is whole and no button of the composer is cut: %i',
    async (width) => {
      const { page } = await reading({ width, height: 900 });
      await page.getByTestId('panel-toggle').click();
      await page.locator('[data-testid="panel-toggle"][aria-pressed="true"]').waitFor();
      const cut = await page.getByTestId('thread-head').evaluate((head) => {
        const name = head.querySelector('h2');
        const row = document.querySelector('[data-testid="composer-row"]');
        const end = row?.getBoundingClientRect().right ?? 0;
        const buttons = [...(row?.querySelectorAll('button') ?? [])];
        return {
          name: (name?.scrollWidth ?? 1) - (name?.clientWidth ?? 0),
          buttons: buttons.map((one) => one.getBoundingClientRect().right > end + 1),
        };
      });
      expect(cut.name).toBe(0);
      expect(cut.buttons.length).toBeGreaterThan(6);
      expect(cut.buttons).not.toContain(true);
      await page.context().close();
    },
    120_000
  );

  it('[C-02] no control of head and composer moves when the conversation changes or something is written', async () => {
    const agent = await reading({ width: 1440, height: 900 });
    const { page } = agent;
    const me = await owner.ask<{ me: number }>('GET', '/whatsapp/agents');
    const steps: [string, () => Promise<unknown>][] = [
      ['taken', () => owner.ask('PUT', `/whatsapp/conversations/${id}`, { assigneeId: me.me })],
      [
        'snoozed',
        () =>
          owner.ask('PUT', `/whatsapp/conversations/${id}`, {
            status: 'snoozed',
            snoozedUntil: Date.now() + 3_600_000,
          }),
      ],
      ['closed', () => owner.ask('PUT', `/whatsapp/conversations/${id}`, { status: 'closed' })],
    ];
    const before = await page.evaluate(spotsOf);
    expect(Object.keys(before)).toEqual(expect.arrayContaining([...STANDING, 'composer-send']));
    for (const [event, step] of steps) {
      await step();
      await agent.event(event === 'taken' ? 'assigned' : event).waitFor();
      expect([event, await page.evaluate(spotsOf)]).toEqual([event, before]);
    }
    await agent.input().fill(LONG);
    await page.getByTestId('text-preview').waitFor();
    expect(await page.evaluate(spotsOf)).toEqual(before);
    await page.getByTestId('mode-note').click();
    await page.getByTestId('note-input').waitFor();
    const noting = await page.evaluate(spotsOf);
    for (const one of STANDING) expect([one, noting[one]]).toEqual([one, before[one]]);
    await page.context().close();
  }, 120_000);

  it('[C-02] the panel beside the thread is opened and closed by the agent, and stays so at the next visit', async () => {
    const agent = await reading({ width: 1440, height: 900 });
    const { page } = agent;
    const panel = page.getByRole('complementary', { name: en('inbox.panel.title') });
    expect(await panel.count()).toBe(0);
    await agent.showPerson();
    await panel.waitFor();
    await show(agent);
    await panel.waitFor();
    await page.getByTestId('panel-toggle').click();
    await panel.waitFor({ state: 'detached' });
    await show(agent);
    expect(await panel.count()).toBe(0);
    await page.context().close();
  }, 120_000);

  it('[C-02] below 1440 pixels the panel lies over the thread: asked for, closed by Esc, and no narrower thread', async () => {
    const { page } = await reading({ width: 1366, height: 768 });
    const wide = async () => (await page.getByTestId('thread').boundingBox())?.width ?? 0;
    const before = await wide();
    const panel = page.getByRole('dialog', { name: en('inbox.panel.title') });
    expect(await panel.count()).toBe(0);
    await page.getByTestId('panel-toggle').click();
    await panel.waitFor();
    expect(await wide()).toBe(before);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.context().close();
  }, 120_000);

  it('[C-03] [X-13] what is not in the row is in its menu, with its key, by keyboard alone', async () => {
    const agent = await reading({ width: 390, height: 844 });
    const { page } = agent;
    await agent.switchLettersOn();
    await page.getByTestId('thread-more').focus();
    await page.keyboard.press('Enter');
    const item = (name: string) => page.getByRole('menuitem', { name });
    await item(en('inbox.panel.details')).waitFor();
    await item(en('inbox.tag.add')).waitFor();
    expect(await page.getByRole('menu').locator('kbd').allInnerTexts()).toEqual(
      expect.arrayContaining(['t', 'i', 'e'])
    );
    await takePicture(page, 'inbox-room-menu');
    await page.keyboard.press('Escape');
    // It hides the page from screen readers until it is gone.
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await agent.faults()).toEqual([]);
    await page.context().close();
  }, 120_000);

  /** How long free text stays possible. */
  const openUntil = (at: number) =>
    inDatabase(demo.database, async (knex) => {
      await knex('whatsapp_conversations').where({ id }).update({ window_expires_at: at });
    });

  it.each([
    [1440, 900, 'en'],
    [1024, 768, 'tr'],
    [390, 844, 'tr'],
  ] as const)(
    '[C-02] at %i × %i, in %s, no control moves for a quote, a file or a closed window',
    async (width, height, locale) => {
      await openUntil(Date.now() + HOUR);
      const agent = await reading({ width, height, locale });
      const { page } = agent;
      const spots = async () => ({
        controls: await page.evaluate(spotsOf),
        field: await agent.input().boundingBox(),
      });
      await comeToRest(page, page.url());
      const before = await spots();
      expect(Object.keys(before.controls)).toContain('composer-send');
      await agent.input().press('ArrowUp');
      await page.getByTestId('quote-bar').waitFor();
      expect(['quote', await spots()]).toEqual(['quote', before]);
      const file = { name: 'katalog.pdf', mimeType: 'application/pdf', buffer: aPdf() };
      await page.getByTestId('attach-input').setInputFiles(file);
      await page.locator('[data-testid="attachment"][data-state="done"]').waitFor();
      expect(['file', await spots()]).toEqual(['file', before]);

      await openUntil(Date.now() - HOUR);
      await page.reload();
      await page.getByTestId('composer-closed').waitFor();
      await comeToRest(page, page.url());
      const closed = await page.evaluate(spotsOf);
      const shared = Object.keys(closed).filter((one) => one in before.controls);
      expect(shared).toEqual(expect.arrayContaining(['thread-more', 'mode-reply', 'mode-note']));
      for (const one of shared) expect([one, closed[one]]).toEqual([one, before.controls[one]]);
      await page.context().close();
    },
    120_000
  );

  it.each(['en', 'tr'] as const)(
    '[C-02] in %s at 390 × 844 the thread has 520 px of height with a closed window too',
    async (locale) => {
      await openUntil(Date.now() - HOUR);
      const { page } = await reading({ locale, width: 390, height: 844 });
      await page.getByTestId('composer-closed').waitFor();
      await comeToRest(page, page.url());
      const box = await page.getByTestId('thread').boundingBox();
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(520);
      await takePicture(page, `inbox-room-closed-390-${locale}`);
      await page.context().close();
    },
    120_000
  );
});
