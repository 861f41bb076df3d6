import type { ReactNode } from 'react';
import { Layouts, useIsDesktop, useIsMobile } from '@strapi/strapi/admin';
import { useMatch } from 'react-router-dom';
import { PLUGIN_ID } from '../../pluginId';
import { PhoneNav } from './PhoneNav';
import { PluginNav } from './PluginNav';

/**
 * The frame of every page. Where the second column has no room (phones, and tablets in the Inbox, which needs two panes)
 * its links become one menu; the Inbox draws that menu itself, because it fills the whole height.
 */
export const PluginLayout = ({ children }: { children: ReactNode }) => {
  const isMobile = useIsMobile();
  const isDesktop = useIsDesktop();
  const inInbox = useMatch(`/plugins/${PLUGIN_ID}/inbox/*`) !== null;
  const narrow = inInbox ? !isDesktop : isMobile;
  return (
    <Layouts.Root sideNav={narrow ? undefined : <PluginNav />}>
      {narrow && !inInbox ? <PhoneNav /> : null}
      {children}
    </Layouts.Root>
  );
};
