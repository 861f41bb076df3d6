import type { Core } from '@strapi/strapi';

/**
 * Runs `work` after the commit of the host's transaction around the caller, or at once when there is none. The host awaits
 * listeners of its events inside that transaction, where work that needs the database would wait for the listener's own
 * caller: a deadlock.
 */
export const afterCommit = async (strapi: Core.Strapi, work: () => void): Promise<void> => {
  if (!strapi.db.inTransaction()) return work();
  await strapi.db.transaction(({ onCommit }) => {
    onCommit(work);
    return Promise.resolve();
  });
};
