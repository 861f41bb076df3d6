import { useState } from 'react';
import { Button, Flex, TextButton, Typography } from '@strapi/design-system';
import type { CampaignInsights } from '../../../../../server/src/contracts/campaign-insights';
import { useT } from '../../../shared/useT';
import { hourKinds, peakOf, sumOf, type HourKind } from '../figures';
import { HeatTable, hourWords, useDayWords } from './HeatTable';

type Part = Pick<CampaignInsights, 'days' | 'later' | 'zone'>;

/** In one sentence, what the darkest field says. */
export const Peak = ({ days, later, zone, kind }: Part & { readonly kind: HourKind }) => {
  const t = useT();
  const day = useDayWords();
  const peak = peakOf(days, kind);
  const rest = later[kind] > 0 ? ` ${t('insights.heat.later', { count: later[kind] })}` : '';
  const words =
    peak === null
      ? t(`insights.heat.none.${kind}`)
      : t(`insights.heat.peak.${kind}`, {
          day: day(peak.date),
          from: hourWords(peak.hour),
          to: hourWords((peak.hour + 1) % 24),
          count: peak.count,
          zone,
        });
  return <Typography textColor="neutral600">{`${words}${rest}`}</Typography>;
};

const Kinds = ({
  kind,
  onChange,
}: {
  readonly kind: HourKind;
  readonly onChange: (kind: HourKind) => void;
}) => {
  const t = useT();
  return (
    <Flex role="group" aria-label={t('insights.heat.what')} gap={2} wrap="wrap">
      {hourKinds.map((one) => (
        <Button
          key={one}
          size="S"
          variant={one === kind ? 'secondary' : 'tertiary'}
          aria-pressed={one === kind}
          onClick={() => onChange(one)}
        >
          {t(`campaigns.count.${one}`)}
        </Button>
      ))}
    </Flex>
  );
};

/** When they got it, read it and answered: day by hour, in the zone of the person who looks. */
export const Hours = ({ days, later, zone }: Part) => {
  const t = useT();
  const [kind, setKind] = useState<HourKind>('read');
  const [withNumbers, setNumbers] = useState(false);
  if (sumOf(days, later, 'delivered') === 0)
    return <Typography textColor="neutral600">{t('insights.heat.none.delivered')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Kinds kind={kind} onChange={setKind} />
        <TextButton onClick={() => setNumbers(!withNumbers)}>
          {t(withNumbers ? 'insights.heat.noNumbers' : 'insights.heat.numbers')}
        </TextButton>
      </Flex>
      <HeatTable
        days={days}
        kind={kind}
        withNumbers={withNumbers}
        label={t(`insights.heat.label.${kind}`, { zone })}
      />
      <Peak days={days} later={later} zone={zone} kind={kind} />
    </Flex>
  );
};
