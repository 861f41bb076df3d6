import type { Core } from '@strapi/strapi';
import type { ApiMessageAnswer, SendApiMessageBody } from '../contracts/api';
import { errorWords, messageByKey, shownState, type MessageRow } from '../conversations/public';
import { notFound } from '../kernel/errors';
import { keyOf, randomHex } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
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

  const known = async (
    owner: string,
    key: string,
    bodyHash: string
  ): Promise<MessageRow | null> => {
    const row = await messageByKey(db.knex, { keyOwner: owner, keyHash: keyOf(key) });
    if (row && row.bodyHash !== bodyHash) throw keyUsed();
    return row;
  };

  const queue = async (
    caller: Caller,
    body: SendApiMessageBody,
    key: { key: string; bodyHash: string }
  ) => {
    let contactId: number | null = null;
    try {
      const account = await numberOf(strapi, body.from);
      const content = await contentOf(strapi, account, body);
      contactId = await personOf(strapi, account, body.to);
      return await sendingService(strapi).send({
        accountId: account.id,
        contactId,
        origin: 'api',
        lane: 1,
        key: { owner: caller.owner, ...key },
        content,
      });
    } catch (error) {
      throw inApiWords(error, contactId);
    }
  };

  return {
    send: async (caller, body, given) => {
      const bodyHash = keyOf(stableStringify(body));
      // Before anything is looked up: the answer to a repeat must not depend on what changed meanwhile (I16).
      const before = given === null ? null : await known(caller.owner, given, bodyHash);
      if (before) return { answer: answerOf(before), repeated: true };
      const key = given ?? `random:${randomHex(16)}`;
      const { message, repeated } = await queue(caller, body, { key, bodyHash });
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
