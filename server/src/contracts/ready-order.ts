import { FAILED, NEXT, NOT_FOUND } from './flow-parts';
import { fold } from './fold';
import type { ReadyWords } from './ready-flow-words';
import { says, type Node } from './ready-nodes';
import type { EntryField, EntryType } from './record-writes';

/** Where the ready flow of orders looks: a linked content type, the field with the number, and the one with the state. */
export interface OrderLookup {
  readonly type: string;
  readonly number: string;
  readonly state: string;
}
export type OrderSlot = 'number' | 'state';

/** `isLikely`: its names say that these are orders. */
interface OrderFit extends OrderLookup {
  readonly isLikely: boolean;
}

interface Ask {
  readonly kinds: readonly EntryField['kind'][];
  /** Parts of the names that such fields usually have, the surest first. */
  readonly names: readonly string[];
}
const ASKS: { readonly [Slot in OrderSlot]: Ask } = {
  number: {
    kinds: ['text', 'number'],
    names: ['ordernumber', 'number', 'orderno', 'siparisno', 'numara', 'code', 'kod'],
  },
  state: { kinds: ['choice', 'text'], names: ['state', 'status', 'durum', 'stage', 'asama'] },
};

/** Fields of the type that may be chosen there. */
export const orderFields = ({ fields }: EntryType, slot: OrderSlot): EntryField[] =>
  fields.filter(({ kind }) => ASKS[slot].kinds.includes(kind));

const named = (fields: readonly EntryField[], { names }: Ask): EntryField | undefined => {
  for (const name of names) {
    const found =
      fields.find(({ field }) => fold(field) === name) ??
      fields.find(({ field }) => fold(field).includes(name));
    if (found) return found;
  }
  return undefined;
};

/** Does the type say by its name that its entries are orders? */
const isOfOrders = ({ type, label }: EntryType): boolean =>
  ['order', 'siparis'].some((name) => fold(`${type} ${label}`).includes(name));

const fitOf = (type: EntryType): OrderFit[] => {
  const numbers = orderFields(type, 'number');
  const byName = named(numbers, ASKS.number);
  const states = orderFields(type, 'state').filter((one) => one !== byName);
  const stateByName = named(states, ASKS.state);
  const number = byName ?? numbers.find((one) => one !== stateByName);
  const state = stateByName ?? states.find((one) => one !== number);
  if (!number || !state) return [];
  const isLikely = byName !== undefined && stateByName !== undefined && isOfOrders(type);
  return [{ type: type.type, number: number.field, state: state.field, isLikely }];
};

/** Types in which an order may be looked up, the likeliest first, with fields by their names. */
export const orderFits = (types: readonly EntryType[]): OrderFit[] =>
  types.flatMap(fitOf).sort((a, b) => Number(b.isLikely) - Number(a.isLikely));

/** Finds the order by the number that was typed and says its state; what is not found goes on as without a content type. */
export const looksUp = (
  words: Pick<ReadyWords, 'order'>,
  { type, number, state }: OrderLookup,
  notFound: string
): Node[] => [
  {
    id: 'find',
    step: {
      ...{ kind: 'entry', action: 'find', type },
      which: { by: 'field', field: number, text: '{{order_number}}' },
    },
    to: { [NEXT]: 'status', [NOT_FOUND]: notFound, [FAILED]: notFound },
  },
  says('status', `${words.order.found} {{record.${type}.${state}|–}}`),
];
