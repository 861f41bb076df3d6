import type { Page } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { hire, signedIn, type Caller, type Colleague } from '../support/demo-team';
import { shows } from '../support/how-many';
import { atInbox, customers, type AtInbox, type Customers } from '../support/inbox-hands';
import { takePicture } from '../support/pictures';
import { openStream, type Stream } from '../support/stream';
import { eventually } from '../support/world';
import { en } from '../support/words';

const AYSE = '905321110001';
const NAME = 'Ayşe Yılmaz';
const AGENT = [
  ...['chat.read', 'chat.read-unassigned', 'chat.read-all', 'chat.reply'],
  ...['contact.browse', 'task.handle'],
] as Parameters<typeof hire>[2];

/** What follows the name of who is typing. */
const typing = en('team.presence.typing', { names: '', count: 1 }).trim();

/** Two agents at two browsers, a third who sees only her own, and the customer's phone. */
describe('a team at the Inbox', () => {
  let demo: Demo;
  let defne: AtInbox;
  let deniz: AtInbox;
  let ece: AtInbox;
  let ayse: Customers;
  let owner: Caller;
  let denizIs: Colleague;
  let eceIs: Colleague;
  /** What the server tells Ece's and Deniz's pages while the journeys run. */
  let eceHears: Stream;
  let denizHears: Stream;
  const streams: Stream[] = [];

  const idOf = async (): Promise<number> =>
    Number(await deniz.row(NAME).first().getAttribute('data-conversation-id'));
  const reloaded = (page: Page) => page.evaluate(() => !('notReloaded' in window));
  const listen = async (who: Caller): Promise<Stream> => {
    const stream = await openStream(new URL(demo.adminUrl).origin, { token: who.token });
    streams.push(stream);
    return stream;
  };

  beforeAll(async () => {
    demo = await startDemo();
    owner = await signedIn(demo);
    denizIs = await hire(owner, ['Deniz', 'Aksoy'], AGENT);
    eceIs = await hire(owner, ['Ece', 'Kendi'], ['chat.read', 'chat.reply', 'contact.browse']);
    defne = atInbox(await demo.admin(), demo);
    deniz = atInbox(await demo.admin({}, denizIs), demo);
    ece = atInbox(await demo.admin({}, eceIs), demo);
    ayse = customers(await demo.phone(), demo);
    for (const { page, open } of [defne, deniz, ece]) {
      page.setDefaultTimeout(20_000);
      await open();
      await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    }
    eceHears = await listen(await signedIn(demo, eceIs));
    denizHears = await listen(await signedIn(demo, denizIs));
    await ayse.take(AYSE);
  }, 400_000);
  afterAll(async () => {
    for (const stream of streams) stream.close();
    await demo?.close();
  }, 30_000);

  it('[C-04] [C-06] [C-22] what a new customer writes is on top of both lists without a reload', async () => {
    await ayse.says('Merhaba, masam kırık geldi');
    for (const { page, row } of [defne, deniz]) {
      await row('Merhaba, masam kırık geldi').waitFor();
      expect(await page.getByTestId('conversation-row').first().innerText()).toContain(NAME);
      expect(await reloaded(page)).toBe(false);
    }
  });

  it('[C-23] [C-24] taken by one, the other sees at once whose it is, and who looks at it', async () => {
    for (const { choose } of [defne, deniz]) await choose(NAME);
    await deniz.page.getByTestId('presence').filter({ hasText: 'Defne Demo' }).waitFor();
    await defne.page.getByTestId('assign-menu').click();
    await defne.page.getByRole('menuitem', { name: en('inbox.assign.me'), exact: true }).click();
    await deniz.event('assigned').filter({ hasText: 'Defne Demo' }).waitFor();
    await deniz.row(NAME).filter({ hasText: '→ Defne Demo' }).waitFor();
    await deniz.page
      .getByRole('button', { name: en('inbox.assign.label', { who: 'Defne Demo' }) })
      .waitFor();
    await defne.page.getByTestId('scope-mine').click();
    await shows(defne.page.getByTestId('conversation-row'), 1);
    await defne.page.getByTestId('scope-all').click();
  });

  it('while one agent types the other sees it, and is asked before a second answer goes', async () => {
    await deniz.input().fill('Fotoğrafını gönderir misiniz?');
    await defne.input().pressSequentially('Çok üzgünüz, hemen bakıyoruz');
    const writing = deniz.page
      .getByTestId('presence')
      .filter({ hasText: en('team.presence.typing', { names: 'Defne Demo', count: 1 }) });
    // It is shown for seconds: on a loaded machine the first keys may be over before the page draws them.
    await eventually('Defne seen writing', async () => {
      await defne.input().press('!');
      return writing.isVisible();
    });
    await takePicture(deniz.page, 'team-typing');
    await defne.input().press('!');
    await deniz.page.getByTestId('composer-send').click();
    const question = deniz.page.getByTestId('collision');
    await question
      .filter({ hasText: en('team.presence.collision', { names: 'Defne Demo', count: 1 }) })
      .waitFor();
    expect(await deniz.faults()).toEqual([]);
    expect(await deniz.input().inputValue()).toBe('Fotoğrafını gönderir misiniz?');
    // Defne stops: what the question says is over, and it goes with it.
    await question.waitFor({ state: 'detached' });
    expect(await deniz.input().inputValue()).toBe('Fotoğrafını gönderir misiniz?');
    expect(await ayse.bubble('Fotoğrafını').count()).toBe(0);
    // Who holds a text back is not seen as writing for long; until then Defne would be asked as well.
    await defne.page.getByTestId('presence').filter({ hasNotText: typing }).waitFor();
    await defne.page.getByTestId('composer-send').click();
    await ayse.bubble('Çok üzgünüz').waitFor();
  });

  it('[C-10] answered by one meanwhile, the other is asked once more, and may send too', async () => {
    await deniz.bubble('Çok üzgünüz').waitFor();
    await deniz.page.getByTestId('presence').filter({ hasNotText: typing }).waitFor();
    await deniz.page.getByTestId('composer-send').click();
    const asks = [1, 2].map((seconds) =>
      en('inbox.composer.answered', { name: 'Defne Demo', seconds })
    );
    const question = deniz.page.getByText(anyNumber(...asks));
    await question.waitFor();
    expect(await ayse.bubble('Fotoğrafını').count()).toBe(0);
    await deniz.page.getByRole('button', { name: en('inbox.composer.send-too') }).click();
    await ayse.bubble('Fotoğrafını gönderir misiniz?').waitFor();
    await shows(ayse.page.getByTestId('bubble').filter({ hasText: 'Fotoğrafını' }), 1);
    await defne.bubble('Fotoğrafını').filter({ hasText: 'Deniz Aksoy' }).waitFor();
  });

  it('a note that names a colleague reaches them and never the customer', async () => {
    // Who has the note before their eyes needs no notice of it.
    await deniz.choose('Ada Clarke');
    await defne.page.getByTestId('mode-note').click();
    const note = defne.page.getByTestId('note-input');
    await note.pressSequentially('Bu üçüncü kırık masa. @Den');
    await defne.page.getByTestId('mention-option').filter({ hasText: denizIs.name }).click();
    await note.pressSequentially('yenisini yolla');
    expect(await defne.faults()).toEqual([]);
    await defne.page.getByTestId('note-save').click();
    await deniz.page.getByText(en('team.mentions.new')).first().waitFor();
    await deniz.page.getByTestId('mentions-filter').filter({ hasText: '1' }).click();
    await shows(deniz.page.getByTestId('conversation-row'), 1);
    await deniz.choose(NAME);
    await deniz.page
      .getByTestId('note')
      .filter({ hasText: 'üçüncü kırık masa. @Deniz Aksoy yenisini yolla' })
      .waitFor();
    await deniz.page.getByTestId('mention').filter({ hasText: '@Deniz Aksoy' }).waitFor();
    await deniz.page.getByTestId('mentions-filter').filter({ hasNotText: '1' }).waitFor();
    await takePicture(deniz.page, 'team-note');
    await deniz.page.getByTestId('mentions-filter').click();
    expect(await ayse.page.getByText('üçüncü kırık').count()).toBe(0);
    await defne.page.getByTestId('mode-reply').click();
  });

  it('[C-23] [C-24] transferred with a note, the colleague has the conversation and the note', async () => {
    await defne.page.getByTestId('assign-menu').click();
    await defne.page.getByTestId('assign-with-note').click();
    const dialog = defne.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: en('team.transfer.to') }).click();
    await defne.page.getByRole('option', { name: denizIs.name }).click();
    await dialog.getByTestId('assign-note').fill('Depoyu sen tanıyorsun');
    expect(await defne.faults()).toEqual([]);
    await takePicture(defne.page, 'team-transfer');
    await dialog.getByTestId('assign-send').click();
    await dialog.waitFor({ state: 'detached' });
    await deniz.page.getByTestId('note').filter({ hasText: 'Depoyu sen tanıyorsun' }).waitFor();
    await deniz.page
      .getByRole('button', { name: en('inbox.assign.label', { who: en('inbox.assign.me') }) })
      .waitFor();
    await defne.row(NAME).filter({ hasText: '→ Deniz Aksoy' }).waitFor();
  });

  it('[C-03] [C-06] closed with a reason it leaves both lists, and a new message brings it back', async () => {
    await deniz.more('close-why');
    const dialog = deniz.page.getByRole('dialog');
    await dialog.getByLabel(en('inbox.close.reason')).fill('Yenisi yolda');
    expect(await deniz.faults()).toEqual([]);
    await dialog
      .getByRole('button', { name: en('inbox.thread.close'), exact: true })
      .last()
      .click();
    await defne.event('closed').filter({ hasText: 'Yenisi yolda' }).waitFor();
    for (const { page, row } of [defne, deniz]) {
      await page.mouse.move(0, 0);
      await row(NAME).waitFor({ state: 'detached' });
    }
    await ayse.says('Bu da çizik geldi');
    for (const { row } of [defne, deniz]) await row('Bu da çizik geldi').waitFor();
    // Closing it led her away from there.
    await deniz.choose(NAME);
    for (const { event } of [defne, deniz]) await event('reopened').waitFor();
    expect(await ayse.page.getByText('Yenisi yolda').count()).toBe(0);
    expect(await reloaded(defne.page)).toBe(false);
  });

  it('[C-23] who may see only her own sees nothing of it: list, search, address, API, live', async () => {
    const id = await idOf();
    const { page } = ece;
    const empty = page.getByText(en('inbox.list.empty'));
    const withNumber = new RegExp(en('inbox.list.empty-number', { phone: '.+' }));
    await empty.or(page.getByText(withNumber)).waitFor();
    await shows(page.getByTestId('conversation-row'), 0);
    expect(await page.getByTestId('scope-unassigned').count()).toBe(0);
    await ece.open('?q=masam&status=all');
    await page.getByText(en('inbox.hits.none', { q: 'masam' })).waitFor();
    await ece.open(`?q=${encodeURIComponent('Ayşe Yılmaz')}&status=all`);
    await page.getByText(en('inbox.hits.none', { q: 'Ayşe Yılmaz' })).waitFor();
    await shows(page.getByTestId('conversation-row'), 0);
    await ece.open(`?c=${id}`);
    await page.getByText(en('inbox.thread.out-of-reach')).waitFor();
    expect(await page.getByText(/masam|çizik/).count()).toBe(0);
    const call = await signedIn(demo, eceIs);
    for (const path of ['', '/messages', '/notes', '/presence', '/about'])
      expect([path, await call.status(`/whatsapp/conversations/${id}${path}`)]).toEqual([
        path,
        404,
      ]);
    // The colleague's stream has told of it: whatever Ece was to hear has been on its way as long.
    await ayse.says('Kimse var mı?');
    const isOfIt = ({
      type,
      id: of,
      parent,
    }: {
      type: string;
      id: number;
      parent: number | null;
    }) => (type === 'conversation' && of === id) || (type === 'message' && parent === id);
    const before = denizHears.hints().length;
    await denizHears.heard('the message', (hint) => hint.type === 'message' && hint.parent === id);
    await deniz.bubble('Kimse var mı?').waitFor();
    expect(denizHears.hints().length).toBeGreaterThanOrEqual(before);
    expect(eceHears.hints().filter(isOfIt)).toEqual([]);
  });

  it('[C-23] assigned to her, it appears in her list by itself; taken away, it closes before her eyes', async () => {
    await ece.open();
    await deniz.page.getByTestId('assign-menu').click();
    await deniz.page.getByRole('menuitem', { name: eceIs.name }).click();
    await ece.row('Kimse var mı?').waitFor();
    await ece.choose(NAME);
    await ece.bubble('masam kırık').waitFor();
    await ece.input().fill('Hemen bakıyorum');
    // Given away by herself it closes too, and one press brings it back.
    await ece.page.getByTestId('assign-menu').click();
    await ece.page.getByRole('menuitem', { name: denizIs.name }).click();
    const toDeniz = en('inbox.undo.assigned', { name: denizIs.name });
    const given = ece.page.getByTestId('taken').filter({ hasText: toDeniz });
    await given.getByRole('button', { name: en('inbox.undo.label') }).click();
    await ece.bubble('masam kırık').waitFor();
    expect(await ece.input().inputValue()).toBe('Hemen bakıyorum');
    await ece.page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await ece.row(NAME).hover();
    await deniz.page.getByTestId('assign-menu').click();
    await deniz.page.getByRole('menuitem', { name: en('inbox.assign.nobody') }).click();
    const taken = ece.page.getByTestId('taken');
    await taken.getByText(en('inbox.taken.title')).waitFor();
    await ece.row(en('inbox.gone.hidden')).waitFor();
    expect(await taken.evaluate((one) => one === document.activeElement)).toBe(true);
    const left = await ece.page.content();
    for (const words of [NAME, 'masam', 'çizik', 'Kimse var', 'Hemen bakıyorum'])
      expect([words, left.includes(words)]).toEqual([words, false]);
    await takePicture(ece.page, 'team-taken');
    expect(await ece.faults()).toEqual([]);
    expect(await reloaded(ece.page)).toBe(false);
    const draft = `.${await idOf()}`;
    const kept = await ece.page.evaluate((end) => {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith('whatsapp.draft.'));
      return keys.filter((key) => key.endsWith(end)).map((key) => localStorage.getItem(key));
    }, draft);
    expect(kept.join()).toContain('Hemen');
    await taken.getByRole('button', { name: en('inbox.thread.back') }).click();
    await taken.waitFor({ state: 'detached' });
    await shows(ece.page.getByTestId('conversation-row'), 0);
    const call = await signedIn(demo, eceIs);
    expect(await call.status(`/whatsapp/conversations/${await idOf()}/messages`)).toBe(404);
  });

  it.each([
    ['light', 'en'],
    ['dark', 'tr'],
  ] as const)(
    '[X-12] [X-13] the thread with its notes has no fault for people and machines: %s, %s',
    async (theme, locale) => {
      const look = { dark: theme === 'dark', locale, width: 1280, height: 800 };
      const seen = atInbox(await demo.admin(look, denizIs), demo);
      await seen.open(`?c=${await idOf()}`);
      await seen.page.getByTestId('note').first().waitFor();
      await takePicture(seen.page, `team-thread-${theme}-${locale}`);
      expect(await seen.faults()).toEqual([]);
      await seen.page.getByTestId('assign-menu').click();
      await seen.page.getByTestId('assign-with-note').click();
      await seen.page.getByTestId('assign-note').waitFor();
      expect(await seen.faults()).toEqual([]);
      await seen.page.context().close();
    }
  );
});
