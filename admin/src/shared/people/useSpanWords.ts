import { useIntl } from 'react-intl';
import type { PeopleFilter } from '../../../../server/src/contracts/audience';
import { useT } from '../useT';

type Span = NonNullable<PeopleFilter['created']>;

/** A time from a day to a day in words: "Created: from 1 Nov 2026"; null when it has no bounds. */
export const useSpanWords = () => {
  const t = useT();
  const intl = useIntl();
  return (what: string, { from, to }: Span): string | null => {
    const day = (at: number) => intl.formatDate(at, { dateStyle: 'medium' });
    if (from === undefined)
      return to === undefined ? null : t('people.says.to', { what, to: day(to) });
    return to === undefined
      ? t('people.says.from', { what, from: day(from) })
      : t('people.says.between', { what, from: day(from), to: day(to) });
  };
};
