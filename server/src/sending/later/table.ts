import type { z } from 'zod';
import type { MessageBody } from '../../contracts/conversations';
import type { sendMessageBody } from '../../contracts/send-message';
import { defineTable, maybe, must, type RowOf } from '../../strapi/table';

export type LaterMessage = z.output<typeof sendMessageBody>;

/**
 * A message of the composer that goes at a time. It becomes a message under a key made of its id, so that however often it
 * is handed to the door, one message leaves. The thread is found by number and person: threads are joined when people are.
 */
export const laterTable = defineTable({
  name: 'later-message',
  kind: 'content-type',
  description: 'A message that goes at a time',
  columns: {
    accountId: must.int(),
    contactId: must.int(),
    agentId: must.int(),
    clientId: must.string<string>(undefined, 80),
    message: maybe.json<LaterMessage>(),
    /** As it is drawn. */
    body: maybe.json<MessageBody>(),
    /** `sending` is claimed by a process; one that died is taken over. */
    state: must.string<'waiting' | 'sending' | 'held' | 'done' | 'cancelled'>('waiting', 10),
    dueAt: must.big(),
    /** When it was claimed, or is tried again. */
    nextAt: must.big(),
    /** A person said "now": being late is no question. */
    asked: must.bool(false),
    messageId: maybe.int(),
    problem: maybe.string(40),
    problemText: maybe.text(),
    plannedAt: must.big(),
  },
  indexes: [
    { columns: ['agentId', 'clientId'], unique: true },
    { columns: ['state', 'nextAt'] },
    { columns: ['contactId', 'accountId', 'state'] },
  ],
});
export type LaterRow = RowOf<typeof laterTable>;
