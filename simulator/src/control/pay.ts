import type { Sim } from '../sim';
import { emitChange, hasArrived } from '../traffic/emit';
import { paymentChange } from '../webhooks/payment-payload';
import type { OrderRecord } from '../world/orders';
import type { Person } from '../world/people';
import { ControlError } from './control-error';

export const PAYMENT_STATES = ['pending', 'captured', 'failed'] as const;
export const PAYMENT_METHODS = ['upi', 'card', 'netbanking', 'wallet'] as const;

export type PaymentInput = {
  status: (typeof PAYMENT_STATES)[number];
  method?: (typeof PAYMENT_METHODS)[number];
  /** Why it failed, in the words of the payment provider; only with `failed`. */
  error?: { code: string; reason: string };
};

const DECLINED = { code: 'BAD_REQUEST_ERROR', reason: 'The payment was declined by the bank.' };

const check = (payment: PaymentInput): void => {
  if (!PAYMENT_STATES.includes(payment.status))
    throw new ControlError(400, `status must be one of ${PAYMENT_STATES.join(', ')}.`);
  if (payment.method !== undefined && !PAYMENT_METHODS.includes(payment.method))
    throw new ControlError(400, `method must be one of ${PAYMENT_METHODS.join(', ')}.`);
  if (payment.error && payment.status !== 'failed')
    throw new ControlError(400, 'error is only for a payment that failed.');
};

const payable = (sim: Sim, wamid: string): OrderRecord => {
  const order = sim.orders.byWamid(wamid);
  if (!order) throw new ControlError(400, 'Only a message with an order to pay can be paid.');
  if (order.status === 'canceled') throw new ControlError(409, 'The order is canceled.');
  if (order.payment === 'captured') throw new ControlError(409, 'The order is paid already.');
  return order;
};

/** The person pays for the order of this message, or fails to: a status of type `payment` tells. */
export const payOn = (
  sim: Sim,
  person: Person,
  act: { wamid: string; payment: PaymentInput }
): void => {
  const { wamid, payment } = act;
  check(payment);
  const order = payable(sim, wamid);
  const entry = sim.ledger.get(wamid);
  const number = sim.numbers.get(order.phoneNumberId);
  if (!entry || !number) throw new ControlError(404, 'The message or its number is gone.');
  if (!hasArrived(entry)) throw new ControlError(409, 'The message is not on the phone yet.');
  const at = sim.clock.now();
  // Another attempt after a failure is another transaction.
  if (!order.transaction || order.payment === 'failed')
    order.transaction = { id: `order_${sim.ids.token(14)}`, createdAt: at };
  order.payment = payment.status;
  const error = payment.status === 'failed' ? (payment.error ?? DECLINED) : null;
  const method = payment.method ?? 'upi';
  emitChange(
    sim,
    paymentChange(number, person, { entry, order, status: payment.status, method, error, at })
  );
};
