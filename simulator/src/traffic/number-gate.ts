import type { Address } from '../checks/envelope';
import { refuse, type Refusal } from '../graph/refusal';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { takeThroughput } from '../world/rates';

/** +1 555 numbers are given out by Meta and need an approved display name. */
const isLent = (number: BusinessNumber): boolean => /^1555/.test(number.phone);

/** What keeps a number from sending anything at all. Null = it may. */
export const numberGate = (
  sim: Sim,
  number: BusinessNumber,
  send: { address: Address }
): Refusal | null => {
  const now = sim.clock.now();
  const waba = sim.wabas.get(number.wabaId);
  if (!number.registered) return refuse(133010);
  if (number.status === 'BANNED' || number.status === 'RESTRICTED' || waba?.banned)
    return refuse(131031);
  if (waba?.restrictions.includes('RESTRICTED_CUSTOMER_INITIATED_MESSAGING')) return refuse(368);
  const book = sim.books.get(number.id);
  if (book && book.maintenanceUntil > now) return refuse(131057);
  if (isLent(number) && number.nameStatus !== 'APPROVED') return refuse(131037);
  const { address } = send;
  const { allowedRecipients } = book ?? { allowedRecipients: null };
  if (
    allowedRecipients &&
    !(address.kind === 'phone' && allowedRecipients.includes(address.digits))
  )
    return refuse(131030);
  return !sim.config.throughput.enforce ||
    takeThroughput(number, sim.config.throughput.perSecond, now)
    ? null
    : { ...refuse(130429), status: sim.config.rateLimitStatus };
};
