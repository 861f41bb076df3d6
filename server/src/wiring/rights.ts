import type { Core } from '@strapi/strapi';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { afterCommit } from '../strapi/after-commit';
import { contextOf } from '../strapi/context';
import { teamService } from '../team/public';

/** What Strapi says when an administrator is changed, deactivated or deleted, or a role loses a right. */
const EVENTS = ['user.update', 'user.delete', 'permission.update', 'permission.delete'];

/**
 * Anyone who loses the right to read a conversation goes at once from the lines that say who has it open; the live streams
 * of those whose rights changed end, and their pages come again with what they may now.
 */
export const watchRights = (strapi: Core.Strapi): void => {
  const { background } = runtimeService(strapi);
  const log = contextOf(strapi).log('wiring');
  const recheck = () => {
    void background.run(log, 'rights', () => realtimeService(strapi).rightsChanged());
    void background.run(log, 'rights', () => teamService(strapi).recheck());
  };
  // A start puts the rights of super administrators in order: what they were before is what they are after.
  const changed = () => (strapi.isLoaded ? afterCommit(strapi, recheck) : Promise.resolve());
  for (const event of EVENTS) strapi.eventHub.on(event, changed);
};
