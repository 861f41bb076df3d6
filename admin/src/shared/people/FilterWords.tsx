import type { PeopleChoice } from '../../../../server/src/contracts/audience';
import { useAudienceWords } from './useAudienceWords';

type Props = { readonly choice: Extract<PeopleChoice, { kind: 'all' }> };

/** A choice of people in words, to read and not to change. */
export const FilterWords = ({ choice }: Props) => (
  <span data-testid="filter-words">{useAudienceWords(choice)}</span>
);
