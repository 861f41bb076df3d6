import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type { Key } from '../translations/key';

export type Translate = (key: Key, values?: Record<string, PrimitiveType>) => string;

/** `t('inbox.list.empty', { count })`: our words by key, without the plugin's prefix. */
export const useT = (): Translate => {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: key }, values),
    [formatMessage]
  );
};
