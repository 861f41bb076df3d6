import type { ReactNode } from 'react';
import { Alert, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import type { holdUp } from '../model/attachment';
import { readText } from '../model/composer';

/** Takes no room while there is nothing to say. */
const Hints = styled(Flex)`
  &:empty {
    display: none;
  }
`;

/** How long the text is, near the limit; and that it is too long to go. */
export const TextCounter = ({ text }: { text: string }) => {
  const t = useT();
  const { counter } = readText(text);
  if (!counter) return null;
  return (
    <Typography variant="pi" textColor={counter.over ? 'danger600' : 'neutral800'} role="status">
      {t(counter.over ? 'inbox.composer.over' : 'inbox.composer.counter', {
        used: counter.used,
        limit: counter.limit,
        over: counter.used - counter.limit,
      })}
    </Typography>
  );
};

/** What holds the message back, and what is going on beside it, above the field. */
export const ComposerHints = ({
  text,
  hold,
  online,
  children,
}: {
  readonly text: string;
  readonly hold: ReturnType<typeof holdUp>;
  readonly online: boolean;
  readonly children?: ReactNode;
}) => {
  const t = useT();
  return (
    <Hints gap={3} wrap="wrap">
      {children}
      <TextCounter text={text} />
      {hold === null ? null : (
        <Typography variant="pi" textColor="neutral600" role="status">
          {t(`inbox.attach.hold.${hold}`)}
        </Typography>
      )}
      {online ? null : (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('inbox.composer.offline')}
        </Typography>
      )}
    </Hints>
  );
};

/** What the contact opted out of; null: of nothing. */
const optedOutOf = ({ marketing, utility }: ContactView['consent']) => {
  if (marketing === 'out') return utility === 'out' ? 'all' : 'marketing';
  return utility === 'out' ? 'utility' : null;
};

/** Replies stay possible after an opt-out; this says which templates are not, before somebody chooses one. */
export const OptedOut = ({
  contact,
  name,
}: {
  readonly contact: ContactView;
  readonly name: string;
}) => {
  const t = useT();
  const which = optedOutOf(contact.consent);
  return (
    which && (
      <Typography variant="pi" textColor="neutral800">
        {t('inbox.composer.opted-out', { name, which })}
      </Typography>
    )
  );
};

/** A colleague answered since one began to write. */
export const Answered = ({
  message,
  now,
  onKeep,
  onSend,
}: {
  readonly message: MessageView;
  readonly now: number;
  readonly onKeep: () => void;
  readonly onSend: () => void;
}) => {
  const t = useT();
  return (
    <Alert
      closeLabel={t('inbox.composer.keep-editing')}
      onClose={onKeep}
      variant="warning"
      action={
        <Button size="S" variant="secondary" onClick={onSend}>
          {t('inbox.composer.send-too')}
        </Button>
      }
    >
      {t('inbox.composer.answered', {
        name: message.agent?.name ?? '',
        seconds: Math.max(1, Math.round((now - message.at) / 1000)),
      })}
    </Alert>
  );
};
