import { useParams } from 'react-router-dom';

/**
 * The number in the address; null when something else stands there, which no server needs to be asked about; undefined
 * where the address has no place for one (`…/new`).
 */
export const usePathId = (): number | null | undefined => {
  const { id } = useParams();
  if (id === undefined) return undefined;
  return /^[1-9]\d{0,9}$/.test(id) ? Number(id) : null;
};
