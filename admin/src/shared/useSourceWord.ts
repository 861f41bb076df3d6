import { useMemo } from 'react';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type { ValueSource } from '../../../server/src/contracts/templates';
import { useT } from './useT';
import { useVariableSources } from './useVariableSources';
import { sourceChoices, sourceLabel } from './variable-sources';

/** Where a value comes from, in words: "First name", "Order › Number". */
export const useSourceWord = (person: ContactView | null): ((source: ValueSource) => string) => {
  const t = useT();
  const sources = useVariableSources(person);
  return useMemo(() => {
    const choices = sourceChoices(t, sources);
    return (source) => sourceLabel(choices, source).replace(/^@/, '');
  }, [sources, t]);
};
