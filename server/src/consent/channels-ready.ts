import type { Core } from '@strapi/strapi';
import type { OtherChannel } from '../contracts/consent';
import type { Settings } from '../settings/public';
import { hasMail } from '../strapi/mail';

/** What the host's `config/plugins` gives for SMS (docs/preferences.md). */
export type SmsHook = (message: {
  to: string;
  text: string;
  contactId: number;
  topic: string | null;
  /** The same at every attempt. */
  id: string;
}) => unknown;

export const smsHook = (strapi: Core.Strapi): SmsHook | null => {
  const hook: unknown = strapi.config.get('plugin::whatsapp.channels.sms');
  return typeof hook === 'function' ? (hook as SmsHook) : null;
};

/** Which other channels this installation can hand messages over to (O-29). Reads nothing. */
export const channelsReady = (strapi: Core.Strapi): Record<OtherChannel, boolean> => ({
  email: hasMail(strapi),
  sms: smsHook(strapi) !== null,
});

/** Which of them the business offers now: switched on, and able to. */
export const offeredChannels = (
  strapi: Core.Strapi,
  { otherChannels }: Pick<Settings, 'otherChannels'>
): OtherChannel[] => {
  const ready = channelsReady(strapi);
  return otherChannels.filter((channel) => ready[channel]);
};
