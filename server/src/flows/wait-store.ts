import type { Knex } from 'knex';
import { conversationTable } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { dbNow, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { PROACTIVE_ORIGINS } from './domain/proactive';
import { keysOfHappened } from './domain/wait-event';
import type { Happened } from './public';
import { OPEN, runFactTable, runTable, type Heard, type RunRow, type StopReason } from './tables';

const RUNS = runTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): RunRow => readRow(runTable, raw);

/** Runs woken at once. */
const WOKEN = 500;

/** Chains of which runs wait, without those given: one look at an index for each. */
const waitingChains = async ({ knex }: Db, without: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  let last = '';
  for (;;) {
    const next = await knex(RUNS)
      .where({ state: 'waiting' })
      .where('chain', '>', last)
      .orderBy('chain')
      .first<{ chain: string } | undefined>('chain');
    if (!next) return found;
    last = next.chain;
    if (!without.includes(last)) found.push(last);
  }
};

/**
 * Waiting runs whose time has come, the longest due first. Reads no more of them than it answers, however many wait: of a
 * paused campaign that may be all of its people, so each other chain is asked for by itself and gets an equal part.
 */
const overdueRuns = async (
  db: Db,
  { held, now }: { held: readonly string[]; now: number }
): Promise<number[]> => {
  const overdue = (most: number) =>
    db
      .knex(RUNS)
      .where({ state: 'waiting' })
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(most);
  if (held.length === 0) return overdue(WOKEN).pluck<number[]>('id');
  const chains = [null, ...(await waitingChains(db, held))];
  const most = Math.max(1, Math.floor(WOKEN / chains.length));
  const ids: number[] = [];
  for (const chain of chains)
    ids.push(...(await overdue(most).where({ chain }).pluck<number[]>('id')));
  return ids;
};

/**
 * Makes some of the waiting runs due whose time has come. A piece for each round, so that answers go on between them. Without
 * any it costs a look at an index. `held`: chains of paused campaigns.
 */
export const wakeRuns = async (db: Db, held: readonly string[]): Promise<void> => {
  // Read before: the clock within a statement is a function, for which PostgreSQL and MySQL use no index.
  const now = await dbNow(db);
  // Those of a paused campaign stay where they are: awake they would only be in the way of the others.
  const awake = await db
    .knex(RUNS)
    .where({ state: 'due', lane: 1 })
    .where((q) => void q.whereNull('chain').orWhereNotIn('chain', [...held]))
    // One that is tried again later is not in the way.
    .where('next_at', '<=', now)
    .whereNull('reason')
    .limit(WOKEN)
    .pluck('id');
  if (awake.length >= WOKEN) return;
  const ids = await overdueRuns(db, { held, now });
  if (ids.length > 0)
    await db
      .knex(RUNS)
      .whereIn('id', ids)
      .where({ state: 'waiting' })
      .whereRaw(`next_at <= ${db.now}`)
      .update({ state: 'due', lane: 1 });
};

/** How soon the time of the next waiting run comes (ms), one that is over not counted; null: not within this time. */
export const nextWakeIn = async (db: Db, withinMs: number): Promise<number | null> => {
  const now = await dbNow(db);
  const next = await db
    .knex(RUNS)
    .where({ state: 'waiting' })
    .where('next_at', '>', now)
    .where('next_at', '<=', now + withinMs)
    .orderBy('next_at')
    .first<{ next_at: unknown } | undefined>('next_at');
  return next ? Number(next.next_at) - now : null;
};

/**
 * Makes these runs due so that the runner ends them, for this reason and before they do anything else: what belongs to an end
 * (the log, the campaign, the call for somebody) is written there and nowhere else.
 */
export const endRuns = (
  runs: Knex.QueryBuilder,
  { reason, at }: { reason: StopReason; at: number }
): Promise<number> =>
  runs.whereIn('state', [...OPEN]).update({ state: 'due', lane: 1, next_at: at, reason });

