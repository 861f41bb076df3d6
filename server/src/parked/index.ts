import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createParkedController } from './controller';

const watch = adminRoutesOf('parked', [actions.operationWatch], '/parked');
const decide = adminRoutesOf(
  'parked',
  [actions.operationWatch, actions.settingsConfigure],
  '/parked'
);

/**
 * What WhatsApp delivered and could not be processed, for people: listed with its reason, put back or discarded (L-10). The
 * rows are those of the room webhook. Anyone who follows operations sees that something failed; what it says is for those who
 * may read all conversations; deciding about it is for those who configure. Also what waits for numbers that are not connected.
 */
export const parked = defineRoom({
  name: 'parked',
  controllers: { parked: createParkedController },
  adminRoutes: [
    watch('GET', '', 'list'),
    watch('GET', '/count', 'count'),
    watch('GET', '/numbers', 'numbers'),
    decide('POST', '/numbers/:id/ignore', 'ignoreNumber'),
    watch('GET', '/changes/:id', 'change'),
    watch('GET', '/events/:id', 'event'),
    decide('POST', '/changes/:id/retry', 'retryChange'),
    decide('POST', '/events/:id/retry', 'retryEvent'),
    decide('POST', '/changes/:id/discard', 'discardChange'),
    decide('POST', '/events/:id/discard', 'discardEvent'),
    decide('POST', '/retry', 'retryAll'),
    decide('POST', '/discard', 'discardAll'),
  ],
});
