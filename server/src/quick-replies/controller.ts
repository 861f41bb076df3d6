import type { Context } from 'koa';
import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { quickReplyBody, removeRepliesBody, repliesFileBody } from '../contracts/quick-replies';
import { refuseUnseen } from '../media/public';
import { adminUser, answerCsv, body, handle, may, pathId } from '../strapi/http';
import { quickRepliesService, type Writer } from './public';
import { createTransfer } from './transfer';

const writerOf = (ctx: Context): Writer => ({
  userId: adminUser(ctx).id,
  mayShare: may(ctx, actions.quickReplyWrite),
});

export const createQuickRepliesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const transfer = createTransfer(strapi);
  const service = () => quickRepliesService(strapi);
  /** The body of a quick reply, with a file that its writer may choose. */
  const written = async (ctx: Context, id: number | null) => {
    const asked = body(ctx, quickReplyBody);
    if (asked.fileId === null) return asked;
    const known = id === null ? [] : await service().list(adminUser(ctx).id);
    const before = known.flatMap((one) => (one.id === id && one.file ? [one.file.id] : []));
    refuseUnseen(ctx, [{ field: 'fileId', fileId: asked.fileId }], before);
    return asked;
  };
  return {
    list: handle(async (ctx) => ({ quickReplies: await service().list(adminUser(ctx).id) })),
    /** All that the asker may insert, as a file. */
    export: handle(async (ctx) => {
      const own = await service().list(adminUser(ctx).id);
      answerCsv(ctx, 'quick-replies.csv', [transfer.lines(own)]);
    }),
    preview: handle((ctx) => transfer.preview(writerOf(ctx), body(ctx, repliesFileBody).text)),
    import: handle((ctx) => transfer.take(writerOf(ctx), body(ctx, repliesFileBody).text)),
    removeMany: handle((ctx) =>
      transfer.removeMany(writerOf(ctx), body(ctx, removeRepliesBody).ids)
    ),
    create: handle(async (ctx) => service().create(writerOf(ctx), await written(ctx, null))),
    update: handle(async (ctx) =>
      service().update(writerOf(ctx), pathId(ctx), await written(ctx, pathId(ctx)))
    ),
    remove: handle(async (ctx) => {
      await service().remove(writerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
    used: handle(async (ctx) => {
      await service().used(adminUser(ctx).id, pathId(ctx));
      return { ok: true };
    }),
  };
};
