import { MOVE_REQUEST_DAYS, MOVE_TOPIC } from '../contracts/consent';
import { DAY_MS } from '../kernel/time';
import { channelSql } from './domain/channels';
import { refusesSql } from './domain/topics';
import { STRICT, type ConsentRules, type MessageCategory } from './domain/gate';

/** What a message is beside its category, as far as consent depends on it. */
interface AskedSql extends ConsentRules {
  topic?: string | null;
  /** Condition over `c`, without placeholders: the entry that the message is about carries consent (O-33); null: none does. */
  carried?: string | null;
}

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
 * Caps are not in it: what was sent is known in higher rooms. Nor is the choice of channel, which comes behind them
 * (`otherChannelSql`).
 * `SERVICE` is one text to many (`bulk` of `mayContact`). A property test proves that it answers what `mayContact` answers.
 */
export const skipReasonSql = (
  category: MessageCategory,
  now: number | string,
  rules: AskedSql = STRICT
): string => {
  const at = typeof now === 'number' ? String(Math.trunc(now)) : now;
  const tests: [string, string][] = [
    ['c.merged_into IS NOT NULL', 'merged'],
    ['c.blocked = true', 'blocked'],
    [`NOT ${category === 'AUTHENTICATION' ? HAS_NUMBER : HAS_ADDRESS}`, 'no-address'],
    ...consentRules(category, at, rules),
    ...(category === 'MARKETING'
      ? ([[IN_UNITED_STATES, 'us-marketing']] as [string, string][])
      : []),
  ];
  return `CASE ${tests.map(([when, reason]) => `WHEN ${when} THEN '${reason}'`).join(' ')} ELSE NULL END`;
};

const consentRules = (
  category: MessageCategory,
  at: string,
  rules: AskedSql
): [string, string][] => {
  if (category === 'AUTHENTICATION') return [];
  const name = category === 'UTILITY' ? 'utility' : 'marketing';
  const moves = rules.topic === MOVE_TOPIC && category !== 'SERVICE';
  const wanted = moves && category === 'UTILITY';
  const strict = category !== 'SERVICE' && rules[name] === 'opt-in' && !wanted;
  return [
    [`c.${name} = 'out'`, 'opted-out'],
    ...(name === 'marketing'
      ? ([['c.asked_stop_at IS NOT NULL', 'asked-to-stop']] as [string, string][])
      : []),
    ...(rules.topic ? ([[refusesSql(rules.topic), 'topic']] as [string, string][]) : []),
    ...(moves ? ([[notAskedSql(at), 'not-asked']] as [string, string][]) : []),
    [`c.paused_until > ${at}`, 'paused'],
    ...(strict ? unsaidRules(category, name, rules) : []),
  ];
};

/** Who said nothing, unless their entry speaks for them; see `isCarried`. */
const unsaidRules = (
  category: MessageCategory,
  name: 'marketing' | 'utility',
  { topic, carried = null }: AskedSql
): [string, string][] => {
  const unsaid = `c.${name} <> 'in'`;
  if (category !== 'UTILITY' || carried === null) return [[unsaid, 'no-consent']];
  const elsewhere = otherChannelSql(category, topic);
  const speaks = elsewhere === null ? carried : `${carried} AND NOT ${elsewhere}`;
  return [
    [`${unsaid} AND NOT (${speaks})`, 'no-consent'],
    [`${unsaid} AND c.asked_stop_at IS NOT NULL`, 'asked-to-stop'],
  ];
};

/** No request to go on over WhatsApp that still counts (C-28). */
const notAskedSql = (at: string): string =>
  `(c.move_asked_at IS NULL OR c.move_asked_at <= (${at}) - ${MOVE_REQUEST_DAYS * DAY_MS})`;

/**
 * Is a template of this category and kind wanted by another channel (O-29)? The last rule of `mayContact`, behind the caps,
 * as a condition over alias `c`; null where no choice can hold.
 */
export const otherChannelSql = (
  category: MessageCategory,
  topic: string | null | undefined
): string | null =>
  category === 'MARKETING' || category === 'UTILITY'
    ? channelSql({ category, topic: topic ?? null })
    : null;
