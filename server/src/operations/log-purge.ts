import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { DAY_MS } from '../kernel/time';
import { logsService, purgeLogPiece } from '../logs/public';
import { contextOf } from '../strapi/context';
import type { OperationsService } from './public';
import { defineOperationKind, type OperationKind } from './types';

const KIND = 'log-purge';

interface Params {
  before: number;
}

/** Deletes old log lines a piece at a time (L-02). It stands here because the log is below operations. */
export const logPurgeKind = (strapi: Core.Strapi): OperationKind =>
  defineOperationKind<Params, { more: true }>({
    kind: KIND,
    needs: actions.logPurge,
    step: async (trx, { params }) => {
      const deleted = await purgeLogPiece(contextOf(strapi).db, params.before, trx);
      return { cursor: deleted === 0 ? null : { more: true }, done: deleted };
    },
  });

/** Starts deleting what is older than this many days; answers the operation's id and how many lines that are. */
export const startLogPurge = async (
  strapi: Core.Strapi,
  operations: OperationsService,
  { days, by }: { days: number; by: { id: number; name: string } }
): Promise<{ operationId: number; lines: number }> => {
  const before = contextOf(strapi).clock.now() - days * DAY_MS;
  const lines = await logsService(strapi).countOlder(before);
  const operationId = await operations.start({
    kind: KIND,
    title: String(days),
    params: { before } satisfies Params,
    total: lines,
    by,
  });
  return { operationId, lines };
};