/**
 * What set these runs off did not come about: those that are open end before they do anything else, and the same facts may set
 * off others.
 */
export const takeBackRuns = async (
  sql: Sql,
  factKeys: readonly string[],
  why: { reason: StopReason; at: number }
): Promise<void> => {
  const rows = await sql(RUNS)
    .whereIn('fact_key', [...factKeys])
    .orderBy('id')
    .select<{ id: unknown; fact_key: string }[]>('id', 'fact_key');
  const ids = rows.map(({ id }) => Number(id));
  if (ids.length > 0) await endRuns(sql(RUNS).whereIn('id', ids), why);
  for (const { id, fact_key: factKey } of rows)
    await sql(RUNS)
      .where({ id: Number(id) })
      .update({ fact_key: keyOf(`${factKey}:${Number(id)}`) });
  await sql(runFactTable.table)
    .whereIn('fact_key', [...factKeys])
    .delete();
};

/** Makes the held runs due whose conversation was handed back, and ends those that were held too long. */
export const releaseRuns = async (db: Db, at: number): Promise<void> => {
  const held = () => db.knex(`${RUNS} as r`).where({ 'r.state': 'held' }).limit(WOKEN);
  const over = await held().whereRaw(`r.next_at <= ${db.now}`).pluck<number[]>('r.id');
  const some = (ids: number[]) => db.knex(RUNS).whereIn('id', ids).where({ state: 'held' });
  if (over.length > 0) await endRuns(some(over), { reason: 'person-took-over', at });
  const ids = await held()
    .join(`${conversationTable.table} as c`, 'c.id', 'r.conversation_id')
    .whereNull('c.bot_paused_at')
    .pluck<number[]>('r.id');
  if (ids.length === 0) return;
  // Whatever it says after that answers nobody; and while somebody else talked, its question was not to be answered.
  await some(ids).where({ waits_for: 'answer' }).update({ asked_at: at });
  await some(ids).update({ state: 'due', unasked: true, next_at: at });
};

/** Ends what is open of a bot that was switched off or deleted: at most a piece of it, for the others see `Orders.endAll`. */
export const stopRunsOf = async (sql: Sql, botId: number, at: number): Promise<void> => {
  const ids = await sql(RUNS)
    .where({ bot_id: botId })
    .whereIn('state', [...OPEN])
    .orderBy('id', 'desc')
    .limit(WOKEN)
    .pluck<number[]>('id');
  if (ids.length > 0) await endRuns(sql(RUNS).whereIn('id', ids), { reason: 'deactivated', at });
};

/**
 * Ends what answers nobody, as `isProactive` says: campaigns' chains, those of tags, and runs that speak after a wait. One that
 * waits for an answer goes on when that comes. `except`: the run that writes the reason down.
 */
export const stopProactiveRuns = (
  sql: Sql,
  contactIds: readonly number[],
  {
    except,
    spares,
    ...why
  }: { reason: StopReason; at: number; except: number | null; spares: readonly string[] }
): Promise<number> =>
  endRuns(
    sql(RUNS)
      .whereIn('contact_id', [...contactIds])
      .whereNotIn('origin', [...spares])
      .whereNot({ id: except ?? 0 })
      .where(
        (query) =>
          void query
            .whereIn('origin', [...PROACTIVE_ORIGINS])
            .orWhere({ unasked: true })
            .orWhere({ waits_for: 'time' })
      ),
    why
  );

/** Ends what answered the person when an agent took the conversation, and what it asked until then. */
export const endTalk = (
  sql: Sql,
  { conversationId, takenAt, at }: { conversationId: number; takenAt: number; at: number }
): Promise<number> =>
  endRuns(
    sql(RUNS)
      .where({ conversation_id: conversationId, unasked: false })
      .where(
        (query) =>
          void query
            .where({ state: 'held' })
            .orWhere(
              (open) => void open.where({ waits_for: 'answer' }).where('asked_at', '<=', takenAt)
            )
      ),
    { reason: 'person-took-over', at }
  );

