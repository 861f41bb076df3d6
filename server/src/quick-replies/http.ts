import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { quickRepliesApi } from '../contracts/quick-replies';
import { refuseUnseen } from '../media/public';
import { adminUser, answerCsv, handle } from '../strapi/http';
import { serve, type Asker } from '../strapi/serve';
import { quickRepliesService, type QuickRepliesService, type Writer } from './public';
import { createTransfer } from './transfer';

const writerOf = ({ user, may }: Asker): Writer => ({
  userId: user.id,
  mayShare: may(actions.quickReplyWrite),
});

/** Refuses a file that the writer may not choose; the one that a reply has already stays. */
const checkFile = async (
  service: QuickRepliesService,
  { ctx, user }: Asker,
  { body, id = null }: { body: { fileId: number | null }; id?: number | null }
) => {
  if (body.fileId === null) return;
  const known = id === null ? [] : await service.list(user.id);
  const before = known.flatMap((one) => (one.id === id && one.file ? [one.file.id] : []));
  refuseUnseen(ctx, [{ field: 'fileId', fileId: body.fileId }], before);
};

export const quickRepliesHttp = serve('quick-replies', quickRepliesApi, (strapi) => {
  const service = () => quickRepliesService(strapi);
  const transfer = createTransfer(strapi);
  return {
    list: async ({ user }) => ({ quickReplies: await service().list(user.id) }),
    create: async ({ body, ...asker }) => {
      await checkFile(service(), asker, { body });
      return service().create(writerOf(asker), body);
    },
    preview: ({ body, ...asker }) => transfer.preview(writerOf(asker), body.text),
    import: ({ body, ...asker }) => transfer.take(writerOf(asker), body.text),
    removeMany: ({ body, ...asker }) => transfer.removeMany(writerOf(asker), body.ids),
    update: async ({ id, body, ...asker }) => {
      await checkFile(service(), asker, { body, id });
      return service().update(writerOf(asker), id, body);
    },
    remove: ({ id, ...asker }) => service().remove(writerOf(asker), id),
    used: ({ user, id }) => service().used(user.id, id),
  };
});

/** All that the asker may insert, as a file. */
export const createQuickRepliesFile = ({ strapi }: { strapi: Core.Strapi }) => ({
  export: handle(async (ctx) => {
    const own = await quickRepliesService(strapi).list(adminUser(ctx).id);
    answerCsv(ctx, 'quick-replies.csv', [createTransfer(strapi).lines(own)]);
  }),
});
