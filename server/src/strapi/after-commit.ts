import type { Core } from '@strapi/strapi';

/**
 * Starts `work` when the host's transaction around the caller has committed, at once when there is none. The host awaits
 * those who listen to its events inside its transaction: work that awaits the database would wait for it there for ever.
 */
export const afterCommit = async (strapi: Core.Strapi, work: () => void): Promise<void> => {
  if (!strapi.db.inTransaction()) return work();
  await strapi.db.transaction(({ onCommit }) => {
    onCommit(work);
    return Promise.resolve();
  });
};
