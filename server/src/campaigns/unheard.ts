import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import { canonicalDigits } from '../kernel/phone';
import { unappliedPeople } from '../webhook/public';

/** Asked again after so long; a change that failed is tried again within minutes, then it is parked. */
export const UNHEARD_MS = 30_000;

type Unheard = (contact: Pick<ContactRow, 'waId' | 'phone' | 'bsuid'>) => boolean;

/** Whether somebody wrote to this number what could not be applied yet: it may be an opt-out (engine 7.3). */
export const unheardOf = async (
  trx: Knex.Transaction,
  { phoneNumberId }: Pick<AccountRow, 'phoneNumberId'>
): Promise<Unheard> => {
  const { waIds, bsuids } = await unappliedPeople(trx, phoneNumberId);
  const numbers = new Set([...waIds].map(canonicalDigits));
  return ({ waId, phone, bsuid }) =>
    [waId, phone].some((one) => one !== null && numbers.has(canonicalDigits(one))) ||
    (bsuid !== null && bsuids.has(bsuid));
};
