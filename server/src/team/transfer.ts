import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { TransferResult } from '../contracts/team';
import {
  agentsByIds,
  assignConversation,
  conversationsService,
  givenOf,
  lockConversation,
  pauseBots,
  updateConversation,
  type Given,
  type Viewer,
} from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { Assigning } from './assign';
import { notesService, type Transfer } from './public';
import { transferTable, type TransferRow } from './tables';
import { allTeams, endWait, lockTeams } from './teams-store';

const TRANSFERS = transferTable.table;

const alreadyTransferred = (): DomainError =>
  new DomainError('already-transferred', 'this client id was used for another transfer', {
    status: 409,
    field: 'clientId',
    remedy: 'Check the current assignee, then assign the conversation again.',
  });

/** Handing a conversation to a colleague or a team (C-24), however often the request comes. */
export const createTransfers = (
  strapi: Core.Strapi,
  {
    assigning,
    checkPeople,
  }: { assigning: Assigning; checkPeople(ids: readonly number[], field: string): Promise<void> }
) => {
  const { db, clock } = contextOf(strapi);

  /** What an earlier request with this key did; throws when it asked for something else. */
  const knownOf = async (
    sql: Sql,
    { keyHash, bodyHash }: Pick<TransferRow, 'keyHash' | 'bodyHash'>
  ): Promise<TransferRow | null> => {
    const raw = await sql(TRANSFERS)
      .where({ key_hash: keyHash })
      .first<Record<string, unknown> | undefined>();
    const known = raw ? readRow(transferTable, raw) : null;
    if (known && known.bodyHash !== bodyHash) throw alreadyTransferred();
    return known;
  };

  /** Within the transaction: whose it is now, and what the team is told. */
  const apply = async (
    trx: Knex.Transaction,
    conversationId: number,
    { to, by, clientId, note, mentions }: Transfer & { mentions: number[] }
  ): Promise<{ assigneeId: number | null; hints: FeedEntry[] }> => {
    const conversation = await lockConversation(trx, conversationId);
    if (!conversation) throw notFound('the conversation');
    const at = clock.now();
    const told = { at, agentId: by.id };
    const hints: FeedEntry[] = [];
    const isPerson = to.kind === 'person';
    // Teams before what waits for them, as wherever both are written.
    if (!isPerson) await lockTeams(trx);
    // It may wait for another team, which would get it first.
    await endWait(trx, conversationId);
    const assigneeId = isPerson ? to.id : null;
    hints.push(...(await assignConversation(strapi, trx, { conversation, assigneeId, ...told })));
    if (isPerson)
      // Anyone who is given it by a colleague has taken it over, also before they answer (B-18).
      hints.push(...(await pauseBots(trx, conversationId, { by: by.id, at })));
    else {
      const free = { ...conversation, assigneeId };
      const ask = { conversation: free, teamId: to.id, ...told };
      hints.push(...(await assigning.byRule(trx, ask)).hints);
    }
    // Read again: the note is told to those who may see the conversation now.
    const now = (await lockConversation(trx, conversationId)) ?? conversation;
    const given: Given = givenOf(conversation, { by: by.id, at });
    if (note !== '') {
      const author = { id: by.id, name: by.name };
      const body = { author, text: note, mentions, clientId };
      const written = await notesService(strapi).write(trx, now, body);
      hints.push(...written.hints);
      given.noteId = written.id;
    }
    // Also where the assignee stays the same: Undo takes back the wait for the team, and the note.
    await updateConversation(trx, conversationId, { given });
    return { assigneeId: now.assigneeId, hints };
  };

  /** The transfer and its key in one transaction: a process that dies leaves both or none. */
  const perform = async (
    conversationId: number,
    transfer: Transfer & { mentions: number[] },
    keys: Pick<TransferRow, 'keyHash' | 'bodyHash'>
  ): Promise<Pick<TransferRow, 'assigneeId'>> => {
    try {
      return await db.tx(async (trx) => {
        const { assigneeId, hints } = await apply(trx, conversationId, transfer);
        const row = { ...keys, assigneeId, at: clock.now() };
        await trx(TRANSFERS).insert(writeRow(transferTable, row));
        await realtimeService(strapi).append(trx, hints);
        return { assigneeId };
      });
    } catch (error) {
      const twin = isUniqueViolation(error) ? await knownOf(db.knex, keys) : null;
      if (!twin) throw error;
      return twin;
    }
  };

  return {
    transfer: async (
      viewer: Viewer,
      conversationId: number,
      transfer: Transfer
    ): Promise<TransferResult> => {
      const { to, by, note, clientId } = transfer;
      const keys = {
        keyHash: keyOf(`${by.id}:${clientId}`),
        bodyHash: keyOf(JSON.stringify([conversationId, to.kind, to.id, note])),
      };
      let done: Pick<TransferRow, 'assigneeId'> | null = await knownOf(db.knex, keys);
      // A repeat is answered as the first time, also to whom it is hidden by now: it says only whose it became.
      if (!done) {
        const before = await conversationsService(strapi).row(viewer, conversationId);
        await assigning.load();
        if (to.kind === 'person') await checkPeople([to.id], 'to');
        else if (!(await allTeams(db.knex)).some(({ id }) => id === to.id))
          throw notFound('the team');
        // Anyone who gets it is called by the note, without being named in its words.
        const isNamed = to.kind === 'person' && to.id !== by.id && to.id !== before.assigneeId;
        const mentions = isNamed ? [to.id] : [];
        done = await perform(conversationId, { ...transfer, mentions }, keys);
      }
      const { assigneeId } = done;
      const names = await agentsByIds(strapi, assigneeId === null ? [] : [assigneeId]);
      return { conversationId, assignee: names.get(assigneeId ?? 0) ?? null };
    },
    purge: (before: number): Promise<number> =>
      db.knex(TRANSFERS).where('at', '<', before).delete(),
  };
};
