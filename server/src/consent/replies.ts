import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { keyOf } from '../kernel/hash';
import { answerLanguage, type PageLanguage } from '../kernel/html-page';
import { withoutNul } from '../kernel/json';
import { DAY_MS, MINUTE_MS } from '../kernel/time';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { consentReplyTable, type ConsentReplyRow, type TappedChoice } from './tables';

const TABLE = consentReplyTable.table;
const MOST = 50;
const AGAIN_MS = 60_000;
const MAX_TRIES = 30;
/** Of confirmations by template: nobody waits for them, and after a week they would only surprise. */
const WAIT_MS = 10 * MINUTE_MS;
const WAIT_MOST_MS = 7 * DAY_MS;

/** A confirmation that is owed. */
export interface OwedReply {
  contactId: number;
  /** The number that was written to; null = whichever has an open window with the person. */
  accountId: number | null;
  action: ConsentReplyRow['action'];
  /** Language of the word that was written, where there was one. */
  language: 'tr' | 'en' | null;
  /** Of an `answer`: what was tapped. */
  tapped?: TappedChoice | null;
  /** What is said instead of the words of the settings (an opt-in form's thanks). */
  text?: string | null;
  /** What it answers: a fact is confirmed once, however often it is told. */
  fact: string;
  at: number;
}

/** An opt-in that was taken on another channel: one confirmation by template for each decision of a person. */
export interface OwedTemplate {
  contactId: number;
  /** How often they had left before: whoever comes back has decided again. */
  returns: number;
  at: number;
}

/** How a delivery ended: sent, never to be sent (no open window), or to be tried again. */
export type ReplyOutcome = 'sent' | 'dropped' | 'again';
export type DeliverReply = (reply: ConsentReplyRow, text: string) => Promise<ReplyOutcome>;

/** Owes a confirmation, in the transaction of what it confirms (I12). */
export const oweReply = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { fact, at, ...reply }: OwedReply
): Promise<void> => {
  const row = writeRow(consentReplyTable, {
    ...reply,
    text: reply.text ? withoutNul(reply.text) : null,
    tapped: reply.tapped ?? null,
    factKey: keyOf(fact),
    state: 'due',
    tries: 0,
    dueAt: at,
    addedAt: at,
  });
  await insertIgnore(contextOf(strapi).db, trx, { table: TABLE, rows: [row], keys: ['fact_key'] });
};

/**
 * Owes the confirmations of opt-ins from elsewhere, in the transaction of these (O-06). Somebody who is told of twice, by
 * two files or for two categories, gets one: the key is the person and how often they had left.
 */
export const oweTemplates = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  owed: readonly OwedTemplate[]
): Promise<void> => {
  const rows = owed.map(({ contactId, returns, at }) =>
    writeRow(consentReplyTable, {
      contactId,
      accountId: null,
      action: 'opt-in',
      language: null,
      text: null,
      tapped: null,
      factKey: keyOf(`elsewhere:${contactId}:${returns}`),
      state: 'elsewhere',
      tries: 0,
      dueAt: at,
      addedAt: at,
    })
  );
  await insertIgnore(contextOf(strapi).db, trx, { table: TABLE, rows, keys: ['fact_key'] });
};

const languageOf = async (strapi: Core.Strapi, reply: ConsentReplyRow): Promise<PageLanguage> =>
  answerLanguage(await contactsService(strapi).get(reply.contactId), reply.language);

const dueReplies = async (
  strapi: Core.Strapi,
  state: 'due' | 'elsewhere',
  most: number
): Promise<ConsentReplyRow[]> => {
  const { db, clock } = contextOf(strapi);
  const raw = await db
    .knex(TABLE)
    .where({ state })
    .where('due_at', '<=', clock.now())
    .orderBy('due_at')
    .limit(most)
    .select<Record<string, unknown>[]>();
  return raw.map((row) => readRow(consentReplyTable, row));
};

/**
 * Hands confirmations of opt-ins from elsewhere to the door, at most `room` of them: 100,000 of an import wait here as rows
 * and not in the queue of the number. What hinders now is waited for, for a week; the row's id is the key of the send.
 */
export const sendTemplates = async (
  strapi: Core.Strapi,
  { room, deliver }: { room: number; deliver: (reply: ConsentReplyRow) => Promise<ReplyOutcome> }
): Promise<number> => {
  const { db, clock, log } = contextOf(strapi);
  let sent = 0;
  for (const reply of await dueReplies(strapi, 'elsewhere', Math.min(MOST, Math.max(0, room)))) {
    const outcome = await deliver(reply).catch((error: unknown): ReplyOutcome => {
      log('consent').warn('a confirmation could not be sent', { error: String(error) });
      return 'again';
    });
    const isOver = clock.now() - reply.addedAt > WAIT_MOST_MS;
    const change: Partial<ConsentReplyRow> =
      outcome !== 'again'
        ? { state: outcome }
        : isOver
          ? { state: 'dropped' }
          : { tries: reply.tries + 1, dueAt: clock.now() + WAIT_MS };
    await db
      .knex(TABLE)
      .where({ id: reply.id, state: 'elsewhere' })
      .update(writeRow(consentReplyTable, change));
    if (outcome === 'sent') sent += 1;
  }
  return sent;
};

/**
 * Sends the confirmations that are due. The row's id is the key of the send, so a process that dies in between repeats
 * nothing. Answers how many went out.
 */
export const sendReplies = async (strapi: Core.Strapi, deliver: DeliverReply): Promise<number> => {
  const { db, clock, log } = contextOf(strapi);
  let sent = 0;
  for (const reply of await dueReplies(strapi, 'due', MOST)) {
    const settings = await settingsService(strapi).get();
    const texts = reply.action === 'opt-out' ? settings.optOutTexts : settings.optInTexts;
    const outcome = await languageOf(strapi, reply)
      .then((language) => deliver(reply, reply.text ?? texts[language]))
      .catch((error: unknown): ReplyOutcome => {
        log('consent').warn('a confirmation could not be sent', { error: String(error) });
        return 'again';
      });
    const over = outcome === 'again' && reply.tries + 1 >= MAX_TRIES;
    const change: Partial<ConsentReplyRow> =
      outcome === 'again' && !over
        ? { tries: reply.tries + 1, dueAt: clock.now() + AGAIN_MS }
        : { state: over ? 'dropped' : outcome === 'again' ? 'dropped' : outcome };
    await db
      .knex(TABLE)
      .where({ id: reply.id, state: 'due' })
      .update(writeRow(consentReplyTable, change));
    if (outcome === 'sent') sent += 1;
  }
  return sent;
};
