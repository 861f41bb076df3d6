import type { Core } from '@strapi/strapi';
import { both, demoLanguage, said, type Both } from '../language';
import { findRows, service } from './rows';
import { templateNames } from './templates';

interface Actor {
  id: number;
  name: string;
}
/** The parts of the plugin's services that this app uses. */
interface Automations {
  readyOffers(language: string): Promise<{
    kinds: { kind: string; fits: { uid: string; isLikely: boolean }[] }[];
  }>;
  makeReady(body: object, by: Actor): Promise<unknown>;
  setActive(id: number, order: object, by: Actor): Promise<unknown>;
}
/** An automation as it is stored. */
interface Row {
  id: number;
  active: boolean;
  botId: number;
  trigger: { kind: string } | null;
}
interface Bots {
  get(id: number): Promise<{ draft: { graph: object } | null; version: number }>;
  publish(id: number, order: object, by: Actor): Promise<unknown>;
}
interface Templates {
  saveBindings(id: number, bindings: object, by: string): Promise<unknown>;
}

const ORDER = 'api::order.order';
const CUSTOMER = 'api::customer.customer';

const firstName = (slot: string | Both) => ({
  ...{ slot, source: { kind: 'contact', field: 'firstName' } },
  fallback: both('dear customer', 'değerli müşterimiz'),
});
/** Without a fallback: a message about an entry that has no number or date says nothing, and must not go out. */
const ofEntry = (slot: string | Both, type: string, field: string) => ({
  ...{ slot, source: { kind: 'record', type, field }, fallback: null },
});

/** What the variables of templates are filled with with which the automations begin. */
export const bindings = [
  {
    name: templateNames.order,
    slots: [
      firstName(both('body.name', 'body.ad')),
      ofEntry(both('body.order', 'body.siparis'), ORDER, 'number'),
    ],
  },
  {
    name: templateNames.shipped,
    slots: [ofEntry('body.1', ORDER, 'number'), ofEntry('body.2', ORDER, 'trackingCode')],
  },
  {
    name: templateNames.tomorrow,
    slots: [firstName('body.1'), ofEntry('body.2', 'api::appointment.appointment', 'startsAt')],
  },
  {
    name: templateNames.payment,
    slots: [
      firstName('body.1'),
      ofEntry('body.2', 'api::invoice.invoice', 'number'),
      ofEntry('body.3', 'api::invoice.invoice', 'dueOn'),
    ],
  },
  { name: templateNames.birthday, slots: [firstName('body.1')] },
];

/** Each ready automation, with the entries of the shop that it is about, and what sets it off: one of a kind for each type. */
const wanted = [
  { kind: 'reminder', uid: 'api::appointment.appointment', sets: 'date', values: {} },
  { kind: 'order', uid: ORDER, sets: 'updated', values: {} },
  { kind: 'payment', uid: 'api::invoice.invoice', sets: 'date', values: {} },
  { kind: 'birthday', uid: CUSTOMER, sets: 'date', values: {} },
  { kind: 'survey', uid: ORDER, sets: 'date', values: {} },
  { kind: 'threshold', uid: CUSTOMER, sets: 'threshold', values: { way: 'up', value: 500 } },
  { kind: 'outage', uid: 'api::service-notice.service-notice', sets: 'updated', values: {} },
];

const bindTemplates = async (strapi: Core.Strapi, by: string): Promise<void> => {
  for (const { name, slots } of said(bindings)) {
    const [template] = await findRows<{ id: number }>(strapi, 'template', { name });
    if (!template) continue;
    const filled = Object.fromEntries(slots.map(({ slot, ...binding }) => [slot, binding]));
    await service<Templates>(strapi, 'templates')?.saveBindings(template.id, filled, by);
  }
};

/** All ready automations of the plugin, with their flows published and on, as far as the shop has such entries. */
export const createAutomations = async (strapi: Core.Strapi, by: Actor): Promise<void> => {
  const room = service<Automations>(strapi, 'automations');
  const bots = service<Bots>(strapi, 'bots');
  if (!room || !bots) return;
  await bindTemplates(strapi, by.name);
  const language = demoLanguage();
  const { kinds } = await room.readyOffers(language);
  for (const { kind, uid, sets, values } of wanted) {
    const fits = kinds.find((one) => one.kind === kind)?.fits ?? [];
    if (!fits.some((fit) => fit.uid === uid && fit.isLikely)) continue;
    const find = async () =>
      (await findRows<Row>(strapi, 'automation', { uid })).filter(
        ({ trigger }) => trigger?.kind === sets
      );
    if ((await find()).length === 0)
      await room.makeReady({ kind, uid, values, fields: {}, language }, by);
    for (const { id, botId, active } of await find()) {
      if (active) continue;
      const { draft, version } = await bots.get(botId);
      if (draft) await bots.publish(botId, { graph: draft.graph, from: version, waiting: [] }, by);
      await room.setActive(id, { active: true, waiting: 'end', existing: null }, by);
    }
  }
};
