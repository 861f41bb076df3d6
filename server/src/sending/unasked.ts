import type { Knex } from 'knex';
import type { Sql } from '../strapi/db';

/** Owners of keys begin with this where a chain of a campaign or tag sends, for which the person did not ask. */
const UNASKED = 'unasked:';
/** The same as a pattern of SQL. */
export const UNASKED_LIKE = `${UNASKED}%`;

/** Owner of the keys of a chain's messages. `chain`: what holds and ends it together, such as `campaign:12`. */
export const unaskedOwner = (chain: string): string => `${UNASKED}${chain}`;

/** Chain of a run that no campaign began. Its messages count as one promotion, and for none of its own. */
export const runChain = (runId: number): string => `run:${runId}`;
/** Owners of the keys of such runs, as a pattern of SQL. */
export const RUNS_LIKE = `${UNASKED}run:%`;

/** Did a run send this that no campaign began, and that answers nobody? */
export const isOfRun = (keyOwner: string | null): boolean =>
  keyOwner?.startsWith(`${UNASKED}run:`) === true;

/** The chain that a message belongs to, by the owner of its key; null = none, as of an answer. */
export const chainOfOwner = (keyOwner: string | null): string | null =>
  keyOwner?.startsWith(UNASKED) ? keyOwner.slice(UNASKED.length) : null;

/** Is this message part of a chain that the person did not ask for? An opt-out of marketing stops it (O-22). */
export const isUnasked = (keyOwner: string | null): boolean => chainOfOwner(keyOwner) !== null;

/** The run that sends as this chain; null: it is the chain of something else. */
export const runOfChain = (chain: string | null): number | null => {
  const id = /^run:(\d+)$/.exec(chain ?? '')?.[1];
  return id === undefined ? null : Number(id);
};

/**
 * Which messages of these runs must not go after all, each with a stable word for the reason; in the transaction of their
 * permit. An automation looks once more at the entry that its message is about: it may have waited until the morning.
 */
export type RunHalts = (
  trx: Knex.Transaction,
  runIds: readonly number[]
) => Promise<ReadonlyMap<number, string>>;

/** Which of these chains must wait, or end; all others go on. Reads by `sql` alone. */
export type ChainHolds = (
  sql: Sql,
  chains: readonly string[]
) => Promise<ReadonlyMap<string, 'wait' | 'end'>>;
