import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useT } from './useT';

/** `copy(text)`: puts it on the clipboard and says whether that worked. */
export const useCopy = (): ((text: string) => Promise<void>) => {
  const t = useT();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  return async (text) => {
    const ok = await copy(text);
    toggleNotification({
      type: ok ? 'success' : 'warning',
      message: t(ok ? 'settings.copy.done' : 'settings.copy.failed'),
    });
  };
};
