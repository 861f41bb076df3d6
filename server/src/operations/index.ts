import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createOperationsController } from './controller';
import { createOperationsService } from './service';
import { operationProblemTable, operationTable } from './tables';

const watch = adminRoutesOf('operations', [actions.operationWatch]);
const purge = adminRoutesOf('operations', [actions.logPurge]);

/**
 * Long work of every room: queued, done in steps whose progress is committed with their effects, shown with speed and
 * time left, cancelled, tried again (L-04, L-05). Rooms above register the kinds; nothing here knows what they do.
 */
export const operations = defineRoom({
  name: 'operations',
  tables: [operationTable, operationProblemTable],
  services: { operations: createOperationsService },
  controllers: { operations: createOperationsController },
  adminRoutes: [
    watch('GET', '/operations', 'list'),
    watch('GET', '/operations/:id', 'one'),
    watch('POST', '/operations/:id/cancel', 'cancel'),
    watch('POST', '/operations/:id/retry', 'retry'),
    watch('GET', '/operations/:id/problems', 'problems'),
    // The log is below this room, so what deletes from it step by step is here.
    purge('POST', '/logs/purge', 'purgeLogs'),
  ],
});
