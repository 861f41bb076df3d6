import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** Of the address: the step was gone to by a button of the page. */
export const BY_STEP = { byStep: true } as const;

const isByStep = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'byStep' in state;

/**
 * The frame of a step. Anyone who goes to a step begins at its heading, however far the step before was scrolled: the
 * heading has the focus and is seen, below Strapi's bar.
 */
export const useStepHeading = () => {
  const { key, state } = useLocation();
  const frame = useRef<HTMLDivElement>(null);
  const goes = isByStep(state);
  useEffect(() => {
    const heading = frame.current?.querySelector<HTMLElement>('h2');
    if (!goes || !heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'nearest' });
  }, [key, goes]);
  return frame;
};
