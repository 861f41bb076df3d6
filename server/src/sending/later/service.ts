import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  agentsByIds,
  conversationsService,
  errorWords,
  messageByKey,
  type Viewer,
} from '../../conversations/public';
import type { ConversationRow } from '../../conversations/public';
import type { ScheduledView } from '../../contracts/scheduled';
import { MAX_AHEAD_MS } from '../../contracts/scheduled';
import { DomainError, notFound, refusedInWords } from '../../kernel/errors';
import { failPoint } from '../../kernel/fail-point';
import { keyOf } from '../../kernel/hash';
import { both } from '../../kernel/input-words';
import { logsService } from '../../logs/public';
import { dropFiles, mediaService } from '../../media/public';
import { realtimeService } from '../../realtime/public';
import { contextOf } from '../../strapi/context';
import { isUniqueViolation } from '../../strapi/db';
import { errorText } from '../../strapi/log';
import { chatContent } from '../chat-content';
import type { Intent } from '../prepare';
import type { Sending } from '../service';
import {
  attachedIn,
  changeLater,
  claimLater,
  insertLater,
  laterByClient,
  laterById,
  laterOfThread,
  OPEN,
  threadOf,
} from './store';
import type { LaterMessage, LaterRow } from './table';

/** Later than this nobody expects it any more: a person is asked. */
const LATE_MS = 30 * 60_000;
const AGAIN_MS = 30_000;
const MOST = 50;

/** Refusals that pass by themselves. */
const PASSING = new Set(['restarting']);

const NO_REACTION = both(
  ['A reaction cannot be scheduled.', 'Send the reaction now.'],
  ['Tepkiler zamanlanamaz.', 'Tepkiyi şimdi gönderin.']
);
const NO_ENTRY = both(
  ['A message about an entry cannot be scheduled.', 'Send the message now.'],
  ['Bir girdiyle ilgili mesajlar zamanlanamaz.', 'Mesajı şimdi gönderin.']
);
const ONLY_TEXT = both(
  ['Only the text of a text message can be edited.', 'Cancel the message and write a new one.'],
  ['Yalnızca metin mesajlarının metni düzenlenebilir.', 'Mesajı iptal edip yenisini yazın.']
);

const DECIDED = {
  sent: both(
    ['This message was already sent.', 'Check the conversation.'],
    ['Bu mesaj daha önce gönderildi.', 'Konuşmaya bakın.']
  ),
  cancelled: both(
    ['This message was cancelled.', 'Write a new message.'],
    ['Bu mesaj iptal edildi.', 'Yeni bir mesaj yazın.']
  ),
  sending: both(
    ['This message is being sent right now.', 'Check the conversation.'],
    ['Bu mesaj şu anda gönderiliyor.', 'Konuşmaya bakın.']
  ),
};

/** Nothing can be decided about it any more: it was sent, was cancelled, or a process holds it. */
const toDecided = (state: LaterRow['state']): DomainError => {
  if (state === 'done') return refusedInWords('scheduled-sent', DECIDED.sent, { status: 409 });
  if (state === 'cancelled')
    return refusedInWords('scheduled-cancelled', DECIDED.cancelled, { status: 409 });
  return refusedInWords('scheduled-sending', DECIDED.sending, { status: 409 });
};

export interface Later {
  list(viewer: Viewer, conversationId: number): Promise<ScheduledView[]>;
  /** Plans it; throws what would hinder it now, other than the window, which may open until then. */
  plan(
    viewer: Viewer,
    conversation: ConversationRow,
    asked: { at: number; message: LaterMessage }
  ): Promise<ScheduledView>;
  change(
    viewer: Viewer,
    id: number,
    change: { at?: number | undefined; text?: string | undefined }
  ): Promise<ScheduledView>;
  /** Its time is now. Answers when the door has it, or has refused it. */
  sendNow(viewer: Viewer, id: number): Promise<ScheduledView | null>;
  cancel(viewer: Viewer, id: number): Promise<void>;
  /** Hands what is due to the one door; by the tick. */
  tick(): Promise<void>;
}

