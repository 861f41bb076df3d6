import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import { shop } from '../shop';
import { findRows, isThere, service } from './rows';

interface OptIn {
  suggest(ask: object): Promise<{ texts: object }>;
  create(actor: { id: number; name: string }, body: object): Promise<unknown>;
}

/** What none of the forms uses. */
const rest = { tags: [], groupIds: [], sites: [], purposes: [] };

/** The places of the shop where people can agree; one is not published yet. */
export const FORMS = [
  {
    name: both('Website', 'Web sitesi'),
    slug: both('website', 'web-sitesi'),
    place: 'page',
    category: 'marketing',
    active: true,
    ...rest,
  },
  {
    name: both('Till – Queen Street', 'Kasa – Moda'),
    slug: both('till-queen-street', 'kasa-moda'),
    place: 'till',
    category: 'marketing',
    active: true,
    ...rest,
  },
  {
    name: both('Back of the invoice', 'Fatura arkası'),
    slug: both('invoice', 'fatura'),
    place: 'invoice',
    category: 'utility',
    active: false,
    ...rest,
  },
] as const;

export const createOptInForms = async (strapi: Core.Strapi): Promise<void> => {
  const optIn = service<OptIn>(strapi, 'opt-in');
  const [account] = await findRows<{ id: number }>(strapi, 'account', {});
  if (!optIn || !account) return;
  for (const form of said(FORMS)) {
    if (await isThere(strapi, 'opt-in-form', { slug: form.slug })) continue;
    const ask = { accountId: account.id, category: form.category };
    const { texts } = await optIn.suggest(ask);
    await optIn.create({ id: 0, name: said(shop).name }, { ...form, accountId: account.id, texts });
  }
};
