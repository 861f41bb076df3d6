import type { MessageCategory } from './domain/gate';

const HAS_NUMBER = '(c.wa_id IS NOT NULL OR c.phone IS NOT NULL)';
const HAS_ADDRESS = '(c.wa_id IS NOT NULL OR c.phone IS NOT NULL OR c.bsuid IS NOT NULL)';
const IN_UNITED_STATES = `(CASE
  WHEN c.wa_id IS NOT NULL THEN (c.wa_id LIKE '1%' AND (c.country IS NULL OR c.country = 'US'))
  WHEN c.phone IS NOT NULL THEN (c.phone LIKE '+1%' AND (c.country IS NULL OR c.country = 'US'))
  ELSE COALESCE(c.country = 'US', false) END)`;

/**
 * `mayContact` for messages that no agent sends by hand, as one CASE over alias `c` (contacts): the reason of the
 * first rule that refuses, NULL when the person may get it. Portable; has no placeholders. `now` is an instant in
 * epoch milliseconds, or SQL text that gives one (the database clock).
 * A property test proves that it answers what `mayContact` answers.
 */
export const skipReasonSql = (category: MessageCategory, now: number | string): string => {
  const at = typeof now === 'number' ? String(Math.trunc(now)) : now;
  const rules: [string, string][] = [
    ['c.merged_into IS NOT NULL', 'merged'],
    ['c.blocked = true', 'blocked'],
    [`NOT ${category === 'AUTHENTICATION' ? HAS_NUMBER : HAS_ADDRESS}`, 'no-address'],
    ...consentRules(category, at),
    ...(category === 'MARKETING'
      ? ([[IN_UNITED_STATES, 'us-marketing']] as [string, string][])
      : []),
  ];
  return `CASE ${rules.map(([when, reason]) => `WHEN ${when} THEN '${reason}'`).join(' ')} ELSE NULL END`;
};

const consentRules = (category: MessageCategory, at: string): [string, string][] => {
  if (category === 'SERVICE' || category === 'AUTHENTICATION') return [];
  const column = category === 'MARKETING' ? 'c.marketing' : 'c.utility';
  return [
    [`${column} = 'out'`, 'opted-out'],
    [`c.paused_until > ${at}`, 'paused'],
    [`${column} <> 'in'`, 'no-consent'],
  ];
};
