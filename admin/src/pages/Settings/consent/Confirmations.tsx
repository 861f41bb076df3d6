import { Field, Textarea, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { ByLanguage } from './ByLanguage';
import { Card } from './Card';
import type { ConsentForm } from './model';

type Props = {
  form: ConsentForm;
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

/** What the owner of the site tells people about their data; the plugin does not know it (O-05, X-07). */
export const Notices = ({ form, onChange, problemAt }: Props) => {
  const t = useT();
  return (
    <Card title={t('consent.notice.title')}>
      <Typography textColor="neutral600">{t('consent.notice.intro')}</Typography>
      <Texts of="privacyNotice" {...{ form, onChange, problemAt }} />
    </Card>
  );
};

const LENGTHS = {
  optOutTexts: 1024,
  marketingOutTexts: 1024,
  optInTexts: 1024,
  privacyNotice: 2000,
} as const;

const Texts = ({ of, form, onChange, problemAt }: Props & { of: keyof typeof LENGTHS }) => {
  const t = useT();
  return (
    <ByLanguage title={t(`consent.texts.${of}`)}>
      {(language) => (
        <Field.Root
          name={`${of}.${language}`}
          required={of !== 'privacyNotice'}
          error={problemAt(`${of}.${language}`)}
        >
          <Field.Label>{t(`consent.language.${language}`)}</Field.Label>
          <Textarea
            value={form[of][language]}
            maxLength={LENGTHS[of]}
            data-testid={`${of}-${language}`}
            onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
              onChange({ [of]: { ...form[of], [language]: e.target.value } })
            }
          />
          <Field.Error />
        </Field.Root>
      )}
    </ByLanguage>
  );
};

/** The one message that confirms; it names the way back and wins nobody back (O-21, O-24). */
export const Confirmations = ({ form, onChange, problemAt }: Props) => {
  const t = useT();
  return (
    <Card title={t('consent.texts.title')}>
      <Typography textColor="neutral600">{t('consent.texts.intro')}</Typography>
      {(['optOutTexts', 'marketingOutTexts', 'optInTexts'] as const).map((of) => (
        <Texts key={of} {...{ of, form, onChange, problemAt }} />
      ))}
    </Card>
  );
};
