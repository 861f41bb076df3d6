import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createOutboundController } from './controller';
import { createOutboundService } from './service';
import { outboundDeliveryTable, outboundEndpointTable } from './tables';

const route = adminRoutesOf('outbound', [actions.outboundConnect], '/outbound');

/**
 * Outgoing webhooks (O-23, X-11): what outside systems must know is written into an outbox with the fact itself, and sent
 * signed, again and again until it arrives.
 */
export const outbound = defineRoom({
  name: 'outbound',
  tables: [outboundEndpointTable, outboundDeliveryTable],
  services: { outbound: createOutboundService },
  controllers: { outbound: createOutboundController },
  adminRoutes: [
    route('GET', '/endpoints', 'list'),
    route('POST', '/endpoints', 'create'),
    route('PUT', '/endpoints/:id', 'update'),
    route('DELETE', '/endpoints/:id', 'remove'),
    route('POST', '/endpoints/:id/secret', 'secret'),
    route('POST', '/endpoints/:id/test', 'test'),
    route('GET', '/endpoints/:id/deliveries', 'deliveries'),
    route('POST', '/endpoints/:id/replay-failed', 'replayFailed'),
    route('POST', '/deliveries/:id/replay', 'replay'),
  ],
});
