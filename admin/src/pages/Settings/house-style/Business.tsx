import { Checkbox, Field, Flex, Textarea } from '@strapi/design-system';
import { TextRow } from '../../../shared/TextRow';
import { useT } from '../../../shared/useT';
import { Card } from '../consent/Card';
import type { HouseForm } from './useHouseForm';

const Tone = ({ form }: { form: HouseForm }) => {
  const t = useT();
  return (
    <Field.Root
      name="toneNotes"
      hint={t('house-style.business.toneHint')}
      error={form.errorAt('toneNotes') ?? false}
    >
      <Field.Label>{t('house-style.business.tone')}</Field.Label>
      <Textarea
        rows={5}
        dir="auto"
        maxLength={2000}
        value={form.style.toneNotes}
        onChange={(event) => form.set({ toneNotes: event.target.value })}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** What the business is called, whether messages end with it, and how they should sound. */
export const Business = ({ form }: { form: HouseForm }) => {
  const t = useT();
  const { businessName, signOff } = form.style;
  const hasName = businessName.trim() !== '';
  return (
    <Card title={t('house-style.business.title')}>
      <TextRow
        name="businessName"
        label={t('house-style.business.name')}
        hint={t('house-style.business.nameHint')}
        error={form.errorAt('businessName')}
        value={businessName}
        maxLength={60}
        dir="auto"
        isRequired={false}
        testId="business-name"
        onChange={(name) => form.set({ businessName: name })}
      />
      <Field.Root
        name="signOff"
        hint={t(
          hasName ? 'house-style.business.signOffHint' : 'house-style.business.signOffNeedsName'
        )}
      >
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Checkbox
            checked={signOff}
            disabled={!hasName}
            onCheckedChange={(checked: boolean | 'indeterminate') =>
              form.set({ signOff: checked === true })
            }
          >
            {t('house-style.business.signOff')}
          </Checkbox>
          <Field.Hint />
        </Flex>
      </Field.Root>
      <Tone form={form} />
    </Card>
  );
};
