import type { Core } from '@strapi/strapi';
import { findRows, service } from './rows';

interface Settings {
  set(change: object): Promise<unknown>;
}
interface Templates {
  saveTopic(id: number, topic: string): Promise<unknown>;
}
interface Consent {
  chooseTopics(trx: unknown, choice: object): Promise<void>;
}
interface Contact {
  id: number;
  marketing: string;
}

const topics = [
  { key: 'indirim', category: 'marketing', tr: 'İndirimler', en: 'Discounts' },
  { key: 'yeni', category: 'marketing', tr: 'Yeni koleksiyonlar', en: 'New collections' },
  { key: 'atolye', category: 'marketing', tr: 'Atölyeler', en: 'Workshops' },
];

/** The shop's kinds of message, a cap for everybody, and what some of its people wish: every ninth wants less. */
export const createWishes = async (strapi: Core.Strapi): Promise<void> => {
  const consent = service<Consent>(strapi, 'consent');
  if (!consent) return;
  await service<Settings>(strapi, 'settings')?.set({
    topics,
    marketingCap: { messages: 4, days: 30 },
  });
  const [template] = await findRows(strapi, 'template', { name: 'sonbahar_koleksiyonu' });
  if (template) await service<Templates>(strapi, 'templates')?.saveTopic(template.id, 'yeni');
  const offered = topics.map(({ key, category, tr }) => ({ key, category, wording: tr }));
  const willing = await findRows<Contact>(strapi, 'contact', { marketing: 'in' });
  const choosy = willing.filter((_, i) => i % 9 === 4);
  for (const [i, { id: contactId }] of choosy.entries())
    await strapi.db.transaction(async ({ trx }) =>
      consent.chooseTopics(trx, {
        contactId,
        source: 'preference page',
        at: Date.now(),
        offered,
        refused: [topics[i % topics.length]?.key],
        frequency: i % 2 === 0 ? 'monthly' : null,
      })
    );
};
