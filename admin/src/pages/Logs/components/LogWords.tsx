import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../../pluginId';
import { sentenceValues, type LogLine } from '../model';

/**
 * What a line says in the viewer's language. A line without a sentence of ours, or without a value that its sentence
 * names (an older version wrote it), stays as it was written.
 */
export const useLineText = () => {
  const { messages, locale, formatters } = useIntl();
  return ({
    area,
    event,
    text,
    details,
  }: Pick<LogLine, 'area' | 'event' | 'text' | 'details'>): string => {
    const sentence = messages[`${PLUGIN_ID}.logs.event.${area}.${event}`];
    if (typeof sentence !== 'string') return text;
    try {
      return String(
        formatters.getMessageFormat(sentence, locale).format(sentenceValues(details, locale))
      );
    } catch {
      // A value is missing: react-intl would show the pattern with its braces.
      return text;
    }
  };
};
