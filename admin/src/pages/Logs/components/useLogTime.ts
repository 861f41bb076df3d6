import { useIntl } from 'react-intl';

/** Instant of a line with its second, in the viewer's zone: "20 Nov 2026, 14:02:11". */
export const useLogTime = () => {
  const { formatDate } = useIntl();
  return (at: number) => formatDate(at, { dateStyle: 'medium', timeStyle: 'medium' });
};
