import { useCallback } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useApiError } from './useApiError';

/** `refuse(error)`: tells what the server refused, and the remedy where it names one, as a notice. */
export const useRefusal = (): ((error: unknown) => void) => {
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  return useCallback(
    (error) => {
      const { message, remedy } = explain(error);
      toggleNotification({
        type: 'danger',
        message: [message, remedy].filter(Boolean).join(' '),
      });
    },
    [explain, toggleNotification]
  );
};
