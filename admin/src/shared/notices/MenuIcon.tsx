import { lazy, Suspense, useEffect, useState } from 'react';
import { withWords } from '../with-words';
import { WhatsAppIcon } from '../WhatsAppIcon';

const Notices = lazy(withWords(() => import('./Notices')));

/** The menu may be drawn twice (bar and phone menu): one of them keeps the notices. */
let keeper: symbol | null = null;
const waiting = new Set<() => void>();

const useIsKeeper = (): boolean => {
  const [isKeeper, setKeeper] = useState(false);
  useEffect(() => {
    const me = Symbol('keeper');
    const take = () => {
      if (keeper !== null) return;
      keeper = me;
      setKeeper(true);
    };
    waiting.add(take);
    take();
    return () => {
      waiting.delete(take);
      if (keeper !== me) return;
      keeper = null;
      [...waiting][0]?.();
    };
  }, []);
  return isKeeper;
};

/** The menu's picture. It is there on every page of the admin, and with it what tells of new messages. */
export const MenuIcon = () => {
  const isKeeper = useIsKeeper();
  return (
    <>
      <WhatsAppIcon />
      {isKeeper ? (
        <Suspense fallback={null}>
          <Notices />
        </Suspense>
      ) : null}
    </>
  );
};
