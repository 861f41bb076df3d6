import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import type { SlotBindings } from '../contracts/templates';
import { DomainError } from '../kernel/errors';
import { mediaService } from '../media/public';
import { boundFiles } from '../templates/public';

/**
 * Meta's ids of the library files that bindings name, by slot: uploaded now where this number has not (T-05). Never call
 * it inside a transaction. Throws like `forSending`.
 */
export const boundMedia = async (
  strapi: Core.Strapi,
  account: AccountRow,
  bindings: SlotBindings | null
): Promise<Record<string, string>> => {
  const ids: Record<string, string> = {};
  for (const { slot, fileId } of boundFiles(bindings))
    ids[slot] = await mediaService(strapi).forSending(account, fileId);
  return ids;
};

/** In place of files when a message is only looked at, not sent. */
export const standInMedia = (bindings: SlotBindings | null): Record<string, string> =>
  Object.fromEntries(boundFiles(bindings).map(({ slot }) => [slot, '1']));

/** The kind of refusal of a library file that bindings name and that cannot be sent; null when all can. */
export const mediaProblem = async (
  strapi: Core.Strapi,
  bindings: SlotBindings | null
): Promise<string | null> => {
  for (const { fileId } of boundFiles(bindings)) {
    const problem = await mediaService(strapi)
      .describe({ from: 'library', id: fileId })
      .then(() => null)
      .catch((error: unknown) => (error instanceof DomainError ? error.kind : 'media-unreadable'));
    if (problem !== null) return problem;
  }
  return null;
};
