import type { ChangeEvent } from 'react';
import { Field, Flex, TextInput } from '@strapi/design-system';
import { useT } from '../useT';
import { dayEnd, dayOf, dayStart } from './filter-model';

interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}
interface Props {
  readonly label: string;
  readonly value: Range;
  readonly onChange: (value: { from?: number; to?: number }) => void;
}

/** From and to as days of the viewer's clock; both days are included. */
export const DateRange = ({ label, value, onChange }: Props) => {
  const t = useT();
  const set = (part: Range) => {
    const { from, to } = { ...value, ...part };
    onChange({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  };
  const day = (side: 'from' | 'to', at: number | undefined) => (
    <Field.Root name={`${label}-${side}`}>
      <Field.Label>{t(`people.date.${side}`)}</Field.Label>
      <TextInput
        type="date"
        size="S"
        aria-label={t(`people.date.${side}Of`, { label })}
        value={dayOf(at)}
        onChange={(e: ChangeEvent<HTMLInputElement>) =>
          set(side === 'from' ? { from: dayStart(e.target.value) } : { to: dayEnd(e.target.value) })
        }
      />
    </Field.Root>
  );
  return (
    <Flex gap={2} wrap="wrap" alignItems="flex-end">
      {day('from', value.from)}
      {day('to', value.to)}
    </Flex>
  );
};
