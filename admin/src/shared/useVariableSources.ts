import type { ContactView } from '../../../server/src/contracts/contacts';
import type { VariableSources } from '../../../server/src/contracts/templates';
import { useWhatsappVariableSourcesQuery } from '../api/template-drafts';
import { useCan } from './permissions';

/** What may be chosen after "@", with this person's values; null while unknown or not permitted. */
export const useVariableSources = (person: ContactView | null): VariableSources | null => {
  const { can } = useCan();
  const query = useWhatsappVariableSourcesQuery(person ? { contactId: person.id } : {}, {
    skip: !can.templateList,
  });
  return query.data ?? null;
};
