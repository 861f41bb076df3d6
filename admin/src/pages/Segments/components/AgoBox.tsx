import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { Ago } from '../../../../../server/src/contracts/segments';
import { useT } from '../../../shared/useT';
import { MONTH } from '../model-fields';
import { NumberBox } from './NumberBox';

interface Props {
  readonly ago: Ago | undefined;
  readonly onChange: (ago: Ago | undefined) => void;
  /** Also "at any time". */
  readonly optional?: boolean;
}

/** A time that moves on with the clock: this many hours or days. */
export const AgoBox = ({ ago, onChange, optional = false }: Props) => {
  const t = useT();
  const onUnit = (unit: string | number) =>
    onChange(unit === 'ever' ? undefined : { ...(ago ?? MONTH), unit: unit as Ago['unit'] });
  return (
    <Flex gap={2}>
      {optional && ago ? (
        <Typography textColor="neutral600">{t('segments.ago.within')}</Typography>
      ) : null}
      {ago ? (
        <NumberBox
          label={t('segments.ago.amount')}
          value={ago.amount}
          onChange={(amount) => onChange({ ...ago, amount })}
        />
      ) : null}
      <Box minWidth="12rem">
        <SingleSelect
          size="S"
          aria-label={t('segments.ago.unit')}
          value={ago?.unit ?? 'ever'}
          onChange={onUnit}
        >
          {optional ? (
            <SingleSelectOption value="ever">{t('segments.ago.ever')}</SingleSelectOption>
          ) : null}
          <SingleSelectOption value="hours">{t('segments.ago.hours')}</SingleSelectOption>
          <SingleSelectOption value="days">{t('segments.ago.days')}</SingleSelectOption>
        </SingleSelect>
      </Box>
    </Flex>
  );
};
