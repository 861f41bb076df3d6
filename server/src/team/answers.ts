import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { runTable } from '../flows/public';
import { contactsService } from '../contacts/public';
import type { AnswerTexts } from '../contracts/team';
import { fillText, variableValues } from '../contracts/text-variables';
import { messageTable } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { answerLanguage } from '../kernel/html-page';
import { HOUR_MS, MINUTE_MS } from '../kernel/time';
import { logsService, type LogLine } from '../logs/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { Assigning } from './assign';
import { closedAt, opensWords } from './domain/hours';
import { withoutOpenVariables, withOpens, writtenLanguage } from './domain/answer-text';
import type { Heard } from './public';
import { automaticAnswerTable, type AutomaticAnswerRow, type DeskRow } from './tables';

const ANSWERS = automaticAnswerTable.table;
const MOST = 50;
const AGAIN_MS = MINUTE_MS;
/** A greeting that comes later than this greets nobody. */
const GREETING_MS = 10 * MINUTE_MS;
/** Who was spoken to by a colleague just now is in a talk, also when the hours end in it. */
const JUST_NOW_MS = 15 * MINUTE_MS;
/** A colleague who spoke outside the hours is taken to be there for so long. */
const TALK_MS = 12 * HOUR_MS;
/** What hindered an away message for so long hinders it for good. */
const AWAY_MS = 2 * HOUR_MS;
/** Refusals that another try may cure: the number or the server, never the person. */
const PASSING = new Set(['number-not-usable', 'restarting', 'limit-full']);

/** Nothing went wrong: somebody else answered, it opened again, or it would greet nobody any more. */
const NEEDLESS = new Set(['late', 'bot', 'answered', 'talk', 'open']);

/** What the log tells of an answer that is over; null = nothing that anybody has to know. */
const lineOf = (
  { kind, accountId, contactId }: AutomaticAnswerRow,
  { state, reason }: Partial<AutomaticAnswerRow>
): LogLine | null => {
  const about = { area: 'message' as const, accountId, contactId };
  if (state === 'sent')
    return { ...about, level: 'info', event: `${kind}-sent`, text: `${kind} message sent` };
  if (state !== 'dropped' || !reason || NEEDLESS.has(reason)) return null;
  return {
    ...about,
    level: 'warn',
    event: `${kind}-not-sent`,
    text: `${kind} message not sent: ${reason}`,
    details: { reason },
  };
};

/** What is owed for a message at this hour; null = nothing. */
const owedFor = (
  desk: DeskRow,
  { conversation, messageId }: Heard,
  now: number
): Pick<AutomaticAnswerRow, 'kind' | 'period'> | null => {
  const closed = desk.hours ? closedAt(desk.hours, now) : null;
  if (closed) return desk.away ? { kind: 'away', period: closed.since ?? 0 } : null;
  const begins = conversation.status === 'closed' || conversation.lastInboundAt === null;
  return desk.greeting && begins ? { kind: 'greeting', period: messageId } : null;
};

