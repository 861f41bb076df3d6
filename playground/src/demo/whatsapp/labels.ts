import type { Core } from '@strapi/strapi';
import { both, said } from '../language';

interface View {
  settings: object;
  metadatas: Record<string, { edit: object; list: object }>;
  layouts: object;
}
/** The part of the Content Manager's service that this app uses. */
interface Views {
  findConfiguration(type: { uid: string }): Promise<View>;
  updateConfiguration(type: { uid: string }, view: View): Promise<unknown>;
}

const customer = both('Customer', 'Müşteri');
const state = both('State', 'Durum');
const phone = both('Phone', 'Telefon');
const email = both('E-mail', 'E-posta');
const subject = both('Subject', 'Konu');
const products = both('Products', 'Ürünler');
const total = both('Total', 'Toplam');

/** What the fields of the shop are called; Strapi has one label for each, for every reader. */
export const labels = {
  'api::customer.customer': {
    ...{ phone, email, name: both('Name', 'Ad'), surname: both('Surname', 'Soyad') },
    ...{ language: both('Language', 'Dil'), city: both('City', 'Şehir') },
    birthday: both('Birthday', 'Doğum günü'),
    tier: both('Tier', 'Üyelik düzeyi'),
    points: both('Points', 'Puan'),
    newsletter: both('Newsletter', 'Bülten'),
    orders: both('Orders', 'Siparişler'),
  },
  'api::order.order': {
    ...{ customer, state, products, total, number: both('Number', 'Numara') },
    placedAt: both('Placed at', 'Sipariş zamanı'),
    shippedAt: both('Shipped at', 'Kargolama zamanı'),
    deliveredAt: both('Delivered at', 'Teslim zamanı'),
    carrier: both('Carrier', 'Kargo firması'),
    trackingCode: both('Tracking code', 'Takip kodu'),
    rating: both('Rating', 'Değerlendirme'),
  },
  'api::appointment.appointment': {
    ...{ customer, state, subject, startsAt: both('Starts at', 'Başlangıç zamanı') },
    minutes: both('Minutes', 'Süre (dakika)'),
    staff: both('Staff', 'Görevli'),
  },
  'api::invoice.invoice': {
    ...{ customer, state, number: both('Number', 'Numara'), amount: both('Amount', 'Tutar') },
    dueOn: both('Due on', 'Vade günü'),
  },
  'api::service-notice.service-notice': {
    ...{ customer, state, subject, people: both('Contacts', 'Kişiler') },
  },
  'api::product.product': {
    ...{ title: both('Title', 'Ürün adı'), sku: both('SKU', 'Stok kodu') },
    ...{ category: both('Category', 'Kategori'), price: both('Price', 'Fiyat') },
    ...{ stock: both('Stock', 'Stok'), description: both('Description', 'Açıklama') },
  },
  'api::cart.cart': {
    ...{ customer, state, products, total, lastTouchedAt: both('Last change', 'Son değişiklik') },
  },
  'api::lead.lead': {
    ...{ phone, email, name: both('Name', 'Ad'), source: both('Source', 'Kaynak') },
    ...{ interest: both('Interest', 'İlgi alanı'), stage: both('Stage', 'Aşama') },
    notes: both('Notes', 'Notlar'),
  },
};

/** Names the fields in the Content Manager, from where sentences about them take their words. */
export const nameFields = async (strapi: Core.Strapi): Promise<void> => {
  const views = strapi.plugin('content-manager').service('content-types') as Views;
  const names: Record<string, Record<string, string>> = said(labels);
  for (const [uid, labelled] of Object.entries(names)) {
    if (!(uid in strapi.contentTypes)) continue;
    const view = await views.findConfiguration({ uid });
    const metadatas = Object.fromEntries(
      Object.entries(view.metadatas).map(([field, { edit, list }]) => {
        const label = labelled[field];
        const name = label === undefined ? {} : { label };
        return [field, { edit: { ...edit, ...name }, list: { ...list, ...name } }];
      })
    );
    const { settings, layouts } = view;
    await views.updateConfiguration({ uid }, { settings, layouts, metadatas });
  }
};
