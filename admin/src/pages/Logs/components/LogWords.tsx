import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../../pluginId';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { sentenceValues, type LogLine } from '../model';

type Told = Pick<LogLine, 'source' | 'area' | 'event' | 'text' | 'details'>;

/** What became of a campaign's message for the person, in the words of the campaign's page. */
const useDeliveryText = () => {
  const t = useT();
  const known = useKnownWord();
  return (details: LogLine['details']): string | null => {
    const word = (name: string) => (typeof details?.[name] === 'string' ? details[name] : '');
    if (word('state') !== 'skipped') return known('logs.delivery', word('state'));
    const reason = known('campaigns.skip', word('reason')) ?? word('reason');
    return t('logs.delivery.skipped', { reason });
  };
};

/** Lines that give the kind of an error as their reason. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'later-held',
  'away-not-sent',
  'greeting-not-sent',
  'consent-not-confirmed',
]);

/**
 * What a line says in the viewer's language. A line without a sentence of ours, or without a value that its sentence
 * names, stays as it was written.
 */
export const useLineText = () => {
  const { messages, locale, formatters } = useIntl();
  const deliveryText = useDeliveryText();
  const reasonOf = useReason();
  const valuesOf = ({ event, details }: Told) => {
    const values = sentenceValues(details, locale);
    if (!NOT_SENT.has(event)) return values;
    const names = ['reason', 'problem'].filter((name) => typeof details?.[name] === 'string');
    const words = names.map((name) => [name, reasonOf(String(details?.[name]))]);
    return { ...values, ...Object.fromEntries(words) };
  };
  return (line: Told): string => {
    const { source, area, event, text, details } = line;
    if (source === 'delivery') return deliveryText(details) ?? text;
    const sentence = messages[`${PLUGIN_ID}.logs.event.${area}.${event}`];
    if (typeof sentence !== 'string') return text;
    try {
      return String(formatters.getMessageFormat(sentence, locale).format(valuesOf(line)));
    } catch {
      // A value is missing: react-intl would show the pattern with its braces.
      return text;
    }
  };
};
