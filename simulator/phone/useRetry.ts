import { useEffect } from 'react';

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** While the last attempt failed, tries again by itself, with growing pauses. */
export const useRetry = (failed: boolean, run: () => void): void => {
  useEffect(() => {
    if (!failed) return;
    let pause = FIRST_MS;
    let timer = 0;
    const wait = (): void => {
      timer = window.setTimeout(() => {
        pause = Math.min(pause * 2, LONGEST_MS);
        run();
        wait();
      }, pause);
    };
    wait();
    return () => window.clearTimeout(timer);
  }, [failed, run]);
};
