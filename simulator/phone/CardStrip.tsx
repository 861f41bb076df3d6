import type { ReactNode } from 'react';
import { useSay } from './settings';

/** Cards side by side; the strip scrolls, by keyboard too. */
export const CardStrip = ({ children }: { children: ReactNode }) => {
  const say = useSay();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className="strip" role="group" aria-label={say('cards')} tabIndex={0}>
      <ul>{children}</ul>
    </div>
  );
};
