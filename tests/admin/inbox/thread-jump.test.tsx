import { act, screen, waitFor } from '@testing-library/react';
import type { MessageView } from '../../../server/src/contracts/conversations';
import type { Call } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import {
  PAGE,
  COUNT,
  FAR,
  NOTES,
  SEND,
  openThread,
  drawn,
  run,
  focused,
  hint,
  box,
  scrollTo,
  quoting,
  pressQuote,
  holdBack,
  opened600,
  isFarLongerThanItsBox,
} from '../../support/long-thread';
import { en } from '../../support/words';

isFarLongerThanItsBox();

describe('going to an old message', () => {
  it('[C-05] takes one request to the message that is quoted, however far back it is', async () => {
    const { person, asked } = await openThread({ count: FAR, parts: quoting(600) });
    box().scrollTop = 30_000;
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(600));
    expect(document.activeElement?.getAttribute('data-target')).toBe('true');
    expect(asked).toEqual(['', '600']);
    expect(drawn()).toEqual(run(575, 624));
    // Only that brings it into view: not to the end of what is shown now, though one was at the end before.
    expect(Element.prototype.scrollIntoView).toHaveBeenCalledTimes(1);
    expect(box().scrollTop).toBe(30_000);
  });

  it('[C-05] one reads on from there to the newest without a gap, and is live again', async () => {
    const { person, arrive } = await openThread({ parts: quoting(120, COUNT) });
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(120));
    const seen = new Set(drawn());
    for (let last = 144; last < 450; last += PAGE) {
      expect(drawn().at(-1)).toBe(last);
      box().scrollTop = 40_000;
      await person.click(screen.getByText(en('inbox.thread.newer')));
      await waitFor(() => expect(drawn()).toContain(last + 1));
      await waitFor(() => expect(drawn().length).toBeLessThanOrEqual(340));
      expect(drawn()).toEqual(run(drawn()[0] ?? 0, drawn().at(-1) ?? 0));
      drawn().forEach((id) => seen.add(id));
    }
    await waitFor(() => expect(drawn().at(-1)).toBe(COUNT));
    drawn().forEach((id) => seen.add(id));
    expect([...seen].sort((a, b) => a - b)).toEqual(run(95, COUNT));
    expect(screen.queryByText(en('inbox.thread.newer'))).toBeNull();
    const next = arrive();
    await waitFor(() => expect(drawn().at(-1)).toBe(next));
    expect(box().scrollTop).toBe(40_000);
  }, 180_000);

  it('[C-05] asks for what follows, and for what is before it, where one scrolls to an end', async () => {
    const { asked } = await opened600();
    scrollTo(49_500);
    await waitFor(() => expect(drawn()).toEqual(run(575, 674)));
    expect(box().scrollTop).toBe(49_500);
    scrollTo(0);
    await waitFor(() => expect(drawn()).toEqual(run(525, 674)));
    expect(asked).toEqual(['', '600', 'newer', 'older']);
  });

  it('leads to the newest again by a button that needs no request', async () => {
    const { person, asked } = await opened600();
    box().scrollTop = 20_000;
    await person.click(screen.getByText(en('composer.jump.newest')));
    await waitFor(() => expect(drawn()).toEqual(run(5_551, FAR)));
    expect(box().scrollTop).toBe(50_000);
    expect(asked).toEqual(['', '600']);
    expect(screen.queryByText(en('composer.jump.back'))).toBeNull();
    expect(screen.queryByText(en('composer.jump.newest'))).toBeNull();
  });

  it('leads back to where one was, and from one old place to another', async () => {
    const { person, asked } = await opened600({ parts: quoting(2_000, 590) });
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(2_000));
    expect(drawn()).toEqual(run(1_975, 2_024));
    // jsdom lays nothing out: the first that is drawn passes for what one reads.
    await person.click(screen.getByText(en('composer.jump.back')));
    await waitFor(() => expect(focused()).toBe(575));
    expect(asked).toEqual(['', '600', '2000', '575']);
    expect(screen.queryByText(en('composer.jump.back'))).toBeNull();
    await person.click(screen.getByText(en('composer.jump.newest')));
    await waitFor(() => expect(drawn()).toContain(FAR));
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(600));
    await person.click(screen.getByText(en('composer.jump.back')));
    await waitFor(() => expect(focused()).toBe(5_551));
    expect(asked).toHaveLength(5);
  }, 60_000);

  it('[C-06] a change of an old message is fetched with its page, and with no other', async () => {
    const parts: Record<number, Partial<MessageView>> = {};
    const { asked, person } = await opened600({ parts });
    await person.click(screen.getByText(en('inbox.thread.newer')));
    await waitFor(() => expect(drawn()).toContain(674));
    asked.length = 0;
    parts[601] = { reactions: [{ from: 'customer', emoji: '👍' }] };
    hint(601);
    expect(await screen.findByText('👍')).toBeTruthy();
    expect(asked).toEqual(['', '600']);
    expect(drawn()).toEqual(run(575, 674));
  });

  it('[C-06] what comes in meanwhile is read out and counted, and not drawn below what is old', async () => {
    const { arrive, person } = await opened600();
    box().scrollTop = 20_000;
    const next = arrive();
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
    expect(screen.getByText(en('inbox.thread.heard', { text: `message ${next}` }))).toBeTruthy();
    expect(drawn()).toEqual(run(575, 624));
    expect(box().scrollTop).toBe(20_000);
    await person.click(screen.getByText(en('inbox.thread.jump', { count: 1 })));
    await waitFor(() => expect(drawn().at(-1)).toBe(next));
    expect(screen.queryByText(en('inbox.thread.jump', { count: 1 }))).toBeNull();
  });

  it('shows the newest to who sends something', async () => {
    const { person, server } = await opened600({
      routes: {
        [SEND]: ({ body }: Call) =>
          messageOf(server.append(1), {
            direction: 'out',
            clientId: (body as { clientId: string }).clientId,
          }),
      },
    });
    await person.type(screen.getByTestId('composer-input'), 'Buldum{Enter}');
    await waitFor(() => expect(drawn()).toContain(FAR + 1));
    expect(drawn()).not.toContain(600);
    expect(box().scrollTop).toBe(50_000);
  });

  it('says that a message is not there, and stays where one is', async () => {
    const { person } = await openThread({ parts: quoting(9_999, COUNT) });
    await pressQuote(person);
    expect(await screen.findByText(en('composer.jump.missing'))).toBeTruthy();
    expect(drawn().at(-1)).toBe(COUNT);
    expect(screen.queryByText(en('composer.jump.back'))).toBeNull();
    scrollTo(10_000);
    await waitFor(() => expect(screen.queryByText(en('composer.jump.missing'))).toBeNull());
  });

  it('says that a message, and what follows it, could not be loaded, and may be tried again', async () => {
    let isBroken = true;
    const { person, asked } = await openThread({
      parts: quoting(120, COUNT),
      isDown: (ask) => isBroken && (ask.has('around') || ask.has('after')),
    });
    await pressQuote(person);
    expect(await screen.findByText(en('composer.jump.failed'))).toBeTruthy();
    isBroken = false;
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(120));
    isBroken = true;
    await person.click(screen.getByText(en('inbox.thread.newer')));
    const again = await screen.findByText(en('inbox.thread.newer-failed'));
    // Not by itself over and over while one stands at the end.
    isBroken = false;
    scrollTo(49_500);
    expect(screen.getByText(en('inbox.thread.newer-failed'))).toBe(again);
    await person.click(again);
    await waitFor(() => expect(drawn()).toEqual(run(95, 194)));
    expect(asked).toEqual(['', '120', 'newer']);
  });

  it('a later wish goes before an answer that comes late', async () => {
    const { person, asked } = await openThread({
      count: FAR,
      parts: { ...quoting(600), ...quoting(900, 5_590), ...quoting(600, 890) },
    });
    const answer = holdBack('around=600');
    await pressQuote(person, 1);
    expect(await screen.findByText(en('composer.jump.looking'))).toBeTruthy();
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(900));
    await answer();
    await waitFor(() => expect(asked).toEqual(['', '900', '600']));
    expect(drawn()).toEqual(run(875, 924));

    const late = holdBack('around=600');
    await pressQuote(person);
    await screen.findByText(en('composer.jump.looking'));
    await person.click(screen.getByText(en('composer.jump.newest')));
    expect(screen.queryByText(en('composer.jump.looking'))).toBeNull();
    await late();
    await waitFor(() => expect(asked).toHaveLength(4));
    expect(drawn()).toContain(FAR);
    expect(drawn()).not.toContain(600);
  });

  it('[C-05] a message that was searched for is reached the same way, marked and given the focus', async () => {
    const onReached = jest.fn();
    const { asked } = await openThread({ count: FAR, target: { messageId: 40, onReached } });
    await waitFor(() => expect(onReached).toHaveBeenCalled());
    expect(onReached).toHaveBeenCalledTimes(1);
    expect(onReached).toHaveBeenCalledWith(true);
    expect(asked).toEqual(['', '40']);
    expect(focused()).toBe(40);
    expect(document.activeElement?.getAttribute('data-target')).toBe('true');
  });

  it('[C-05] is reached and marked where another message comes in while the thread opens there', async () => {
    const onReached = jest.fn();
    let letGo = () => undefined as void;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const { arrive, asked } = await openThread({
      count: FAR,
      target: { messageId: 40, onReached },
      waits: (ask) => (ask.has('around') ? gate : undefined),
    });
    await waitFor(() => expect(asked).toEqual(['', '40']));
    arrive();
    await waitFor(() => expect(asked).toEqual(['', '40', '']));
    // The newest page is read by now, and that around the message is still on its way.
    expect(await screen.findByText(`message ${FAR + 1}`)).toBeTruthy();
    await act(async () => {
      letGo();
      await gate;
    });
    await waitFor(() => expect(onReached).toHaveBeenCalledWith(true));
    expect(focused()).toBe(40);
    expect(document.activeElement?.getAttribute('data-target')).toBe('true');
  });

  it('[C-05] frees the address of a message that was searched for and is gone', async () => {
    const onReached = jest.fn();
    await openThread({ target: { messageId: 9_999, onReached } });
    await waitFor(() => expect(onReached).toHaveBeenCalledWith(false));
    expect(screen.getByText(en('composer.jump.missing'))).toBeTruthy();
    expect(drawn().at(-1)).toBe(COUNT);
  });

  it('brings the notes of that time, and none of another', async () => {
    const notes = [20, 599, 5_590].map((id) => ({
      id,
      conversationId: 1,
      at: messageOf(id).at + 10,
      changedAt: null,
      author: { id: 2, name: 'Deniz Ak' },
      authorName: 'Deniz Ak',
      text: `note ${id}`,
      mentions: [],
    }));
    await opened600({
      routes: {
        [NOTES]: ({ query }: Call) => ({
          notes: notes.filter(({ at }) => at >= Number(query.get('from'))),
        }),
      },
    });
    expect(await screen.findByText('note 599')).toBeTruthy();
    expect(screen.getAllByTestId('note')).toHaveLength(1);
  });
});