/** Ends whatever runs for this person. */
export const stopRunsWith = (
  sql: Sql,
  contactId: number,
  why: { reason: StopReason; at: number }
): Promise<number> => endRuns(sql(RUNS).where({ contact_id: contactId }), why);

/** What the run asked did not get through: nobody will answer it. */
export const failWaiting = (
  sql: Sql,
  { id, step, attempts }: RunRow,
  now: number
): Promise<number> =>
  sql(RUNS)
    .where({ id, step, attempts, waits_for: 'answer' })
    .whereIn('state', ['waiting', 'due'])
    .whereNull('answer_id')
    .update({ state: 'due', waits_for: 'failed', next_at: now });

/** Ends the oldest flows of a person that wait, so that no more than `most` of them do. One that has something to do goes on. */
export const closeOldest = async (
  sql: Sql,
  { contactId, most, at }: { contactId: number; most: number; at: number }
): Promise<void> => {
  const open = await sql(RUNS)
    .where({ contact_id: contactId, state: 'waiting' })
    .whereNotNull('version_id')
    .orderBy('id', 'desc')
    .offset(most)
    .limit(100)
    .pluck<number[]>('id');
  if (open.length > 0)
    await endRuns(sql(RUNS).whereIn('id', open).where({ state: 'waiting' }), {
      reason: 'too-many-open',
      at,
    });
};

/** Runs that a message may still move: nothing has answered them, and nothing ends them. */
const stillOpen = (sql: Sql, states: readonly string[] = ['waiting', 'due']): Knex.QueryBuilder =>
  sql(RUNS)
    .whereIn('state', [...states])
    .whereNull('answer_id')
    .whereNull('reason');

/** Questions looked at for one message; a person has at most a few. */
const QUESTIONS_MOST = 10;

