import {
  chosenOf,
  fieldsFor,
  optionsOf,
  readyMade,
  slotsOf,
  usualValue,
  valuesOf,
  type ReadyAutomation,
  type ReadyChosen,
  type ReadyField,
  type ReadyGiven,
  type ReadyOffer,
  type ReadyScalar,
  type ReadySlot,
  type ReadyType,
  type ReadyValue,
} from '../../../../../server/src/contracts/ready-automations';

/** What is chosen so far; null: not used, or not chosen yet. */
export interface ReadyForm extends ReadyGiven {
  readonly uid: string;
}

/** The form for a content type, as its names suggest; null: the type does not fit. */
export const formFor = (
  { kind, fits }: ReadyOffer,
  uid: string | undefined = fits[0]?.uid
): ReadyForm | null => {
  const fit = fits.find((one) => one.uid === uid);
  if (!fit) return null;
  const fields = slotsOf(kind).map(({ slot }) => [slot, fit.fields[slot] ?? null] as const);
  const values = valuesOf(kind).map(({ value }) => [value, fit.values[value] ?? null] as const);
  return {
    ...{ uid: fit.uid, fields: Object.fromEntries(fields) },
    values: Object.fromEntries(values),
  };
};

const fieldOf = (type: ReadyType, path: string | null | undefined): ReadyField | undefined =>
  type.fields.find((one) => one.path === path);

/** The form with another field. Values of another state are those that its names suggest. */
export const withField = (
  form: ReadyForm,
  { kind, type }: { kind: ReadyAutomation; type: ReadyType },
  { slot, path }: { slot: ReadySlot; path: string | null }
): ReadyForm => {
  const fields = { ...form.fields, [slot]: path };
  if (slot !== 'state') return { ...form, fields };
  const state = fieldOf(type, path);
  const values = valuesOf(kind).map((ask) => [ask.value, usualValue(ask, state) ?? null] as const);
  return { ...form, fields, values: Object.fromEntries(values) };
};

/** A field of the form: one of the content type, or a value. */
export interface Asked<Name extends string, Option> {
  readonly name: Name;
  readonly isNeeded: boolean;
  readonly options: readonly Option[];
}

/** Fields that may be chosen. What is not needed, and for which the type has nothing, is left out. */
export const askedFields = (
  kind: ReadyAutomation,
  type: ReadyType
): Asked<ReadySlot, ReadyField>[] =>
  slotsOf(kind)
    .map((ask) => ({ name: ask.slot, isNeeded: ask.isNeeded, options: fieldsFor(ask, type) }))
    .filter(({ isNeeded, options }) => isNeeded || options.length > 0);

/** Values that may be chosen, or typed where there are no options; without a state none of its values are asked for. */
export const askedValues = (
  kind: ReadyAutomation,
  type: ReadyType,
  form: ReadyForm
): Asked<ReadyValue, ReadyScalar>[] => {
  const state = fieldOf(type, form.fields.state);
  return valuesOf(kind)
    .map((ask) => ({ name: ask.value, isNeeded: ask.isNeeded, options: optionsOf(ask, state) }))
    .filter(({ name, options }) => name === 'value' || options.length > 0);
};

/** The field that is missing or does not fit, as `fields.date`; null: it can be made. */
export const wrongIn = (kind: ReadyAutomation, type: ReadyType, form: ReadyForm): string | null => {
  const chosen = chosenOf(kind, type, form);
  return 'wrong' in chosen ? chosen.wrong : null;
};

/** What is made of it: how many automations, and what they begin with. */
export const madeIn = (
  { kind, parts }: Pick<ReadyOffer, 'kind' | 'parts'>,
  form: ReadyForm
): ReturnType<typeof readyMade> => {
  const values: ReadyChosen['values'] = {};
  for (const { value } of valuesOf(kind)) {
    const known = form.values[value];
    if (known !== null && known !== undefined) values[value] = known;
  }
  return readyMade(parts, values);
};
