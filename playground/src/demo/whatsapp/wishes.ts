import type { Core } from '@strapi/strapi';
import { both, demoLanguage, said } from '../language';
import type { DemoPerson } from './people';
import { findRows, service } from './rows';
import { templateNames } from './templates';

interface Settings {
  set(change: object): Promise<unknown>;
}
interface Templates {
  saveTopic(id: number, topic: string): Promise<unknown>;
}
interface Consent {
  chooseTopics(trx: unknown, choice: object): Promise<void>;
}

export const topics = [
  { key: both('discounts', 'indirim'), category: 'marketing', tr: 'İndirimler', en: 'Discounts' },
  {
    key: both('new', 'yeni'),
    category: 'marketing',
    tr: 'Yeni koleksiyonlar',
    en: 'New collections',
  },
  { key: both('workshops', 'atolye'), category: 'marketing', tr: 'Atölyeler', en: 'Workshops' },
];

/** The shop's kinds of message, a cap for everybody, and what some of its people wish: every ninth wants less. */
export const createWishes = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[]
): Promise<void> => {
  const consent = service<Consent>(strapi, 'consent');
  if (!consent) return;
  const kinds = said(topics);
  await service<Settings>(strapi, 'settings')?.set({
    topics: kinds,
    marketingCap: { messages: 4, days: 30 },
  });
  const [template] = await findRows(strapi, 'template', {
    name: said(templateNames.collection),
  });
  if (template)
    await service<Templates>(strapi, 'templates')?.saveTopic(
      template.id,
      said(both('new', 'yeni'))
    );
  const offered = kinds.map((topic) => ({
    key: topic.key,
    category: topic.category,
    wording: topic[demoLanguage()],
  }));
  const willing = people.filter(({ marketing }) => marketing === 'in');
  const choosy = willing.filter((_, i) => i % 9 === 4);
  for (const [i, { id: contactId, topicsOut }] of choosy.entries()) {
    if (topicsOut !== '') continue;
    await strapi.db.transaction(async ({ trx }) =>
      consent.chooseTopics(trx, {
        contactId,
        source: 'preference page',
        at: Date.now(),
        offered,
        refused: [kinds[i % kinds.length]?.key],
        frequency: i % 2 === 0 ? 'monthly' : null,
      })
    );
  }
};
