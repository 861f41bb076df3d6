import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { smsHook } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import { pageLanguage } from '../kernel/html-page';
import { preferenceLink } from '../preferences/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { withEnding } from './domain/words';
import type { HandoverRow } from './tables';

interface EmailService {
  send(mail: {
    to: string;
    subject: string;
    text: string;
    headers: Record<string, string>;
  }): Promise<unknown>;
}

/** The address of a person on a channel; null when none is known. */
export const addressOn = (
  contact: Pick<ContactRow, 'email' | 'phone' | 'waId'>,
  channel: HandoverRow['channel']
): string | null => {
  if (channel === 'email') return contact.email;
  return contact.phone ?? (contact.waId === null ? null : `+${contact.waId}`);
};

/** Names one hand-over, the same at every attempt and for every outside system. */
export const handoverId = ({ ownerKind, ownerId }: Pick<HandoverRow, 'ownerKind' | 'ownerId'>) =>
  `handover-${ownerKind}${ownerId}`;

/** The host part of a sender such as `Shop <hello@shop.example>`; one that exists nowhere when there is none. */
const hostOf = (sender: unknown): string =>
  /@([a-z0-9.-]+)/i.exec(typeof sender === 'string' ? sender : '')?.[1] ?? 'whatsapp.invalid';

/**
 * Gives one message to its channel. It throws what the channel said, or that no answer came (`domain/lost-answer.ts`).
 * An e-mail has the same Message-ID at every attempt, so that mail servers recognise a second copy.
 */
export const createDeliver = (strapi: Core.Strapi) => {
  const { clock } = contextOf(strapi);

  return async (row: HandoverRow, contact: ContactRow, to: string): Promise<void> => {
    const account = await accountsService(strapi)
      .get(row.accountId)
      .catch(() => null);
    const of = { contactId: contact.id, accountId: row.accountId };
    const install = await runtimeService(strapi).install();
    const { link } = preferenceLink(strapi, { of, now: clock.now(), install });
    const text = withEnding(row.text, {
      language: pageLanguage(contact.language ?? contact.country ?? 'en'),
      channel: row.channel,
      business: account?.verifiedName || account?.name || '',
      link,
    });
    if (row.channel === 'sms') {
      const hook = smsHook(strapi);
      if (!hook) throw new Error('no hook for SMS is registered');
      await hook({ to, text, contactId: contact.id, topic: row.topic, id: handoverId(row) });
      return;
    }
    const email = strapi.plugin('email').service('email') as EmailService;
    const sender: unknown = strapi.config.get('plugin::email.settings.defaultFrom');
    const headers = {
      'List-Unsubscribe': `<${link}>`,
      'Message-ID': `<${handoverId(row)}.${install.installId}@${hostOf(sender)}>`,
    };
    await email.send({ to, subject: row.subject, text, headers });
  };
};
