import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useT } from './useT';

export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const MINUTE = 60_000;
/** Shorter than this is no time to a reader: "0 seconds ago" reads like a fault. */
const NOW = 5_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type ClockForm = Readonly<{ hour: 'numeric' | '2-digit'; minute: '2-digit' }>;
/** By language: each bubble of a thread and each row of a table asks, and the answer costs a formatter. */
const clockForms = new Map<string, ClockForm>();

/**
 * A clock time as the language writes it: "4:03 PM", "04:03" on 24 hours. Turkish would lose its zero with a numeric
 * hour, English would get one with two digits.
 */
const clockForm = (locale: string): ClockForm => {
  const known = clockForms.get(locale);
  if (known) return known;
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const form: ClockForm = { hour: hour12 === true ? 'numeric' : '2-digit', minute: '2-digit' };
  clockForms.set(locale, form);
  return form;
};

/**
 * Instants (epoch ms) in the words of the viewer's language and zone. With `zoned` days and hours name their zone
 * ("20 Nov 2026, 14:03 GMT+3"): for pages that colleagues in other places compare.
 */
export const useMoments = ({ zoned = false }: { zoned?: boolean } = {}) => {
  const intl = useIntl();
  const t = useT();
  return useMemo(() => {
    const hours = clockForm(intl.locale);
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
              ...{ ...hours, ...zone },
            })
          : intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
      /** "Mon 23 Nov, 10:00"; in another zone than the viewer's where one is named. */
      day: (at: number, timeZone?: string) =>
        intl.formatDate(at, {
          ...(timeZone === undefined ? zone : { timeZone }),
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          ...hours,
        }),
      /** "Fri 14:00": for what is at most some days away. */
      weekday: (at: number) => intl.formatDate(at, { weekday: 'short', ...hours, ...zone }),
      /** Today "14:03", else "20 Nov, 14:03": for tables. */
      short: (at: number, now: number) => {
        const clock = { ...hours, ...zone };
        if (intl.formatDate(at) === intl.formatDate(now)) return intl.formatTime(at, clock);
        return intl.formatDate(at, { day: 'numeric', month: 'short', ...clock });
      },
      /** "14:03" */
      time: (at: number, timeZone?: string) =>
        intl.formatTime(at, { ...hours, ...(timeZone === undefined ? zone : { timeZone }) }),
      /** A time of day as forms keep it, "09:00", as the language writes it: "9:00 AM". */
      timeOfDay: (text: string) => intl.formatTime(Date.parse(`2000-01-01T${text}:00`), hours),
      /** "14:03:22" */
      clock: (at: number) => intl.formatTime(at, { ...hours, second: '2-digit', ...zone }),
      /** "20 Nov, 14:03:22": for what happens many times a minute. */
      exact: (at: number) =>
        intl.formatDate(at, { day: 'numeric', month: 'short', ...hours, second: '2-digit' }),
      /** "in 3 hours" */
      until: (at: number, now: number) => {
        const rest = Math.max(0, at - now);
        if (rest < HOUR) return intl.formatRelativeTime(Math.ceil(rest / MINUTE), 'minute');
        if (rest < DAY) return intl.formatRelativeTime(Math.round(rest / HOUR), 'hour');
        return intl.formatRelativeTime(Math.round(rest / DAY), 'day');
      },
      /** "28 seconds", "3 minutes", "2 hours": how long something took. */
      length: (ms: number) => {
        const [unit, count] =
          ms < MINUTE
            ? (['second', ms / 1_000] as const)
            : ms < HOUR
              ? (['minute', ms / MINUTE] as const)
              : (['hour', ms / HOUR] as const);
        return intl.formatNumber(Math.round(count), { style: 'unit', unit, unitDisplay: 'long' });
      },
      ago,
      /** "just now", "12 seconds ago", from a minute on as `ago`: for what is counted again and again. */
      fresh: (at: number, now: number) =>
        now - at < NOW || now - at >= MINUTE
          ? ago(at, now)
          : intl.formatRelativeTime(-Math.floor((now - at) / 1000), 'second'),
    };
  }, [intl, t, zoned]);
};
