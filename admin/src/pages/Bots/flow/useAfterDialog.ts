import { useEffect, useState } from 'react';

/** What takes the focus once a dialog has given it back to its button: `after(() => …)` beside closing the dialog. */
export const useAfterDialog = () => {
  const [next, setNext] = useState<{ readonly run: () => void } | null>(null);
  useEffect(() => {
    if (!next) return undefined;
    // The dialog gives the focus back in a timer of its own, which it set before.
    const timer = setTimeout(() => {
      setNext(null);
      next.run();
    });
    return () => clearTimeout(timer);
  }, [next]);
  return (run: () => void) => setNext({ run });
};
