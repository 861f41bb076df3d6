import type { Knex } from 'knex';

const MESSAGES = 'whatsapp_messages';
const WORDS = 'whatsapp_message_texts';

const textOf = (body: unknown): string => {
  const parsed = (typeof body === 'string' ? JSON.parse(body) : body) as { text?: string } | null;
  return parsed?.text ?? '';
};

/** Texts of messages that the search cannot find, because no words of theirs are in its table; none where all is well. */
export const unsearchable = async (knex: Knex): Promise<string[]> => {
  const isSqlite = String(knex.client.config.client).includes('sqlite');
  const known = (await knex(WORDS).select(
    knex.raw(isSqlite ? 'rowid as id' : 'message_id as id')
  )) as { id: unknown }[];
  const ids = new Set(known.map(({ id }) => Number(id)));
  const rows = (await knex(MESSAGES)
    .whereNot('type', 'reaction')
    .select('id', 'body', 'text', 'origin')) as {
    id: unknown;
    body: unknown;
    text: string | null;
    origin: string;
  }[];
  return rows
    .filter(
      ({ id, body, text }) => /[\p{L}\p{N}]/u.test(text || textOf(body)) && !ids.has(Number(id))
    )
    .map(({ origin, text, body }) => `${origin}: ${text || textOf(body)}`);
};
