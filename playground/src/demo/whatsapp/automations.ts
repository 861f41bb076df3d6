import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import { findRows, service } from './rows';
import { templateNames } from './templates';

interface Actor {
  id: number;
  name: string;
}
interface Automations {
  create(body: object, by: Actor): Promise<{ id: number; flow: { id: number } }>;
  setActive(id: number, order: object, by: Actor): Promise<unknown>;
}
interface Bots {
  publish(id: number, order: object, by: Actor): Promise<unknown>;
}
interface Templates {
  saveBindings(id: number, bindings: object, by: string): Promise<unknown>;
}

const ORDER = 'api::order.order';
const CUSTOMER = 'api::customer.customer';

/** As the page makes one that says nothing else. */
const plain = {
  ...{ botId: null, who: { people: 'none-if-several' }, conditions: null, stopWhen: null },
  ...{ once: { per: 'entry' }, goal: null, ceiling: null, staleMinutes: 1_440 },
};

/** One that tells customers about their order, and one whose flow is still to be written. */
export const automations = {
  packed: {
    ...plain,
    name: both('Order is being packed', 'Sipariş hazırlanıyor'),
    trigger: {
      ...{ kind: 'updated', uid: ORDER, version: 'published', field: 'state' },
      ...{ from: null, to: ['paid'], alsoNew: false },
    },
    stopWhen: {
      ...{ kind: 'group', not: false, match: 'all' },
      nodes: [{ kind: 'entry', not: false, field: 'state', operator: 'is', values: ['cancelled'] }],
    },
  },
  birthday: {
    ...plain,
    name: both('Birthday wishes', 'Doğum günü kutlaması'),
    trigger: {
      ...{ kind: 'date', uid: CUSTOMER, version: 'published', field: 'birthday', side: 'before' },
      ...{ amount: 0, unit: 'days', at: '10:00', yearly: true, zone: 'person', usualHour: false },
    },
  },
};

/** Variables of the template about an order. */
const slots = both(
  { name: 'body.name', order: 'body.order' },
  { name: 'body.ad', order: 'body.siparis' }
);
export const unnamed = both('dear customer', 'değerli müşterimiz');

/** Who gets it, and the entry of the flow. */
const bindings = () => ({
  [said(slots).name]: { source: { kind: 'contact', field: 'firstName' }, fallback: said(unnamed) },
  [said(slots).order]: { source: { kind: 'record', type: ORDER, field: 'number' }, fallback: null },
});

const hasField = ({ contentTypes }: Core.Strapi, uid: string, field: string): boolean => {
  const type = contentTypes[uid as never] as { attributes: object } | undefined;
  return type !== undefined && field in type.attributes;
};

/** On, with its own flow published: one template. */
const createPacked = async (strapi: Core.Strapi, by: Actor): Promise<void> => {
  const room = service<Automations>(strapi, 'automations');
  const [template] = await findRows<{ id: number }>(strapi, 'template', {
    name: said(templateNames.order),
  });
  if (!room || !template) return;
  await service<Templates>(strapi, 'templates')?.saveBindings(template.id, bindings(), by.name);
  const { id, flow } = await room.create(said(automations.packed), by);
  const step = { kind: 'template', templateId: template.id, onFail: null };
  const nodes = [{ id: 's1', step, to: {}, at: null }];
  const graph = { start: 's1', whenTaken: 'go-on', nodes };
  await service<Bots>(strapi, 'bots')?.publish(flow.id, { graph, from: 1, waiting: [] }, by);
  await room.setActive(id, { active: true, waiting: 'end', existing: null }, by);
};

/** Automations of the shop, on its own content types. They are linked with people before. */
export const createAutomations = async (strapi: Core.Strapi, by: Actor): Promise<void> => {
  if (hasField(strapi, ORDER, 'state')) await createPacked(strapi, by);
  if (hasField(strapi, CUSTOMER, 'birthday'))
    await service<Automations>(strapi, 'automations')?.create(said(automations.birthday), by);
};
