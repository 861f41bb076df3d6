import type { Locator } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { atInbox, customers, type AtInbox } from '../support/inbox-hands';
import { addOldMessages, oldWords } from '../support/old-messages';
import { takePicture } from '../support/pictures';
import { eventually } from '../support/world';
import { en } from '../support/words';

const AYSE = '905321110001';
const COUNT = 4_000;
const EARLY = 40;
const ASKS = 'Bunu hâlâ bekliyorum';

/** A conversation of thousands of messages, for somebody who goes to an old one and reads on from there. */
describe('a long conversation in a browser', () => {
  let demo: Demo;
  let agent: AtInbox;
  /** What was asked of the pages of a thread. */
  const asked: string[] = [];

  beforeAll(async () => {
    demo = await startDemo();
    agent = atInbox(await demo.admin({ width: 1280, height: 800 }), demo);
    agent.page.setDefaultTimeout(20_000);
    agent.page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (/\/conversations\/\d+\/messages$/.test(pathname) && request.method() === 'GET')
        asked.push(['cursor', 'after', 'around'].find((one) => searchParams.has(one)) ?? 'newest');
    });
    const people = customers(await demo.phone(), demo);
    await people.text(AYSE, ASKS);
    await agent.open();
    await agent.row(ASKS).waitFor();
    await addOldMessages(demo.database, { text: ASKS, count: COUNT, quotes: EARLY });
    await agent.choose('Ayşe Yılmaz');
    await agent.bubble(ASKS).waitFor();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const thread = () => agent.page.getByTestId('thread');
  /** The old message itself, not the one that quotes it. */
  const old = (n: number) =>
    thread()
      .getByTestId('bubble')
      .filter({ hasText: oldWords(n), hasNot: agent.page.getByTestId('quoted') });
  /** Is it really seen, between the upper and the lower edge of the thread? */
  const isInView = async (bubble: Locator): Promise<boolean> => {
    const [box, place] = [await thread().boundingBox(), await bubble.boundingBox()];
    if (!box || !place) return false;
    return place.y >= box.y && place.y + place.height <= box.y + box.height;
  };
  const comesIntoView = (bubble: Locator) =>
    eventually(
      () => `${String(bubble)} in view`,
      () => isInView(bubble),
      20_000
    );
  const numbers = async (): Promise<number[]> => {
    const words = await thread().getByTestId('bubble').allInnerTexts();
    return words.flatMap((one) => {
      const found = /eski-mesaj-(\d{5})/.exec(one);
      return found ? [Number(found[1])] : [];
    });
  };

  it('[C-05] a quote leads to a message of long ago by one request, and puts it into view and focus', async () => {
    asked.length = 0;
    await agent.page.getByTestId('quoted').last().click();
    await comesIntoView(old(EARLY));
    expect(await agent.page.evaluate(() => document.activeElement?.textContent)).toContain(
      oldWords(EARLY)
    );
    expect(asked.filter((one) => one !== 'newest')).toEqual(['around']);
    await takePicture(agent.page, 'long-thread-quoted');
    expect(await agent.faults()).toEqual([]);
  });

  it('[C-05] who reads on from there with the wheel misses no message, and is not led away', async () => {
    await thread().hover();
    const seen = new Set(await numbers());
    const gaps: number[][] = [];
    await eventually(
      () => `the 250th old message, but ${[...seen].at(-1)} is the last that came`,
      async () => {
        await agent.page.mouse.wheel(0, 900);
        const drawn = await numbers();
        if (drawn.some((one, index) => one !== (drawn[0] ?? 0) + index)) gaps.push(drawn);
        drawn.forEach((one) => seen.add(one));
        return seen.has(250);
      },
      60_000
    );
    expect(gaps).toEqual([]);
    for (let n = EARLY; n <= 250; n += 1) expect(seen).toContain(n);
    expect(await agent.bubble(ASKS).count()).toBe(0);
  }, 90_000);

  it('[C-05] "To the newest" shows the last message', async () => {
    await agent.page.getByRole('button', { name: en('composer.jump.newest') }).click();
    await comesIntoView(agent.bubble(ASKS));
    expect(await old(250).count()).toBe(0);
  });

  it('who goes up to the very beginning by the keyboard keeps the focus in the thread', async () => {
    await agent.page.getByTestId('quoted').last().click();
    await comesIntoView(old(EARLY));
    await agent.page.getByRole('button', { name: en('inbox.thread.older') }).focus();
    await agent.page.keyboard.press('Enter');
    await agent.page.getByText(en('inbox.thread.beginning')).waitFor();
    await eventually('the thread has the focus', () =>
      thread().evaluate((box) => document.activeElement === box)
    );
    await agent.page.getByRole('button', { name: en('composer.jump.newest') }).click();
    await comesIntoView(agent.bubble(ASKS));
  });

  it('[C-06] what the customer writes while one reads old messages is counted, and a press away', async () => {
    await agent.page.getByTestId('quoted').last().click();
    await comesIntoView(old(EARLY));
    const people = customers(await demo.phone(), demo);
    await people.text(AYSE, 'Cevap verecek misiniz?');
    await agent.page.getByRole('button', { name: en('inbox.thread.jump', { count: 1 }) }).click();
    await comesIntoView(agent.bubble('Cevap verecek misiniz?'));
  });
});
