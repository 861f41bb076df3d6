import type { Context } from 'koa';
import { DomainError } from '../kernel/errors';
import { mayInHost } from '../strapi/http';

/** A file of the media library that a request names, and the field that names it. */
export interface NamedFile {
  field: string;
  fileId: number;
}

/**
 * Refuses files of the media library to who may not see it: by naming ids one could otherwise read, or send, what others
 * keep there. What stood there `before` was chosen by somebody who may, and stays.
 */
export const refuseUnseen = (
  ctx: Context,
  chosen: readonly NamedFile[],
  before: Iterable<number> = []
): void => {
  if (chosen.length === 0 || mayInHost(ctx, 'plugin::upload.read')) return;
  const kept = new Set(before);
  const unseen = chosen.find(({ fileId }) => !kept.has(fileId));
  if (!unseen) return;
  throw new DomainError('forbidden', `${unseen.field}: you may not see the media library`, {
    status: 403,
    field: unseen.field,
    remedy:
      'Attach a file from your device, or ask an administrator for access to the media library.',
  });
};
