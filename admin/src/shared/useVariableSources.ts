import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type { VariableSources } from '../../../server/src/contracts/templates';
import { useWhatsappVariableSourcesChoicesQuery } from '../api/templates';
import { fieldLabel } from './people/conditions';
import { useCan } from './permissions';

/** What may be chosen after "@", with this person's values and the labels of the reader's language; null while unknown or not permitted. */
export const useVariableSources = (person: ContactView | null): VariableSources | null => {
  const { can } = useCan();
  const { locale } = useIntl();
  const query = useWhatsappVariableSourcesChoicesQuery(person ? { contactId: person.id } : {}, {
    skip: !can.templateList,
  });
  const { data } = query;
  return useMemo(() => {
    if (!data) return null;
    const custom = data.custom.map((one) => ({ ...one, label: fieldLabel(one, locale) }));
    return { ...data, custom };
  }, [data, locale]);
};
