import { useEffect, useRef, type ReactNode } from 'react';
import { Layouts, useIsDesktop, useIsMobile } from '@strapi/strapi/admin';
import { NavigationType, useLocation, useMatch, useNavigationType } from 'react-router-dom';
import { PLUGIN_ID } from '../../pluginId';
import { HoldBand } from './HoldBand';
import { PhoneNav } from './PhoneNav';
import { PluginNav } from './PluginNav';

/** Strapi's frame keeps how far the page before was scrolled: a new page begins at its top. */
const useTopOfPage = () => {
  const { pathname, hash } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isBack || hash !== '') return;
    for (let box = mark.current?.parentElement; box; box = box.parentElement) box.scrollTop = 0;
  }, [pathname, hash, isBack]);
  return <span ref={mark} hidden />;
};

/**
 * The frame of every page. Where the second column has no room (phones, and tablets in the Inbox, which needs two panes)
 * its links become one menu; the Inbox draws that menu itself, because it fills the whole height.
 */
export const PluginLayout = ({ children }: { children: ReactNode }) => {
  const isMobile = useIsMobile();
  const isDesktop = useIsDesktop();
  const inInbox = useMatch(`/plugins/${PLUGIN_ID}/inbox/*`) !== null;
  const top = useTopOfPage();
  const narrow = inInbox ? !isDesktop : isMobile;
  return (
    <Layouts.Root sideNav={narrow ? undefined : <PluginNav />}>
      {top}
      {narrow && !inInbox ? <PhoneNav /> : null}
      {inInbox ? null : <HoldBand />}
      {children}
    </Layouts.Root>
  );
};
