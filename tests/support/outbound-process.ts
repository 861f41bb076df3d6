/**
 * A process that writes an opt-out for another system and is killed on the way by its fail point (WHATSAPP_FAIL_POINT).
 * Environment: DATABASE_*, RECEIVER_URL, OUTBOUND_ENGINE (JSON).
 */
import { consentService } from '../../server/src/consent/public';
import { contactsService } from '../../server/src/contacts/public';
import { outboundService } from '../../server/src/outbound/public';
import { contextOf } from '../../server/src/strapi/context';
import { loadPluginApp } from './plugin-process';

const BY = { id: 1, name: 'Ada' };

const main = async (): Promise<void> => {
  const strapi = await loadPluginApp(process.env.OUTBOUND_ENGINE, 0, {
    outbound: { allowPrivateAddresses: true },
  });
  await outboundService(strapi).create(
    {
      name: 'CRM',
      url: `${process.env.RECEIVER_URL ?? ''}/hook`,
      events: ['consent.opted_out'],
      withNumbers: false,
      active: true,
    },
    BY
  );
  const { db, clock } = contextOf(strapi);
  const who = { waId: '905321112233', at: clock.now() };
  const { contact } = await db.tx((trx) => contactsService(strapi).resolveInbound(trx, who));
  await consentService(strapi).record(null, {
    contactId: contact.id,
    category: 'marketing',
    action: 'opt-out',
    source: 'form',
    at: clock.now(),
  });
};

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
