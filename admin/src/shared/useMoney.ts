import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** An amount as the admin's language writes it: `₺1,249.90`. */
export const useMoney = (): ((value: number, currency: string) => string) => {
  const { formatNumber } = useIntl();
  return useCallback(
    (value, currency) => formatNumber(value, { style: 'currency', currency }),
    [formatNumber]
  );
};
