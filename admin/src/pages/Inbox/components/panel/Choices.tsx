import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type {
  ConversationAbout,
  ConversationView,
} from '../../../../../../server/src/contracts/conversations';
import { useCan } from '../../../../shared/permissions';
import { ruleLocale } from '../../../../shared/ruleLocale';
import { useMoments } from '../../../../shared/useMoments';
import { useNow } from '../../../../shared/useNow';
import { useT } from '../../../../shared/useT';
import { RecordPreference } from './RecordPreference';
import { Nothing, Section } from './Section';

type About = Pick<ConversationAbout, 'preference' | 'moveRequest'>;

/** The choices in words, each a line. */
const useLines = ({ preference, moveRequest }: About): string[] => {
  const t = useT();
  const { locale } = useIntl();
  const moments = useMoments();
  const now = useNow(60_000);
  const { kinds, topicsRefused, frequency, pausedUntil } = preference;
  const nameOf = (key: string) =>
    kinds.find((kind) => kind.key === key)?.[ruleLocale(locale)] ?? key;
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const moved = moveRequest?.open ? 'inbox.panel.moved' : 'inbox.panel.moved-long-ago';
  return [
    ...(topicsRefused.length > 0
      ? [t('contacts.wishes.refused', { kinds: topicsRefused.map(nameOf).join(', ') })]
      : []),
    ...(frequency ? [t(`contacts.wishes.${frequency}`)] : []),
    ...(isPaused ? [t('contacts.wishes.paused', { until: moments.full(pausedUntil) })] : []),
    ...(moveRequest ? [t(moved, { at: moments.full(moveRequest.at) })] : []),
  ];
};

/** What the customer asked for beside the two consents, and the way to write down more of it (C-28, C-32). */
export const Choices = ({
  conversation,
  about,
  onChanged,
}: {
  readonly conversation: ConversationView;
  readonly about: About;
  readonly onChanged: () => void;
}) => {
  const t = useT();
  const { can } = useCan();
  const lines = useLines(about);
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title={t('inbox.panel.preferences')}
      action={
        can.chatReply ? (
          <Button
            size="S"
            variant="tertiary"
            onClick={() => setOpen(true)}
            data-testid="record-preference"
          >
            {t('inbox.preference.record')}
          </Button>
        ) : null
      }
    >
      {lines.length === 0 ? <Nothing>{t('inbox.panel.no-preferences')}</Nothing> : null}
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {lines.map((line) => (
          <Typography key={line} tag="li" variant="pi">
            {line}
          </Typography>
        ))}
      </Flex>
      {isOpen ? (
        <RecordPreference
          conversation={conversation}
          preference={about.preference}
          onChanged={onChanged}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  );
};
