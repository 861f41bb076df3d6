import { fold, foldedParts } from './fold';

/** Ready automations, in the order of the gallery. */
export const READY_AUTOMATIONS = [
  'reminder',
  'order',
  'payment',
  'birthday',
  'survey',
  'threshold',
  'outage',
] as const;
export type ReadyAutomation = (typeof READY_AUTOMATIONS)[number];

/** Fields that they ask for. */
export type ReadySlot = 'date' | 'state' | 'number' | 'title' | 'tracking' | 'rating';

/** States of an order of which people hear. */
export const ORDER_STAGES = ['confirmed', 'packed', 'shipped', 'delivered', 'returned'] as const;
export type OrderStage = (typeof ORDER_STAGES)[number];
/** Values that they ask for: those of the field `state`, and of a threshold the number and the way in which it is passed. */
export type ReadyValue = OrderStage | 'yes' | 'no' | 'paid' | 'down' | 'over' | 'value' | 'way';
export type ReadyScalar = string | number | boolean;

/** A field of a linked content type, as ready automations may use it. */
export interface ReadyField {
  path: string;
  label: string;
  /** As the host has it: `date`, `datetime`, `enumeration`… */
  type: string;
  choices: string[];
  /** Messages may name it. */
  usable: boolean;
  /** Flows may write it. */
  writable: boolean;
}
export interface ReadyType {
  uid: string;
  /** What such an entry is: Order, Appointment. */
  label: string;
  fields: ReadyField[];
}

/** What a ready automation is made from. */
export interface ReadyChosen {
  fields: Partial<Record<ReadySlot, ReadyField>>;
  values: Partial<Record<ReadyValue, ReadyScalar>>;
}
/** The same by the names of fields. */
export interface ReadyNamed {
  fields: Partial<Record<ReadySlot, string>>;
  values: Partial<Record<ReadyValue, ReadyScalar>>;
}

interface SlotAsk {
  readonly slot: ReadySlot;
  /** Without it there is no such automation. */
  readonly isNeeded: boolean;
  readonly takes: (field: ReadyField) => boolean;
  /** Parts of the names that such fields usually have, the surest first. */
  readonly names: readonly string[];
}
interface ValueAsk {
  readonly value: ReadyValue;
  readonly isNeeded: boolean;
  /** Beginnings of words that such values usually have, the surest first. */
  readonly names: readonly string[];
  /** The same of a field that is yes or no. */
  readonly ofMark?: boolean;
}
interface Asks {
  readonly slots: readonly SlotAsk[];
  readonly values: readonly ValueAsk[];
}

const is =
  (...types: readonly string[]) =>
  ({ type }: ReadyField): boolean =>
    types.includes(type);
const isDate = is('date', 'datetime', 'timestamp');
const isNumber = is('integer', 'biginteger', 'decimal', 'float');
const isList = ({ type, choices }: ReadyField): boolean =>
  type === 'enumeration' && choices.length > 0;
const isState = (field: ReadyField): boolean => isList(field) || field.type === 'boolean';
const isTold = (field: ReadyField): boolean => field.usable && field.type === 'string';
const isRating = (field: ReadyField): boolean => field.writable && field.type === 'integer';

const date = (...names: readonly string[]): SlotAsk => ({
  ...{ slot: 'date', isNeeded: true, takes: isDate, names },
});
const title: SlotAsk = {
  ...{ slot: 'title', isNeeded: false, takes: isTold },
  names: ['number', 'numara', 'code', 'kod', 'subject', 'konu', 'title', 'baslik'],
};
const STATES = ['state', 'status', 'durum'];

