import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Layouts, useIsDesktop, useIsMobile } from '@strapi/strapi/admin';
import { NavigationType, useLocation, useMatch, useNavigationType } from 'react-router-dom';
import { PLUGIN_ID } from '../../pluginId';
import { BELOW_BAR } from '../below-bar';
import { HoldBand } from './HoldBand';
import { PhoneNav } from './PhoneNav';
import { PluginNav } from './PluginNav';

/**
 * Strapi's bar lies over the top of a page that is scrolled. What takes the focus or is scrolled to (a field, a heading, an
 * anchor) comes to rest below it.
 */
const useBelowBar = (isOn: boolean, mark: RefObject<HTMLElement>) => {
  useEffect(() => {
    if (!isOn) return undefined;
    const frames: HTMLElement[] = [];
    for (let box = mark.current?.parentElement; box; box = box.parentElement) frames.push(box);
    frames.forEach(({ style }) => style.setProperty('scroll-padding-block-start', BELOW_BAR));
    return () => frames.forEach(({ style }) => style.removeProperty('scroll-padding-block-start'));
  }, [isOn, mark]);
};

/** Strapi's frame keeps how far the page before was scrolled: a new page begins at its top. */
const useTopOfPage = (mark: RefObject<HTMLElement>) => {
  const { pathname, hash } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  useEffect(() => {
    if (isBack || hash !== '') return;
    for (let box = mark.current?.parentElement; box; box = box.parentElement) box.scrollTop = 0;
  }, [pathname, hash, isBack, mark]);
};

/**
 * The frame of every page. Where the second column has no room (phones, and tablets in the Inbox, which needs two panes)
 * its links become one menu; the Inbox draws that menu itself, because it fills the whole height.
 */
export const PluginLayout = ({ children }: { children: ReactNode }) => {
  const isMobile = useIsMobile();
  const isDesktop = useIsDesktop();
  const inInbox = useMatch(`/plugins/${PLUGIN_ID}/inbox/*`) !== null;
  const mark = useRef<HTMLSpanElement>(null);
  useTopOfPage(mark);
  useBelowBar(!inInbox, mark);
  const narrow = inInbox ? !isDesktop : isMobile;
  return (
    <Layouts.Root sideNav={narrow ? undefined : <PluginNav />}>
      <span ref={mark} hidden />
      {narrow && !inInbox ? <PhoneNav /> : null}
      {inInbox ? null : <HoldBand />}
      {children}
    </Layouts.Root>
  );
};
