import type { ConversionRule } from '../../../../../server/src/contracts/conversions';
import type { HostField, HostTypeView } from '../../../../../server/src/contracts/records';

export const emptyRule: ConversionRule = {
  event: 'order',
  state: null,
  value: null,
  currency: null,
  at: null,
};

const NUMBERS = ['integer', 'biginteger', 'decimal', 'float'];
const MOMENTS = ['datetime', 'timestamp'];
const STATES = ['enumeration', 'boolean', 'string'];

const own = (type: HostTypeView, kinds: readonly string[]): HostField[] =>
  type.fields.filter((field) => !field.related && kinds.includes(field.type));

/** Fields that can hold the amount. */
export const numberFields = (type: HostTypeView): HostField[] => own(type, NUMBERS);
/** Fields that can say when; when an entry was made is known anyway. */
export const momentFields = (type: HostTypeView): HostField[] =>
  own(type, MOMENTS).filter(({ path }) => path !== 'createdAt');
/** Fields that can hold the state. */
export const stateFields = (type: HostTypeView): HostField[] => own(type, STATES);

/** The typed value as the field holds it. */
export const ruleValue = (field: HostField, typed: string): string | boolean =>
  field.type === 'boolean' && typed !== '' ? typed === 'true' : typed;
