import { useCallback, useState, type RefObject } from 'react';
import type { useShowMessage } from './useShowMessage';

/** The message in the middle of what is read. */
const readNow = (box: HTMLElement): number | null => {
  const { top, height } = box.getBoundingClientRect();
  const all = [...box.querySelectorAll<HTMLElement>('[data-message-id]')];
  const found = all.find((one) => one.getBoundingClientRect().bottom >= top + height / 2);
  const id = Number((found ?? all.at(-1))?.dataset.messageId);
  return Number.isInteger(id) ? id : null;
};

/** To a message that another one quotes, and to where one was before. */
export const useJump = (
  box: RefObject<HTMLElement>,
  show: ReturnType<typeof useShowMessage>['show']
) => {
  const [back, setBack] = useState<number | null>(null);
  const jump = useCallback(
    async (id: number) => {
      const before = box.current ? readNow(box.current) : null;
      const { arrival } = await show(id);
      if (arrival === 'here') setBack(before);
    },
    [box, show]
  );
  const goBack = useCallback(
    async (id: number) => {
      const { arrival } = await show(id);
      if (arrival === 'here') setBack(null);
    },
    [show]
  );
  return {
    back: back === null ? null : () => void goBack(back),
    forgetBack: useCallback(() => setBack(null), []),
    /** `id` of the message that was quoted. */
    jump: useCallback((id: number) => void jump(id), [jump]),
  };
};
