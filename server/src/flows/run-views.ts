import type { Core } from '@strapi/strapi';
import { contactsService, contactView, type ContactRow } from '../contacts/public';
import type { FlowGraph } from '../contracts/flow-graph';
import type { RunDetails } from '../contracts/flow-runs';
import { messageTable } from '../conversations/public';
import { notFound } from '../kernel/errors';
import { logsService, redactText } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { namedValues } from './domain/entries';
import { createFigures } from './figures';
import { MOVED, resumableFrom } from './domain/resumable';
import { FAILED, isAnswered, nodeOf } from './domain/walk';
import { wordsOf } from './domain/words';
import { placeOf } from './moves';
import { SPEAKING_OF_PEOPLE } from './person';
import type { FlowsService, RunReader } from './public';
import { markSeen } from './run-list';
import { findRun, listRuns, stepRows, stepsOf, type StepRow } from './run-store';
import { TRIES } from './runner';
import type { RunRow } from './tables';
import type { Versions } from './versions';

/** Runs of a page. */
const RUNS_PAGE = 20;
type Message = RunDetails['message'];

/** Who has no name is shown by their number: to whom does not read the conversation as in Logs. */
export const personIn = (
  people: ReadonlyMap<number, ContactRow>,
  { id, canRead }: { id: number; canRead: boolean }
): RunDetails['contact'] => {
  const contact = people.get(id);
  if (!contact) return null;
  const { name } = contactView(contact);
  return { id: contact.id, name: canRead ? name : redactText(name) };
};

/** What the runs of a bot looked like, with names, and how often they came to each step. */
export const createRunViews = (
  strapi: Core.Strapi,
  versions: Versions
): Pick<FlowsService, 'runs' | 'figures' | 'goalRates'> => ({
  ...createFigures(strapi, versions),
  runs: async (botId, cursor) => {
    const { db } = contextOf(strapi);
    const { rows, nextCursor } = await listRuns(db.knex, botId, { cursor, limit: RUNS_PAGE });
    const steps = await stepsOf(db.knex, rows);
    const people = await contactsService(strapi).byIds(
      db.knex,
      rows.map((row) => row.contactId)
    );
    const runs = rows.map((row) => ({
      id: row.id,
      state: row.state,
      reason: row.reason,
      origin: row.origin,
      trigger: row.trigger,
      contact: personIn(people, { id: row.contactId, canRead: false }),
      conversationId: row.conversationId,
      steps: (steps.get(row.id) ?? []).map((step) =>
        row.versionId !== null && SPEAKING_OF_PEOPLE.has(step.kind)
          ? { ...step, subject: null }
          : step
      ),
      startedAt: row.startedAt,
      endedAt: row.endedAt,
    }));
    return { runs, nextCursor };
  },
});

/** The run of this bot. Throws `not-found`. */
export const runOfBot = async (
  sql: Sql,
  { botId, runId }: { botId: number; runId: number }
): Promise<RunRow> => {
  const run = await findRun(sql, runId);
  if (run?.botId !== botId) throw notFound('the run');
  return run;
};

/** Texts of these messages that are still kept. */
const textsOf = async (sql: Sql, ids: readonly number[]): Promise<Map<number, string | null>> => {
  const raw = await sql(messageTable.table)
    .whereIn('id', [...ids])
    .select<{ id: unknown; text: string | null }[]>('id', 'text');
  return new Map(raw.map(({ id, text }) => [Number(id), text || null]));
};

/** For what an open run waits; null: it has something to do, now or when it is its turn, or is over. */
export const waitsOf = ({
  state,
  waitsFor,
  waitsEvent,
  nextAt,
  tries,
}: RunRow): RunDetails['waits'] => {
  if (state === 'held') return { for: 'hand-back', until: nextAt };
  if (state === 'due') return tries > 0 ? { for: 'retry', until: nextAt } : null;
  if (state !== 'waiting' || waitsFor === null) return null;
  if (waitsFor === 'failed' || waitsFor === 'called') return null;
  if (waitsFor === 'calling') return { for: 'system', until: nextAt };
  return { for: waitsEvent === null ? waitsFor : 'event', until: nextAt };
};

/** Of a step that is being tried again, or was set aside because the last try failed too. */
const triesOf = ({ state, tries, lastError }: RunRow, steps: readonly StepRow[]) => {
  const isSetAside = state === 'failed' && steps.at(-1)?.reason === 'internal';
  if (tries === 0 && !isSetAside) return { tries: 0, lastError: null };
  return { tries: isSetAside ? TRIES : tries, lastError: lastError && redactText(lastError) };
};

