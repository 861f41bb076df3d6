import { useLive } from '../useLive';

/** Mounted once around the pages: keeps the tab's stream open while the plugin is on screen. */
export const LiveConnection = () => {
  useLive();
  return null;
};
