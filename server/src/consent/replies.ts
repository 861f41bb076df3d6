import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { keyOf } from '../kernel/hash';
import { answerLanguage } from '../kernel/html-page';
import { withoutNul } from '../kernel/json';
import { DAY_MS, MINUTE_MS } from '../kernel/time';
import { settingsService, type Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { lastRefusals } from './store';
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
  /** What it answers: a fact is confirmed once, however often it is reported. */
  fact: string;
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

type Raw = Record<string, unknown>;

/** Rows of confirmations by template: they name no number, other opt-ins are answered on the number that was written to. */
const templatesOf = (trx: Knex.Transaction, contactIds: readonly number[]): Knex.QueryBuilder =>
  trx(TABLE)
    .whereIn('contact_id', contactIds as number[])
    .where({ action: 'opt-in' })
    .whereNull('account_id');

/** When each of these last got the confirmation of an opt-in from elsewhere. */
const lastConfirmed = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<Map<number, number>> => {
  const rows = (await templatesOf(trx, contactIds)
    .where({ state: 'sent' })
    .groupBy('contact_id')
    .select('contact_id')
    .max({ at: 'added_at' })) as Raw[];
  return new Map(rows.map((row) => [Number(row.contact_id), Number(row.at)]));
};

/**
 * Queues the confirmations of opt-ins from elsewhere, in the transaction that records these (O-06). One person gets one
 * confirmation, even if two files or two categories name them, and another one after an opt-out and a return.
 */
export const oweTemplates = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const at = clock.now();
  const waiting = (await templatesOf(trx, contactIds)
    .where({ state: 'elsewhere' })
    .select('contact_id')) as Raw[];
  const waits = new Set(waiting.map((row) => Number(row.contact_id)));
  const confirmed = await lastConfirmed(trx, contactIds);
  const left = await lastRefusals(trx, contactIds);
  const owed = contactIds.filter((id) => {
    const told = confirmed.get(id);
    return !waits.has(id) && (told === undefined || told < (left.get(id) ?? 0));
  });
  const rows = owed.map((contactId) =>
    writeRow(consentReplyTable, {
      contactId,
      accountId: null,
      action: 'opt-in',
      language: null,
      text: null,
      tapped: null,
      factKey: keyOf(`elsewhere:${contactId}:${left.get(contactId) ?? 0}`),
      state: 'elsewhere',
      tries: 0,
      dueAt: at,
      addedAt: at,
    })
  );
  await insertIgnore(db, trx, { table: TABLE, rows, keys: ['fact_key'] });
};

/** Confirmations that have not left. */
const waitingOf = (trx: Knex.Transaction, contactIds: readonly number[]): Knex.QueryBuilder =>
  trx(TABLE).whereIn('contact_id', contactIds).whereIn('state', ['due', 'elsewhere']);

/** What was decided does not hold any more: its confirmation, if it still waits, would say the opposite. */
export const dropWaiting = async (
  trx: Knex.Transaction,
  contactIds: readonly number[],
  action: 'opt-in' | 'opt-out'
): Promise<void> => {
  await waitingOf(trx, contactIds).where({ action }).update({ state: 'dropped' });
};

/** Was an opt-out of this person confirmed since then (`sent`), or will be (`due`)? */
export const wasTold = async (
  trx: Knex.Transaction,
  { contactId, since, states }: { contactId: number; since: number; states: readonly string[] }
): Promise<boolean> => {
  const row = await trx(TABLE)
    .where({ contact_id: contactId, action: 'opt-out' })
    .whereIn('state', [...states])
    .where('added_at', '>=', since)
    .first<Raw | undefined>('id');
  return row !== undefined;
};

/** Two are one person now and get each confirmation once; after the lines of both ledgers were joined. */
export const mergeReplies = async (
  trx: Knex.Transaction,
  { from, to, states }: { from: number; to: number; states: readonly ConsentState[] }
): Promise<void> => {
  await trx(TABLE).where({ contact_id: from }).update({ contact_id: to });
  if (!states.includes('in')) await dropWaiting(trx, [to], 'opt-in');
  if (!states.includes('out')) await dropWaiting(trx, [to], 'opt-out');
  const rows = (await waitingOf(trx, [to])
    .whereIn('action', ['opt-in', 'opt-out'])
    // The thanks of a form are its own words.
    .whereNull('text')
    .orderBy('id')
    .select('id', 'action', 'state')) as Raw[];
  const told = (await lastConfirmed(trx, [to])).get(to);
  const isTold = told !== undefined && told >= ((await lastRefusals(trx, [to])).get(to) ?? 0);
  const kinds = new Set(isTold ? ['opt-in elsewhere'] : []);
  const doubles = rows.filter(({ action, state }) => {
    const kind = `${String(action)} ${String(state)}`;
    return kinds.has(kind) || !kinds.add(kind);
  });
  const ids = doubles.map(({ id }) => Number(id));
  if (ids.length > 0) await trx(TABLE).whereIn('id', ids).update({ state: 'dropped' });
};

/** What a confirmation says, in the person's language. An opt-out says what has ended, as it stands now. */
const textOf = async (
  strapi: Core.Strapi,
  reply: ConsentReplyRow,
  settings: Pick<Settings, 'optOutTexts' | 'marketingOutTexts' | 'optInTexts'>
): Promise<string> => {
  const contact = await contactsService(strapi).get(reply.contactId);
  const language = answerLanguage(contact, reply.language);
  if (reply.text) return reply.text;
  if (reply.action !== 'opt-out') return settings.optInTexts[language];
  const isAll = contact.utility === 'out' || contact.marketing !== 'out';
  return (isAll ? settings.optOutTexts : settings.marketingOutTexts)[language];
};

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
      // What was sent was sent, also where a new decision has dropped the row meanwhile.
      .where(outcome === 'sent' ? { id: reply.id } : { id: reply.id, state: 'elsewhere' })
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
    const outcome = await textOf(strapi, reply, settings)
      .then((text) => deliver(reply, text))
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
      .where(outcome === 'sent' ? { id: reply.id } : { id: reply.id, state: 'due' })
      .update(writeRow(consentReplyTable, change));
    if (outcome === 'sent') sent += 1;
  }
  return sent;
};
