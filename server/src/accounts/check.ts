import type { CloudApi } from '../cloud-api/client';
import type { GraphError } from '../cloud-api/errors';
import type { GraphPhoneNumber } from '../cloud-api/graph-shapes';
import type { AccountProblem } from '../contracts/accounts';
import { otherWaba, problemOf, problemWith } from './domain/problem-words';

/** What Meta told about a number, and the portfolio it belongs to. */
export interface NumberFacts {
  number: GraphPhoneNumber;
  portfolioId: string | null;
}

export type CheckOutcome =
  | { ok: true; facts: NumberFacts }
  | { ok: false; problem: AccountProblem; class: GraphError['class'] };

export interface CheckInput {
  phoneNumberId: string;
  wabaId: string;
  /** Where Meta is asked: its host is named when nothing answers. */
  baseUrl: string;
}

const failed = (problem: AccountProblem, cls: GraphError['class'] = 'request'): CheckOutcome => ({
  ok: false,
  problem,
  class: cls,
});

/** Asks Meta for the number, whether it belongs to this WABA, and for the portfolio. Sends nothing to anybody. */
export const checkNumber = async (
  api: CloudApi,
  { phoneNumberId, wabaId, baseUrl }: CheckInput
): Promise<CheckOutcome> => {
  const refused = (error: GraphError, idField: 'phoneNumberId' | 'wabaId') =>
    failed(problemOf(error, { idField, baseUrl }), error.class);
  const number = await api.getPhoneNumber(phoneNumberId);
  if (!number.ok) return refused(number.error, 'phoneNumberId');
  const siblings = await api.listPhoneNumbers(wabaId);
  if (!siblings.ok) return refused(siblings.error, 'wabaId');
  if (!siblings.value.some((one) => one.id === phoneNumberId)) {
    return failed(problemWith('other-waba', 'wabaId', otherWaba));
  }
  const owner = await api.ownerBusinessInfo(wabaId);
  // Without business permissions Meta hides the portfolio; limits are then counted per WABA.
  return {
    ok: true,
    facts: { number: number.value, portfolioId: owner.ok ? owner.value.portfolioId : null },
  };
};
