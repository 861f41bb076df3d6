import { Box, Flex, Typography } from '@strapi/design-system';
import type { ContactDetails } from '../../../../../server/src/contracts/contacts';
import { ownSource } from '../../../shared/consent-source';
import { useTopics } from '../../../shared/topics';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { consentActionKey, timeline } from '../model';

/** The ledger of one person, newest first: what was said, where, and what proves it. */
export const ConsentTimeline = ({ events }: { events: ContactDetails['consentEvents'] }) => {
  const t = useT();
  const known = useKnownWord();
  const { nameOf } = useTopics();
  const moments = useMoments();
  if (events.length === 0) {
    return <Typography textColor="neutral600">{t('contacts.ledger.empty')}</Typography>;
  }
  return (
    <Flex
      tag="ol"
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={0}
      margin={0}
      data-testid="consent-ledger"
    >
      {timeline(events).map((event) => {
        const key = consentActionKey(event.action);
        return (
          <Box key={event.id} tag="li" background="neutral100" hasRadius padding={4}>
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <Typography fontWeight="bold">
                {t('contacts.ledger.what', {
                  action: key ? t(key) : event.action,
                  category:
                    nameOf(event.topic) ??
                    known('contacts.category', event.category) ??
                    event.category,
                })}
              </Typography>
              <Typography variant="pi" textColor="neutral600">
                {t(event.actor === null ? 'contacts.ledger.where' : 'contacts.ledger.whereBy', {
                  at: moments.full(event.at),
                  source: ownSource(t, event.source) ?? event.source,
                  actor: event.actor ?? '',
                })}
              </Typography>
              {event.evidence ? (
                <Typography variant="pi" textColor="neutral800">
                  <span dir="auto">{event.evidence}</span>
                </Typography>
              ) : null}
            </Flex>
          </Box>
        );
      })}
    </Flex>
  );
};
