import type { CloudApi } from '../cloud-api/client';
import type { GraphError } from '../cloud-api/errors';
import type { GraphPhoneNumber } from '../cloud-api/graph-shapes';
import type { TestAccountResult } from '../contracts/accounts';

type Problem = NonNullable<TestAccountResult['problem']>;

/** What Meta told about a number, and the portfolio it belongs to. */
export interface NumberFacts {
  number: GraphPhoneNumber;
  portfolioId: string | null;
}

export type CheckOutcome =
  { ok: true; facts: NumberFacts } | { ok: false; problem: Problem; class: GraphError['class'] };

export interface CheckInput {
  phoneNumberId: string;
  wabaId: string;
}

const failed = (problem: Problem, cls: GraphError['class'] = 'request'): CheckOutcome => ({
  ok: false,
  problem,
  class: cls,
});

const REMEDY: Partial<Record<GraphError['class'], string>> = {
  auth: 'Make a new permanent token of a system user with whatsapp_business_messaging and whatsapp_business_management.',
  transient: 'Check the base URL and the network of this server, then try again.',
  rate: 'Meta asks to slow down. Try again in a few minutes.',
};

const FIELD: Partial<Record<GraphError['class'], string>> = { auth: 'token', transient: 'baseUrl' };

/** Meta's refusal, at the field of the form that it concerns. */
export const problemOf = (error: GraphError, idField: 'phoneNumberId' | 'wabaId'): Problem => {
  const field = FIELD[error.class] ?? idField;
  const message = [error.title, error.details]
    .filter((part, i, all) => part && all.indexOf(part) === i)
    .join(': ');
  return {
    kind:
      error.class === 'auth'
        ? 'token-refused'
        : error.class === 'transient'
          ? 'no-answer'
          : 'refused',
    field,
    message: message || `HTTP ${error.status}`,
    remedy:
      REMEDY[error.class] ??
      'Check this id in Meta’s WhatsApp Manager; the token’s user must be assigned to it.',
  };
};

/** Asks Meta for the number, whether it belongs to this WABA, and for the portfolio. Sends nothing to anybody. */
export const checkNumber = async (
  api: CloudApi,
  { phoneNumberId, wabaId }: CheckInput
): Promise<CheckOutcome> => {
  const number = await api.getPhoneNumber(phoneNumberId);
  if (!number.ok) return failed(problemOf(number.error, 'phoneNumberId'), number.error.class);
  const siblings = await api.listPhoneNumbers(wabaId);
  if (!siblings.ok) return failed(problemOf(siblings.error, 'wabaId'), siblings.error.class);
  if (!siblings.value.some((one) => one.id === phoneNumberId)) {
    return failed({
      kind: 'other-waba',
      field: 'wabaId',
      message: 'This number does not belong to this WhatsApp business account.',
      remedy: 'Copy both ids from the same page of Meta’s WhatsApp Manager.',
    });
  }
  const owner = await api.ownerBusinessInfo(wabaId);
  // Without business permissions Meta hides the portfolio; limits are then counted per WABA.
  return {
    ok: true,
    facts: { number: number.value, portfolioId: owner.ok ? owner.value.portfolioId : null },
  };
};
