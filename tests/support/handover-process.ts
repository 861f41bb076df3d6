/**
 * A process that hands a message over to an SMS service and is killed on the way by its fail point (WHATSAPP_FAIL_POINT).
 * Environment: DATABASE_*, RECEIVER_URL, HANDOVER_ENGINE (JSON), HANDOVER_AGAIN (it had failed, and a person tries it again).
 */
import { contactsService } from '../../server/src/contacts/public';
import { handoverService } from '../../server/src/handover/public';
import { settingsService } from '../../server/src/settings/public';
import { contextOf } from '../../server/src/strapi/context';
import { fail, loadPluginApp } from './plugin-process';

const BODY = {
  type: 'template',
  text: 'A new roast',
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
};

const FAILED = { state: 'failed', reason: 'refused', attempts: 7 };

const main = async (): Promise<void> => {
  const strapi = await loadPluginApp(process.env.HANDOVER_ENGINE);
  strapi.config.set('plugin::whatsapp.channels', {
    sms: (message: object) =>
      fetch(`${process.env.RECEIVER_URL ?? ''}/sms`, {
        method: 'POST',
        body: JSON.stringify(message),
      }),
  });
  await settingsService(strapi).set({ otherChannels: ['sms'] });
  const { db, clock } = contextOf(strapi);
  const isAgain = process.env.HANDOVER_AGAIN === 'yes';
  const who = { waId: '905321112233', at: clock.now() };
  await db.tx(async (trx) => {
    const { contact } = await contactsService(strapi).resolveInbound(trx, who);
    await trx('whatsapp_contacts')
      .where({ id: contact.id })
      .update({ channels: ',*:sms,', marketing: 'in' });
    await handoverService(strapi).take(trx, [
      {
        owner: { kind: 'm', id: 1 },
        campaignId: null,
        accountId: 1,
        contact: { id: contact.id, channels: ',*:sms,' },
        category: 'MARKETING',
        topic: null,
        body: BODY,
        templateName: 'roast',
      },
    ]);
    if (isAgain) await trx('whatsapp_handovers').update(FAILED);
  });
  if (isAgain) await handoverService(strapi).again({ kind: 'm', messageId: 1 }, 1);
};

main().catch(fail);
