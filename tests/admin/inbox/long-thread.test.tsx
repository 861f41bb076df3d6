import { screen, waitFor } from '@testing-library/react';
import type { MessageView } from '../../../server/src/contracts/conversations';
import {
  PAGE,
  COUNT,
  openThread,
  drawn,
  box,
  scrollTo,
  isFarLongerThanItsBox,
} from '../../support/long-thread';
import { en } from '../../support/words';

/** How often the words of each message were drawn. */
const mockDrawn = new Map<string | null, number>();
jest.mock('../../../admin/src/shared/MessageBody', () => ({
  MessageBody: ({ body }: { body: MessageView['body'] }) => {
    mockDrawn.set(body.text, (mockDrawn.get(body.text) ?? 0) + 1);
    return body.text;
  },
}));

isFarLongerThanItsBox();
beforeEach(() => mockDrawn.clear());

describe('a long thread', () => {
  /** Seven pages back, and to the newest again: then not all that is known is drawn. */
  const readBack = async () => {
    const view = await openThread();
    for (let page = 1; page <= 7; page += 1) {
      box().scrollTop = 0;
      await view.person.click(await screen.findByText(en('inbox.thread.older')));
      await waitFor(() => expect(drawn()[0]).toBe(COUNT - PAGE * (page + 1) + 1));
      expect(drawn().length).toBeLessThanOrEqual(340);
    }
    expect(drawn()).not.toContain(COUNT);
    await view.person.click(screen.getByText(en('composer.jump.newest')));
    await waitFor(() => expect(drawn().at(-1)).toBe(COUNT));
    await waitFor(() => expect(box().scrollTop).toBe(50_000));
    return view;
  };

  it('[C-05] draws a bounded number of bubbles however far one reads back, and comes back to the newest', async () => {
    await readBack();
    expect(drawn().length).toBeLessThanOrEqual(340);
    expect(document.activeElement).toBe(box());
  }, 180_000);

  it('leaves a reader alone who went up from the end by one leap, whatever comes in below', async () => {
    const { arrive } = await readBack();
    scrollTo(0);
    await waitFor(() => expect(drawn()).not.toContain(COUNT));
    arrive();
    expect(await screen.findByText(en('inbox.thread.jump', { count: 1 }))).toBeTruthy();
    expect(box().scrollTop).toBe(0);
  }, 180_000);

  it('draws no bubble again while one writes, or takes a message up to answer it', async () => {
    const at = Date.now();
    const { person } = await openThread({
      parts: { [COUNT]: { wamid: 'wamid.500' } },
      routes: {
        // That one writes is told, and the answer comes into the pane around the thread.
        'POST /whatsapp/conversations/1/presence': {
          at,
          people: [{ id: 2, name: 'Deniz Ak', seenUntil: at + 30_000, typingUntil: 0 }],
        },
      },
    });
    await screen.findByText(en('team.presence.looking', { names: 'Deniz Ak', count: 1 }));
    const before = mockDrawn.get('message 480');
    expect(before).toBeGreaterThan(0);
    await person.click(screen.getByRole('button', { name: en('inbox.bubble.reply') }));
    await person.type(screen.getByTestId('composer-input'), 'Merhaba, bakıyorum');
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-input').value).toContain('bakıyorum');
    expect(mockDrawn.get('message 480')).toBe(before);
  }, 60_000);
});
