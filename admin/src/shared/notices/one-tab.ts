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
  const hold = () =>
    new Promise<void>((resolve) => {
      isMine = true;
      release = () => {
        isMine = false;
        resolve();
      };
    });
  const wait = (steal: boolean): void => {
    if (isOver) return;
    void navigator.locks.request(LOCK, { steal }, hold).catch(() => {
      // Another tab is looked at now: its turn, and ours again when it is closed.
      isMine = false;
      wait(false);
    });
  };
  const take = () => {
    if (!isMine) wait(true);
  };
  wait(document.hasFocus());
  window.addEventListener('focus', take);
  return {
    isMine: () => isMine,
    stop: () => {
      isOver = true;
      window.removeEventListener('focus', take);
      release();
    },
  };
};
