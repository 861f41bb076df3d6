import type { Core } from '@strapi/strapi';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What Strapi comes with: no host has set up anything, and nothing would arrive. */
const UNTOUCHED = { provider: 'sendmail', from: 'Strapi <no-reply@strapi.io>' } as const;

/** Strapi's e-mail plugin, where the host has set it up; null otherwise. */
export const mailer = (strapi: Core.Strapi): ((mail: Mail) => Promise<unknown>) | null => {
  const provider: unknown = strapi.config.get('plugin::email.provider');
  const from: unknown = strapi.config.get('plugin::email.settings.defaultFrom');
  const isUntouched = provider === UNTOUCHED.provider && from === UNTOUCHED.from;
  if (!strapi.plugins['email'] || provider === undefined || isUntouched) return null;
  const service = strapi.plugin('email').service('email') as {
    send(mail: Mail): Promise<unknown>;
  };
  return (mail) => service.send(mail);
};
