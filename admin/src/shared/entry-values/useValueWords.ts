import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { HeldValue } from '../../../../server/src/contracts/automations';
import { dayOf } from '../people/filter-model';
import { useT } from '../useT';
import { kindOfField, type WatchedField } from './entry-values';

type Words = (value: HeldValue, field: Pick<WatchedField, 'type'> | undefined) => string;

/** A value of an entry in words: "Yes", "1,200", "25 Oct 2026", "empty". */
export const useValueWords = (): Words => {
  const t = useT();
  const intl = useIntl();
  return useCallback(
    (value, field) => {
      const kind = field ? kindOfField(field) : 'text';
      const day = (text: string) => intl.formatDate(`${text}T12:00:00`, { dateStyle: 'medium' });
      if (value === null) return t('automations.value.empty');
      if (typeof value === 'boolean') return t(value ? 'people.yes' : 'people.no');
      if (typeof value === 'string') return kind === 'date' ? day(value) : value;
      return kind === 'moment' ? day(dayOf(value)) : intl.formatNumber(value);
    },
    [intl, t]
  );
};
