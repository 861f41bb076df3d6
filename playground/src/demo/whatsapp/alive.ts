import type { Core } from '@strapi/strapi';
import { findRows } from './rows';
import type { SimulatorControl } from './simulator';

interface Contact {
  id: number;
  name: string | null;
  phone: string | null;
  language: string | null;
  country: string | null;
}
interface Conversation {
  id: number;
  contactId: number;
  lastInboundAt: number | null;
  windowExpiresAt: number | null;
}

/**
 * Everybody whom the demo's data know is on the phone, and customers whose window is open here may be answered there too:
 * the data are rows that were never sent, so the simulator would not know of them.
 */
export const bringToLife = async (
  strapi: Core.Strapi,
  simulator: SimulatorControl,
  phoneNumberId: string
): Promise<void> => {
  const contacts = await findRows<Contact>(strapi, 'contact', {});
  const phones = new Map(contacts.flatMap(({ id, phone }) => (phone ? [[id, phone]] : [])));
  await simulator.addPeople(
    contacts.flatMap(({ name, phone, language, country }) =>
      phone
        ? [
            {
              name: name ?? phone,
              phone,
              ...(language ? { language } : {}),
              ...(country ? { country } : {}),
            },
          ]
        : []
    )
  );
  const now = Date.now();
  for (const talk of await findRows<Conversation>(strapi, 'conversation', {})) {
    const phone = phones.get(talk.contactId);
    if (phone && talk.lastInboundAt && Number(talk.windowExpiresAt ?? 0) > now)
      await simulator.openWindow(phone, phoneNumberId, Number(talk.lastInboundAt));
  }
};
