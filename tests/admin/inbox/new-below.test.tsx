import { screen, waitFor } from '@testing-library/react';
import { act } from 'react';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type { MessageView } from '../../../server/src/contracts/conversations';
import { refuse } from '../../support/render-admin';
import {
  COUNT,
  SEND,
  box,
  drawn,
  hint,
  isFarLongerThanItsBox,
  openThread,
  scrollTo,
} from '../../support/long-thread';
import { en } from '../../support/words';

isFarLongerThanItsBox();

const BOT: Partial<MessageView> = { direction: 'out', origin: 'bot' };
const DENIZ: Partial<MessageView> = { direction: 'out', agent: { id: 2, name: 'Deniz Ak' } };
const MINE: Partial<MessageView> = { direction: 'out', agent: { id: 1, name: 'Me' } };

/** Whatever number it shows. */
const anyNumber = [1, 2].map((count) =>
  en('inbox.thread.jump', { count }).replace(`${count}`, '\\d+')
);
const pill = () => screen.queryByText(new RegExp(anyNumber.join('|')));

describe('what came in below while one reads further up', () => {
  /** Somewhere in the middle of the thread. */
  const readingUp = async () => {
    const parts: Record<number, Partial<MessageView>> = {};
    const view = await openThread({ parts });
    scrollTo(20_000);
    return {
      ...view,
      /** These come in at once, and are told of by one hint. */
      come: (...messages: Partial<MessageView>[]) => {
        const last = view.server.append(messages.length);
        messages.forEach((part, n) => (parts[last - messages.length + 1 + n] = part));
        hint(last);
        return last;
      },
    };
  };

  it('counts each message of a refresh that brings several, from the customer and from others of us', async () => {
    const { come } = await readingUp();
    come({}, BOT, {});
    expect(await screen.findByText(en('inbox.thread.jump', { count: 3 }))).toBeTruthy();
    const last = come(DENIZ, {});
    expect(await screen.findByText(en('inbox.thread.jump', { count: 5 }))).toBeTruthy();
    await waitFor(() => expect(drawn().at(-1)).toBe(last));
    expect(box().scrollTop).toBe(20_000);
  });

  it('leaves the reader where they are when a colleague or a bot answers', async () => {
    const { come } = await readingUp();
    come(DENIZ);
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
    expect(pill()).not.toBeNull();
    expect(box().scrollTop).toBe(20_000);
  });

  it('counts neither what one sent oneself from elsewhere nor what happened with the conversation', async () => {
    const { come } = await readingUp();
    const last = come(MINE);
    await waitFor(() => expect(drawn().at(-1)).toBe(last));
    expect(pill()).toBeNull();
    come({});
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
  });

  it('counts a message once, whatever happens with it afterwards', async () => {
    const parts: Record<number, Partial<MessageView>> = {};
    const { arrive } = await openThread({ parts });
    scrollTo(20_000);
    const id = arrive();
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
    parts[id] = { reactions: [{ from: 'customer', emoji: '👍' }] };
    hint(id);
    expect(await screen.findByText('👍')).toBeTruthy();
    act(() => publishSignal({ kind: 'reset' }));
    expect(screen.getByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
  });

  it('counts nothing to who sees it come in, above a message of theirs that could not be sent too', async () => {
    const { person, arrive } = await openThread({
      routes: { [SEND]: () => refuse(422, { kind: 'window-closed' }) },
    });
    await person.type(screen.getByTestId('composer-input'), 'Buldum{Enter}');
    await screen.findByText('Buldum');
    const id = arrive();
    await waitFor(() => expect(drawn()).toContain(id));
    expect(pill()).toBeNull();
    expect(box().scrollTop).toBe(50_000);
  });

  it('counts no old messages that are loaded above, and begins again once the end was seen', async () => {
    const { come, person } = await readingUp();
    await person.click(screen.getByText(en('inbox.thread.older')));
    await waitFor(() => expect(drawn()[0]).toBe(COUNT - 99));
    expect(pill()).toBeNull();
    come({}, {});
    expect(await screen.findByText(en('inbox.thread.jump', { count: 2 }))).toBeTruthy();
    scrollTo(49_500);
    await waitFor(() => expect(pill()).toBeNull());
    scrollTo(20_000);
    come({});
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
  });
});
