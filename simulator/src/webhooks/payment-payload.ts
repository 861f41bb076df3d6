import { unixSeconds } from '../kernel/clock';
import type { BusinessNumber } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import type { OrderRecord } from '../world/orders';
import type { Person } from '../world/people';
import { base, contactOf, recipientOf, type WebhookChange } from './payload';

export type PaymentParts = {
  entry: LedgerEntry;
  order: OrderRecord;
  status: 'pending' | 'captured' | 'failed';
  /** upi, card, netbanking or wallet. */
  method: string;
  error: { code: string; reason: string } | null;
  at: number;
};

const TRANSACTION_STATUS = { pending: 'pending', captured: 'success', failed: 'failed' } as const;

/**
 * `messages` webhook with a payment among the statuses: `{id, type: "payment", status, payment: {reference_id, amount,
 * currency, transaction}}`. Source: Meta, "Payments API", webhook about the transaction status.
 */
export const paymentChange = (
  number: BusinessNumber,
  person: Person,
  parts: PaymentParts
): WebhookChange => {
  const { entry, order, at, error } = parts;
  const view = { phoneNumberId: number.id, now: at, username: true };
  const payment = {
    reference_id: order.reference,
    amount: order.amount,
    currency: order.currency,
    transaction: {
      id: order.transaction?.id ?? '',
      type: order.gateway,
      status: TRANSACTION_STATUS[parts.status],
      created_timestamp: Math.floor((order.transaction?.createdAt ?? at) / 1000),
      updated_timestamp: Math.floor(at / 1000),
      method: { type: parts.method },
      ...(error ? { error } : {}),
    },
  };
  return {
    wabaId: number.wabaId,
    field: 'messages',
    time: null,
    value: {
      ...base(number),
      contacts: [contactOf(person, view)],
      statuses: [
        {
          id: entry.wamid,
          ...recipientOf(entry, person, { phoneNumberId: number.id, now: at }),
          recipient_user_id: person.bsuid,
          type: 'payment',
          status: parts.status,
          timestamp: unixSeconds(at),
          payment,
        },
      ],
    },
  };
};
