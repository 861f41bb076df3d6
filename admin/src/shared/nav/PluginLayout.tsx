import type { ReactNode } from 'react';
import { Layouts, useIsMobile } from '@strapi/strapi/admin';
import { useMatch } from 'react-router-dom';
import { PLUGIN_ID } from '../../pluginId';
import { PhoneNav } from './PhoneNav';
import { PluginNav } from './PluginNav';

/** The frame of every page. The Inbox draws its own phone menu, because it fills the whole height. */
export const PluginLayout = ({ children }: { children: ReactNode }) => {
  const isMobile = useIsMobile();
  const inbox = useMatch(`/plugins/${PLUGIN_ID}/inbox/*`);
  return (
    <Layouts.Root sideNav={isMobile ? undefined : <PluginNav />}>
      {inbox ? null : <PhoneNav />}
      {children}
    </Layouts.Root>
  );
};
