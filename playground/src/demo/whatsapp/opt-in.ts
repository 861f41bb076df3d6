import type { Core } from '@strapi/strapi';
import { findRows, service } from './rows';

interface OptIn {
  suggest(ask: object): Promise<{ texts: object }>;
  create(actor: { id: number; name: string }, body: object): Promise<unknown>;
}

/** The places of the shop where people can agree; one is not published yet. */
const FORMS = [
  { name: 'Web sitesi', slug: 'web-sitesi', place: 'page', category: 'marketing', active: true },
  { name: 'Kasa – Moda', slug: 'kasa-moda', place: 'till', category: 'marketing', active: true },
  { name: 'Fatura arkası', slug: 'fatura', place: 'invoice', category: 'utility', active: false },
] as const;

export const createOptInForms = async (strapi: Core.Strapi): Promise<void> => {
  const optIn = service<OptIn>(strapi, 'opt-in');
  const [account] = await findRows<{ id: number }>(strapi, 'account', {});
  if (!optIn || !account) return;
  for (const form of FORMS) {
    const ask = { accountId: account.id, category: form.category };
    const { texts } = await optIn.suggest(ask);
    await optIn.create({ id: 0, name: 'Defne Ev' }, { ...form, accountId: account.id, texts });
  }
};
