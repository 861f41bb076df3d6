import { Box, Checkbox, Field, Flex, NumberInput, Typography } from '@strapi/design-system';
import { useWhatsappPreviewRetentionQuery } from '../../../api/privacy';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';
import { FIRST_DAYS, isFit, MOST_DAYS, type Days, type Kept } from './model';

interface Props {
  readonly kept: Kept;
  readonly days: Days;
  readonly onChange: (days: Days) => void;
}

/** "41,200 items would be deleted today": the saved number at once, for other days after a look at the server. */
const Preview = ({ kept, days }: Pick<Props, 'kept' | 'days'>) => {
  const t = useT();
  const asked = useDebounced(days);
  const isSaved = asked === kept.days;
  const mayAsk = !isSaved && typeof asked === 'number' && isFit(kept, asked);
  const { data, isFetching } = useWhatsappPreviewRetentionQuery(
    { kind: kept.kind, days: mayAsk ? asked : 1 },
    { skip: !mayAsk }
  );
  const count = isSaved ? kept.wouldDelete : mayAsk && !isFetching ? data?.wouldDelete : undefined;
  const words =
    days === null
      ? t('privacy.keep.never')
      : count === undefined
        ? t('privacy.keep.counting')
        : t('privacy.keep.would', { count });
  const testId = `would-delete-${kept.kind}`;
  const shown = isFit(kept, days) ? words : '';
  if (count && shown) return <WarningText data-testid={testId}>{shown}</WarningText>;
  return (
    <Typography variant="pi" textColor="neutral600" data-testid={testId}>
      {shown}
    </Typography>
  );
};

/** How long one kind of data is kept. */
export const RetentionRow = ({ kept, days, onChange }: Props) => {
  const t = useT();
  const { kind, canKeep, leastDays } = kept;
  const label = t(`privacy.kind.${kind}`);
  const isWrong = !isFit(kept, days);
  return (
    <Flex
      tag="section"
      aria-label={label}
      gap={4}
      wrap="wrap"
      alignItems="flex-start"
      justifyContent="space-between"
    >
      <Box flex="1 1 28rem">
        <Typography fontWeight="bold" tag="h3">
          {label}
        </Typography>
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t(`privacy.kind.${kind}.hint`)}
        </Typography>
        <Preview kept={kept} days={days} />
      </Box>
      <Flex direction="column" alignItems="stretch" gap={2} flex="0 1 22rem">
        {canKeep ? (
          <Checkbox
            checked={days === null}
            onCheckedChange={(on) => onChange(on === true ? null : FIRST_DAYS)}
            data-testid={`keep-${kind}`}
          >
            {t('privacy.keep.good')}
          </Checkbox>
        ) : null}
        {days === null ? null : (
          <Field.Root
            name={kind}
            error={isWrong ? t('privacy.keep.range', { least: leastDays, most: MOST_DAYS }) : false}
          >
            <Field.Label>{t('privacy.keep.days', { kind: label })}</Field.Label>
            <NumberInput
              {...(days === undefined ? {} : { value: days })}
              onValueChange={(next) => onChange(next)}
              data-testid={`days-${kind}`}
            />
            <Field.Error />
          </Field.Root>
        )}
      </Flex>
    </Flex>
  );
};
