import { Box, Flex, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { ConversationEventView } from '../../../../../server/src/contracts/conversations';
import { AskedToStop, type StopAsked } from '../../../shared/people/AskedToStop';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

/** "Can assigned it to Deniz · 14:02": what happened, in words. */
const Line = ({ event }: { readonly event: ConversationEventView }) => {
  const t = useT();
  const { formatTime } = useIntl();
  const { day } = useMoments();
  const by = event.agent ? 'by' : 'auto';
  const word = event.kind === 'closed' && event.agent && event.subject ? 'closed-why' : event.kind;
  const subject = event.kind === 'snoozed' ? day(Number(event.subject)) : (event.subject ?? '');
  return (
    <Flex
      justifyContent="center"
      gap={2}
      paddingTop={2}
      paddingLeft={4}
      paddingRight={4}
      data-testid="thread-event"
      data-kind={event.kind}
    >
      <Information aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />
      <Typography variant="pi" textColor="neutral600" textAlign="center" dir="auto">
        {t(`inbox.event.${word}.${by}`, {
          agent: event.agent?.name ?? '',
          target: event.target?.name ?? t('inbox.assign.nobody'),
          subject,
        })}
        {' · '}
        <time dateTime={new Date(event.at).toISOString()}>
          {formatTime(event.at, { hour: '2-digit', minute: '2-digit' })}
        </time>
      </Typography>
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
