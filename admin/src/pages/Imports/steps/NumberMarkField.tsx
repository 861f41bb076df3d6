import { Box, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { decimalMark } from '../../../../../server/src/contracts/imports';
import { useT } from '../../../shared/useT';
import type { Wizard } from '../useWizard';

/** Asked where every number of a column could be read both ways, on one of its numbers. */
export const NumberMarkField = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const { rules, setRules } = wizard;
  const { number } = wizard.ways;
  if (!number) return null;
  return (
    <Box maxWidth="36rem">
      <Field.Root name="decimalMark" hint={t('imports.numbers.hint', { number: number.text })}>
        <Field.Label>{t('imports.numbers.mark')}</Field.Label>
        <SingleSelect
          value={rules.decimalMark ?? ''}
          onChange={(value) => {
            const mark = decimalMark.options.find((one) => one === value);
            if (mark) setRules({ ...rules, decimalMark: mark });
          }}
        >
          {decimalMark.options.map((mark) => (
            <SingleSelectOption key={mark} value={mark}>
              {formatNumber(number.numbers[mark], { maximumFractionDigits: 3 })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
    </Box>
  );
};
