import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import type { Thread } from '../hooks/useThread';
import { rowKey } from '../model/thread';

/** Pages back in time that are read at most for one jump. */
const MOST_PAGES = 60;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

interface Facts {
  readonly box: RefObject<HTMLElement>;
  readonly thread: Thread;
  readonly showAround: (key: string) => void;
}

/** The message in the middle of what is read. */
const readNow = (box: HTMLElement): number | null => {
  const { top, height } = box.getBoundingClientRect();
  const all = [...box.querySelectorAll<HTMLElement>('[data-message-id]')];
  const found = all.find((one) => one.getBoundingClientRect().bottom >= top + height / 2);
  const id = Number((found ?? all.at(-1))?.dataset.messageId);
  return Number.isInteger(id) ? id : null;
};

/** To a message, however far back, and to where one was before. */
export const useJump = ({ box, thread, showAround }: Facts) => {
  const latest = useRef(thread);
  latest.current = thread;
  const [back, setBack] = useState<number | null>(null);
  const [state, setState] = useState<'idle' | 'looking' | 'missing'>('idle');
  const [target, setTarget] = useState<number | null>(null);

  const find = useCallback(async (id: number): Promise<MessageView | null> => {
    const known = () => latest.current.messages.find((message) => message.id === id) ?? null;
    for (let n = 0; n < MOST_PAGES && known() === null; n += 1) {
      if (latest.current.olderCursor === null || latest.current.olderFailed) break;
      await latest.current.older();
      await frame();
    }
    return known();
  }, []);

  const go = useCallback(
    async (id: number) => {
      setState('looking');
      const found = await find(id);
      if (!found) return setState('missing');
      setState('idle');
      showAround(rowKey(found));
      setTarget(id);
    },
    [find, showAround]
  );

  // Once more with each change of the rows, until the message is drawn.
  const { messages } = thread;
  useEffect(() => {
    if (target === null) return;
    const element = box.current?.querySelector<HTMLElement>(`[data-message-id="${target}"]`);
    if (!element) return;
    element.scrollIntoView({ block: 'center' });
    element.setAttribute('tabindex', '-1');
    element.focus({ preventScroll: true });
    setTarget(null);
  }, [box, messages, target]);

  return {
    state,
    back: back === null ? null : () => void go(back).then(() => setBack(null)),
    /** `id` of the message that was quoted. */
    jump: useCallback(
      (id: number) => {
        if (box.current) setBack(readNow(box.current));
        void go(id);
      },
      [box, go]
    ),
  };
};
