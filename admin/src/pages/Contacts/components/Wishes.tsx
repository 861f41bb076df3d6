import { Flex, Typography } from '@strapi/design-system';
import type { ContactDetails } from '../../../../../server/src/contracts/contacts';
import { useTopics } from '../../../shared/topics';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

/** What the person chose beside the two consents; nothing where nothing was chosen (O-27, O-28, O-30). */
export const Wishes = ({ wishes }: Pick<ContactDetails, 'wishes'>) => {
  const t = useT();
  const { nameOf } = useTopics();
  const moments = useMoments();
  const now = useNow(60_000);
  const { topicsRefused, channels, frequency, pausedUntil } = wishes;
  const lines = [
    ...(topicsRefused.length > 0
      ? [
          t('contacts.wishes.refused', {
            kinds: topicsRefused.map(nameOf).join(', '),
          }),
        ]
      : []),
    ...channels.map(({ key, channel }) =>
      t('contacts.wishes.channel', {
        kind: key === '*' ? t('contacts.wishes.allMarketing') : nameOf(key),
        channel: t(`contacts.wishes.channel.${channel}`),
      })
    ),
    ...(frequency ? [t(`contacts.wishes.${frequency}`)] : []),
    ...(pausedUntil !== null && pausedUntil > now
      ? [t('contacts.wishes.paused', { until: moments.full(pausedUntil) })]
      : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="flex-start"
      gap={1}
      padding={0}
      margin={0}
      aria-label={t('contacts.wishes.title')}
      data-testid="wishes"
    >
      {lines.map((line) => (
        <Typography key={line} tag="li">
          {line}
        </Typography>
      ))}
    </Flex>
  );
};
