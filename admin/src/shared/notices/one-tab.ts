const LOCK = 'whatsapp-notices';

/**
 * Of all open tabs one tells: the one that was looked at last. Where the browser has no locks, each tells; notices of one
 * conversation take each other's place then.
 */
export const createTurn = () => {
  if (!('locks' in navigator)) return { isMine: () => true, stop: () => undefined };
  let isMine = false;
  let isOver = false;
  let release: () => void = () => undefined;
  /** Who is asked already needs not be asked again, however often the person goes to and fro. */
  const asked = new Set<boolean>();
  const ask = (steal: boolean): void => {
    if (isOver || asked.has(steal)) return;
    asked.add(steal);
    const hold = () => {
      asked.delete(steal);
      // Who has stopped meanwhile must not keep it from the others.
      if (isOver) return undefined;
      isMine = true;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    void navigator.locks.request(LOCK, { steal }, hold).catch(() => {
      // Another tab is looked at now: its turn, and ours again when it is closed.
      isMine = false;
      ask(false);
    });
  };
  const take = () => {
    if (!isMine) ask(true);
  };
  ask(document.hasFocus());
  window.addEventListener('focus', take);
  return {
    isMine: () => isMine,
    stop: () => {
      isOver = true;
      isMine = false;
      window.removeEventListener('focus', take);
      release();
    },
  };
};