/** Where the run is in its graph, or was stopped; null: it has left its last step. */
export const placeIn = (graph: FlowGraph, run: RunRow): RunDetails['place'] => {
  const { node, visit } = placeOf(run);
  const kind = run.state === 'done' || run.node === null ? null : nodeOf(graph, node)?.step.kind;
  return node === null || !kind ? null : { visit, node, kind, words: wordsOf(graph, node) };
};

/** What a step said: its variant, where the asker may know it. */
const wordsAt = (
  graph: FlowGraph,
  { node }: Pick<StepRow, 'node'>,
  variant: number | null
): string | null => {
  const step = nodeOf(graph, node)?.step;
  const said = step?.kind === 'text' && variant !== null ? step.variants?.[variant - 1] : undefined;
  return said?.text ?? wordsOf(graph, node);
};

/** Does the way out say what the person chose, or who they are? */
const tellsOfPerson = ({ kind, exit }: Pick<StepRow, 'kind' | 'exit'>): boolean =>
  kind === 'branch' ? exit !== FAILED : kind === 'choice' && isAnswered(kind, exit);

/** How much of a person the reader gets to see: all, or what Logs would show. */
const veil = (canRead: boolean, texts: ReadonlyMap<number, string | null>) => ({
  message: (id: number | null): Message =>
    id === null || !texts.has(id) ? null : { id, text: canRead ? (texts.get(id) ?? null) : null },
  exit: (left: Pick<StepRow, 'kind' | 'exit'>) =>
    canRead || !tellsOfPerson(left) ? left.exit : null,
  /** The conditions of a variant say something of the person. */
  variant: ({ variant }: Pick<StepRow, 'variant'>) => (canRead ? variant : null),
  subject: ({ kind, subject }: Pick<StepRow, 'kind' | 'subject'>) => {
    if (canRead || subject === null) return subject;
    return SPEAKING_OF_PEOPLE.has(kind) ? null : redactText(subject);
  },
  variables: ({ variables }: RunRow): RunDetails['variables'] =>
    namedValues(variables).map(([name, value]) => ({
      name,
      value: canRead ? value : null,
    })),
});

/** What the run says of itself. */
const factsOf = (run: RunRow) => ({
  id: run.id,
  botId: run.botId,
  botName: run.botName,
  state: run.state,
  reason: run.reason,
  origin: run.origin,
  trigger: run.trigger,
  word: run.word,
  conversationId: run.conversationId,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  waits: waitsOf(run),
});

/** One run with all that is known of it (L-03). */
export const createRunDetails =
  (strapi: Core.Strapi, versions: Versions) =>
  async (run: RunRow, { by, reads }: RunReader): Promise<RunDetails> => {
    const { db } = contextOf(strapi);
    const { contactId } = run;
    const rows = await stepRows(db.knex, run);
    const graph = await versions.graphOf(run);
    const people = await contactsService(strapi).byIds(db.knex, [contactId]);
    const canRead = await reads(run.conversationId);
    // Who reads what a person wrote has opened that person.
    if (canRead && people.has(contactId)) logsService(strapi).opened({ contactId, by });
    if (run.unseen && (await markSeen(db.knex, run.id)))
      await realtimeService(strapi).publish([{ type: 'bot', id: run.botId }]);
    // A list of steps never asks: the message that it answers is the one that set it off.
    const beganById = run.beganById ?? (run.versionId === null ? run.messageId : null);
    const ids = [beganById, ...rows.map(({ messageId }) => messageId)];
    const moved = rows.findLastIndex(({ kind }) => kind === MOVED);
    const shown = veil(
      canRead,
      await textsOf(
        db.knex,
        ids.filter((one) => one !== null)
      )
    );
    return {
      ...factsOf(run),
      version: await versions.numberOf(run),
      message: shown.message(beganById),
      contact: personIn(people, { id: contactId, canRead }),
      canRead,
      ...triesOf(run, rows),
      variables: shown.variables(run),
      place: placeIn(graph, run),
      earlier: Math.max(0, (rows[0]?.visit ?? 1) - 1),
      steps: rows.map(({ messageId, subject, ...row }, i) => {
        const variant = shown.variant(row);
        return {
          ...row,
          exit: shown.exit(row),
          variant,
          // Before it was moved it walked another version, which says something else.
          words: i > moved ? wordsAt(graph, row, variant) : null,
          message: shown.message(messageId),
          subject: shown.subject({ kind: row.kind, subject }),
        };
      }),
      resumable: resumableFrom(run, { graph, steps: rows }),
    };
  };
