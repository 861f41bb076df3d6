import { useIntl } from 'react-intl';
import type { PeopleFilter } from '../../../../server/src/contracts/audience';
import { useT } from '../useT';
import { profileFields, recordFields } from './conditions';
import { chipKeys, chosen, tidy } from './filter-model';
import { useConditionWords } from './useConditionWords';
import { usePeopleWords } from './usePeopleWords';
import { useSpanWords } from './useSpanWords';

/** A filter as a sentence, one part for each thing that it asks. */
const useFilterParts = (filter: PeopleFilter): string[] => {
  const t = useT();
  const { locale } = useIntl();
  const words = usePeopleWords();
  const span = useSpanWords();
  const condition = useConditionWords([
    ...profileFields(words.facets, locale),
    ...recordFields(words.facets),
  ]);
  const side = (which: 'include' | 'exclude') =>
    chipKeys.flatMap((key) => {
      const values = chosen(filter, which).filter((one) => one.key === key);
      if (values.length === 0) return [];
      const what = t(`people.filter.${key}`);
      const list = values.map(({ value }) => words.labelOf(key, value)).join(', ');
      return [t(`people.words.${which}`, { what, values: list })];
    });
  const spans = (['created', 'updated', 'lastInbound'] as const).flatMap(
    (key) => span(t(`people.filter.${key}`), tidy(filter)[key] ?? {}) ?? []
  );
  const fields = (filter.fields ?? []).map((one) =>
    one.exclude ? t('people.words.not', { condition: condition(one) }) : condition(one)
  );
  const asked = filter.askedToStop ? [t('people.filter.askedToStop')] : [];
  const text = filter.q?.trim() ? [t('people.words.text', { text: filter.q.trim() })] : [];
  return [...side('include'), ...side('exclude'), ...asked, ...spans, ...fields, ...text];
};

/** A filter in words, to read and not to change. */
export const FilterWords = ({ filter }: { readonly filter: PeopleFilter }) => (
  <span data-testid="filter-words">{useFilterParts(filter).join(' · ')}</span>
);
