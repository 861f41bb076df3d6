import { badValue, missing, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { checkParameters } from './interactive-actions';
import { checkText, first } from './limits';

const AT = "interactive['action']['parameters']";

/** Longest reference by currency: Meta's guides to India, Singapore and Brazil. */
const REFERENCE: Readonly<Record<string, number>> = { INR: 35, SGD: 35, BRL: 60 };

const isSum = (value: unknown, least: number): boolean =>
  isObject(value) &&
  Number.isInteger(value['value']) &&
  Number(value['value']) >= least &&
  Number(value['offset']) === 100;

const checkSum = (parent: JsonObject, key: string, rule: { path: string; least: number }) => {
  const name = `${rule.path}['${key}']`;
  if (parent[key] === undefined) return missing(name);
  return isSum(parent[key], rule.least)
    ? null
    : badValue(`${name} needs a whole value of at least ${rule.least} and the offset 100.`);
};

const checkReference = (parameters: JsonObject, longest: number): Refusal | null => {
  const reference = textAt(parameters, 'reference_id') ?? '';
  return /^[\w.-]+$/.test(reference) && reference.length <= longest
    ? null
    : badValue(`${AT}['reference_id'] must be 1 to ${longest} letters, digits, '_', '-' or '.'.`);
};

/** How it is paid: `payment_settings`, or the older `payment_configuration` with `payment_type`. */
const checkSettings = (parameters: JsonObject): Refusal | null => {
  const settings = parameters['payment_settings'];
  if (settings === undefined)
    return parameters['currency'] === 'BRL' || textAt(parameters, 'payment_configuration')
      ? null
      : missing(`${AT}['payment_settings']`);
  if (!Array.isArray(settings) || settings.length === 0)
    return badValue(`${AT}['payment_settings'] must be a list of at least one setting.`);
  const bad = settings.some((one) => !isObject(one) || !objectAt(one, textAt(one, 'type') ?? ''));
  return bad
    ? badValue(`${AT}['payment_settings'][…] needs its type, and an object of that name.`)
    : null;
};

const checkItem = (item: unknown, index: number): Refusal | null => {
  const path = `${AT}['order']['items'][${index}]`;
  if (!isObject(item)) return badValue(`${path} must be an object.`);
  return first(
    checkText(item, 'name', { path, max: 60 }),
    checkSum(item, 'amount', { path, least: 0 }),
    item['quantity'] === undefined ? missing(`${path}['quantity']`) : null,
    Number.isInteger(item['quantity']) && Number(item['quantity']) > 0
      ? null
      : badValue(`${path}['quantity'] must be a whole number of at least 1.`)
  );
};

const valueAt = (order: JsonObject, key: string): number =>
  Number(objectAt(order, key)?.['value'] ?? 0);

/** Checks the total: subtotal plus tax plus shipping minus discount. */
const checkTotal = (order: JsonObject, total: unknown): Refusal | null => {
  const sum =
    valueAt(order, 'subtotal') +
    valueAt(order, 'tax') +
    valueAt(order, 'shipping') -
    valueAt(order, 'discount');
  return isObject(total) && Number(total['value']) === sum
    ? null
    : badValue(`${AT}['total_amount'] must be subtotal + tax + shipping - discount, here ${sum}.`);
};

const checkOrder = (parameters: JsonObject): Refusal | null => {
  const order = parameters['order'];
  if (order === undefined)
    return parameters['currency'] === 'BRL' ? null : missing(`${AT}['order']`);
  if (!isObject(order)) return badValue(`${AT}['order'] must be an object.`);
  const path = `${AT}['order']`;
  if (order['status'] !== 'pending') return badValue(`${path}['status'] must be pending.`);
  const items = listAt(order, 'items') ?? [];
  return first(
    items.length > 0 ? null : missing(`${path}['items'][0]`),
    ...items.map(checkItem),
    checkSum(order, 'subtotal', { path, least: 0 }),
    checkSum(order, 'tax', { path, least: 0 }),
    checkTotal(order, parameters['total_amount'])
  );
};

/**
 * `order_details`: `{name: "review_and_pay", parameters: {reference_id, type, currency, total_amount,
 * payment_settings, order}}`. Source: Meta, "Payments API", India and Brazil; an order without items is Brazil's.
 */
export const checkOrderDetails = (action: JsonObject): Refusal | null => {
  const named = checkParameters(action, 'review_and_pay', [
    'reference_id',
    'type',
    'currency',
    'total_amount',
  ]);
  if (named) return named;
  const parameters = objectAt(action, 'parameters') ?? {};
  const longest = REFERENCE[textAt(parameters, 'currency') ?? ''];
  if (longest === undefined)
    return badValue(`${AT}['currency'] must be one of ${Object.keys(REFERENCE).join(', ')}.`);
  return first(
    checkReference(parameters, longest),
    ['digital-goods', 'physical-goods'].includes(textAt(parameters, 'type') ?? '')
      ? null
      : badValue(`${AT}['type'] must be digital-goods or physical-goods.`),
    checkSum(parameters, 'total_amount', { path: AT, least: 1 }),
    checkSettings(parameters),
    checkOrder(parameters)
  );
};

const ORDER_STATES = [
  'pending',
  'processing',
  'partially-shipped',
  'partially_shipped',
  'shipped',
  'completed',
  'canceled',
];
const PAYMENT_STATES = ['pending', 'captured', 'failed'];

const checkState = (
  parameters: JsonObject,
  key: 'order' | 'payment',
  states: readonly string[]
): Refusal | null => {
  if (parameters[key] === undefined) return null;
  const node = objectAt(parameters, key) ?? {};
  const path = `${AT}['${key}']`;
  if (node['status'] === undefined) return missing(`${path}['status']`);
  return states.includes(textAt(node, 'status') ?? '')
    ? checkText(node, 'description', { path, max: 120, required: false })
    : badValue(`${path}['status'] must be one of ${states.join(', ')}.`);
};

/**
 * `order_status`: `{name: "review_order", parameters: {reference_id, order?: {status}, payment?: {status}}}`, one of
 * the two at least. Source: Meta, "Payments API", India and Brazil.
 */
export const checkOrderStatus = (action: JsonObject): Refusal | null => {
  const named = checkParameters(action, 'review_order', ['reference_id']);
  if (named) return named;
  const parameters = objectAt(action, 'parameters') ?? {};
  if (parameters['order'] === undefined && parameters['payment'] === undefined)
    return missing(`${AT}['order']`);
  return first(
    checkReference(parameters, 60),
    checkState(parameters, 'order', ORDER_STATES),
    checkState(parameters, 'payment', PAYMENT_STATES)
  );
};
