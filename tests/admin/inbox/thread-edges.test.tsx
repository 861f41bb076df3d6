import { fireEvent, screen, waitFor } from '@testing-library/react';
import {
  COUNT,
  box,
  drawn,
  focused,
  holdBack,
  isFarLongerThanItsBox,
  openThread,
  pressQuote,
  quoting,
} from '../../support/long-thread';
import { en } from '../../support/words';

isFarLongerThanItsBox();

const edge = (name: string) => screen.getByRole('button', { name });

describe('the buttons at the ends of what is known of a thread', () => {
  it.each([
    ['older', 'cursor=at'],
    ['newer', 'after='],
  ] as const)('keep the focus while %s messages are loaded, and ask once', async (...row) => {
    const [way, question] = row;
    const { person, asked } = await openThread({ parts: quoting(250, COUNT) });
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(250));
    const answer = holdBack(question);
    const button = edge(en(`inbox.thread.${way}`));
    button.focus();
    await person.keyboard('{Enter}');
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'));
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await person.keyboard('{Enter}');
    fireEvent.click(button);
    await answer();
    await waitFor(() => expect(edge(en(`inbox.thread.${way}`))).toBe(button));
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-busy')).toBe('false');
    expect(drawn()).toHaveLength(100);
    expect(asked).toEqual(['', '250', way]);
  });

  it('at the very beginning, where the button goes, the thread has the focus', async () => {
    const { person } = await openThread({ count: 80 });
    edge(en('inbox.thread.older')).focus();
    await person.keyboard('{Enter}');
    await waitFor(() => expect(drawn()[0]).toBe(1));
    expect(screen.getByText(en('inbox.thread.beginning'))).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(box()));
  });

  it('where what is newer meets the newest, the thread has the focus', async () => {
    const { person } = await openThread({ parts: quoting(410, COUNT) });
    await pressQuote(person);
    await waitFor(() => expect(focused()).toBe(410));
    edge(en('inbox.thread.newer')).focus();
    await person.keyboard('{Enter}');
    await waitFor(() => expect(drawn()).toContain(COUNT));
    await waitFor(() => expect(document.activeElement).toBe(box()));
  });

  it('say that the thread begins only where its first message is drawn', async () => {
    const { person } = await openThread({ count: 350 });
    for (let first = 301; first > 1; first -= 50) {
      box().scrollTop = 0;
      await person.click(edge(en('inbox.thread.older')));
      await waitFor(() => expect(drawn()[0]).toBe(Math.max(1, first - 50)));
    }
    expect(screen.getByText(en('inbox.thread.beginning'))).toBeTruthy();
    await person.click(screen.getByText(en('composer.jump.newest')));
    await waitFor(() => expect(drawn().at(-1)).toBe(350));
    expect(drawn()).not.toContain(1);
    expect(screen.queryByText(en('inbox.thread.beginning'))).toBeNull();
    const [before] = drawn();
    // What is known already is drawn without a question.
    await person.click(edge(en('inbox.thread.older')));
    await waitFor(() => expect(drawn()[0]).toBeLessThan(before ?? 0));
  }, 120_000);

  it('takes the focus from nobody who is elsewhere by then', async () => {
    const { person } = await openThread({ count: 80 });
    const answer = holdBack('cursor=at');
    edge(en('inbox.thread.older')).focus();
    await person.keyboard('{Enter}');
    screen.getByTestId('composer-input').focus();
    await answer();
    await waitFor(() => expect(drawn()[0]).toBe(1));
    expect(document.activeElement).toBe(screen.getByTestId('composer-input'));
  });
});
