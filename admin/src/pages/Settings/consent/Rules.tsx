import { Box, Checkbox, Flex, Radio, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { Card } from './Card';
import { ANSWER_DAYS, type ConsentForm } from './model';

type Props = { form: ConsentForm; onChange: (part: Partial<ConsentForm>) => void };

const rules = ['opt-in', 'not-opted-out'] as const;

const Category = ({ of, form, onChange }: Props & { of: 'marketing' | 'utility' }) => {
  const t = useT();
  const key = of === 'marketing' ? 'marketingRule' : 'utilityRule';
  const title = t(`consent.category.${of}`);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="delta" tag="h3">
        {title}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {t(`consent.category.${of}.hint`)}
      </Typography>
      <Radio.Group
        aria-label={title}
        value={form[key]}
        onValueChange={(value) => {
          const rule = rules.find((one) => one === value);
          if (rule) onChange({ [key]: rule });
        }}
      >
        {rules.map((rule) => (
          <Box key={rule} paddingTop={1} paddingBottom={1} data-testid={`${of}-${rule}`}>
            <Radio.Item value={rule}>
              <Flex tag="span" direction="column" alignItems="flex-start">
                <Typography tag="span">{t(`consent.rule.${rule}`)}</Typography>
                <Typography tag="span" variant="pi" textColor="neutral600">
                  {t(`consent.rule.${rule}.${of}`)}
                </Typography>
              </Flex>
            </Radio.Item>
          </Box>
        ))}
      </Radio.Group>
    </Flex>
  );
};

/** How strict each category is, in words with what each forbids (O-01). */
export const Rules = ({ form, onChange }: Props) => {
  const t = useT();
  return (
    <Card title={t('consent.rules.title')}>
      <Category of="marketing" form={form} onChange={onChange} />
      <Category of="utility" form={form} onChange={onChange} />
      <Checkbox
        checked={form.agentUtilityDays > 0}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          onChange({ agentUtilityDays: checked === true ? ANSWER_DAYS : 0 })
        }
      >
        <Flex tag="span" direction="column" alignItems="flex-start">
          <Typography tag="span">{t('consent.answers.label')}</Typography>
          <Typography tag="span" variant="pi" textColor="neutral600">
            {t('consent.answers.hint', {
              days: form.agentUtilityDays > 0 ? form.agentUtilityDays : ANSWER_DAYS,
            })}
          </Typography>
        </Flex>
      </Checkbox>
    </Card>
  );
};
