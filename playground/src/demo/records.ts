import type { Core, UID } from '@strapi/strapi';
import { appointments, carrier, customers, invoices, leads, notices, products } from './catalogue';
import { said } from './language';

type Data = Record<string, unknown>;
type Created = { id: number | string; documentId: string };

const dayMs = 86_400_000;
const states = [
  'placed',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'delivered',
  'returned',
] as const;

const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();

/** `at` wraps around, so that few rows serve many orders. */
const at = <T>(rows: readonly T[], index: number): T => {
  const row = rows[index % rows.length];
  if (row === undefined) throw new Error('The demo catalogue is empty.');
  return row;
};

const create = async (strapi: Core.Strapi, name: string, data: Data): Promise<Created> => {
  const uid = `api::${name}.${name}` as UID.ContentType;
  return (await strapi.documents(uid).create({ data: data as never })) as Created;
};

const createCatalogue = (strapi: Core.Strapi) =>
  Promise.all(
    said(products).map(([title, sku, category, price, stock]) =>
      create(strapi, 'product', { title, sku, category, price, stock })
    )
  );

const createCustomers = (strapi: Core.Strapi) =>
  Promise.all(
    said(customers).map(([name, surname, phone, language, city, birthday, tier], index) => {
      const email = `customer${index + 1}@example.com`;
      const newsletter = index % 3 !== 2;
      const about = { language, city, birthday, tier, newsletter, points: index * 25 };
      return create(strapi, 'customer', { name, surname, phone, email, ...about });
    })
  );

const createOrder = (strapi: Core.Strapi, index: number, rows: Rows) => {
  const chosen = [at(rows.products, index), at(rows.products, index * 5 + 2)];
  const total = at(said(products), index)[3] + at(said(products), index * 5 + 2)[3];
  const state = at(states, index);
  const { name, code } = said(carrier);
  const isShipped = ['shipped', 'delivered', 'returned'].includes(state);
  return create(strapi, 'order', {
    number: `S-${1042 + index}`,
    customer: at(rows.customers, index).documentId,
    products: chosen.map(({ documentId }) => documentId),
    total,
    state,
    placedAt: daysAgo(index + 1),
    ...(isShipped
      ? { shippedAt: daysAgo(index), carrier: name, trackingCode: `${code}${700100 + index}` }
      : {}),
    ...(state === 'delivered' ? { deliveredAt: daysAgo(Math.max(0, index - 1)) } : {}),
  });
};

const createCart = (strapi: Core.Strapi, index: number, rows: Rows) =>
  create(strapi, 'cart', {
    customer: at(rows.customers, index * 3 + 1).documentId,
    products: [at(rows.products, index * 2).documentId],
    total: at(said(products), index * 2)[3],
    state: at(['open', 'abandoned', 'open', 'ordered'] as const, index),
    lastTouchedAt: daysAgo(index / 4),
  });

const createAppointment = (strapi: Core.Strapi, index: number, rows: Rows) => {
  const [days, hour, subject, staff, state] = at(said(appointments), index);
  const startsAt = new Date(Date.now() + days * dayMs);
  startsAt.setHours(hour, 0, 0, 0);
  const customer = at(rows.customers, index * 2).documentId;
  return create(strapi, 'appointment', { customer, subject, staff, state, startsAt });
};

const createInvoice = (strapi: Core.Strapi, index: number, rows: Rows) => {
  const [days, state] = at(invoices, index);
  return create(strapi, 'invoice', {
    number: `F-${301 + index}`,
    customer: at(rows.customers, index * 2 + 1).documentId,
    amount: at(said(products), index * 3)[3],
    dueOn: daysAgo(-days).slice(0, 10),
    state,
  });
};

const createNotice = (strapi: Core.Strapi, index: number, rows: Rows) =>
  create(strapi, 'service-notice', {
    subject: at(said(notices), index),
    customer: at(rows.customers, index).documentId,
  });

type Rows = { products: Created[]; customers: Created[] };

/** Fills an empty shop once; a shop that has a product is left alone. Answers whether it did. */
export const createDemoRecords = async (strapi: Core.Strapi): Promise<boolean> => {
  const productUid = 'api::product.product' as UID.ContentType;
  if ((await strapi.documents(productUid).count({})) > 0) return false;
  const rows: Rows = {
    products: await createCatalogue(strapi),
    customers: await createCustomers(strapi),
  };
  await Promise.all(
    said(leads).map(([name, phone, source, interest, stage]) =>
      create(strapi, 'lead', { name, phone, source, interest, stage })
    )
  );
  for (let index = 0; index < 28; index += 1) await createOrder(strapi, index, rows);
  for (let index = 0; index < 6; index += 1) await createCart(strapi, index, rows);
  for (let index = 0; index < said(appointments).length; index += 1) {
    await createAppointment(strapi, index, rows);
  }
  for (let index = 0; index < invoices.length; index += 1) await createInvoice(strapi, index, rows);
  for (let index = 0; index < said(notices).length; index += 1)
    await createNotice(strapi, index, rows);
  return true;
};
