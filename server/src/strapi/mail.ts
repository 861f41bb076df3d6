import type { Core } from '@strapi/strapi';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The sender that Strapi puts in while nobody configured its e-mail plugin. */
const NO_SENDER = 'Strapi <no-reply@strapi.io>';

/** The host has set up Strapi's e-mail plugin: mails have a sender of its own. */
export const hasMail = (strapi: Core.Strapi): boolean => {
  if (!(strapi.plugins as Record<string, unknown>).email) return false;
  const from: unknown = strapi.config.get('plugin::email.settings.defaultFrom');
  return typeof from === 'string' && from !== '' && from !== NO_SENDER;
};

/** Sends by Strapi's e-mail plugin, where the host has set it up; null otherwise. */
export const mailer = (strapi: Core.Strapi): ((mail: Mail) => Promise<unknown>) | null => {
  if (!hasMail(strapi)) return null;
  const service = strapi.plugin('email').service('email') as {
    send(mail: Mail): Promise<unknown>;
  };
  return (mail) => service.send(mail);
};
