import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type { KeyStart } from '../translations/key';

/** `known('bots.step', kind)`: our word of that key; null when we have none. */
export type KnownWord = (
  start: KeyStart,
  name: string,
  values?: Record<string, PrimitiveType>
) => string | null;

/**
 * Words for a kind that the server named: the key is the start, a dot and the name. Null when we have none, so that
 * the caller shows what the server said.
 */
export const useKnownWord = (): KnownWord => {
  const { formatMessage, messages } = useIntl();
  return useCallback(
    (start, name, values) => {
      const id = `${PLUGIN_ID}.${start}.${name}`;
      return id in messages ? formatMessage({ id }, values) : null;
    },
    [formatMessage, messages]
  );
};
