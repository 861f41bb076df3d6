import type { Core } from '@strapi/strapi';
import type { OtherChannel } from '../contracts/consent';
import type { Settings } from '../settings/public';

/** The sender that Strapi puts in while nobody configured its e-mail plugin. */
const NO_SENDER = 'Strapi <no-reply@strapi.io>';

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

const hasSender = (strapi: Core.Strapi): boolean => {
  if (!(strapi.plugins as Record<string, unknown>).email) return false;
  const from: unknown = strapi.config.get('plugin::email.settings.defaultFrom');
  return typeof from === 'string' && from !== '' && from !== NO_SENDER;
};

/** Which other channels this installation can hand messages over to (O-29). Reads nothing. */
export const channelsReady = (strapi: Core.Strapi): Record<OtherChannel, boolean> => ({
  email: hasSender(strapi),
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
