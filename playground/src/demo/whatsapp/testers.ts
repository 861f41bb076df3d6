import type { Core } from '@strapi/strapi';
import { both, demoLanguage, said } from '../language';
import { consentSources } from './people';
import { dayMs, findRows, insertRows, isThere, service } from './rows';

interface Contact {
  id: number;
  phone: string | null;
  addressKey: string | null;
}
interface Contacts {
  create(body: object): Promise<Contact>;
}
interface Consent {
  record(trx: null, record: object): Promise<unknown>;
}

/** The phone of the administrator; the number of Canada is kept for films and books. */
export const ownPhone = both('+16045550180', '+905321000080');

/** The administrator tries messages on a phone of their own, whose code came yesterday. */
export const createTesters = async (
  strapi: Core.Strapi,
  { accountId, now, id: userId, name }: { accountId: number; now: number; id: number; name: string }
): Promise<void> => {
  const contacts = service<Contacts>(strapi, 'contacts');
  const consent = service<Consent>(strapi, 'consent');
  if (!contacts || !consent || (await isThere(strapi, 'tester', { userId }))) return;
  const [known] = await findRows<Contact>(strapi, 'contact', { phone: said(ownPhone) });
  const contact =
    known ?? (await contacts.create({ name, phone: said(ownPhone), language: demoLanguage() }));
  const { id: contactId, phone, addressKey: phoneKey } = contact;
  const [source] = said(consentSources);
  for (const category of ['marketing', 'utility'])
    await consent.record(null, { contactId, category, action: 'opt-in', source, at: now });
  const at = now - dayMs;
  await insertRows(strapi, 'tester', [
    {
      ...{ name, phone, phoneKey, userId, contactId, accountId },
      ...{ tries: 0, addedAt: at, confirmedAt: at, answeredAt: at },
    },
  ]);
};
