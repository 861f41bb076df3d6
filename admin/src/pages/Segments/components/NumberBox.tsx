import type { ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';

interface Props {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
}

/** A small whole number; an empty box is `NaN`, which no check lets pass. */
export const NumberBox = ({ label, value, onChange }: Props) => (
  <Box width="8rem">
    <TextInput
      size="S"
      type="number"
      min={0}
      aria-label={label}
      value={value === undefined || Number.isNaN(value) ? '' : String(value)}
      onChange={(e: ChangeEvent<HTMLInputElement>) =>
        onChange(e.target.value === '' ? Number.NaN : Number(e.target.value))
      }
    />
  </Box>
);
