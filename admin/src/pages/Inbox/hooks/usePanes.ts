import { useState } from 'react';
import { useIsDesktop, useIsMobile, useMediaQuery } from '@strapi/strapi/admin';
import { ROOMY, WIDE } from '../layout';
import type { InboxUrl } from './useInboxUrl';

const PANEL = 'whatsapp.inbox.panel';

const readPanel = (): boolean | null => {
  const kept = localStorage.getItem(PANEL);
  return kept === null ? null : kept === 'open';
};

/**
 * Which panes fit: one on a phone, two, or three with the person beside the thread; else the person is a drawer.
 * Beside the thread it is as it was left, until then open only where the thread keeps half of the window.
 */
export const usePanes = (
  url: InboxUrl,
  change: (part: Partial<InboxUrl>) => void,
  chosen: boolean
) => {
  const onePane = useIsMobile();
  const isDesktop = useIsDesktop();
  const wide = useMediaQuery(WIDE);
  const roomy = useMediaQuery(ROOMY);
  const [kept, setKept] = useState(readPanel);
  const panelBeside = wide && chosen && (url.panel ?? kept ?? roomy);
  const panelOver = !wide && url.panel === true && chosen;
  const togglePanel = () => {
    if (!wide) return change({ panel: panelOver ? null : true });
    localStorage.setItem(PANEL, panelBeside ? 'closed' : 'open');
    setKept(!panelBeside);
    // What was kept decides from now on.
    change({ panel: null });
  };
  const panelOpen = panelBeside || panelOver;
  return { onePane, isDesktop, panelBeside, panelOver, panelOpen, togglePanel };
};
