import type { Core, UID } from '@strapi/strapi';
import { appointments, carrier, customers, invoices, leads, notices, products } from './catalogue';
import { said } from './language';
import { changeMark, type DemoMark } from './mark';

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

/**
 * Entries of a type, one after the other, so that those that an earlier start wrote are the first ones: it goes on behind them.
 * Answers all.
 */
const fill = async (
  strapi: Core.Strapi,
  name: string,
  rows: readonly Data[]
): Promise<Created[]> => {
  const uid = `api::${name}.${name}` as UID.ContentType;
  const entries = (await strapi.db.query(uid).findMany({ orderBy: { id: 'asc' } })) as Created[];
  for (const data of rows.slice(entries.length))
    entries.push((await strapi.documents(uid).create({ data: data as never })) as Created);
  return entries;
};

/** As many rows as that, each from its place. */
const rowsOf = (count: number, row: (index: number) => Data): Data[] =>
  Array.from({ length: count }, (_, index) => row(index));

const productRows = () =>
  said(products).map(([title, sku, category, price, stock]) => {
    return { title, sku, category, price, stock };
  });

const customerRows = () =>
  said(customers).map(([name, surname, phone, language, city, birthday, tier], index) => {
    const email = `customer${index + 1}@example.com`;
    const newsletter = index % 3 !== 2;
    const about = { language, city, birthday, tier, newsletter, points: index * 25 };
    return { name, surname, phone, email, ...about };
  });

const leadRows = () =>
  said(leads).map(([name, phone, source, interest, stage]) => {
    return { name, phone, source, interest, stage };
  });

const orderRow = (index: number, rows: Rows): Data => {
  const chosen = [at(rows.products, index), at(rows.products, index * 5 + 2)];
  const total = at(said(products), index)[3] + at(said(products), index * 5 + 2)[3];
  const state = at(states, index);
  const { name, code } = said(carrier);
  const isShipped = ['shipped', 'delivered', 'returned'].includes(state);
  return {
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
  };
};

const cartRow = (index: number, rows: Rows): Data => ({
  customer: at(rows.customers, index * 3 + 1).documentId,
  products: [at(rows.products, index * 2).documentId],
  total: at(said(products), index * 2)[3],
  state: at(['open', 'abandoned', 'open', 'ordered'] as const, index),
  lastTouchedAt: daysAgo(index / 4),
});

const appointmentRow = (index: number, rows: Rows): Data => {
  const [days, hour, subject, staff, state] = at(said(appointments), index);
  const startsAt = new Date(Date.now() + days * dayMs);
  startsAt.setHours(hour, 0, 0, 0);
  const customer = at(rows.customers, index * 2).documentId;
  return { customer, subject, staff, state, startsAt };
};

const invoiceRow = (index: number, rows: Rows): Data => {
  const [days, state] = at(invoices, index);
  return {
    number: `F-${301 + index}`,
    customer: at(rows.customers, index * 2 + 1).documentId,
    amount: at(said(products), index * 3)[3],
    dueOn: daysAgo(-days).slice(0, 10),
    state,
  };
};

const noticeRow = (index: number, rows: Rows): Data => ({
  subject: at(said(notices), index),
  customer: at(rows.customers, index).documentId,
});

type Rows = { products: Created[]; customers: Created[] };

/** Fills the shop once; one whose filling was cut off goes on with what is missing. */
export const createDemoRecords = async (strapi: Core.Strapi, mark: DemoMark): Promise<DemoMark> => {
  if (mark.hasRecords) return mark;
  const rows: Rows = {
    products: await fill(strapi, 'product', productRows()),
    customers: await fill(strapi, 'customer', customerRows()),
  };
  const ofRows = (row: (index: number, of: Rows) => Data) => (index: number) => row(index, rows);
  await fill(strapi, 'lead', leadRows());
  await fill(strapi, 'order', rowsOf(28, ofRows(orderRow)));
  await fill(strapi, 'cart', rowsOf(6, ofRows(cartRow)));
  await fill(strapi, 'appointment', rowsOf(said(appointments).length, ofRows(appointmentRow)));
  await fill(strapi, 'invoice', rowsOf(invoices.length, ofRows(invoiceRow)));
  await fill(strapi, 'service-notice', rowsOf(said(notices).length, ofRows(noticeRow)));
  return changeMark(strapi, mark, { hasRecords: true });
};
