import type { Core } from '@strapi/strapi';
import { accountsService, type AccountRow } from '../accounts/public';
import type { SyncResult } from '../contracts/templates';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { operationsService, type OperationRecorder } from '../operations/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { categoryLines } from './category-news';
import type { Recategorised, TemplatesService } from './public';
import { listOfWabas, wabasInReview } from './store';
import { applySync, readAllTemplates, type SyncDeps, type Synced } from './sync';

const failedSync = (at: number, error: string): SyncResult => ({
  at,
  ok: false,
  read: 0,
  created: 0,
  updated: 0,
  missing: 0,
  error,
});

/** Keeps the outcome where the pages show it, and in the log. */
const keep = async (
  strapi: Core.Strapi,
  account: AccountRow,
  result: SyncResult
): Promise<SyncResult> => {
  await accountsService(strapi).keepSync(account.wabaId, result);
  const { read, created, updated, missing, error } = result;
  logsService(strapi).write({
    area: 'template',
    level: result.ok ? 'info' : 'error',
    event: result.ok ? 'templates-synced' : 'template-sync-failed',
    text: result.ok
      ? `${account.name}: ${read} templates read, ${created} new, ${updated} changed, ${missing} gone`
      : `${account.name}: templates could not be read: ${error ?? ''}`,
    accountId: account.id,
    details: { number: account.name, read, created, updated, missing, error: error ?? null },
  });
  return result;
};

const outcomeOf = (result: SyncResult): Parameters<OperationRecorder['finish']>[0] => {
  const { ok, read, created, updated, missing, error } = result;
  return {
    state: ok ? 'done' : 'failed',
    done: read,
    total: read,
    counters: { created, updated, missing },
    ...(ok ? {} : { error: { kind: 'sync-failed', text: error ?? '' } }),
  };
};

/** Two readings as one: what both of them did, and how the last one ended. */
const together = (first: SyncResult, last: SyncResult): SyncResult => ({
  ...last,
  created: first.created + last.created,
  updated: first.updated + last.updated,
  missing: first.missing + last.missing,
});

/** One sync at a time of each WABA. */
const createTurns = () => {
  const running = new Map<string, Promise<SyncResult>>();
  const waiting = new Map<string, Promise<SyncResult>>();
  /** The one that runs, or a new one. */
  const join = (wabaId: string, work: () => Promise<SyncResult>): Promise<SyncResult> => {
    const known = running.get(wabaId);
    if (known) return known;
    const made = work().finally(() => running.delete(wabaId));
    running.set(wabaId, made);
    return made;
  };
  /** One that begins from now on: the one that runs may have read already what has changed since. */
  const begin = (wabaId: string, work: () => Promise<SyncResult>): Promise<SyncResult> => {
    const current = running.get(wabaId);
    if (!current) return join(wabaId, work);
    const known = waiting.get(wabaId);
    if (known) return known;
    const next = () => {
      waiting.delete(wabaId);
      return join(wabaId, work);
    };
    const made = current.then(next, next);
    waiting.set(wabaId, made);
    return made;
  };
  return { join, begin };
};

/** Reads a WABA's templates on request and by polling; the outcome is kept with its numbers and logged. */
export const createSyncRunner = (
  strapi: Core.Strapi,
  recategorised: () => Promise<Recategorised> | null
): Pick<TemplatesService, 'sync' | 'reread' | 'poll' | 'syncAll'> => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);
  const turns = createTurns();
  const deps: SyncDeps = {
    db,
    now: () => clock.now(),
    append: (trx, entries) => realtimeService(strapi).append(trx, entries),
    changed: (row, change) => {
      for (const line of categoryLines(row, change)) logsService(strapi).write(line);
    },
  };

  const failed = (error: string): Synced => ({
    result: failedSync(clock.now(), error),
    isOvertaken: false,
  });
  const readAndApply = async (account: AccountRow): Promise<Synced> => {
    const { wabaId } = account;
    try {
      const before = await listOfWabas(db.knex, [wabaId]);
      const read = await readAllTemplates(accounts().cloudApi(account), wabaId);
      if (!read.ok) return failed(read.error);
      // Such templates go by another address: whether the account may use it is asked at once.
      if (read.templates.some((one) => one.optimization_spec) && !account.marketingOnboarded)
        await accounts().refresh(account.id);
      const more = { recategorised: await recategorised() };
      return await applySync({ ...deps, ...more }, { wabaId, before }, read.templates);
    } catch (error) {
      if (error instanceof DomainError) return failed(error.message);
      throw error;
    }
  };
  /** Twice at most: where something changes at every reading, the next sync is soon enough. */
  const run = async (account: AccountRow): Promise<SyncResult> => {
    const { result, isOvertaken } = await readAndApply(account);
    const last = isOvertaken ? (await readAndApply(account)).result : null;
    return keep(strapi, account, last ? together(result, last) : result);
  };
  /** Two presses of the button, or two numbers of one WABA, are one sync. */
  const syncAccount = (account: AccountRow): Promise<SyncResult> =>
    turns.join(account.wabaId, () => run(account));

  const connectedOf = async (wabaId: string): Promise<AccountRow | undefined> =>
    (await accounts().byWabaId(wabaId)).find((one) => one.status === 'connected');

  /** One WABA after the other, by a connected number of it. What fails in one does not stop the others. */
  const readAgain = async (wabaIds: Iterable<string>): Promise<void> => {
    for (const wabaId of wabaIds) {
      const account = await connectedOf(wabaId);
      if (!account) continue;
      try {
        await syncAccount(account);
      } catch (error) {
        contextOf(strapi)
          .log('templates')
          .warn('poll failed', { account: account.id, why: errorText(error) });
      }
    }
  };
  const poll = async (): Promise<void> => readAgain(await wabasInReview(db.knex));
  const syncAll = async (): Promise<void> =>
    readAgain(new Set((await accounts().list()).map(({ wabaId }) => wabaId)));

  /** Asked for by a person or by Meta: shown among the operations (L-05); the polling in between is not. */
  const shown = async (
    account: AccountRow,
    work: () => Promise<SyncResult>
  ): Promise<SyncResult> => {
    const told = await operationsService(strapi).record({
      kind: 'template-sync',
      title: account.name,
    });
    try {
      const result = await work();
      await told.finish(outcomeOf(result));
      return result;
    } catch (error) {
      await told.finish({
        state: 'failed',
        error: { kind: 'sync-failed', text: errorText(error) },
      });
      throw error;
    }
  };
  const sync = async (accountId: number): Promise<SyncResult> => {
    const account = await accounts().get(accountId);
    return shown(account, () => syncAccount(account));
  };
  const reread = async (wabaId: string): Promise<void> => {
    const account = await connectedOf(wabaId);
    if (account) await shown(account, () => turns.begin(wabaId, () => run(account)));
  };

  return { sync, reread, poll, syncAll };
};
