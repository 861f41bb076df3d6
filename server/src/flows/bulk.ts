import type { Core } from '@strapi/strapi';
import type { BulkRunsBody, BulkRunsResult } from '../contracts/run-list';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { RunReader } from './public';
import { refused, type Resume } from './resume';
import { markSeen } from './run-list';
import { findRun } from './run-store';
import { OPEN, runTable, type RunRow } from './tables';
import { endRuns } from './wait-store';

/** Resumes, ends or marks several runs: each by the rules for one, in a transaction of its own. */
export const createBulk = (
  strapi: Core.Strapi,
  { resume, wake }: { resume: Resume; wake: () => void }
) => {
  const { db, clock, log } = contextOf(strapi);

  /** The runner ends it, with all that belongs to an end. Throws when it is over, or about to be. */
  const end = async (run: RunRow, { by }: RunReader): Promise<void> => {
    const over = () => refused('run-not-open', 'the run has already ended', 'Reload the page.');
    if (!OPEN.includes(run.state)) throw over();
    await db.tx(async (trx) => {
      const one = trx(runTable.table).where({ id: run.id }).whereNull('reason');
      if ((await endRuns(one, { reason: 'ended-by-hand', at: clock.now() })) === 0) throw over();
      await logsService(strapi).writeIn(trx, {
        area: 'bot',
        level: 'info',
        event: 'bot-run-ended',
        text: `${by.name} ended a run of bot "${run.botName}"`,
        accountId: run.accountId,
        contactId: run.contactId,
        botId: run.botId,
        details: { run: run.id, bot: run.botName, by: by.name },
      });
      await realtimeService(strapi).append(trx, [{ type: 'bot', id: run.botId }]);
    });
  };

  const see = async (run: RunRow): Promise<void> => {
    if (await markSeen(db.knex, run.id))
      await realtimeService(strapi).publish([{ type: 'bot', id: run.botId }]);
  };

  const one = async (
    id: number,
    { action, reader }: { action: BulkRunsBody['action']; reader: RunReader }
  ): Promise<void> => {
    const run = await findRun(db.knex, id);
    if (!run) throw notFound('the run');
    if (action === 'seen') return see(run);
    if (!(await reader.reads(run.conversationId)))
      throw refused(
        'run-hidden',
        'you may not read this conversation',
        'Ask an administrator for access to it.'
      );
    return action === 'end' ? end(run, reader) : resume(run, { node: undefined, reader });
  };

  return async ({ ids, action }: BulkRunsBody, reader: RunReader): Promise<BulkRunsResult> => {
    const result: BulkRunsResult = { done: 0, refused: [] };
    for (const id of new Set(ids)) {
      try {
        await one(id, { action, reader });
        result.done += 1;
      } catch (error) {
        // What was done for the others stays done, so each that was not is named.
        const kind = error instanceof DomainError ? error.kind : 'server';
        if (kind === 'server')
          log('bots').error('runs', { run: id, action, error: errorText(error) });
        result.refused.push({ id, kind });
      }
    }
    if (action !== 'seen') wake();
    return result;
  };
};
