import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface Props {
  readonly options: readonly { readonly id: number; readonly name: string }[];
  readonly value: number | null;
  readonly onChange: (id: number) => void;
  /** Its name where it stands in no field. */
  readonly label?: string;
  readonly size?: 'S' | 'M';
}

/** One of some rows by its name: a number, a person. */
export const IdSelect = ({ options, value, onChange, label, size = 'M' }: Props) => (
  <SingleSelect
    size={size}
    {...(label === undefined ? {} : { 'aria-label': label })}
    value={value === null ? null : String(value)}
    onChange={(next) => onChange(Number(next))}
  >
    {options.map(({ id, name }) => (
      <SingleSelectOption key={id} value={String(id)}>
        {name}
      </SingleSelectOption>
    ))}
  </SingleSelect>
);
