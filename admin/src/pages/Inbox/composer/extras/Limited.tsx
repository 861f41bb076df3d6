import { Field, Flex, Textarea, TextInput, Typography } from '@strapi/design-system';
import { useT } from '../../../../shared/useT';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly long?: boolean;
  readonly hint?: string;
}

/** A field that says how much WhatsApp takes, and takes no more. */
export const Limited = ({ name, label, value, max, onChange, ...more }: Props) => {
  const t = useT();
  const props = {
    value,
    maxLength: max,
    dir: 'auto' as const,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field.Root name={name} required={more.required ?? false} hint={more.hint}>
      <Field.Label>{label}</Field.Label>
      {more.long ? <Textarea {...props} /> : <TextInput {...props} />}
      <Flex justifyContent="space-between" gap={2}>
        <Field.Hint />
        <Typography variant="pi" textColor="neutral600">
          {t('composer.extra.used', { used: value.length, limit: max })}
        </Typography>
      </Flex>
    </Field.Root>
  );
};
