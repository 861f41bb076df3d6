/**
 * A process that erases one person with `ERASE_MESSAGES` messages and is killed on the way by its fail point
 * (WHATSAPP_FAIL_POINT). Environment: DATABASE_*, ERASE_ENGINE (JSON).
 */
import { contactsService } from '../../server/src/contacts/public';
import { messageTable } from '../../server/src/conversations/public';
import { startErase } from '../../server/src/privacy/erase';
import { loadPluginApp } from './plugin-process';

const main = async (): Promise<void> => {
  const strapi = await loadPluginApp(process.env.ERASE_ENGINE);
  const { id } = await contactsService(strapi).create({ name: 'Erased', phone: '+905551239999' });
  const row = {
    conversation_id: 1,
    account_id: 1,
    contact_id: id,
    direction: 'in',
    origin: 'customer',
    type: 'text',
    text: 'a secret',
    state: 'received',
    at: 1,
  };
  const many = Number(process.env.ERASE_MESSAGES);
  for (let made = 0; made < many; made += 100)
    await strapi.db.connection(messageTable.table).insert(Array.from({ length: 100 }, () => row));
  await startErase(strapi, { contactId: id, typed: 'Erased', by: { id: 1, name: 'Ada' } });
};

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
