import type { Knex } from 'knex';
import type { PaymentFact } from '../cloud-api/payment';
import type { MessagePayment } from '../contracts/message-parts';
import { keyOf } from '../kernel/hash';
import type { FeedEntry } from '../realtime/public';
import { writeRow } from '../strapi/table';
import { messageHints } from './hints';
import { messageByKey } from './store';
import { messageTable } from './tables';

/** Meta tells whole seconds: of two reports of one second the further one counts. */
const FURTHER = { pending: 0, failed: 1, paid: 2 } as const;

const isOlder = (
  { payment, at }: { payment: PaymentFact; at: number },
  known: MessagePayment
): boolean => known.at > at || (known.at === at && FURTHER[known.state] > FURTHER[payment.state]);

/**
 * Keeps with a message how far its payment is. It stands beside the delivery state and never changes it. The newest report
 * counts, in whatever order they come; null when the message is not here.
 */
export const applyPayment = async (
  trx: Knex.Transaction,
  { wamid, payment, at }: { wamid: string; payment: PaymentFact; at: number }
): Promise<FeedEntry[] | null> => {
  const message = await messageByKey(trx, { wamidKey: keyOf(wamid) });
  if (!message) return null;
  if (message.payment && isOlder({ payment, at }, message.payment)) return [];
  await trx(messageTable.table)
    .where({ id: message.id })
    .update(writeRow(messageTable, { payment: { ...payment, at } }));
  return messageHints(trx, [message], { threads: false });
};
