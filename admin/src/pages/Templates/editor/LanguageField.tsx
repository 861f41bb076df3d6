import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { templateLanguages } from '../../../../../server/src/contracts/template-words';
import { useOwnFilter } from '../../../shared/useOwnFilter';
import { useT } from '../../../shared/useT';
import { languageLabel } from './draft-model';

type Props = {
  value: string;
  onChange: (language: string) => void;
  error: string | undefined;
  /** Languages that are not offered: the name exists there. */
  without?: readonly string[];
};

/** One of WhatsApp's languages, found by its name in the viewer's language or by its code. */
export const LanguageField = ({ value, onChange, error, without = [] }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const own = useOwnFilter();
  const all = useMemo(
    () =>
      templateLanguages
        .filter((code) => !without.includes(code))
        .map((code): [string, string] => [code, languageLabel(code, locale)])
        .sort(([, a], [, b]) => a.localeCompare(b, locale)),
    [locale, without]
  );
  const typed = own.typed.trim().toLocaleLowerCase(locale);
  return (
    <Field.Root
      name="language"
      required
      error={error ?? false}
      hint={t('templates.editor.languageHint')}
    >
      <Field.Label>{t('templates.column.language')}</Field.Label>
      <Combobox
        value={value}
        defaultTextValue={languageLabel(value, locale)}
        onChange={(next) => next && onChange(next)}
        {...own.props}
        noOptionsMessage={() => t('templates.editor.noLanguage')}
      >
        {all
          .filter(([, label]) => label.toLocaleLowerCase(locale).includes(typed))
          .map(([code, label]) => (
            <ComboboxOption key={code} value={code}>
              {label}
            </ComboboxOption>
          ))}
      </Combobox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
