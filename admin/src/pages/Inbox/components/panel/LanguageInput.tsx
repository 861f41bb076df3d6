import { useMemo } from 'react';
import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { languageLabel, languagesIn } from '../../../../shared/language-name';
import { useT } from '../../../../shared/useT';
import type { Editing } from './EditableFact';

/** The languages of templates by name; what an import wrote and WhatsApp does not know stays in the list. */
export const LanguageInput = ({ value, disabled, onChange }: Editing) => {
  const t = useT();
  const { locale } = useIntl();
  const known = useMemo(() => languagesIn(locale), [locale]);
  const isKnown = value === '' || known.some(([code]) => code === value);
  const all = isKnown ? known : [[value, languageLabel(value, locale)] as const, ...known];
  return (
    <SingleSelect
      size="S"
      value={value}
      disabled={disabled}
      placeholder={t('contacts.placeholder.language')}
      clearLabel={t('contacts.clear')}
      onClear={() => onChange('')}
      onChange={(code) => onChange(String(code))}
    >
      {all.map(([code, label]) => (
        <SingleSelectOption key={code} value={code}>
          {label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};
