import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { readPayment, type PaymentFact } from '../cloud-api/payment';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { personKnownBy } from '../contacts/public';
import { applyPayment, conversationOf, recordEvents } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';

/** "210.00 INR · Order 17 · Card declined". */
const wordsOf = ({ amount, currency, reference, reason, code }: PaymentFact): string => {
  const sum = amount === null ? null : [amount.toFixed(2), currency].filter(Boolean).join(' ');
  return [sum, reference, reason ?? code].filter(Boolean).join(' · ');
};

/** The payment as a line of the thread, where Meta names no message of it; null where the person has no thread. */
const asLine = async (
  trx: Knex.Transaction,
  {
    element,
    payment,
    accountId,
  }: { element: WebhookElement; payment: PaymentFact; accountId: number }
): Promise<FeedEntry[] | null> => {
  const { waId = null, userId: bsuid = null } = element.contact ?? {};
  const person = await personKnownBy(trx, { waId, bsuid });
  const thread = person && (await conversationOf(trx, { accountId, contactId: person.id }));
  if (!thread) return null;
  const what = { kind: `payment-${payment.state}` as const, subject: wordsOf(payment) };
  await recordEvents(trx, [{ conversationId: thread.id, at: element.at ?? 0, ...what }]);
  const scope = { assignees: [thread.assigneeId] };
  return [{ type: 'conversation', id: thread.id, scope }];
};

/**
 * Stores a payment with the message that asks for it, or as a line in the thread if there is no such message: by Meta's pages the
 * id of the status is that of the notification, in captured webhooks it is the wamid. Null: the person has no thread here.
 */
export const onPayment = async (
  trx: Knex.Transaction,
  element: WebhookElement,
  { id: accountId }: AccountRow
): Promise<FeedEntry[] | null> => {
  const told = readPayment(element.value);
  if (!told) return null;
  const beside = await applyPayment(trx, { ...told, at: element.at ?? 0 });
  return beside ?? asLine(trx, { element, payment: told.payment, accountId });
};
