import { dataPurpose, type DataPurpose } from '../../contracts/consent';
import { keysColumn, readKeys } from '../../kernel/key-set';

const isPurpose = (key: string): key is DataPurpose => dataPurpose.safeParse(key).success;

/** Purposes in the column `data_in`. */
export const agreedPurposes = (column: string): DataPurpose[] => readKeys(column).filter(isPurpose);

/** The column `data_in` after an answer. */
export const withAnswer = (
  column: string,
  { purpose, agreed }: { purpose: DataPurpose; agreed: boolean }
): string => {
  const others = agreedPurposes(column).filter((one) => one !== purpose);
  return keysColumn(agreed ? [...others, purpose] : others);
};

/** True in SQL for somebody who agreed to the purpose, over the contacts table; never NULL. */
export const agreedSql = (purpose: DataPurpose, alias = 'c'): string =>
  `COALESCE(${alias}.data_in, '') LIKE '%,${dataPurpose.parse(purpose)},%'`;
