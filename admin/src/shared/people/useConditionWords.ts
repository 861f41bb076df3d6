import { useIntl } from 'react-intl';
import type { FieldCondition } from '../../../../server/src/contracts/audience';
import { useT } from '../useT';
import { dayOfCondition, fieldOf, needsValue, shownOperator, type FilterField } from './conditions';

/** A condition in words: "Customer › City is Muğla". */
export const useConditionWords = (fields: readonly FilterField[]) => {
  const t = useT();
  const intl = useIntl();
  const valueOf = (condition: FieldCondition, kind: FilterField['kind'] | undefined): string => {
    const { value } = condition;
    if (typeof value === 'boolean') return t(value ? 'people.yes' : 'people.no');
    const day = kind === 'date' || kind === 'moment' ? dayOfCondition(condition) : '';
    if (day !== '') return intl.formatDate(`${day}T12:00:00`, { dateStyle: 'medium' });
    const text = typeof value === 'number' ? intl.formatNumber(value) : String(value ?? '');
    return text === '' ? '…' : text;
  };
  return (condition: FieldCondition): string => {
    const field = fieldOf(fields, condition);
    const { operator, key } = condition;
    const says = t(`people.operator.${field ? shownOperator(operator, field.kind) : operator}`);
    const value = needsValue(operator) ? [valueOf(condition, field?.kind)] : [];
    return [field?.label ?? key, says, ...value].join(' ');
  };
};
