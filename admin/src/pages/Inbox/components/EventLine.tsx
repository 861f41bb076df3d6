import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { ConversationEventView } from '../../../../../server/src/contracts/conversations';
import { AskedToStop, type StopAsked } from '../../../shared/people/AskedToStop';
import { useMay } from '../../../shared/permissions';
import { runPath } from '../../../shared/run-path';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

/** The way to the run of a bot, for who may see bots. */
const RunLink = ({ event, words }: { readonly event: ConversationEventView; words: string }) => {
  const t = useT();
  const maySee = useMay('botObserve');
  if (!event.run || !maySee) return null;
  return (
    <Link
      tag={RouterLink}
      to={runPath(event.run)}
      aria-label={t('inbox.event.run-of', { event: words })}
      data-testid="event-run"
    >
      {t('inbox.event.run')}
    </Link>
  );
};

/** "Can assigned it to Deniz · 14:02": what happened, in words. */
const Line = ({ event }: { readonly event: ConversationEventView }) => {
  const t = useT();
  const { day, time } = useMoments();
  const by = event.agent ? 'by' : 'auto';
  const word = event.kind === 'closed' && event.agent && event.subject ? 'closed-why' : event.kind;
  const subject = event.kind === 'snoozed' ? day(Number(event.subject)) : (event.subject ?? '');
  const words = t(`inbox.event.${word}.${by}`, {
    agent: event.agent?.name ?? '',
    // Null once that user of Strapi is deleted.
    target: event.target?.name ?? '–',
    subject,
  });
  return (
    <Flex
      justifyContent="center"
      gap={2}
      wrap="wrap"
      paddingTop={2}
      paddingLeft={4}
      paddingRight={4}
      data-testid="thread-event"
      data-kind={event.kind}
    >
      <Information aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />
      <Typography variant="pi" textColor="neutral600" textAlign="center" dir="auto">
        {words}
        {' · '}
        <time dateTime={new Date(event.at).toISOString()}>{time(event.at)}</time>
      </Typography>
      <RunLink event={event} words={words} />
    </Flex>
  );
};

interface Props {
  readonly event: ConversationEventView;
  /** At the line that asks what the person meant, while nobody has decided. */
  readonly asked?: StopAsked | null;
}

/** What happened, between the messages; with what is to be decided about it. */
export const EventLine = ({ event, asked = null }: Props) => (
  <Box>
    <Line event={event} />
    {asked ? (
      <Box paddingTop={2} paddingLeft={4} paddingRight={4}>
        <AskedToStop {...asked} look="line" />
      </Box>
    ) : null}
  </Box>
);
