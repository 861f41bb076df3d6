import type { Knex } from 'knex';
import { conversationTable } from '../conversations/public';
import { automaticAnswerTable } from './tables';

const ANSWERS = automaticAnswerTable.table;

/** For `contactsService.removeEffects`: what was owed to deleted people. */
export const removeAnswersOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(ANSWERS).whereIn('contact_id', contactIds).delete();
};

/**
 * For `contactsService.mergeEffects`, after the threads were joined. What the loser was owed is answered in the thread that
 * remains, or has been: two of the same kind for one closed time are one.
 */
export const mergeAnswers = async (
  trx: Knex.Transaction,
  { winner, loser }: { winner: { id: number }; loser: { id: number } }
): Promise<void> => {
  const rows = (await trx(ANSWERS).where({ contact_id: loser.id })) as {
    id: unknown;
    account_id: unknown;
    kind: string;
    period: unknown;
  }[];
  for (const { id, account_id: account, kind, period } of rows) {
    const pair = { account_id: Number(account), contact_id: winner.id };
    const thread = (await trx(conversationTable.table).where(pair).first('id')) as
      | { id: unknown }
      | undefined;
    const twin = await trx(ANSWERS)
      .where({ ...pair, kind, period: Number(period) })
      .first('id');
    const one = trx(ANSWERS).where({ id: Number(id) });
    if (!thread || twin) await one.delete();
    else await one.update({ contact_id: winner.id, conversation_id: Number(thread.id) });
  }
};
