import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createTimelineController } from './controller';

/**
 * What happened with a person, from the tables of the rooms below: nothing is written twice, so nothing can disagree. Each
 * source says what its reader needs; the rest of the timeline is there without it.
 */
export const timeline = defineRoom({
  name: 'timeline',
  controllers: { timeline: createTimelineController },
  adminRoutes: [
    {
      method: 'GET',
      path: '/contacts/:id/timeline',
      handler: 'timeline.list',
      actions: [actions.contactBrowse],
    },
  ],
});
