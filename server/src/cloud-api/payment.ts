import { byWord } from '../kernel/words';
import { asText, isObject, type JsonObject, objectOf } from './webhook-element';

/** How far a customer is with paying what a message asked for. */
export interface PaymentFact {
  state: 'pending' | 'paid' | 'failed';
  /** In the currency's main unit. */
  amount: number | null;
  currency: string | null;
  /** The order, by the name that the business gave it. */
  reference: string | null;
  /** Why it failed, as the payment provider says it. */
  code: string | null;
  reason: string | null;
}

const STATES = byWord<PaymentFact['state']>({
  pending: 'pending',
  captured: 'paid',
  failed: 'failed',
  canceled: 'failed',
});

/** Meta gives 21000 with the offset 100 for 210. */
const amountOf = (payment: JsonObject, transaction: JsonObject): number | null => {
  const amount = isObject(payment.amount) ? payment.amount : objectOf(transaction, 'amount');
  const sum = Number(asText(amount.value) ?? 'none') / Number(asText(amount.offset) ?? 1);
  return Number.isFinite(sum) ? sum : null;
};

const currencyOf = (value: unknown): string | null => {
  const text = asText(value);
  return text !== null && /^[A-Z]{3}$/.test(text) ? text : null;
};

/** Among statuses, payments have a type of their own: a failed payment is no failed message. */
export const isPayment = (status: JsonObject): boolean => status.type === 'payment';

/** What tells two reports of one payment apart: a customer may fail, and try again. */
export const paymentKey = (status: JsonObject): string => {
  const transaction = objectOf(objectOf(status, 'payment'), 'transaction');
  const which = asText(transaction.id) ?? asText(status.timestamp) ?? '';
  return `${asText(status.status) ?? ''}:${which}`;
};

/** Reads a payment among the statuses; null for a state that we do not know. Source: Meta, "Payments API", webhooks. */
export const readPayment = (value: unknown): { wamid: string; payment: PaymentFact } | null => {
  const status = isObject(value) ? value : {};
  const wamid = asText(status.id);
  const state = STATES.get(asText(status.status) ?? '');
  if (!wamid || !state) return null;
  const payment = objectOf(status, 'payment');
  const transaction = objectOf(payment, 'transaction');
  const error = objectOf(transaction, 'error');
  return {
    wamid,
    payment: {
      state,
      amount: amountOf(payment, transaction),
      currency: currencyOf(payment.currency) ?? currencyOf(transaction.currency),
      reference: asText(payment.reference_id),
      code: asText(error.code),
      reason: asText(error.reason),
    },
  };
};
