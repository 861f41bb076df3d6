import type { ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';
import type { HeldValue } from '../../../../../server/src/contracts/automations';
import { EntryValues } from '../../../shared/entry-values/EntryValues';
import {
  kindOfField,
  typedValue,
  type WatchedKind,
} from '../../../shared/entry-values/entry-values';
import { dayOf } from '../../../shared/people/filter-model';
import { useT } from '../../../shared/useT';
import type { Ask } from '../model';
import { fieldAsked, momentOfDay, type EntryAsk } from '../model-entry';
import type { SegmentFields } from '../useSegmentFields';

interface Props {
  readonly asks: EntryAsk;
  readonly fields: SegmentFields;
  readonly onChange: (asks: Ask) => void;
}

const shown = (value: HeldValue, kind: WatchedKind): string =>
  kind === 'moment' && typeof value === 'number' ? dayOf(value) : String(value ?? '');

/** The one number or day with which it compares. */
const One = ({ asks, kind, onChange }: Omit<Props, 'fields'> & { kind: WatchedKind }) => {
  const t = useT();
  const onType = (typed: string) => {
    const value = kind === 'moment' ? momentOfDay(asks.operator, typed) : typedValue(kind, typed);
    onChange({ ...asks, values: value === null ? [] : [value] });
  };
  return (
    <Box width="18rem">
      <TextInput
        size="S"
        type={kind === 'number' ? 'number' : 'date'}
        step="any"
        aria-label={t('people.condition.value')}
        value={shown(asks.values[0] ?? null, kind)}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onType(event.target.value)}
      />
    </Box>
  );
};

/** With what a condition on the entry compares, by the kind of its field. */
export const EntryValue = ({ asks, fields, onChange }: Props) => {
  const t = useT();
  const field = fieldAsked(asks, fields.watched);
  if (!field || asks.operator === 'filled') return null;
  if (asks.operator !== 'is' && asks.operator !== 'contains')
    return <One asks={asks} kind={kindOfField(field)} onChange={onChange} />;
  return (
    <Box flex="1 1 18rem" minWidth="0">
      <EntryValues
        label={t('people.condition.value')}
        field={field}
        values={asks.values}
        placeholder={t('segments.value.add')}
        onChange={(values) => onChange({ ...asks, values })}
      />
    </Box>
  );
};
