import { Box, Checkbox, Field, Flex, Textarea, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { ChoiceGroup, Choices } from '../../../shared/Choices';
import { isConsentDate } from '../../../../../server/src/contracts/imports';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { consentGaps, decidedBy, saysConsent, unusedConsent, type ImportConsent } from '../model';
import type { Wizard } from '../useWizard';

type Given = Extract<ImportConsent, { kind: 'given' }>;
const EMPTY: Given = { kind: 'given', categories: ['marketing'], source: '', wording: '' };
const categories = ['marketing', 'utility'] as const;

type GivenProps = { consent: Given; onChange: (next: Given) => void };

/** One day for all; where a column has the dates, that of the rows without one, or none. */
const AgreedOn = ({
  consent,
  onChange,
  column,
  isMissing,
}: GivenProps & {
  /** Name of the column with the dates; null = the file has none. */
  column: string | null;
  isMissing: boolean;
}) => {
  const t = useT();
  const { formatDate } = useIntl();
  const { agreedOn } = consent;
  const day = agreedOn && formatDate(agreedOn, { dateStyle: 'long', timeZone: 'UTC' });
  const undated = () =>
    day
      ? t('imports.consent.undated.day', { column, day })
      : t('imports.consent.undated.none', { column });
  return (
    <Field.Root
      name="agreedOn"
      required={column === null}
      error={isMissing ? t('imports.consent.agreedOn.missing') : false}
      hint={column === null ? t('imports.consent.agreedOn.hint') : undated()}
    >
      <Field.Label>
        {t(column === null ? 'imports.consent.agreedOn' : 'imports.consent.undated')}
      </Field.Label>
      <TextInput
        type="date"
        value={agreedOn ?? ''}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          onChange({ ...consent, agreedOn: event.target.value || undefined })
        }
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

const GivenFields = ({
  consent,
  onChange,
  gaps,
  dateColumn,
}: GivenProps & { gaps: ReturnType<typeof consentGaps>; dateColumn: string | null }) => {
  const t = useT();
  const error = (field: 'categories' | 'source' | 'wording') =>
    gaps.includes(field) ? t(`imports.consent.${field}.missing`) : false;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingLeft={6}>
      <Field.Root name="categories" error={error('categories')}>
        <ChoiceGroup label={t('imports.consent.categories')}>
          {categories.map((category) => (
            <Checkbox
              key={category}
              checked={consent.categories.includes(category)}
              onCheckedChange={(value) =>
                onChange({
                  ...consent,
                  categories: categories.filter((one) =>
                    one === category ? value === true : consent.categories.includes(one)
                  ),
                })
              }
            >
              {t(`imports.consent.category.${category}`)}
            </Checkbox>
          ))}
          <Field.Error />
        </ChoiceGroup>
      </Field.Root>
      <Field.Root
        name="source"
        required
        error={error('source')}
        hint={t('imports.consent.source.hint')}
      >
        <Field.Label>{t('imports.consent.source')}</Field.Label>
        <TextInput
          value={consent.source}
          maxLength={120}
          onChange={(event) => onChange({ ...consent, source: event.target.value })}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <AgreedOn
        consent={consent}
        onChange={onChange}
        column={dateColumn}
        isMissing={gaps.includes('agreedOn')}
      />
      <Field.Root
        name="wording"
        required
        error={error('wording')}
        hint={t('imports.consent.wording.hint')}
      >
        <Field.Label>{t('imports.consent.wording')}</Field.Label>
        <Textarea
          value={consent.wording}
          maxLength={4000}
          onChange={(event) => onChange({ ...consent, wording: event.target.value })}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};

/** Columns of the file that decide person by person, and one that looks as if it should. */
const ConsentColumns = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { view, columns, rules } = wizard;
  const { consent } = rules;
  const unused = unusedConsent(view, columns);
  const names = unused.map((name) => `“${name}”`).join(', ');
  return (
    <>
      {decidedBy(view, columns).map(({ category, column }) => (
        <Notice
          key={category}
          variant="default"
          title={t('imports.consent.decided', { category, column })}
          testId={`import-decided-${category}`}
        >
          {t(`imports.consent.decided.${consent?.kind ?? 'open'}`)}
        </Notice>
      ))}
      {rules.consent?.kind === 'given' && unused.length > 0 ? (
        <Notice
          variant="warning"
          title={t('imports.consent.like', { n: unused.length, columns: names })}
          testId="import-consent-unused"
        >
          {t('imports.consent.unused.hint')}
        </Notice>
      ) : null}
    </>
  );
};

/** Where the consent of these people comes from: asked, never assumed (P-11). */
export const ConsentFields = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { view, columns, rules, setRules } = wizard;
  const { consent } = rules;
  const choose = (kind: ImportConsent['kind']) => {
    wizard.hideGaps();
    setRules({ ...rules, consent: kind === 'given' ? EMPTY : { kind } });
  };
  const gaps = wizard.showGaps ? consentGaps(consent, columns) : [];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {t('imports.consent.title')}
      </Typography>
      <Typography textColor="neutral600">{t('imports.consent.why')}</Typography>
      <Choices
        label={t('imports.consent.title')}
        isLabelHidden
        value={consent?.kind ?? null}
        options={[
          ['none', t('imports.consent.none')],
          ...(saysConsent(columns) ? [['file', t('imports.consent.file')] as const] : []),
          ['given', t('imports.consent.given')],
        ]}
        onChange={choose}
      />
      <ConsentColumns wizard={wizard} />
      {gaps.includes('kind') ? (
        <Box role="alert">
          <Typography variant="pi" textColor="danger600">
            {t('imports.consent.kind.missing')}
          </Typography>
        </Box>
      ) : null}
      {consent?.kind === 'given' ? (
        <GivenFields
          consent={consent}
          gaps={gaps}
          dateColumn={view.header[columns.findIndex(isConsentDate)] ?? null}
          onChange={(next) => setRules({ ...rules, consent: next })}
        />
      ) : null}
    </Flex>
  );
};
