import { useWhatsappMappedTypesQuery } from '../api/record-people';

/** What entries of this type are for us ("Customer"); null when the type is not mapped or nothing is to be asked. */
export const useMappedRole = (uid: string, asks: boolean): string | null => {
  const { data } = useWhatsappMappedTypesQuery(undefined, { skip: !asks });
  return (asks && data?.types.find((type) => type.uid === uid)?.role) || null;
};
