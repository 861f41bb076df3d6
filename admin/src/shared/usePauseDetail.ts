import { useIntl } from 'react-intl';

const RAILS: ReadonlySet<string> = new Set(['guard-failed', 'guard-opted-out']);

/** The detail of a reason why a campaign paused, as people read it: that of a guard rail is a rate, the server's number is in percent. */
export const usePauseDetail = () => {
  const { formatNumber } = useIntl();
  return ({ kind, detail }: { kind: string; detail: string | null }): string => {
    const percent = Number(detail);
    if (!RAILS.has(kind) || !detail || Number.isNaN(percent)) return detail ?? '';
    return formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: 1 });
  };
};
