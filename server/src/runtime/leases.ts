import type { Clock } from '../kernel/clock';
import { affectedRows } from '../strapi/batch';
import { insertIgnore, type Db } from '../strapi/db';
import type { Log } from '../strapi/log';
import { errorText } from '../strapi/log';
import { leaseTable } from './tables';

const TABLE = leaseTable.table;

/** An exclusive right that this process holds. The signal aborts when it is lost or given back. */
export interface Lease {
  readonly name: string;
  readonly epoch: number;
  readonly signal: AbortSignal;
  /** What the predecessor left (for example its rate). */
  readonly data: Record<string, unknown>;
}

/**
 * Leases in the database (engine 6). They guard permits, never facts: a lost lease stops new sends,
 * what is under way ends as usual. Expiry is judged by the database clock inside the statement.
 */
export interface Leases {
  readonly owner: string;
  /** Takes the lease when it is free; null when somebody else holds it. */
  take(name: string): Promise<Lease | null>;
  /** Takes free leases of a prefix in one statement, at most `most`. */
  takeSome(prefix: string, most: number): Promise<Lease[]>;
  held(name: string): Lease | undefined;
  heldNames(prefix: string): string[];
  give(name: string, data?: Record<string, unknown>): Promise<void>;
  /** Makes rows so that they can be taken. */
  ensure(names: string[]): Promise<void>;
  /** Renews all that are held; aborts the signal of those that were lost. Called each 5 s. */
  renew(): Promise<void>;
  giveAll(): Promise<void>;
  /** The rows are gone: nothing is held any more, and none is known to be there. */
  forgetAll(): void;
}

interface Held extends Lease {
  abort(): void;
}

export interface LeaseDeps {
  db: Db;
  clock: Clock;
  log: Log;
  owner: string;
  leaseMs: number;
}

const parseData = (value: unknown): Record<string, unknown> => {
  const data: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
};

export const createLeases = ({ db, clock, log, owner, leaseMs }: LeaseDeps): Leases => {
  const held = new Map<string, Held>();
  const known = new Set<string>();
  let renewedAt = clock.monotonic();

  const remember = (row: Record<string, unknown>): Lease => {
    const controller = new AbortController();
    const lease: Held = {
      name: String(row.name),
      epoch: Number(row.epoch),
      signal: controller.signal,
      data: parseData(row.data),
      abort: () => controller.abort(),
    };
    held.set(lease.name, lease);
    return lease;
  };

  const forget = (name: string) => {
    held.get(name)?.abort();
    held.delete(name);
  };

  const ensure: Leases['ensure'] = async (names) => {
    const missing = names.filter((name) => !known.has(name));
    if (missing.length === 0) return;
    const rows = missing.map((name) => ({ name, owner: '', epoch: 0, until_ms: 0 }));
    await insertIgnore(db, db.knex, { table: TABLE, rows, keys: ['name'] });
    for (const name of missing) known.add(name);
  };

  const take: Leases['take'] = async (name) => {
    const mine = held.get(name);
    if (mine) return mine;
    await ensure([name]);
    const result: unknown = await db.knex.raw(
      `UPDATE ${TABLE} SET owner = ?, epoch = epoch + 1, until_ms = ${db.now} + ? WHERE name = ? AND until_ms < ${db.now}`,
      [owner, leaseMs, name]
    );
    if (affectedRows(db.dialect, result) !== 1) return null;
    const row = await db
      .knex(TABLE)
      .where({ name, owner })
      .first<Record<string, unknown> | undefined>();
    return row ? remember(row) : null;
  };

  const takeSome: Leases['takeSome'] = async (prefix, most) => {
    if (most <= 0) return [];
    await db.knex.raw(
      `UPDATE ${TABLE} SET owner = ?, epoch = epoch + 1, until_ms = ${db.now} + ?
       WHERE until_ms < ${db.now} AND id IN (SELECT id FROM (
         SELECT id FROM ${TABLE} WHERE name LIKE ? AND until_ms < ${db.now} ORDER BY id LIMIT ${Math.floor(most)}) x)`,
      [owner, leaseMs, `${prefix}%`]
    );
    const rows = await db
      .knex(TABLE)
      .where({ owner })
      .andWhere('name', 'like', `${prefix}%`)
      .select<Record<string, unknown>[]>();
    return rows.filter((row) => !held.has(String(row.name))).map(remember);
  };

  /** The rows of these rights that are ours and have not run out. */
  const alive = (names: readonly string[]) =>
    db
      .knex(TABLE)
      .where({ owner })
      .whereIn('name', [...names])
      .whereRaw(`until_ms > ${db.now}`);

  /** What was given back, or taken again, meanwhile is left alone. */
  const lose = (lost: readonly Held[]): void => {
    for (const lease of lost) if (held.get(lease.name) === lease) forget(lease.name);
  };

  const renew: Leases['renew'] = async () => {
    // Taken later is not looked at: the rows below may have been read before that was written. And a row of ours that this
    // process does not know of, as the answer to taking it got lost, is not renewed: it runs out, and can be taken.
    const mine = [...held.values()];
    const names = mine.map(({ name }) => name);
    const started = clock.monotonic();
    if (mine.length === 0) return void (renewedAt = started);
    try {
      await alive(names).update({ until_ms: db.knex.raw(`${db.now} + ?`, [leaseMs]) });
      const rows = await alive(names).select<{ name: string; epoch: unknown }[]>('name', 'epoch');
      const epochs = new Map(rows.map(({ name, epoch }) => [name, Number(epoch)]));
      const lost = mine.filter(({ name, epoch }) => epochs.get(name) !== epoch);
      for (const { name, epoch } of lost) log.warn('lease lost', { lease: name, epoch });
      lose(lost);
      renewedAt = started;
    } catch (error) {
      log.error('leases could not be renewed', { error: errorText(error) });
      // Nobody may believe in a lease that could not be renewed in its life time.
      if (clock.monotonic() - renewedAt > leaseMs) lose(mine);
    }
  };

  const give: Leases['give'] = async (name, data) => {
    const lease = held.get(name);
    if (!lease) return;
    forget(name);
    await db
      .knex(TABLE)
      .where({ name, owner, epoch: lease.epoch })
      .update({ until_ms: 0, owner: '', ...(data ? { data: JSON.stringify(data) } : {}) });
  };

  return {
    owner,
    take,
    takeSome,
    ensure,
    renew,
    give,
    held: (name) => held.get(name),
    heldNames: (prefix) => [...held.keys()].filter((name) => name.startsWith(prefix)),
    giveAll: async () => {
      for (const name of [...held.keys()]) await give(name);
    },
    forgetAll: () => {
      for (const name of [...held.keys()]) forget(name);
      known.clear();
    },
  };
};