export const createLater = (strapi: Core.Strapi, sending: () => Sending): Later => {
  const { db, clock, log } = contextOf(strapi);

  const intentOf = (
    row: Pick<LaterRow, 'id' | 'accountId' | 'contactId' | 'agentId'>,
    message: LaterMessage
  ): Intent => ({
    accountId: row.accountId,
    contactId: row.contactId,
    origin: 'agent',
    agentId: row.agentId,
    // Nobody waits for it: the worker of the number sends it, whichever process lives then.
    lane: 1,
    key: {
      owner: `user:${row.agentId}`,
      key: `later:${row.id}`,
      // The same message whatever was edited before it went.
      bodyHash: keyOf(`later:${row.id}`),
    },
    content: chatContent(message),
  });

  const isSent = async ({ key }: Intent): Promise<boolean> =>
    (await messageByKey(db.knex, { keyOwner: key.owner, keyHash: keyOf(key.key) })) !== null;

  const tell = async (sql: Knex.Transaction, row: Pick<LaterRow, 'accountId' | 'contactId'>) => {
    const thread = await threadOf(sql, row);
    if (!thread) return;
    const scope = { assignees: [thread.assigneeId] };
    await realtimeService(strapi).append(sql, [{ type: 'conversation', id: thread.id, scope }]);
  };

  const views = async (
    rows: LaterRow[],
    { conversationId, viewer }: { conversationId: number; viewer: Viewer }
  ): Promise<ScheduledView[]> => {
    const agents = await agentsByIds(
      strapi,
      rows.map(({ agentId }) => agentId)
    );
    return rows.flatMap((row) => {
      const { id, state, dueAt, body, message, problem, problemText } = row;
      if (!body || !message || state === 'done' || state === 'cancelled') return [];
      const words = problem
        ? errorWords(
            { errorCode: null, errorClass: problem, errorText: problemText },
            viewer.locale
          )
        : null;
      return [
        {
          id,
          conversationId,
          state,
          dueAt,
          body,
          text: message.type === 'text' ? message.text : null,
          agent: agents.get(row.agentId) ?? null,
          problem:
            problem && words ? { class: problem, title: words.title, advice: words.advice } : null,
        },
      ];
    });
  };

  const check = (at: number): void => {
    const now = clock.now();
    if (at > now && at <= now + MAX_AHEAD_MS) return;
    throw new DomainError('bad-time', 'A message cannot be scheduled for this time.', {
      field: 'at',
      remedy: 'Choose a time between now and one year ahead.',
    });
  };

  /** The row, for who may see its thread. */
  const mayDecide = async (viewer: Viewer, id: number) => {
    const row = await laterById(db.knex, id);
    const thread = row ? await threadOf(db.knex, row) : null;
    if (!row || !thread) throw notFound('the planned message');
    await conversationsService(strapi).row(viewer, thread.id);
    return { row, thread };
  };

  /** As it is now; no view of one that has gone. */
  const look = async (viewer: Viewer, id: number) => {
    const { row, thread } = await mayDecide(viewer, id);
    const [view = null] = await views([row], { conversationId: thread.id, viewer });
    return { view, state: row.state };
  };
  const shownOpen = async (viewer: Viewer, id: number): Promise<ScheduledView> => {
    const { view, state } = await look(viewer, id);
    if (!view) throw toDecided(state);
    return view;
  };

  /** Changes one that waits; throws what became of any other. */
  const changeOpen = async (
    trx: Knex.Transaction,
    id: number,
    change: Partial<LaterRow>
  ): Promise<void> => {
    if (await changeLater(trx, { id, from: OPEN }, change)) return;
    const found = await laterById(trx, id);
    throw found ? toDecided(found.state) : notFound('the planned message');
  };

  const decide = async (row: LaterRow, change: Partial<LaterRow>): Promise<void> =>
    db.tx(async (trx) => {
      await changeOpen(trx, row.id, change);
      await tell(trx, row);
    });

  const plan: Later['plan'] = async (viewer, conversation, { at, message }) => {
    if (message.type === 'reaction')
      throw refusedInWords('bad-kind', NO_REACTION, { field: 'message.type' });
    if (message.type === 'template' && message.entry)
      throw refusedInWords('bad-kind', NO_ENTRY, { field: 'message.entry' });
    const { accountId, contactId } = conversation;
    const client = { agentId: viewer.userId, clientId: message.clientId };
    const before = await laterByClient(db.knex, client);
    if (before) return shownOpen(viewer, before.id);
    check(at);
    const person = { id: 0, accountId, contactId, agentId: viewer.userId };
    const { body, file } = await sending().prepare(intentOf(person, message));
    const write = (trx: Knex.Transaction) =>
      insertLater(trx, {
        accountId,
        contactId,
        ...client,
        message,
        body,
        state: 'waiting',
        dueAt: at,
        nextAt: at,
        asked: false,
        messageId: null,
        problem: null,
        problemText: null,
        plannedAt: clock.now(),
      });
    try {
      const id = await db.tx(async (trx) => {
        const made = await write(trx);
        if (file) await mediaService(strapi).used(trx, file);
        await tell(trx, person);
        return made;
      });
      return await shownOpen(viewer, id);
    } catch (error) {
      const twin = isUniqueViolation(error) ? await laterByClient(db.knex, client) : null;
      if (!twin) throw error;
      return shownOpen(viewer, twin.id);
    }
  };

  const change: Later['change'] = async (viewer, id, { at, text }) => {
    const { row } = await mayDecide(viewer, id);
    if (at !== undefined) check(at);
    const { message } = row;
    if (!message) throw toDecided(row.state);
    if (text !== undefined && message.type !== 'text')
      throw refusedInWords('bad-kind', ONLY_TEXT, { field: 'text' });
    const next = message.type === 'text' && text !== undefined ? { ...message, text } : message;
    const { body } = await sending().prepare(intentOf(row, next));
    const time = at === undefined ? {} : { dueAt: at, nextAt: at, asked: false };
    const wakes = at !== undefined && row.state === 'held';
    await decide(row, {
      message: next,
      body,
      ...time,
      ...(wakes ? { state: 'waiting', problem: null, problemText: null } : {}),
    });
    return shownOpen(viewer, id);
  };

  const cancel: Later['cancel'] = async (viewer, id) => {
    const { row } = await mayDecide(viewer, id);
    await db.tx(async (trx) => {
      const gone = { state: 'cancelled', message: null, body: null } as const;
      await changeOpen(trx, id, gone);
      const attachedIds = attachedIn(row.message);
      if (attachedIds.length > 0) await dropFiles(trx, { messageIds: [], attachedIds });
      await tell(trx, row);
    });
  };

  const finish = (row: LaterRow, result: Partial<LaterRow>): Promise<void> =>
    db.tx(async (trx) => {
      await changeLater(trx, { id: row.id, from: ['sending'] }, result);
      await tell(trx, row);
    });

  const hold = async (row: LaterRow, problem: string, why: string): Promise<void> => {
    await finish(row, { state: 'held', problem: problem.slice(0, 40), problemText: why });
    const { accountId, contactId } = row;
    logsService(strapi).write({
      area: 'message',
      level: 'warn',
      event: 'later-held',
      text: `a planned message was held back: ${problem}`,
      accountId,
      contactId,
      details: { problem },
    });
  };

  const handOver = async (row: LaterRow): Promise<void> => {
    const { message } = row;
    if (!message) return hold(row, 'gone', 'its content is gone');
    const intent = intentOf(row, message);
    const isLate = !row.asked && clock.now() - row.dueAt > LATE_MS;
    // One that is a message already has only not been noted by the process that died with it.
    if (isLate && !(await isSent(intent)))
      return hold(row, 'overdue', 'the server was not running at its time');
    try {
      const sent = await sending().send(intent);
      failPoint('after-later-sent');
      return await finish(row, {
        state: 'done',
        messageId: sent.message.id,
        message: null,
        body: null,
      });
    } catch (error) {
      if (error instanceof DomainError && !PASSING.has(error.kind))
        return hold(row, error.kind, error.message);
      log('sending').warn('a planned message is tried again', { error: errorText(error) });
      const { dueAt } = row;
      await changeLater(
        db.knex,
        { id: row.id, from: ['sending'] },
        { state: 'waiting', dueAt, nextAt: clock.now() + AGAIN_MS }
      );
    }
  };

  const tick = async (): Promise<void> => {
    for (const row of await claimLater(db, clock.now(), MOST)) {
      failPoint('later-claimed');
      await handOver(row);
    }
  };

  return {
    list: async (viewer, conversationId) => {
      const thread = await conversationsService(strapi).row(viewer, conversationId);
      return views(await laterOfThread(db.knex, thread), { conversationId, viewer });
    },
    plan,
    change,
    cancel,
    sendNow: async (viewer, id) => {
      const { row } = await mayDecide(viewer, id);
      const now = clock.now();
      await decide(row, {
        state: 'waiting',
        dueAt: now,
        nextAt: now,
        asked: true,
        problem: null,
        problemText: null,
      });
      await tick();
      return (await look(viewer, id)).view;
    },
    tick,
  };
};
