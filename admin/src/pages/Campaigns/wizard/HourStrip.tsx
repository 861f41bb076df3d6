import { Box, Flex, Typography } from '@strapi/design-system';
import type { CampaignTimes } from '../../../../../server/src/contracts/campaign-time';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { hourWords } from '../insights/HeatTable';
import { stripHours } from '../time-model';

const HEIGHT_REM = 6;
const LABELLED = new Set([0, 6, 12, 18]);

/** One hour: its bar, over stripes where quiet hours hold. */
const Hour = ({ hour, people, share, isQuiet }: ReturnType<typeof stripHours>[number]) => {
  const t = useT();
  const { timeOfDay } = useMoments();
  const words = t(isQuiet ? 'campaigns.strip.quietHour' : 'campaigns.strip.hour', {
    hour: timeOfDay(hourWords(hour)),
    count: people,
  });
  return (
    <Flex
      tag="li"
      direction="column"
      alignItems="stretch"
      gap={1}
      flex="1 1 0"
      data-testid={`strip-${hour}`}
      data-quiet={isQuiet}
      data-people={people}
      aria-label={words}
      title={words}
    >
      <Flex
        alignItems="flex-end"
        height={`${HEIGHT_REM}rem`}
        background="neutral100"
        style={
          isQuiet
            ? {
                backgroundImage:
                  'repeating-linear-gradient(45deg, transparent 0 0.4rem, currentColor 0.4rem 0.5rem)',
              }
            : undefined
        }
        color="neutral300"
      >
        <Box
          background={isQuiet ? 'warning500' : 'primary500'}
          width="100%"
          height={people === 0 ? '0' : `${Math.max(0.3, share * HEIGHT_REM)}rem`}
        />
      </Flex>
      <Box height="1.6rem">
        {LABELLED.has(hour) ? (
          <Typography variant="pi" textColor="neutral600" aria-hidden>
            {String(hour).padStart(2, '0')}
          </Typography>
        ) : null}
      </Box>
    </Flex>
  );
};

const FACTS = ['nextDay', 'atOnce', 'tooLate', 'asleep', 'unknownZone'] as const;

/** How many people get it in which hour of the day, quiet hours hatched (M-45, M-46). */
export const HourStrip = ({ times, isBest }: { times: CampaignTimes; isBest: boolean }) => {
  const t = useT();
  const facts = FACTS.filter((key) => times[key] > 0);
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="hour-strip">
      <Typography variant="pi" textColor="neutral600" id="hour-strip-title">
        {t('campaigns.strip.title', { zone: times.zone })}
      </Typography>
      <Flex
        tag="ul"
        gap="1px"
        alignItems="stretch"
        padding={0}
        margin={0}
        aria-labelledby="hour-strip-title"
      >
        {stripHours(times).map((hour) => (
          <Hour key={hour.hour} {...hour} />
        ))}
      </Flex>
      {times.quiet.includes(true) ? (
        <Typography variant="pi" textColor="neutral600">
          {t('campaigns.strip.legend')}
        </Typography>
      ) : null}
      {isBest ? (
        <Typography variant="pi">
          {t('campaigns.strip.best', { count: times.bestKnown })}
        </Typography>
      ) : null}
      {facts.map((key) => (
        <Typography key={key} variant="pi" data-testid={`strip-${key}`}>
          {t(`campaigns.strip.${key}`, { count: times[key] })}
        </Typography>
      ))}
    </Flex>
  );
};
