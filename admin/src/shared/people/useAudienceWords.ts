import { useIntl } from 'react-intl';
import type { PeopleChoice } from '../../../../server/src/contracts/audience';
import { useT } from '../useT';
import { audienceSentence } from './audience-words';
import { profileFields, recordFields } from './conditions';
import { useConditionWords } from './useConditionWords';
import { usePeopleWords } from './usePeopleWords';

/** Who gets it, as one sentence in the reader's language. */
export const useAudienceWords = (choice: PeopleChoice): string => {
  const t = useT();
  const intl = useIntl();
  const { labelOf, facets } = usePeopleWords();
  const condition = useConditionWords([
    ...profileFields(facets, intl.locale),
    ...recordFields(facets),
  ]);
  return audienceSentence(choice, {
    t,
    labelOf,
    condition,
    day: (at) => intl.formatDate(at, { dateStyle: 'medium' }),
    list: (parts, joint) =>
      intl.formatList(parts, { type: joint === 'or' ? 'disjunction' : 'conjunction' }),
  });
};
