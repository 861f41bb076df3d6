import { defineRoom } from '../strapi/room';
import { createRealtimeController } from './controller';
import { createRealtime } from './service';
import { feedTable, sequenceTable } from './tables';

/**
 * Live pages: a commit-ordered feed of hints in the database, one reader per process, server-sent events to the admin.
 * Hints only say what changed; the client fetches it again. Losing one costs a delay, never a truth.
 */
export const realtime = defineRoom({
  name: 'realtime',
  tables: [sequenceTable, feedTable],
  services: { realtime: createRealtime },
  controllers: { realtime: createRealtimeController },
  adminRoutes: [{ method: 'GET', path: '/stream', handler: 'realtime.stream' }],
});
