import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useT } from './useT';

export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Instants (epoch ms) in the words of the viewer's language and zone. With `zoned` days and hours name their zone
 * ("20 Nov 2026, 14:03 GMT+3"): for pages that colleagues in other places compare.
 */
export const useMoments = ({ zoned = false }: { zoned?: boolean } = {}) => {
  const intl = useIntl();
  const t = useT();
  return useMemo(() => {
    const zone = zoned ? ({ timeZoneName: 'short' } as const) : {};
    /** "2 minutes ago"; older than a week becomes a date. */
    const ago = (at: number, now: number): string => {
      const past = Math.max(0, now - at);
      if (past < MINUTE) return t('shell.just-now');
      if (past < HOUR) return intl.formatRelativeTime(-Math.floor(past / MINUTE), 'minute');
      if (past < DAY) return intl.formatRelativeTime(-Math.floor(past / HOUR), 'hour');
      if (past < 7 * DAY) return intl.formatRelativeTime(-Math.floor(past / DAY), 'day');
      return intl.formatDate(at, { dateStyle: 'medium' });
    };
    return {
      /** "20 Nov 2026, 14:03" */
      full: (at: number) =>
        zoned
          ? intl.formatDate(at, {
              ...{ day: 'numeric', month: 'short', year: 'numeric' },
              ...{ hour: '2-digit', minute: '2-digit', ...zone },
            })
          : intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
      /** "Mon 23 Nov, 10:00"; in another zone than the viewer's where one is named. */
      day: (at: number, timeZone?: string) =>
        intl.formatDate(at, {
          ...(timeZone === undefined ? zone : { timeZone }),
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }),
      /** "Fri 14:00": for what is at most some days away. */
      weekday: (at: number) =>
        intl.formatDate(at, { weekday: 'short', hour: '2-digit', minute: '2-digit', ...zone }),
      /** Today "14:03", else "20 Nov, 14:03": for tables. */
      short: (at: number, now: number) => {
        const clock = { hour: '2-digit', minute: '2-digit', ...zone } as const;
        if (intl.formatDate(at) === intl.formatDate(now)) return intl.formatTime(at, clock);
        return intl.formatDate(at, { day: 'numeric', month: 'short', ...clock });
      },
      /** "14:03" */
      time: (at: number) => intl.formatTime(at, { hour: '2-digit', minute: '2-digit', ...zone }),
      /** "14:03:22" */
      clock: (at: number) =>
        intl.formatTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', ...zone }),
      /** "in 3 hours" */
      until: (at: number, now: number) => {
        const rest = Math.max(0, at - now);
        if (rest < HOUR) return intl.formatRelativeTime(Math.ceil(rest / MINUTE), 'minute');
        if (rest < DAY) return intl.formatRelativeTime(Math.round(rest / HOUR), 'hour');
        return intl.formatRelativeTime(Math.round(rest / DAY), 'day');
      },
      ago,
      /** "12 seconds ago", from a minute on as `ago`: for what is counted again and again. */
      fresh: (at: number, now: number) =>
        now - at < MINUTE
          ? intl.formatRelativeTime(-Math.floor(Math.max(0, now - at) / 1000), 'second')
          : ago(at, now),
    };
  }, [intl, t, zoned]);
};
