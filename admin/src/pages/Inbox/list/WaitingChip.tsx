import { Typography, VisuallyHidden } from '@strapi/design-system';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappInboxSettingsQuery } from '../../../api/inbox-list';
import { badgeLook } from '../../../shared/badge-look';
import { TintedBadge } from '../../../shared/tint';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { readWaiting } from '../model/waiting';

const USUAL = { waitingWarnMinutes: 15, waitingLateMinutes: 60 };

type Props = { readonly conversation: Pick<ConversationView, 'status' | 'waitingSince'> };

/** "◷ 4 min": how long the customer waits for an answer; a badge once that is late. */
export const WaitingChip = ({ conversation }: Props) => {
  const t = useT();
  const now = useNow(20_000);
  const limits = useWhatsappInboxSettingsQuery().data ?? USUAL;
  const { status, waitingSince } = conversation;
  if (waitingSince === null || status !== 'open') return null;
  const { level, unit, count } = readWaiting(waitingSince, now, limits);
  const words = t(`inbox.waiting.${unit}`, { count });
  const said = <VisuallyHidden>{t(`inbox.waiting.${level}`, { time: words })}</VisuallyHidden>;
  const shown = <span aria-hidden>{`◷\uFE0E ${words}`}</span>;
  if (level === 'calm')
    return (
      <Typography variant="pi" textColor="neutral600" data-testid="waiting" data-level={level}>
        {shown}
        {said}
      </Typography>
    );
  return (
    <TintedBadge
      $tone={level === 'late' ? 'warning' : 'danger'}
      {...badgeLook(level === 'late' ? 'warning' : 'danger')}
      data-testid="waiting"
      data-level={level}
    >
      {shown}
      {said}
    </TintedBadge>
  );
};
