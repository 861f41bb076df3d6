import type { Core } from '@strapi/strapi';
import { findRows } from './rows';
import type { SimulatorControl } from './simulator';

interface Contact {
  id: number;
  name: string | null;
  phone: string | null;
  /** Their id on WhatsApp. */
  bsuid: string | null;
  language: string | null;
  country: string | null;
}
interface Conversation {
  id: number;
  contactId: number;
  lastInboundAt: number | null;
  windowExpiresAt: number | null;
}

const longestName = 100;
/** People of one request. */
const piece = 500;

/** Somebody as the simulator takes them: with the id of before they are the same contact when they write again. */
const personOf = ({ name, phone, bsuid, language, country }: Contact) => ({
  name: name?.slice(0, longestName) || phone || bsuid || '',
  ...(phone ? { phone } : {}),
  ...(bsuid ? { bsuid } : {}),
  ...(language ? { language } : {}),
  ...(country ? { country } : {}),
});

/**
 * Everybody whom the database knows is on the phone, and customers whose window is open here may be answered there too: of rows
 * that were never sent, and of what was said in a world that it forgot, the simulator knows nothing.
 */
export const bringToLife = async (
  strapi: Core.Strapi,
  simulator: SimulatorControl,
  phoneNumberId: string
): Promise<void> => {
  const contacts = await findRows<Contact>(strapi, 'contact', {});
  const known = contacts.filter(({ phone, bsuid }) => phone || bsuid);
  for (let i = 0; i < known.length; i += piece)
    await simulator.addPeople(known.slice(i, i + piece).map(personOf));
  const keys = new Map(known.map(({ id, phone, bsuid }) => [id, phone ?? bsuid]));
  const now = Date.now();
  for (const talk of await findRows<Conversation>(strapi, 'conversation', {})) {
    const key = keys.get(talk.contactId);
    if (key && talk.lastInboundAt && Number(talk.windowExpiresAt ?? 0) > now)
      await simulator.openWindow(key, phoneNumberId, Number(talk.lastInboundAt));
  }
};
