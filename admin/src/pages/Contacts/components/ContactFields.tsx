import { useMemo, type ChangeEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import {
  Box,
  Field,
  Flex,
  Link,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useWhatsappFacetsQuery, useWhatsappListFieldsQuery } from '../../../api/people';
import { ChangedMeanwhile } from '../../../shared/ChangedMeanwhile';
import { CodeField } from '../../../shared/CodeField';
import { countriesIn, countryName } from '../../../shared/countries';
import { languageLabel, languagesIn } from '../../../shared/language-name';
import { fieldLabel } from '../../../shared/people/conditions';
import { TagField } from '../../../shared/people/TagField';
import { TimezoneField } from '../../../shared/TimezoneField';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import type { ContactForm, ContactProblems } from '../model';
import { CustomInputs } from './CustomInputs';

type Props = {
  form: ContactForm;
  set: (part: Partial<ContactForm>) => void;
  problems: ContactProblems;
  disabled: boolean;
  phoneRequired: boolean;
  /** The person who has this number already. */
  existing: number | null;
  /** Fields that somebody else saved meanwhile with other values. */
  clashes: readonly string[];
};

type TextKey = 'givenName' | 'familyName' | 'name' | 'phone' | 'email' | 'town';
const types: Record<TextKey, { type: string; max: number }> = {
  givenName: { type: 'text', max: 120 },
  familyName: { type: 'text', max: 120 },
  name: { type: 'text', max: 200 },
  phone: { type: 'tel', max: 120 },
  email: { type: 'email', max: 254 },
  town: { type: 'text', max: 120 },
};
const isHinted = (of: TextKey): of is 'name' | 'phone' => of === 'name' || of === 'phone';

const Text = ({ of, after, ...props }: Props & { of: TextKey; after?: ReactNode }) => {
  const t = useT();
  const { form, set, problems, disabled, phoneRequired } = props;
  return (
    <Field.Root
      name={of}
      required={of === 'phone' && phoneRequired}
      error={problems[of] ?? false}
      hint={isHinted(of) ? t(`contacts.hint.${of}`) : null}
    >
      <Field.Label>{t(`contacts.form.${of}`)}</Field.Label>
      <TextInput
        type={types[of].type}
        autoComplete="off"
        maxLength={types[of].max}
        value={form[of]}
        disabled={disabled}
        data-testid={`contact-${of}`}
        onChange={(e: ChangeEvent<HTMLInputElement>) => set({ [of]: e.target.value })}
      />
      <Field.Error />
      {after}
      <Field.Hint />
    </Field.Root>
  );
};

/** Beside a refused double: the way to the person who has the number. */
const Existing = ({ id }: { id: number }) => {
  const t = useT();
  return (
    <Link tag={RouterLink} to={`?contact=${id}`} data-testid="open-existing">
      {t('contacts.existing.open')}
    </Link>
  );
};

/** Follows from the number unless it is said; a person who has one keeps one. */
const Country = ({ form, set, problems, disabled }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const all = useMemo(
    () => countriesIn(locale).map(({ code, name }) => [code, name] as const),
    [locale]
  );
  return (
    <CodeField
      name="country"
      label={t('contacts.form.country')}
      placeholder={t('contacts.placeholder.country')}
      options={all}
      value={form.country}
      valueLabel={countryName(form.country, locale)}
      error={problems.country}
      disabled={disabled}
      noneFound={t('contacts.none.country')}
      onChange={(country) => set({ country })}
    />
  );
};

const Language = ({ form, set, problems, disabled }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const all = useMemo(() => languagesIn(locale), [locale]);
  return (
    <CodeField
      name="language"
      label={t('contacts.form.language')}
      placeholder={t('contacts.placeholder.language')}
      hint={t('contacts.hint.language')}
      options={all}
      value={form.language}
      valueLabel={languageLabel(form.language, locale)}
      error={problems.language}
      disabled={disabled}
      noneFound={t('contacts.none.language')}
      onClear={() => set({ language: '' })}
      onChange={(language) => set({ language })}
    />
  );
};

const TimeZone = ({ form, set, problems, disabled }: Props) => {
  const t = useT();
  return (
    <TimezoneField
      name="timezone"
      label={t('contacts.form.timezone')}
      placeholder={t('contacts.hint.timezone')}
      value={form.timezone}
      error={problems.timezone ?? false}
      disabled={disabled}
      onClear={() => set({ timezone: '' })}
      onChange={(timezone) => set({ timezone })}
    />
  );
};

const Owner = ({ form, set, problems, disabled }: Props) => {
  const t = useT();
  const team = useWhatsappFacetsQuery().data?.team ?? [];
  return (
    <Field.Root name="owner" error={problems.owner ?? false} hint={t('contacts.hint.owner')}>
      <Field.Label>{t('contacts.form.owner')}</Field.Label>
      <SingleSelect
        value={form.owner}
        placeholder={t('people.nobody')}
        disabled={disabled}
        clearLabel={t('contacts.clear')}
        onClear={() => set({ owner: '' })}
        onChange={(value) => set({ owner: String(value) })}
      >
        {team.map((one) => (
          <SingleSelectOption key={one.id} value={String(one.id)}>
            {one.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

const Pair = ({ children }: { children: ReactNode }) => (
  <Flex gap={4} alignItems="flex-start" wrap="wrap">
    {children}
  </Flex>
);
const Half = ({ children }: { children: ReactNode }) => (
  <Box flex="1" minWidth="16rem">
    {children}
  </Box>
);

/** What somebody else saved of the person meanwhile, by the names of its fields. */
const Clashes = ({ clashes }: Pick<Props, 'clashes'>) => {
  const known = useKnownWord();
  const { locale } = useIntl();
  const fields = useWhatsappListFieldsQuery().data?.fields ?? [];
  const labelOf = (key: string) => {
    const own = fields.find((one) => key === `custom.${one.key}`);
    return own ? fieldLabel(own, locale) : (known('contacts.form', key) ?? key);
  };
  return <ChangedMeanwhile labels={clashes.map(labelOf)} />;
};

/** The form of one person; each mistake stands at its field. */
export const ContactFields = (props: Props) => {
  const t = useT();
  const { form, set, problems, disabled, existing } = props;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Clashes clashes={props.clashes} />
      <Pair>
        <Half>
          <Text of="givenName" {...props} />
        </Half>
        <Half>
          <Text of="familyName" {...props} />
        </Half>
      </Pair>
      <Text of="name" {...props} />
      <Text of="phone" {...props} after={existing === null ? null : <Existing id={existing} />} />
      <Pair>
        <Half>
          <Country {...props} />
        </Half>
        <Half>
          <Language {...props} />
        </Half>
      </Pair>
      <Pair>
        <Half>
          <Text of="email" {...props} />
        </Half>
        <Half>
          <Text of="town" {...props} />
        </Half>
      </Pair>
      <TimeZone {...props} />
      <Owner {...props} />
      <TagField
        label={t('contacts.form.tags')}
        value={form.tags}
        onChange={(tags) => set({ tags })}
        disabled={disabled}
        error={problems.tags}
      />
      <CustomInputs
        values={form.custom}
        problems={problems}
        disabled={disabled}
        onChange={(custom) => set({ custom })}
        heading={
          <Typography variant="sigma" textColor="neutral600" tag="h3">
            {t('people.filter.fields')}
          </Typography>
        }
      />
    </Flex>
  );
};
