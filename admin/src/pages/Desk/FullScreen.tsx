import { useEffect, useState, type ReactNode } from 'react';
import { Box } from '@strapi/design-system';
import { createPortal } from 'react-dom';

/** Below what the design system opens over a page (lists of a select), above Strapi's own frame. */
const OVER_THE_FRAME = 100;

/**
 * The whole window for customers: nothing of the admin is to be seen or to be reached by keyboard behind it, because
 * somebody who is not of the team holds the tablet.
 */
export const FullScreen = ({ lang, children }: { lang: string; children: ReactNode }) => {
  const [place] = useState(() => document.createElement('div'));
  useEffect(() => {
    document.body.append(place);
    const behind = [...document.body.children].filter(
      (one): one is HTMLElement => one instanceof HTMLElement && one !== place && !one.inert
    );
    for (const one of behind) one.inert = true;
    return () => {
      for (const one of behind) one.inert = false;
      place.remove();
    };
  }, [place]);
  return createPortal(
    <Box
      tag="main"
      lang={lang}
      background="neutral100"
      position="fixed"
      style={{ inset: 0, zIndex: OVER_THE_FRAME, overflow: 'auto' }}
      data-testid="desk"
    >
      {children}
    </Box>,
    place
  );
};
