import type { ContactView } from '../../../server/src/contracts/contacts';
import type { VariableSources } from '../../../server/src/contracts/templates';
import { useWhatsappVariableSourcesChoicesQuery } from '../api/templates';
import { useCan } from './permissions';

/** What may be chosen after "@", with this person's values; null while unknown or not permitted. */
export const useVariableSources = (person: ContactView | null): VariableSources | null => {
  const { can } = useCan();
  const query = useWhatsappVariableSourcesChoicesQuery(person ? { contactId: person.id } : {}, {
    skip: !can.templateList,
  });
  return query.data ?? null;
};
