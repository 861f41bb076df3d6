import {
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type {
  TestMetric,
  TestPlan,
  VariantDraft,
} from '../../../../../server/src/contracts/campaign-trial';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { VariableField } from '../../../shared/VariableField';
import { startBindings, textLimit } from '../wizard-model';
import { NumberField } from './NumberField';
import { Mistake, Question } from './Question';
import {
  changedTest,
  changedVariant,
  letterOf,
  MOST_VARIANTS,
  withoutVariant,
  withVariant,
} from './trial-form';
import { problemAt, type Wizard } from './useWizard';

type Sample = ContactView | null;
type VariantProps = { wizard: Wizard; index: number; variant: VariantDraft; sample: Sample };

/** The template of a variant and its values. */
const TemplateVariant = ({ wizard, index, variant, sample }: VariantProps) => {
  const t = useT();
  const all = (wizard.sources.templates.data?.templates ?? []).filter((one) => one.sendable.ok);
  const template = all.find((one) => one.id === variant.templateId) ?? null;
  const languageOf = useLanguageName();
  const change = (part: Partial<VariantDraft>) =>
    wizard.setForm((form) => changedVariant(form, index, part));
  return (
    <>
      <Field.Root name={`variant-${letterOf(index)}`}>
        <Field.Label>{t('campaigns.variants.template')}</Field.Label>
        <SingleSelect
          value={variant.templateId === null ? '' : String(variant.templateId)}
          onChange={(id) => {
            const next = all.find((one) => String(one.id) === String(id));
            if (next)
              change({ templateId: next.id, bindings: startBindings(next, variant.bindings) });
          }}
        >
          {all.map((one) => (
            <SingleSelectOption key={one.id} value={String(one.id)}>
              {`${one.name} · ${languageOf(one.language)}`}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {(template?.slots ?? []).map((slot) => (
        <VariableField
          key={slot.key}
          slot={slot}
          binding={variant.bindings[slot.key]}
          sample={sample}
          error={undefined}
          onChange={(binding) => change({ bindings: { ...variant.bindings, [slot.key]: binding } })}
        />
      ))}
    </>
  );
};

const TextVariant = ({ wizard, index, variant }: Omit<VariantProps, 'sample'>) => {
  const t = useT();
  return (
    <Field.Root name={`variant-${letterOf(index)}`}>
      <Field.Label>{t('campaigns.variants.text')}</Field.Label>
      <Textarea
        value={variant.text ?? ''}
        maxLength={textLimit(wizard.form)}
        onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) => {
          const text = e.target.value;
          wizard.setForm((form) => changedVariant(form, index, { text }));
        }}
      />
    </Field.Root>
  );
};

const Variant = (props: VariantProps) => {
  const t = useT();
  const { wizard, index } = props;
  const letter = letterOf(index);
  return (
    <Flex
      tag="section"
      direction="column"
      alignItems="stretch"
      gap={3}
      aria-label={t('campaigns.variants.one', { letter })}
      data-testid="variant"
    >
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="delta" tag="h3">
          {t('campaigns.variants.one', { letter })}
        </Typography>
        <Button
          size="S"
          variant="danger-light"
          startIcon={<Trash />}
          onClick={() => wizard.setForm((form) => withoutVariant(form, index))}
        >
          {t('campaigns.variants.remove', { letter })}
        </Button>
      </Flex>
      {wizard.form.kind === 'text' ? <TextVariant {...props} /> : <TemplateVariant {...props} />}
    </Flex>
  );
};

const metrics: readonly TestMetric[] = ['delivered', 'read', 'click', 'reply', 'conversion'];
const ways: readonly TestPlan['decide'][] = ['rule', 'hand'];

/** How many get a variant, what is measured, when and by whom it is decided. */
const Rules = ({ wizard, test }: { wizard: Wizard; test: TestPlan }) => {
  const t = useT();
  const change = (part: Partial<TestPlan>) => wizard.setForm((form) => changedTest(form, part));
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <NumberField
        name="sharePercent"
        label={t('campaigns.variants.share')}
        hint={t('campaigns.variants.shareHint')}
        value={test.sharePercent}
        min={1}
        max={100}
        onChange={(sharePercent) => change({ sharePercent })}
      />
      <Field.Root name="metric">
        <Field.Label>{t('campaigns.variants.metric')}</Field.Label>
        <SingleSelect
          value={test.metric}
          onChange={(value) => change({ metric: metrics.find((one) => one === value) ?? 'read' })}
        >
          {metrics.map((metric) => (
            <SingleSelectOption key={metric} value={metric}>
              {t(`campaigns.metric.${metric}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <NumberField
        name="waitMinutes"
        label={t('campaigns.variants.wait')}
        hint={t('campaigns.variants.waitHint')}
        value={test.waitMinutes}
        min={1}
        max={10_080}
        onChange={(waitMinutes) => change({ waitMinutes })}
      />
      <Field.Root name="decide">
        <Field.Label>{t('campaigns.variants.decide')}</Field.Label>
        <SingleSelect
          value={test.decide}
          onChange={(value) => change({ decide: ways.find((one) => one === value) ?? 'rule' })}
        >
          {ways.map((way) => (
            <SingleSelectOption key={way} value={way}>
              {t(`campaigns.variants.decide.${way}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Flex>
  );
};

/** Which message works best (M-44): up to three others beside the campaign's own. */
export const VariantsCard = ({ wizard, sample }: { wizard: Wizard; sample: Sample }) => {
  const t = useT();
  const { test } = wizard.form.trial;
  const variants = test?.variants ?? [];
  return (
    <Question title={t('campaigns.variants.title')}>
      <Typography textColor="neutral600">{t('campaigns.variants.intro')}</Typography>
      {variants.map((variant, index) => (
        <Variant key={letterOf(index)} {...{ wizard, index, variant, sample }} />
      ))}
      <Mistake>{problemAt(wizard, 'variants', t)}</Mistake>
      {variants.length < MOST_VARIANTS ? (
        <Flex>
          <Button
            variant="secondary"
            startIcon={<Plus />}
            onClick={() => wizard.setForm(withVariant)}
            data-testid="add-variant"
          >
            {t('campaigns.variants.add', { letter: letterOf(variants.length) })}
          </Button>
        </Flex>
      ) : null}
      {test ? <Rules wizard={wizard} test={test} /> : null}
    </Question>
  );
};
