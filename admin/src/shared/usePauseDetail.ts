import { useIntl } from 'react-intl';

const RAILS: ReadonlySet<string> = new Set(['guard-failed', 'guard-opted-out']);

/**
 * The detail of a reason why a campaign paused, as people read it: that of a guard rail is a rate, which the server gives in
 * percent, and that of a template that became marketing a number of people.
 */
export const usePauseDetail = () => {
  const { formatNumber } = useIntl();
  return ({ kind, detail }: { kind: string; detail: string | null }): string => {
    // The sentence says what can be done; the code would add nothing.
    if (!detail || kind === 'bot-not-usable') return '';
    const number = Number(detail);
    if (Number.isNaN(number)) return detail;
    if (kind === 'template-recategorised') return formatNumber(number);
    if (!RAILS.has(kind)) return detail;
    return formatNumber(number / 100, { style: 'percent', maximumFractionDigits: 1 });
  };
};
