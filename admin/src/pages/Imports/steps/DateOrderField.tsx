import { Box, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { dateOrder } from '../../../../../server/src/contracts/imports';
import { useT } from '../../../shared/useT';
import type { Wizard } from '../useWizard';

/** Asked where every date of the file could be read both ways, on one of its dates. */
export const DateOrderField = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { formatDate } = useIntl();
  const { rules, setRules } = wizard;
  const { day } = wizard.ways;
  if (!day) return null;
  return (
    <Box maxWidth="36rem">
      <Field.Root name="dateOrder" hint={t('imports.dates.hint', { day: day.text })}>
        <Field.Label>{t('imports.dates.order')}</Field.Label>
        <SingleSelect
          value={rules.dateOrder ?? ''}
          onChange={(value) => {
            const order = dateOrder.options.find((one) => one === value);
            if (order) setRules({ ...rules, dateOrder: order });
          }}
        >
          {dateOrder.options.map((order) => (
            <SingleSelectOption key={order} value={order}>
              {formatDate(day.days[order], { dateStyle: 'long', timeZone: 'UTC' })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
    </Box>
  );
};
