import {
  Field,
  Flex,
  Grid,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Textarea,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { PROFILE_LIMITS, VERTICALS } from '../../../../../server/src/contracts/business-profile';
import { useT } from '../../../shared/useT';
import type { DraftField } from './model';
import { PictureField } from './PictureField';
import type { ProfileForm } from './useProfileForm';

interface Props {
  readonly form: ProfileForm;
}

interface TextProps extends Props {
  readonly name: DraftField;
  /** Longest text; counted below the field. */
  readonly max: number;
  readonly long?: boolean;
  readonly type?: 'text' | 'email' | 'url';
}

const problemField = {
  about: 'about',
  address: 'address',
  description: 'description',
  email: 'email',
  website: 'websites',
  secondWebsite: 'websites',
  vertical: 'vertical',
} as const;

const TextField = ({ form, name, max, long = false, type = 'text' }: TextProps) => {
  const t = useT();
  const value = form.draft[name];
  // An error about the websites is shown at the first website field.
  const error = name === 'secondWebsite' ? false : form.wordsOf(problemField[name]);
  const common = {
    value,
    'data-testid': `profile-${name}`,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      form.set(name, event.target.value),
  };
  return (
    <Field.Root
      name={name}
      required={name === 'about'}
      error={error}
      hint={t('profile.field.hint', { count: value.length, max })}
    >
      <Field.Label>{t(`profile.field.${name}`)}</Field.Label>
      {long ? <Textarea {...common} /> : <TextInput {...common} type={type} autoComplete="off" />}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const VerticalField = ({ form }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const { vertical } = form.draft;
  const choices = VERTICALS.map((key) => ({
    key: key as string,
    name: t(`profile.vertical.${key}`),
  }));
  choices.sort((a, b) => new Intl.Collator(locale).compare(a.name, b.name));
  // A category that Meta added later is kept until the user chooses another one.
  if (vertical !== '' && !choices.some(({ key }) => key === vertical))
    choices.push({ key: vertical, name: vertical });
  return (
    <Field.Root name="vertical" error={form.wordsOf('vertical')}>
      <Field.Label>{t('profile.field.vertical')}</Field.Label>
      <SingleSelect
        value={vertical}
        placeholder={t('profile.vertical.none')}
        clearLabel={t('settings.clear')}
        onClear={() => form.set('vertical', '')}
        onChange={(key) => form.set('vertical', String(key))}
      >
        {choices.map(({ key, name }) => (
          <SingleSelectOption key={key} value={key}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};

const half = { col: 6, xs: 12, direction: 'column', alignItems: 'stretch' } as const;

/** All that customers see when they open the business in WhatsApp. */
export const ProfileFields = ({ form }: Props) => (
  <Flex direction="column" alignItems="stretch" gap={5}>
    <TextField form={form} name="about" max={PROFILE_LIMITS.about} />
    <TextField form={form} name="description" max={PROFILE_LIMITS.description} long />
    <TextField form={form} name="address" max={PROFILE_LIMITS.address} />
    <Grid.Root gap={5}>
      <Grid.Item {...half}>
        <TextField form={form} name="website" max={PROFILE_LIMITS.website} type="url" />
      </Grid.Item>
      <Grid.Item {...half}>
        <TextField form={form} name="secondWebsite" max={PROFILE_LIMITS.website} type="url" />
      </Grid.Item>
      <Grid.Item {...half}>
        <TextField form={form} name="email" max={PROFILE_LIMITS.email} type="email" />
      </Grid.Item>
      <Grid.Item {...half}>
        <VerticalField form={form} />
      </Grid.Item>
    </Grid.Root>
    <PictureField form={form} />
  </Flex>
);
