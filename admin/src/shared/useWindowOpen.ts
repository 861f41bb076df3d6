import { useEffect, useState } from 'react';

/** A timer of a browser takes no more; a window lasts 24 hours. */
const LONGEST = 2 ** 31 - 1;

/** Whether free text may go, also when the window ends while one looks at it. */
export const useWindowOpen = ({
  open,
  expiresAt,
}: {
  readonly open: boolean;
  readonly expiresAt: number | null;
}): boolean => {
  const [endedAt, setEndedAt] = useState<number | null>(null);
  useEffect(() => {
    if (!open || expiresAt === null) return undefined;
    const left = Math.min(LONGEST, Math.max(0, expiresAt - Date.now()));
    const timer = setTimeout(() => setEndedAt(expiresAt), left);
    return () => clearTimeout(timer);
  }, [open, expiresAt]);
  return open && endedAt !== expiresAt;
};
