import { Button, Flex } from '@strapi/design-system';
import { MomentField } from '../../../shared/MomentField';
import { readableOrNull } from '../../../shared/typed-moment';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { QUICK_TIMES, quickTime } from './times';

interface Props {
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
  /** End of the time in which free text may go; null where it does not matter. */
  readonly windowEnd: number | null;
  readonly error: string | null;
}

/** When it goes: a usual time with one press, or any other; always with its zone. */
export const TimeField = ({ at, onChange, windowEnd, error }: Props) => {
  const t = useT();
  const moments = useMoments();
  const beyond = at !== null && windowEnd !== null && at >= windowEnd;
  const hint = [
    t('later.zone', { zone: viewerZone() }),
    ...(beyond ? [t('later.window', { until: moments.day(windowEnd) })] : []),
  ].join(' ');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={2} wrap="wrap">
        {QUICK_TIMES.map((kind) => (
          <Button
            key={kind}
            size="S"
            variant="tertiary"
            onClick={() => onChange(quickTime(kind, Date.now()))}
          >
            {t(`later.quick.${kind}`)}
          </Button>
        ))}
      </Flex>
      <MomentField
        name="later-at"
        label={t('later.at')}
        hint={hint}
        error={error ?? false}
        required
        isAhead
        at={at}
        onChange={(chosen) => onChange(readableOrNull(chosen))}
      />
    </Flex>
  );
};