/** Away messages and greetings: owed in the transaction of the message, sent through the one door, once. */
export const createAnswers = (strapi: Core.Strapi, assigning: Assigning) => {
  const { db, clock, log } = contextOf(strapi);

  const owe = async (trx: Knex.Transaction, heard: Heard): Promise<void> => {
    const now = clock.now();
    const desk = assigning.desk(heard.conversation.accountId);
    const owed = desk && !heard.isSilent && !heard.isAnswered ? owedFor(desk, heard, now) : null;
    if (!owed) return;
    const { id, accountId, contactId } = heard.conversation;
    const row = writeRow(automaticAnswerTable, {
      ...owed,
      conversationId: id,
      accountId,
      contactId,
      state: 'due',
      tries: 0,
      dueAt: now,
      at: now,
    });
    await insertIgnore(db, trx, {
      table: ANSWERS,
      rows: [row],
      keys: ['conversation_id', 'kind', 'period'],
    });
  };

  const isThere = async (query: Knex.QueryBuilder): Promise<boolean> =>
    (await query.first<{ id: unknown } | undefined>('id')) !== undefined;
  /** A person has spoken there in this time, here or on the phone: no machine says that nobody is there. */
  const personAnswered = ({ conversationId }: AutomaticAnswerRow, since: number) =>
    isThere(
      db
        .knex(messageTable.table)
        .where({ conversation_id: conversationId, direction: 'out' })
        .whereIn('origin', ['agent', 'phone'])
        .where('at', '>=', since)
    );
  const botTook = ({ conversationId, at }: AutomaticAnswerRow) =>
    isThere(
      db
        .knex(runTable.table)
        .where({ conversation_id: conversationId, origin: 'message' })
        .where('started_at', '>=', at - MINUTE_MS)
    );

  /** What it says now; a word why it is not said (any more). */
  const contentOf = async (
    row: AutomaticAnswerRow,
    desk: DeskRow | undefined
  ): Promise<{ text: string } | { dropped: string }> => {
    const now = clock.now();
    const contact = await contactsService(strapi).get(row.contactId);
    const wanted = answerLanguage(contact);
    const say = (texts: AnswerTexts, opens: string) => {
      const written = texts[writtenLanguage(texts, wanted)];
      const { text } = fillText(withOpens(written, opens), variableValues(contact));
      return { text: withoutOpenVariables(text) };
    };
    if (row.kind === 'greeting') {
      if (!desk?.greeting || now - row.at > GREETING_MS) return { dropped: 'late' };
      if (await botTook(row)) return { dropped: 'bot' };
      return (await personAnswered(row, row.at)) ? { dropped: 'answered' } : say(desk.greeting, '');
    }
    const closed = desk?.hours ? closedAt(desk.hours, now) : null;
    if (!desk?.hours || !desk.away || !closed || (closed.since ?? 0) !== row.period)
      return { dropped: 'open' };
    if (!desk.away.withBots && (await botTook(row))) return { dropped: 'bot' };
    const since = Math.max(closed.since ?? 0, row.at - TALK_MS);
    if (await personAnswered(row, since)) return { dropped: 'answered' };
    if (await personAnswered(row, row.at - JUST_NOW_MS)) return { dropped: 'talk' };
    const { texts } = desk.away;
    const language = writtenLanguage(texts, wanted);
    return say(texts, opensWords(closed, { zone: desk.hours.zone, at: now, language }));
  };

  /** How it went, as the row keeps it. */
  const attempt = async (row: AutomaticAnswerRow): Promise<Partial<AutomaticAnswerRow>> => {
    const { desks } = await assigning.load();
    const again = { tries: row.tries + 1, dueAt: clock.now() + AGAIN_MS };
    const over = clock.now() - row.at > AWAY_MS;
    try {
      const content = await contentOf(row, desks.get(row.accountId));
      if ('dropped' in content) return { state: 'dropped', reason: content.dropped };
      await sendingService(strapi).send({
        accountId: row.accountId,
        contactId: row.contactId,
        origin: 'system',
        lane: 1,
        // Whatever the settings say when it is asked again: it is the same message.
        key: { owner: 'team', key: `answer:${row.id}`, bodyHash: `answer:${row.id}` },
        content: { type: 'text', text: content.text },
      });
      return { state: 'sent' };
    } catch (error) {
      const kind = error instanceof DomainError ? error.kind : null;
      if (kind === null)
        log('team').warn('an automatic answer failed', { error: errorText(error) });
      const passes = kind === null || PASSING.has(kind);
      return passes && !over
        ? again
        : { state: 'dropped', reason: (kind ?? 'failed').slice(0, 40) };
    }
  };

  /** Sends what is due; the row's id is the key of the send, so that a process that dies in between repeats nothing. */
  const deliver = async (): Promise<number> => {
    const raw = await db
      .knex(ANSWERS)
      .where({ state: 'due' })
      .where('due_at', '<=', clock.now())
      .orderBy('due_at')
      .limit(MOST)
      .select<Record<string, unknown>[]>();
    let sent = 0;
    for (const one of raw) {
      const row = readRow(automaticAnswerTable, one);
      failPoint('answer-due');
      const change = await attempt(row);
      failPoint('answer-sent');
      await db.tx(async (trx) => {
        const due = trx(ANSWERS).where({ id: row.id, state: 'due' });
        // Without the row, a message after the end of the talk gets the away message.
        if (change.reason === 'talk') return void (await due.del());
        const changed = await due.update(writeRow(automaticAnswerTable, change));
        const line = changed > 0 ? lineOf(row, change) : null;
        if (line) await logsService(strapi).writeIn(trx, line);
      });
      if (change.state === 'sent') sent += 1;
    }
    return sent;
  };

  /** What is over is kept for a while: by it a closed time is known to have been answered. */
  const purge = (before: number): Promise<number> =>
    db.knex(ANSWERS).whereNot({ state: 'due' }).where('at', '<', before).delete();

  return { owe, deliver, purge };
};
