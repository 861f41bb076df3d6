import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { accountsService } from '../accounts/public';
import { id } from '../contracts/common';
import { HEAD_BYTES } from '../contracts/media-rules';
import { actions } from '../contracts/permissions';
import { DomainError } from '../kernel/errors';
import { adminUser, handle, may, mayInHost, query } from '../strapi/http';
import type { Media, PostedFile } from './service';

interface BodyFile {
  filepath?: unknown;
  originalFilename?: unknown;
  size?: unknown;
}

/** POST /files?accountId=… */
const attachQuery = z.object({ accountId: id });

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** The one file of a multipart request; Strapi's body parser has written it to the disk and removes it afterwards. */
const postedFile = async (ctx: Context): Promise<PostedFile> => {
  const { files } = ctx.request as { files?: Record<string, BodyFile | BodyFile[]> };
  const given = files?.file;
  const file = Array.isArray(given) ? given[0] : given;
  if (typeof file?.filepath !== 'string') {
    throw new DomainError('file-missing', 'send one file as multipart field "file"', {
      field: 'file',
      remedy: 'Choose a file.',
    });
  }
  const path = file.filepath;
  return {
    name: typeof file.originalFilename === 'string' ? file.originalFilename : 'file',
    path,
    sizeBytes: Number(file.size ?? 0),
    head: await readHead(path),
    open: () => createReadStream(path),
  };
};

/** Who writes something that goes out with a file of the library, or the logo of the preference page. */
const WITH_FILES = [
  actions.templateManage,
  actions.campaignPrepare,
  actions.botBuild,
  actions.quickReplyWrite,
  actions.settingsConfigure,
];

/** Who may not see the library could not choose what they add to it. */
const refuseAdding = (ctx: Context): void => {
  const writes = WITH_FILES.some((action) => may(ctx, action));
  if (writes && mayInHost(ctx, 'plugin::upload.read')) return;
  throw new DomainError('forbidden', 'you may not add files to the media library', {
    status: 403,
    remedy: 'Ask an administrator for access to the media library.',
  });
};

export const createMediaController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** POST /files: keeps what an agent attached, before it is sent (C-14…C-18). */
  attach: handle(async (ctx) => {
    const { accountId } = query(ctx, attachQuery);
    await accountsService(strapi).get(accountId);
    const media: Media = strapi.plugin('whatsapp').service('media');
    return media.attach(await postedFile(ctx), { agentId: adminUser(ctx).id, accountId });
  }),
  /** POST /library-files: a file for a template, campaign, bot or quick reply, judged before it is served to anybody. */
  addToLibrary: handle(async (ctx) => {
    refuseAdding(ctx);
    const media: Media = strapi.plugin('whatsapp').service('media');
    return media.addToLibrary(await postedFile(ctx), { userId: adminUser(ctx).id });
  }),
});
