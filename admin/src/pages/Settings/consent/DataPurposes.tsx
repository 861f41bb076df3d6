import { Checkbox, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import {
  dataPurpose,
  type ConsentSettings,
  type DataPurpose,
  type DataPurposeRule,
} from '../../../../../server/src/contracts/consent';
import { useT } from '../../../shared/useT';
import { ByLanguage } from './ByLanguage';
import { Card } from './Card';
import type { ConsentForm } from './model';

type Props = {
  form: ConsentForm;
  versions: ConsentSettings['dataVersions'];
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

const Switch = ({
  purpose,
  of,
  rule,
  onChange,
}: {
  purpose: DataPurpose;
  of: 'asked' | 'onlyWithConsent';
  rule: DataPurposeRule;
  onChange: (rule: DataPurposeRule) => void;
}) => {
  const t = useT();
  return (
    <Checkbox
      checked={rule[of]}
      onCheckedChange={(checked: boolean | 'indeterminate') =>
        onChange({ ...rule, [of]: checked === true })
      }
      data-testid={`purpose-${purpose}-${of}`}
    >
      {t(`consent.data.${of}.${purpose}`)}
    </Checkbox>
  );
};

const Purpose = ({
  purpose,
  form,
  versions,
  onChange,
  problemAt,
}: Props & { purpose: DataPurpose }) => {
  const t = useT();
  const rule = form.dataPurposes[purpose];
  const set = (next: DataPurposeRule) =>
    onChange({ dataPurposes: { ...form.dataPurposes, [purpose]: next } });
  const isOn = rule.asked || rule.onlyWithConsent;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid={`purpose-${purpose}`}>
      <Typography variant="delta" tag="h3">
        {t(`consent.data.${purpose}`)}
      </Typography>
      <Switch purpose={purpose} of="asked" rule={rule} onChange={set} />
      <Switch purpose={purpose} of="onlyWithConsent" rule={rule} onChange={set} />
      {isOn ? (
        <ByLanguage title={t('consent.data.words', { version: versions[purpose] })}>
          {(language) => {
            const field = `dataPurposes.${purpose}.texts.${language}`;
            return (
              <Field.Root name={field} required={rule.asked} error={problemAt(field)}>
                <Field.Label>{t(`consent.language.${language}`)}</Field.Label>
                <Textarea
                  value={rule.texts[language]}
                  maxLength={1000}
                  data-testid={`purpose-${purpose}-${language}`}
                  onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
                    set({ ...rule, texts: { ...rule.texts, [language]: e.target.value } })
                  }
                />
                <Field.Error />
              </Field.Root>
            );
          }}
        </ByLanguage>
      ) : null}
    </Flex>
  );
};

/** Consent for data collection, apart from that for messages: what is asked, in which words, and what needs it. */
export const DataPurposes = (props: Props) => {
  const t = useT();
  return (
    <Card title={t('consent.data.title')}>
      <Typography textColor="neutral600">{t('consent.data.intro')}</Typography>
      {dataPurpose.options.map((purpose) => (
        <Purpose key={purpose} {...props} purpose={purpose} />
      ))}
    </Card>
  );
};
