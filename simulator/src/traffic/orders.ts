import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { LedgerEntry } from '../world/ledger';

const DETAILS = 'order_details';

/** The parameters of the interactive message of this type; `{}` for everything else. */
const parametersOf = (body: JsonObject, type: string): JsonObject => {
  const node = objectAt(body, 'interactive') ?? {};
  return node['type'] === type
    ? (objectAt(objectAt(node, 'action') ?? {}, 'parameters') ?? {})
    : {};
};

/** The order in the button of a template: `parameters: [{type: "action", action: {order_details: {…}}}]`. */
const inTemplate = (body: JsonObject): JsonObject => {
  const components = listAt(objectAt(body, 'template') ?? {}, 'components') ?? [];
  for (const component of components.filter(isObject)) {
    if (String(component['sub_type']).toLowerCase() !== DETAILS) continue;
    const parameter = (listAt(component, 'parameters') ?? []).find(isObject) ?? {};
    return objectAt(objectAt(parameter, 'action') ?? {}, DETAILS) ?? {};
  }
  return {};
};

const gatewayOf = (details: JsonObject): string => {
  const setting = (listAt(details, 'payment_settings') ?? []).find(isObject) ?? {};
  return textAt(objectAt(setting, 'payment_gateway') ?? {}, 'type') ?? 'razorpay';
};

const keepOrder = (sim: Sim, entry: LedgerEntry, details: JsonObject): void => {
  const reference = textAt(details, 'reference_id');
  const total = objectAt(details, 'total_amount') ?? {};
  if (!reference) return;
  sim.orders.put({
    reference,
    phoneNumberId: entry.phoneNumberId,
    wamid: entry.wamid,
    amount: { value: Number(total['value'] ?? 0), offset: Number(total['offset'] ?? 100) },
    currency: textAt(details, 'currency') ?? 'INR',
    gateway: gatewayOf(details),
    status: 'pending',
    payment: 'none',
    transaction: null,
  });
};

/** An accepted message that asks for a payment begins an order; news of an order change its status. */
export const noteOrder = (sim: Sim, entry: LedgerEntry, body: JsonObject): void => {
  if (entry.type === 'template') keepOrder(sim, entry, inTemplate(body));
  if (entry.type !== 'interactive') return;
  keepOrder(sim, entry, parametersOf(body, DETAILS));
  const news = parametersOf(body, 'order_status');
  const order = sim.orders.byReference(entry.phoneNumberId, textAt(news, 'reference_id') ?? '');
  if (!order) return;
  order.status = textAt(objectAt(news, 'order') ?? {}, 'status') ?? order.status;
};

const FINAL = ['completed', 'canceled'];

/**
 * Why news of an order fail after the 200: 2046 for a status that cannot follow, 2047 for a cancellation of what is
 * paid or being paid. Source: Meta, "Payments API", order status transitions.
 */
export const orderObstacle = (
  sim: Sim,
  phoneNumberId: string,
  body: JsonObject
): { code: number } | null => {
  const news = parametersOf(body, 'order_status');
  const order = sim.orders.byReference(phoneNumberId, textAt(news, 'reference_id') ?? '');
  const next = textAt(objectAt(news, 'order') ?? {}, 'status');
  if (!order || next === undefined) return null;
  if (FINAL.includes(order.status) && next !== order.status) return { code: 2046 };
  if (next === 'pending' && order.status !== 'pending') return { code: 2046 };
  const isPaid = order.payment === 'captured' || order.payment === 'pending';
  return next === 'canceled' && isPaid ? { code: 2047 } : null;
};