const ASKS: { readonly [Kind in ReadyAutomation]: Asks } = {
  reminder: {
    slots: [
      date('start', 'appointment', 'randevu', 'visit', 'booking', 'rezervasyon', 'tarih', 'date'),
      { slot: 'state', isNeeded: false, takes: isState, names: [...STATES, 'confirm', 'onay'] },
      title,
    ],
    values: [
      {
        value: 'yes',
        isNeeded: false,
        names: ['confirm', 'accept', 'onay', 'kabul'],
        ofMark: true,
      },
      // A field that is yes or no says "no" before anybody has answered.
      { value: 'no', isNeeded: false, names: ['cancel', 'declin', 'iptal', 'redd'] },
    ],
  },
  order: {
    slots: [
      { slot: 'state', isNeeded: true, takes: isList, names: STATES },
      title,
      { slot: 'tracking', isNeeded: false, takes: isTold, names: ['track', 'takip'] },
    ],
    values: [
      {
        ...{ value: 'confirmed', isNeeded: false },
        names: ['confirm', 'onay', 'paid', 'odendi', 'accept', 'placed', 'alindi'],
      },
      {
        ...{ value: 'packed', isNeeded: false },
        names: ['pack', 'prepar', 'process', 'hazir', 'paket'],
      },
      {
        ...{ value: 'shipped', isNeeded: false },
        names: ['ship', 'sent', 'dispatch', 'transit', 'kargo', 'gonder'],
      },
      {
        ...{ value: 'delivered', isNeeded: false },
        names: ['deliver', 'teslim', 'complet', 'tamam'],
      },
      { value: 'returned', isNeeded: false, names: ['return', 'refund', 'iade'] },
    ],
  },
  payment: {
    slots: [
      date('due', 'vade', 'sonodeme', 'odemetarihi'),
      { slot: 'state', isNeeded: true, takes: isState, names: ['paid', 'odendi', ...STATES] },
      title,
    ],
    values: [{ value: 'paid', isNeeded: true, names: ['paid', 'odendi', 'settled'], ofMark: true }],
  },
  birthday: { slots: [date('birth', 'dogum')], values: [] },
  survey: {
    slots: [
      date('deliver', 'teslim', 'complet', 'finish', 'bitis', 'visit'),
      {
        ...{ slot: 'rating', isNeeded: false, takes: isRating },
        names: ['rating', 'score', 'stars', 'puan', 'degerlendirme'],
      },
      title,
    ],
    values: [],
  },
  threshold: {
    slots: [
      {
        ...{ slot: 'number', isNeeded: true, takes: isNumber },
        names: ['points', 'puan', 'balance', 'bakiye', 'usage', 'kullanim', 'credit', 'kredi'],
      },
      title,
    ],
    values: [
      { value: 'way', isNeeded: true, names: [] },
      { value: 'value', isNeeded: true, names: [] },
    ],
  },
  outage: {
    slots: [
      {
        ...{ slot: 'state', isNeeded: true, takes: isState },
        names: [...STATES, 'outage', 'kesinti'],
      },
      title,
    ],
    values: [
      {
        ...{ value: 'down', isNeeded: true, ofMark: true },
        names: ['outage', 'down', 'disrupt', 'offline', 'kesinti', 'ariza'],
      },
      {
        ...{ value: 'over', isNeeded: false, ofMark: false },
        names: ['restor', 'resolv', 'over', 'online', 'gider', 'normal', 'ok'],
      },
    ],
  },
};

/** Ways in which a number passes a threshold, the usual one first. */
export const THRESHOLD_WAYS = ['down', 'up'] as const;

export const slotsOf = (kind: ReadyAutomation): readonly SlotAsk[] => ASKS[kind].slots;
export const valuesOf = (kind: ReadyAutomation): readonly ValueAsk[] => ASKS[kind].values;

/** Fields of the type that may be chosen there. */
export const fieldsFor = ({ takes }: SlotAsk, { fields }: ReadyType): ReadyField[] =>
  fields.filter(takes);

/** Values that may be chosen; none: a number is typed. `state`: the chosen field. */
export const optionsOf = ({ value }: ValueAsk, state: ReadyField | undefined): ReadyScalar[] => {
  if (value === 'way') return [...THRESHOLD_WAYS];
  if (value === 'value' || !state) return [];
  return state.type === 'boolean' ? [true, false] : state.choices;
};

const firstNamed = <T>(
  names: readonly string[],
  all: readonly T[],
  has: (one: T, name: string) => boolean
): T | undefined => {
  for (const name of names) {
    const found = all.find((one) => has(one, name));
    if (found !== undefined) return found;
  }
  return undefined;
};

const named = (ask: SlotAsk, type: ReadyType): ReadyField | undefined =>
  firstNamed(ask.names, fieldsFor(ask, type), ({ path }, name) => fold(path).includes(name));

