import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { ApiMessageAnswer, SendApiMessageBody } from '../contracts/api';
import { errorWords, messageByKey, shownState, type MessageRow } from '../conversations/public';
import { notFound } from '../kernel/errors';
import { keyedHash, keyOf, randomHex } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { Caller } from './caller';
import { keyUsed } from './domain/problem';
import { inApiWords } from './domain/refusal';
import { apiAnswer } from './domain/view';
import { contentOf, numberOf, personOf } from './resolve';

export interface ApiService {
  /** Queues a message, or answers with the one that this key made. Throws a refusal in this API's words. */
  send(
    caller: Caller,
    body: SendApiMessageBody,
    key: string | null
  ): Promise<{ answer: ApiMessageAnswer; repeated: boolean }>;
  /** A message that this token sent (a full-access token: any that came by this API). Throws `not-found`. */
  get(caller: Caller, id: number): Promise<ApiMessageAnswer>;
}

const answerOf = (row: MessageRow): ApiMessageAnswer => {
  const state = shownState(row);
  // While it waits for another try, the last refusal says why.
  const wrong = state === 'failed' || state === 'uncertain' || state === 'queued';
  return apiAnswer(row, { state, error: wrong ? errorWords(row, 'en') : null });
};

export const createApiService = ({ strapi }: { strapi: Core.Strapi }): ApiService => {
  const { db } = contextOf(strapi);

  /** Two spellings of one body: which of them is kept depends on whether its template carries a one-time code. */
  const hashesOf = async (body: SendApiMessageBody): Promise<{ plain: string; keyed: string }> => {
    const text = stableStringify(body);
    const { secret } = await runtimeService(strapi).install();
    return { plain: keyOf(text), keyed: keyedHash(`api-request:${text}`, secret) };
  };

  const known = async (
    owner: string,
    key: string,
    { plain, keyed }: { plain: string; keyed: string }
  ): Promise<MessageRow | null> => {
    const row = await messageByKey(db.knex, { keyOwner: owner, keyHash: keyOf(key) });
    if (row && row.bodyHash !== plain && row.bodyHash !== keyed) throw keyUsed();
    return row;
  };

  const queue = async (
    caller: Caller,
    body: SendApiMessageBody,
    { key, hashes }: { key: string; hashes: { plain: string; keyed: string } }
  ) => {
    let contactId: number | null = null;
    try {
      const account = await numberOf(strapi, body.from);
      let person: ReturnType<typeof personOf> | null = null;
      const whoGetsIt = () => (person ??= personOf(strapi, account, body.to));
      const language = async () =>
        (await contactsService(strapi).get((await whoGetsIt()).id)).language;
      const { content, hasCode } = await contentOf(strapi, { account, language }, body);
      contactId = (await whoGetsIt()).id;
      return await sendingService(strapi).send({
        accountId: account.id,
        contactId,
        origin: 'api',
        lane: 1,
        key: { owner: caller.owner, key, bodyHash: hasCode ? hashes.keyed : hashes.plain },
        content,
      });
    } catch (error) {
      throw inApiWords(error, contactId);
    }
  };

  return {
    send: async (caller, body, given) => {
      const hashes = await hashesOf(body);
      // Before anything is looked up: the answer to a repeat must not depend on what changed meanwhile (I16).
      const before = given === null ? null : await known(caller.owner, given, hashes);
      if (before) return { answer: answerOf(before), repeated: true };
      const key = given ?? `random:${randomHex(16)}`;
      const { message, repeated } = await queue(caller, body, { key, hashes });
      return { answer: answerOf(message), repeated };
    },
    get: async (caller, id) => {
      const row = await messageByKey(db.knex, { id });
      const own = row?.origin === 'api' && (caller.all || row.keyOwner === caller.owner);
      if (!row || !own) throw notFound('the message');
      return answerOf(row);
    },
  };
};
