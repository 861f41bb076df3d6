import { useWhatsappRecordLinksQuery } from '../api/records';
import { viewerZone } from './useMoments';
import { useRuleLocale } from './useRuleLocale';

/** Entries that are linked with a contact, in the language and the time zone of the reader. */
export const useRecordLinks = (contactId: number, options: { readonly skip?: boolean } = {}) => {
  const language = useRuleLocale();
  return useWhatsappRecordLinksQuery({ contactId, language, zone: viewerZone() }, options);
};
