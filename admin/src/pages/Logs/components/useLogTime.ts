import { useIntl } from 'react-intl';

/** Instant of a line with its second, in the viewer's zone: "20 Nov 2026, 14:02:11". */
export const useLogTime = () => {
  const { formatDate } = useIntl();
  return (at: number) => formatDate(at, { dateStyle: 'medium', timeStyle: 'medium' });
};

/** The same without the year, for a narrow column: "20 Nov, 14:02:11". */
export const useShortLogTime = () => {
  const { formatDate } = useIntl();
  return (at: number) =>
    formatDate(at, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    });
};
