import { useState } from 'react';
import {
  Field,
  Flex,
  Grid,
  MultiSelect,
  MultiSelectOption,
  Radio,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useWhatsappListGroupsQuery } from '../../../api/groups';
import { useT } from '../../../shared/useT';
import { countriesIn } from '../../../shared/countries';
import { tagsOf } from '../model';
import type { Wizard } from '../useWizard';
import { ConsentFields } from './ConsentFields';

const ways = ['fill', 'update', 'skip'] as const;

const Duplicates = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { rules, setRules } = wizard;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {t('imports.duplicates.title')}
      </Typography>
      <Radio.Group
        aria-label={t('imports.duplicates.title')}
        value={rules.duplicates}
        onValueChange={(value: string) =>
          setRules({ ...rules, duplicates: ways.find((way) => way === value) ?? 'fill' })
        }
      >
        {ways.map((way) => (
          <Radio.Item key={way} value={way}>
            {t(`imports.duplicates.${way}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
      <Typography variant="pi" textColor="neutral600">
        {t('imports.duplicates.note')}
      </Typography>
    </Flex>
  );
};

const Country = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { locale } = useIntl();
  const { rules, setRules } = wizard;
  return (
    <Field.Root name="country" hint={t('imports.country.hint')}>
      <Field.Label>{t('imports.country')}</Field.Label>
      <SingleSelect
        value={rules.country}
        onChange={(value) => setRules({ ...rules, country: String(value) })}
      >
        {countriesIn(locale).map(({ code, name }) => (
          <SingleSelectOption key={code} value={code}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

const Groups = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const groups = useWhatsappListGroupsQuery().data?.groups ?? [];
  const { rules, setRules } = wizard;
  return (
    <Field.Root name="groups" hint={t('imports.groups.hint')}>
      <Field.Label>{t('imports.groups')}</Field.Label>
      <MultiSelect
        placeholder={t('imports.groups.none')}
        value={rules.groupIds.map(String)}
        onChange={(values: string[]) => setRules({ ...rules, groupIds: values.map(Number) })}
      >
        {groups.map(({ id, name }) => (
          <MultiSelectOption key={id} value={String(id)}>
            {name}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
    </Field.Root>
  );
};

const Tags = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { rules, setRules } = wizard;
  const [typed, setTyped] = useState(rules.tags.join(', '));
  return (
    <Field.Root name="tags" hint={t('imports.tags.hint')}>
      <Field.Label>{t('imports.tags')}</Field.Label>
      <TextInput
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setRules({ ...rules, tags: tagsOf(event.target.value) });
        }}
      />
      <Field.Hint />
    </Field.Root>
  );
};

/** What happens to people who are known, what numbers mean, what everybody gets, and where their consent comes from. */
export const RulesStep = ({ wizard }: { wizard: Wizard }) => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <ConsentFields wizard={wizard} />
    <Duplicates wizard={wizard} />
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="stretch">
        <Country wizard={wizard} />
      </Grid.Item>
      <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="stretch">
        <Groups wizard={wizard} />
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
        <Tags wizard={wizard} />
      </Grid.Item>
    </Grid.Root>
  </Flex>
);
