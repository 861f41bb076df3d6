import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { listOperationsQuery, problemsQuery, type OperationView } from '../contracts/operations';
import { actions } from '../contracts/permissions';
import { DomainError } from '../kernel/errors';
import { olderThanDays } from '../contracts/logs';
import { adminUser, answerCsv, body, handle, may, pathId, query } from '../strapi/http';
import { startLogPurge } from './log-purge';
import { operationsService } from './public';

export const createOperationsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => operationsService(strapi);
  /** Cancelling an import is for who may import, not for everyone who may watch. */
  const allowed = async (ctx: Context): Promise<number> => {
    const id = pathId(ctx);
    const needed = await service().needs(id);
    if (needed && !may(ctx, needed))
      throw new DomainError('forbidden', `this needs the permission ${needed}`, {
        status: 403,
        remedy: 'Ask an administrator for this permission.',
      });
    return id;
  };
  /** Without the permission that its kind needs, a person sees no button that would be refused. */
  const seenBy = async (ctx: Context, view: OperationView): Promise<OperationView> => {
    if (view.source !== 'operation') return view;
    const needed = service().needsOfKind(view.kind);
    const titled = { ...view, title: await service().titleFor(view, ctx) };
    return !needed || may(ctx, needed)
      ? titled
      : { ...titled, canCancel: false, canRetry: false, canDownload: false };
  };
  const allSeenBy = (ctx: Context, views: readonly OperationView[]) =>
    Promise.all(views.map((one) => seenBy(ctx, one)));
  return {
    list: handle(async (ctx) => {
      const { running, finished, nextCursor } = await service().list(
        query(ctx, listOperationsQuery)
      );
      return {
        running: await allSeenBy(ctx, running),
        finished: await allSeenBy(ctx, finished),
        nextCursor,
      };
    }),
    one: handle(async (ctx) => seenBy(ctx, await service().view(pathId(ctx)))),
    cancel: handle(async (ctx) => service().cancel(await allowed(ctx))),
    retry: handle(async (ctx) => service().retry(await allowed(ctx))),
    purgeLogs: handle((ctx) =>
      startLogPurge(strapi, service(), { ...body(ctx, olderThanDays), by: adminUser(ctx) })
    ),
    problems: handle(async (ctx) => {
      const id = await allowed(ctx);
      const { language } = query(ctx, problemsQuery);
      const sensitive = may(ctx, actions.contactSensitive);
      const problems = await service().problems(id, { language, sensitive });
      answerCsv(ctx, `operation-${id}-problems.csv`, problems);
    }),
  };
};
