import type { Core } from '@strapi/strapi';
import { MAX_IMPORT_BYTES, updateImportBody, uploadImportQuery } from '../contracts/imports';
import { actions } from '../contracts/permissions';
import { DomainError } from '../kernel/errors';
import type { Context } from 'koa';
import { adminUser, body, handle, may, pathId, query } from '../strapi/http';
import { importsService } from './public';
import type { Importer } from './sensitive';

const importer = (ctx: Context): Importer => ({
  ...adminUser(ctx),
  maySensitive: may(ctx, actions.contactSensitive),
  mayGroups: may(ctx, actions.groupChange),
});

export const createImportsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => importsService(strapi);
  return {
    /** The body is the file itself: `application/octet-stream` passes the host's body parser untouched, as a stream. */
    upload: handle(async (ctx) => {
      const { name, groupId } = query(ctx, uploadImportQuery);
      if (!ctx.is('application/octet-stream'))
        throw new DomainError('invalid', 'file: send the bytes of the file', {
          field: 'file',
          remedy: 'Send the file as application/octet-stream.',
        });
      if (Number(ctx.request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES)
        throw new DomainError('file-too-large', 'the file is larger than 200 MB', {
          status: 413,
          field: 'file',
          remedy: 'Split the file into parts.',
        });
      return service().upload(ctx.req, { name, groupId }, importer(ctx));
    }),
    unfinished: handle(() => service().unfinished()),
    targets: handle(() => service().targets()),
    one: handle((ctx) => service().view(pathId(ctx), importer(ctx))),
    update: handle((ctx) =>
      service().update(pathId(ctx), body(ctx, updateImportBody), importer(ctx))
    ),
    check: handle((ctx) => service().check(pathId(ctx), importer(ctx))),
    start: handle((ctx) => service().start(pathId(ctx), importer(ctx))),
    problems: handle((ctx) => service().problems(pathId(ctx), importer(ctx))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
  };
};