/** What a value is by its name; undefined: nobody knows. */
export const usualValue = (
  ask: ValueAsk,
  state: ReadyField | undefined
): ReadyScalar | undefined => {
  if (ask.value === 'way') return THRESHOLD_WAYS[0];
  if (ask.value === 'value' || !state) return undefined;
  if (state.type === 'boolean') return ask.ofMark;
  return firstNamed(ask.names, state.choices, (choice, name) =>
    foldedParts(choice).some((word) => word.startsWith(name))
  );
};

/** The fields of a type that a ready automation would take, by their names. `isLikely`: it is surely such a type. */
export interface ReadyFit extends ReadyNamed {
  isLikely: boolean;
}

/** Null: the type has no such fields. */
export const fitOf = (kind: ReadyAutomation, type: ReadyType): ReadyFit | null => {
  const fit: ReadyFit = { fields: {}, values: {}, isLikely: true };
  let state: ReadyField | undefined;
  for (const ask of slotsOf(kind)) {
    const [first] = fieldsFor(ask, type);
    const sure = named(ask, type);
    const field = sure ?? (ask.isNeeded ? first : undefined);
    if (ask.isNeeded && !field) return null;
    if (ask.isNeeded && !sure) fit.isLikely = false;
    if (field) fit.fields[ask.slot] = field.path;
    if (ask.slot === 'state') state = field;
  }
  for (const ask of valuesOf(kind)) {
    const value = usualValue(ask, state);
    if (value !== undefined) fit.values[ask.value] = value;
    if (ask.isNeeded && ask.value !== 'value' && value === undefined) fit.isLikely = false;
  }
  // One word that fits may be of anything.
  if (kind === 'order' && Object.keys(fit.values).length < 2) fit.isLikely = false;
  return fit;
};

/** What somebody chose; what is left out is taken by its name, and null is taken for nothing. */
export interface ReadyGiven {
  fields: Readonly<Record<string, string | null>>;
  values: Readonly<Record<string, ReadyScalar | null>>;
}

/** The field of the form that is missing, or does not fit. */
interface Wrong {
  wrong: string;
}

const chosenFields = (
  kind: ReadyAutomation,
  type: ReadyType,
  given: ReadyGiven['fields']
): ReadyChosen['fields'] | Wrong => {
  const usual: ReadyNamed['fields'] = fitOf(kind, type)?.fields ?? {};
  const chosen: ReadyChosen['fields'] = {};
  for (const ask of slotsOf(kind)) {
    const path = Object.hasOwn(given, ask.slot) ? given[ask.slot] : usual[ask.slot];
    const field = fieldsFor(ask, type).find((one) => one.path === path);
    if (!field && (ask.isNeeded || (path ?? null) !== null)) return { wrong: `fields.${ask.slot}` };
    if (field) chosen[ask.slot] = field;
  }
  return chosen;
};

const takesValue = (ask: ValueAsk, state: ReadyField | undefined, value: ReadyScalar): boolean =>
  ask.value === 'value'
    ? typeof value === 'number' && Number.isFinite(value)
    : optionsOf(ask, state).includes(value);

const chosenValues = (
  kind: ReadyAutomation,
  state: ReadyField | undefined,
  given: ReadyGiven['values']
): ReadyChosen['values'] | Wrong => {
  const chosen: ReadyChosen['values'] = {};
  for (const ask of valuesOf(kind)) {
    const isGiven = Object.hasOwn(given, ask.value);
    const value = isGiven ? given[ask.value] : usualValue(ask, state);
    const wrong = { wrong: `values.${ask.value}` };
    if (value === undefined || value === null) {
      if (ask.isNeeded) return wrong;
      continue;
    }
    // Two with one value would send two messages about one change.
    const isTwice = Object.values(chosen).includes(value);
    if (isTwice || !takesValue(ask, state, value)) return wrong;
    chosen[ask.value] = value;
  }
  return kind === 'order' && Object.keys(chosen).length === 0
    ? { wrong: 'values.confirmed' }
    : chosen;
};

/** What a ready automation is made from, or which field of the form is missing or does not fit. */
export const chosenOf = (
  kind: ReadyAutomation,
  type: ReadyType,
  given: ReadyGiven
): ReadyChosen | Wrong => {
  const fields = chosenFields(kind, type, given.fields);
  if ('wrong' in fields) return { wrong: String(fields.wrong) };
  const values = chosenValues(kind, fields.state, given.values);
  if ('wrong' in values) return { wrong: String(values.wrong) };
  return { fields, values };
};
