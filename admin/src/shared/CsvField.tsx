import { useRef } from 'react';
import { Button, Field, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Upload } from '@strapi/icons';

interface Props {
  readonly label: string;
  readonly chooseLabel: string;
  /** Name of the chosen file, or the words for none. */
  readonly chosen: string;
  readonly error: string | null;
  readonly isBusy?: boolean;
  readonly onChoose: (file: File | undefined) => void;
  readonly testId: string;
}

/** A CSV file from this device; the same file may be chosen again after it was corrected. */
export const CsvField = ({ label, chooseLabel, chosen, error, isBusy = false, ...rest }: Props) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field.Root name="file" required error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={3} wrap="wrap">
        <Button
          variant="secondary"
          startIcon={<Upload />}
          loading={isBusy}
          onClick={() => input.current?.click()}
        >
          {chooseLabel}
        </Button>
        <Typography role="status">{chosen}</Typography>
      </Flex>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          accept=".csv,text/csv"
          aria-label={label}
          data-testid={rest.testId}
          onChange={(event) => {
            rest.onChoose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </VisuallyHidden>
      <Field.Error />
    </Field.Root>
  );
};
