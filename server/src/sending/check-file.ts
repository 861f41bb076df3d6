import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { FileRef } from '../contracts/media';
import { mediaService, refuseUnseen } from '../media/public';
import { adminUser } from '../strapi/http';

/** One's own attachments, and the media library for who may see it. */
export const checkFile = async (
  strapi: Core.Strapi,
  ctx: Context,
  file: FileRef
): Promise<void> => {
  if (file.from === 'library') refuseUnseen(ctx, [{ field: 'file', fileId: file.id }]);
  await mediaService(strapi).describe(file, adminUser(ctx).id);
};
