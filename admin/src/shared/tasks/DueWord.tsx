import { Typography } from '@strapi/design-system';
import { useMoments } from '../useMoments';
import { useNow } from '../useNow';
import { useT } from '../useT';
import { daysLate, dueKind } from './due';

/** "Due today, 17:00", "Overdue by 2 days": always with the word, never by colour alone. */
export const DueWord = ({ dueAt, done = false }: { dueAt: number | null; done?: boolean }) => {
  const t = useT();
  const now = useNow(60_000);
  const moments = useMoments();
  if (dueAt === null)
    return (
      <Typography variant="pi" textColor="neutral600">
        {t('tasks.due.none')}
      </Typography>
    );
  const kind = done ? 'later' : dueKind(dueAt, now);
  const isLate = kind === 'overdue';
  return (
    <Typography
      variant="pi"
      textColor={isLate ? 'danger600' : kind === 'today' ? 'neutral800' : 'neutral600'}
      {...(isLate || kind === 'today' ? { fontWeight: 'bold' as const } : {})}
      title={moments.full(dueAt)}
      data-due={kind}
    >
      {t(`tasks.due.${kind}`, {
        days: daysLate(dueAt, now),
        time: moments.time(dueAt),
        day: moments.day(dueAt),
      })}
    </Typography>
  );
};
