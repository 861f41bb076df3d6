import {
  Accordion,
  Box,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  Grid,
  TextInput,
} from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '../../../shared/useT';
import { countriesIn } from '../../../shared/countries';
import type { NumberField } from '../model';
import { SecretField } from './SecretField';
import type { NumberForm } from './useNumberForm';

interface Props {
  readonly form: NumberForm;
  /** False while Strapi has no encryption key: secrets cannot be kept. */
  readonly canKeepSecrets: boolean;
  /** Opens the token field at once: one came here to enter a new one. */
  readonly replaceToken?: boolean;
}

const TextField = ({
  form,
  name,
  required = false,
}: {
  form: NumberForm;
  name: NumberField;
  required?: boolean;
}) => {
  const t = useT();
  const isNumeric = name === 'wabaId' || name === 'phoneNumberId';
  return (
    <Field.Root
      name={name}
      required={required}
      hint={t(`settings.field.${name}.hint`)}
      error={form.problems[name] ?? false}
    >
      <Field.Label>{t(`settings.field.${name}`)}</Field.Label>
      <TextInput
        value={form.values[name]}
        autoComplete="off"
        inputMode={isNumeric ? 'numeric' : 'text'}
        data-testid={`number-${name}`}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          form.set(name, event.target.value)
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const CountryField = ({ form }: { form: NumberForm }) => {
  const t = useT();
  const { locale } = useIntl();
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const nameOf = (code: string) => countries.find((one) => one.code === code)?.name ?? code;
  return (
    <Field.Root
      name="defaultCountry"
      hint={t('settings.field.defaultCountry.hint')}
      error={form.problems.defaultCountry ?? false}
    >
      <Field.Label>{t('settings.field.defaultCountry')}</Field.Label>
      <Combobox
        value={form.values.defaultCountry}
        defaultTextValue={nameOf(form.values.defaultCountry)}
        placeholder={t('settings.field.defaultCountry.placeholder')}
        onChange={(code?: string) => form.set('defaultCountry', code ?? '')}
        onClear={() => form.set('defaultCountry', '')}
        clearLabel={t('settings.clear')}
      >
        {countries.map(({ code, name }) => (
          <ComboboxOption key={code} value={code}>
            {name}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const Advanced = ({ form }: { form: NumberForm }) => {
  const t = useT();
  const [shown, setShown] = useState(form.account?.isSimulator ? 'advanced' : '');
  // What is wrong with a field in it would else be said where nobody looks.
  const isWrong = Boolean(form.problems.baseUrl ?? form.problems.apiVersion);
  if (isWrong && shown === '') setShown('advanced');
  return (
    <Accordion.Root size="S" value={shown} onValueChange={(value: string) => setShown(value)}>
      <Accordion.Item value="advanced">
        <Accordion.Header>
          <Accordion.Trigger>{t('settings.advanced')}</Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Flex direction="column" alignItems="stretch" gap={4} padding={4}>
            <TextField form={form} name="baseUrl" />
            <TextField form={form} name="apiVersion" />
          </Flex>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};

/** All fields of a number; the same in "Connect" and "Edit". */
export const NumberFields = ({ form, canKeepSecrets, replaceToken = false }: Props) => (
  <Flex direction="column" alignItems="stretch" gap={5}>
    <Grid.Root gap={5}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <TextField form={form} name="name" required />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <CountryField form={form} />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <TextField form={form} name="wabaId" required />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <TextField form={form} name="phoneNumberId" required />
      </Grid.Item>
    </Grid.Root>
    {(['token', 'appSecret'] as const).map((name) => (
      <SecretField
        key={name}
        name={name}
        value={form.values[name]}
        kept={form.account?.[name] ?? null}
        error={form.problems[name]}
        disabled={!canKeepSecrets}
        startReplacing={name === 'token' && replaceToken}
        onChange={(value) => form.set(name, value)}
      />
    ))}
    <Box>
      <Advanced form={form} />
    </Box>
  </Flex>
);
