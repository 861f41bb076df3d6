import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';

/** Words for a kind that the server named; null when we have none, so that the caller shows what the server said. */
export const useKnownWord = () => {
  const { formatMessage, messages } = useIntl();
  return useCallback(
    (key: string, values?: Record<string, PrimitiveType>): string | null => {
      const id = `${PLUGIN_ID}.${key}`;
      return id in messages ? formatMessage({ id }, values) : null;
    },
    [formatMessage, messages]
  );
};
