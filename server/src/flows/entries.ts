import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { contactsService } from '../contacts/public';
import type { EntryWhich } from '../contracts/entry-step';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import {
  findsByField,
  guardOf,
  looksForEntry,
  NOT_FOUND,
  textsOf,
  writesValues,
} from '../contracts/flow-parts';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { recordsService, writtenByUs, type EntryDone, type EntryOrder } from '../records/public';
import { contextOf } from '../strapi/context';
import { meantEntry, withEntry } from './domain/entries';
import { createLine } from './line';
import type { Moves, Walking } from './moves';
import type { Heard, RunRow } from './tables';
import { fillerFor, type Fill } from './texts';
import type { Versions } from './versions';
import { heardBack } from './wait-store';

type EntryStep = Extract<FlowStep, { kind: 'entry' }>;
type Work = () => Promise<EntryDone | null>;

/**
 * Entries that a process looks for or writes at a time. A write holds a connection of the host's pool for as long as the host's
 * own rules take, and everything else needs connections too.
 */
const AT_ONCE = 3;
/** After this a write whose process died is over: the host's own rules may ask other systems. */
const OVER_MS = 15_000;
/** Times that a write is begun for a reason of ours, before the step has failed. */
const TRIES = 5;

/** Which visit of which run: an entry is written once for it. */
export const keyOfEntry = ({ id, step }: Pick<RunRow, 'id' | 'step'>): string =>
  `flow:${id}:${step + 1}`;

/** The entry that the step looks for, with its text filled in. */
export const filledWhich = (step: Pick<EntryStep, 'action' | 'which'>, fill: Fill): EntryWhich => {
  const { which } = step;
  if (!looksForEntry(step)) return { by: 'kept' };
  return which.by === 'field' ? { ...which, text: fill(which.text) } : which;
};

/** The values that the step writes, with their variables filled in. */
export const filledValues = (
  step: Pick<EntryStep, 'action' | 'values'>,
  fill: Fill
): EntryOrder['values'] =>
  writesValues(step)
    ? step.values.map(({ field, text }) => ({ field, text: text === '' ? '' : fill(text) }))
    : [];

/** What the steps of a run name of an entry that was written, or refused: never its values. */
export const subjectOf = ({ role, fields }: Pick<EntryDone, 'role' | 'fields'>): string =>
  fields.length === 0 ? role : `${role}: ${fields.join(', ')}`;

/** What is said of a refusal: the rules of the host name the fields. */
const refusedSubject = ({ kind, details }: DomainError): string | null =>
  kind === 'entry-refused' ? subjectOf(details as Pick<EntryDone, 'role' | 'fields'>) : null;

const heardOf = (done: EntryDone | null): Heard =>
  done
    ? {
        ...{ status: null, reason: null, saved: { entry: done.documentId } },
        subject: subjectOf(done),
        ...(done.exit === undefined ? {} : { exit: done.exit }),
      }
    : { status: null, reason: null, saved: {}, exit: NOT_FOUND };

/** A search by a field looks at every entry of the type, unless the host keeps an index of it. */
const isAside = (step: EntryStep): boolean => step.action !== 'find' || findsByField(step);

/**
 * Steps with entries of the host (B-25). What writes, or may have to search for long, is done aside, as calls of other systems
 * are: the host's own rules may take their time. The key of a write makes it happen once.
 */
export const createEntries = (
  strapi: Core.Strapi,
  { moves, versions, wake }: { moves: Moves; versions: Versions; wake: () => void }
) => {
  const { db, clock } = contextOf(strapi);
  const records = () => recordsService(strapi);
  const line = createLine(strapi, { moves, what: 'an entry of a flow', atOnce: AT_ONCE });

  /** The entry that the step means, and what it writes, with all texts filled in. Throws `missing-value`. */
  const filled = async (run: RunRow, step: EntryStep) => {
    const contact = await contactsService(strapi).get(run.contactId);
    const { accountId, variables } = run;
    const texts = textsOf(step).map(([, text]) => text);
    const fill = await fillerFor(strapi, db.knex, { texts, contact, accountId, variables });
    const { version, publisherId: ownerId } = await versions.authorOf(run);
    return {
      ...{ contactId: contact.id, uid: step.type, ownerId, version },
      which: filledWhich(step, fill),
      kept: meantEntry(variables, step),
      values: filledValues(step, fill),
      zone: zoneFor(strapi, contact),
    };
  };
  /** What the step does, ready to be done. */
  const workOf = async (run: RunRow, step: EntryStep): Promise<Work> => {
    const { version, ...ask } = await filled(run, step);
    const { action } = step;
    if (action === 'find') return () => records().findEntry(ask);
    const { botId, botName } = run;
    const by = { botId, botName, version };
    const order = { ...ask, ...guardOf(step), action, key: keyOfEntry(run), by };
    return () => records().writeEntry(order);
  };

  const leave = async (
    walking: Walking,
    node: FlowNode,
    { reason, saved, exit, subject = null }: Heard
  ): Promise<void> => {
    const { variables } = walking.run;
    const { type: uid } = node.step as EntryStep;
    const documentId = saved.entry === undefined ? null : String(saved.entry);
    const next = documentId === null ? variables : withEntry(variables, { uid, documentId });
    await moves.depart(walking, node, {
      ...{ ok: reason === null, reason, subject },
      ...(exit === undefined ? {} : { exit }),
      change: { variables: next },
    });
  };

  /** A refusal is an answer. Anything else is tried again when the time of the step is over. */
  const attempt = async (work: Work): Promise<Heard> => {
    try {
      return heardOf(await work());
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: null, reason: error.kind, saved: {}, subject: refusedSubject(error) };
    }
  };
  const finish = async (run: RunRow, work: Work): Promise<void> => {
    // What the write sets off is one deeper than what set this run off.
    const heard = await writtenByUs(run.depth + 1, () => attempt(work));
    failPoint('flow-entry');
    await heardBack(db.knex, run, { heard, now: clock.now() });
    wake();
  };

  /** Lets go of the run and does the work. True: the run was ended meanwhile, and nothing is done. */
  const begin = async (run: RunRow, work: Work, attempts: number): Promise<boolean> => {
    const begun = await line.letGo(run, { attempts, overMs: OVER_MS });
    if (!begun) return true;
    line.start(() => finish(begun, work));
    return false;
  };

  /** Its process died, or the database broke the connection: what is written already is known by its key. */
  const known = async (walking: Walking, node: FlowNode): Promise<boolean> => {
    const { run } = walking;
    const done = await records().entryWritten(keyOfEntry(run));
    if (!done && run.attempts < TRIES) return false;
    if (done) await leave(walking, node, heardOf(done));
    else await moves.failed(walking, node, 'internal');
    return true;
  };

  return {
    handles: ({ step }: FlowNode): boolean => step.kind === 'entry',
    /** False: the run waits until the entry is found or written, or for its turn. */
    perform: async (walking: Walking, node: FlowNode): Promise<boolean> => {
      const { run } = walking;
      const step = node.step as EntryStep;
      if (run.waitsFor === 'called' && run.heard) {
        await leave(walking, node, run.heard);
        return true;
      }
      if (!isAside(step)) {
        await leave(walking, node, heardOf(await records().findEntry(await filled(run, step))));
        return true;
      }
      const isAgain = run.waitsFor === 'calling';
      if (isAgain && (await known(walking, node))) return true;
      if (line.isFull()) return line.waitIn(run);
      return begin(run, await workOf(run, step), isAgain ? run.attempts + 1 : 1);
    },
  };
};
