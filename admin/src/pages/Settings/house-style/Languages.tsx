import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import {
  HOUSE_CATEGORIES,
  type HouseLanguage,
} from '../../../../../server/src/contracts/house-style';
import { LIMITS } from '../../../../../server/src/contracts/template-rules';
import { CodeField } from '../../../shared/CodeField';
import { languagesIn } from '../../../shared/language-name';
import { TextRow } from '../../../shared/TextRow';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { Card } from '../consent/Card';
import { HouseButtons } from './HouseButtons';
import type { HouseForm } from './useHouseForm';

const OneLanguage = ({ form, one, at }: { form: HouseForm; one: HouseLanguage; at: number }) => {
  const t = useT();
  const name = useLanguageName()(one.language);
  const path = `languages.${at}`;
  return (
    <Box tag="section" aria-label={name} data-testid={`house-${one.language}`}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h3">
            {name}
          </Typography>
          <Button size="S" variant="danger-light" onClick={() => form.removeLanguage(at)}>
            {t('house-style.languages.remove', { language: name })}
          </Button>
        </Flex>
        <TextRow
          name={`${path}.footer`}
          label={t('house-style.footer')}
          error={form.errorAt(`${path}.footer`)}
          value={one.footer}
          maxLength={LIMITS.footer}
          dir="auto"
          isRequired={false}
          testId={`${path}.footer`}
          onChange={(footer) => form.setLanguage(at, { footer })}
        />
        {HOUSE_CATEGORIES.map((category) => (
          <HouseButtons
            key={category}
            category={category}
            language={one.language}
            at={`${path}.buttons.${category}`}
            buttons={one.buttons[category]}
            errorAt={form.errorAt}
            onChange={(buttons) =>
              form.setLanguage(at, { buttons: { ...one.buttons, [category]: buttons } })
            }
          />
        ))}
      </Flex>
    </Box>
  );
};

/** Footer and buttons by the language of the template. */
export const Languages = ({ form }: { form: HouseForm }) => {
  const t = useT();
  const { locale } = useIntl();
  const { languages } = form.style;
  const taken = languages.map(({ language }) => language).join(' ');
  const options = useMemo(
    () => languagesIn(locale).filter(([code]) => !taken.split(' ').includes(code)),
    [locale, taken]
  );
  /** The field for the next language is another one then: its first field takes the focus. */
  const add = (language: string) => {
    form.addLanguage(language);
    const name = `languages.${languages.length}.footer`;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  };
  return (
    <Card title={t('house-style.languages.title')}>
      <Typography textColor="neutral600">{t('house-style.languages.about')}</Typography>
      {languages.map((one, at) => (
        <OneLanguage key={one.language} form={form} one={one} at={at} />
      ))}
      <CodeField
        // A chosen language becomes a part of its own: the field is emptied.
        key={taken}
        name="newLanguage"
        label={t('house-style.languages.add')}
        options={options}
        value=""
        valueLabel=""
        onChange={add}
        noneFound={t('templates.editor.noLanguage')}
      />
    </Card>
  );
};