/** Open questions of a conversation, the newest first; also one that is being handed to the door. */
export const openQuestions = async (sql: Sql, conversationId: number): Promise<RunRow[]> => {
  const raw = await stillOpen(sql)
    .where({ conversation_id: conversationId, waits_for: 'answer' })
    .orderBy([
      { column: 'asked_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(QUESTIONS_MOST)
    .select<Raw[]>();
  return raw.map(read);
};

/** Gives the question its answer and makes the run due. False: its time came before, or another answer did. */
export const answeredBy = async (
  sql: Sql,
  { id, step, attempts }: RunRow,
  { messageId, now }: { messageId: number; now: number }
): Promise<boolean> =>
  (await stillOpen(sql).where({ id, step, attempts, waits_for: 'answer' }).update({
    state: 'due',
    lane: 0,
    next_at: now,
    owes: true,
    unasked: false,
    answer_id: messageId,
    message_id: messageId,
  })) > 0;

/** Waits of a conversation, held ones too, that any message ends, and that had begun at this instant of Meta's clock. */
export const openWaits = async (
  sql: Sql,
  { conversationId, at }: { conversationId: number; at: number }
): Promise<RunRow[]> => {
  const raw = await stillOpen(sql, OPEN)
    .where({ conversation_id: conversationId, waits_for: 'message', asked: true })
    // Meta's seconds are whole.
    .where('asked_at', '<', at + 1_000)
    .select<Raw[]>();
  return raw.map(read);
};

/** Ends the wait of this visit by a message. */
export const nudge = (
  sql: Sql,
  { id, step }: Pick<RunRow, 'id' | 'step'>,
  { messageId, now }: { messageId: number; now: number }
): Promise<number> =>
  stillOpen(sql, OPEN).where({ id, step, waits_for: 'message', asked: true }).update({
    state: 'due',
    lane: 0,
    next_at: now,
    unasked: false,
    answer_id: messageId,
    message_id: messageId,
  });

/** Those of these people who are in a flow that waits for an event. */
export const awaitedBy = async (sql: Sql, contactIds: readonly number[]): Promise<number[]> => {
  const found = new Set<number>();
  for (const piece of pieces(contactIds, WOKEN)) {
    const ids = await stillOpen(sql)
      .whereIn('contact_id', piece)
      .whereNotNull('waits_event')
      .pluck<unknown[]>('contact_id');
    for (const id of ids) found.add(Number(id));
  }
  return [...found];
};

/** What was waited for has happened: these runs go on, and what they say then answers nobody. */
export const endWaits = (
  sql: Sql,
  { contactId, ...happened }: Happened,
  now: number
): Promise<number> =>
  stillOpen(sql)
    .where({ contact_id: contactId })
    .whereIn('waits_event', keysOfHappened(happened))
    .whereIn('waits_for', ['time', 'message'])
    .update({ state: 'due', lane: 1, next_at: now, waits_for: 'event', unasked: true });

/** What another system answered makes the run due, unless it was ended or moved, or its time came, meanwhile. */
export const heardBack = (
  sql: Sql,
  { id, step, attempts }: Pick<RunRow, 'id' | 'step' | 'attempts'>,
  { heard, now }: { heard: Heard; now: number }
): Promise<number> =>
  sql(RUNS)
    .where({ id, step, attempts, waits_for: 'calling', state: 'waiting' })
    .whereNull('reason')
    .update({
      ...writeRow(runTable, { state: 'due', waitsFor: 'called', heard, nextAt: now }),
    });

/** Ends open questions and waits: the person left them, or wrote when it was too late for a machine. */
export const leaveOpen = (
  sql: Sql,
  ids: readonly number[],
  why: { reason: 'left' | 'answered-late'; at: number }
): Promise<number> =>
  endRuns(
    sql(RUNS)
      .whereIn('id', [...ids])
      .whereIn('waits_for', ['answer', 'message'])
      .whereNull('answer_id'),
    why
  );

/** Lets go of a run that waits from now on. `answered`: its answer, what it waits for, a reason to end, or that its question failed came meanwhile, and it goes on. */
export const restRun = async (
  sql: Sql,
  { id, owner, step }: Pick<RunRow, 'id' | 'owner' | 'step'>,
  { nextAt, ...change }: Partial<RunRow> & Pick<RunRow, 'nextAt'>
): Promise<'waits' | 'answered' | 'gone'> => {
  const ours = () => sql(RUNS).where({ id, owner, step, state: 'due' });
  const freed = { state: 'waiting', nextAt, owner: null, ownedUntil: 0 } as const;
  const resting = ours()
    .whereNull('answer_id')
    .whereNull('reason')
    .whereNotIn('waits_for', ['failed', 'event']);
  if ((await resting.update(writeRow(runTable, { ...change, ...freed }))) > 0) return 'waits';
  return (await ours().update(writeRow(runTable, change))) > 0 ? 'answered' : 'gone';
};

/** Lets go of a run that did nothing at its step and tries again then. 0 = it was ended or taken away meanwhile. */
export const restForLater = (
  sql: Sql,
  { id, owner, step }: Pick<RunRow, 'id' | 'owner' | 'step'>,
  change: Pick<RunRow, 'nextAt'> & Partial<Pick<RunRow, 'askedAt' | 'lastError'>>
): Promise<number> => {
  const rests = { state: 'waiting', lane: 1, owner: null, ownedUntil: 0 } as const;
  return sql(RUNS)
    .where({ id, owner, step, state: 'due' })
    .whereNull('reason')
    .update(writeRow(runTable, { ...change, ...rests }));
};

/** The same for one that waits for its turn. */
export const takeTurn = (
  sql: Sql,
  run: Pick<RunRow, 'id' | 'owner' | 'step'>,
  nextAt: number
): Promise<number> => restForLater(sql, run, { nextAt });
