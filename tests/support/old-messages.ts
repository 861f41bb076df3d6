import { keyOf } from '../../server/src/kernel/hash';
import { inDatabase } from './demo-database';

const MESSAGES = 'whatsapp_messages';
/** The words of the n-th old message, as they stand nowhere else. */
export const oldWords = (n: number): string => `eski-mesaj-${String(n).padStart(5, '0')}`;
const wamidOf = (n: number): string => `wamid.OLD${n}`;

interface Row extends Record<string, unknown> {
  readonly id: number;
  readonly conversation_id: number;
}
interface Options {
  /** The words of a message that is there; the old ones come before all of its conversation. */
  readonly text: string;
  readonly count: number;
  /** Which of them that message quotes. */
  readonly quotes: number;
}

/** Gives a conversation of the demo a long past: old messages of its customer, a minute apart, put into its database. */
export const addOldMessages = async (
  database: string,
  { text, count, quotes }: Options
): Promise<void> =>
  inDatabase(database, async (knex) => {
    const message = (await knex(MESSAGES).where({ text }).first()) as Row;
    const { id, conversation_id, ...same } = message;
    const first = (await knex(MESSAGES).where({ conversation_id }).min('at as at').first()) as {
      at: number;
    };
    const rows = Array.from({ length: count }, (_unused, index) => ({
      ...same,
      conversation_id,
      document_id: null,
      body: JSON.stringify({ ...JSON.parse(String(same.body)), text: oldWords(index + 1) }),
      text: oldWords(index + 1),
      wamid: wamidOf(index + 1),
      wamid_key: keyOf(wamidOf(index + 1)),
      at: first.at - (count - index) * 60_000,
    }));
    await knex.transaction(async (trx) => {
      for (let n = 0; n < rows.length; n += 100) await trx(MESSAGES).insert(rows.slice(n, n + 100));
      await trx(MESSAGES)
        .where({ id })
        .update({ context_key: keyOf(wamidOf(quotes)) });
    });
  });
