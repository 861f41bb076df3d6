import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { CodeField } from '../../../shared/CodeField';
import { languageLabel, languagesIn } from '../../../shared/language-name';
import { useT } from '../../../shared/useT';

type Props = {
  value: string;
  onChange: (language: string) => void;
  error: string | undefined;
  /** Languages that are not offered: the name exists there. */
  without?: readonly string[];
};

const NONE: readonly string[] = [];

/** One of WhatsApp's languages, found by its name in the viewer's language or by its code. */
export const LanguageField = ({ value, onChange, error, without = NONE }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const all = useMemo(
    () => languagesIn(locale).filter(([code]) => !without.includes(code)),
    [locale, without]
  );
  return (
    <CodeField
      name="language"
      required
      label={t('templates.column.language')}
      hint={t('templates.editor.languageHint')}
      options={all}
      value={value}
      valueLabel={languageLabel(value, locale)}
      onChange={onChange}
      error={error}
      noneFound={t('templates.editor.noLanguage')}
    />
  );
};
