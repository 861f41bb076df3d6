import { Typography } from '@strapi/design-system';
import type { MessageState } from '../../../server/src/contracts/conversations';
import { useT } from './useT';

const marks: Record<MessageState, { mark: string; color: string }> = {
  queued: { mark: '◷', color: 'neutral600' },
  sending: { mark: '◷', color: 'neutral600' },
  accepted: { mark: '✓', color: 'neutral600' },
  sent: { mark: '✓', color: 'neutral600' },
  delivered: { mark: '✓✓', color: 'neutral600' },
  read: { mark: '✓✓', color: 'primary600' },
  played: { mark: '✓✓', color: 'primary600' },
  failed: { mark: '!', color: 'danger600' },
  uncertain: { mark: '?', color: 'warning600' },
  left: { mark: '?', color: 'neutral600' },
  received: { mark: '', color: 'neutral600' },
  note: { mark: '', color: 'neutral600' },
};

/** The small mark beside a message; its word is read aloud and shown on hover. */
export const Ticks = ({ state }: { state: MessageState }) => {
  const t = useT();
  const { mark, color } = marks[state];
  if (mark === '') return null;
  const word = t(`state.message.${state}`);
  return (
    <Typography
      tag="span"
      variant="pi"
      textColor={color}
      fontWeight="bold"
      role="img"
      aria-label={word}
      title={word}
    >
      {mark}
    </Typography>
  );
};
