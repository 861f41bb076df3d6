import { adminRoutesOf, defineRoom } from '../strapi/room';
import { actions } from '../contracts/permissions';
import { createProcessesController } from './controller';
import { createRuntime } from './service';
import { doorTable, foldStateTable, installTable, instanceTable, leaseTable } from './tables';

/**
 * What this process is among others: identity of the database, heartbeats, leases and the constants of the engine.
 * Knows nothing of WhatsApp. Every other room that must act alone takes a lease here.
 */
export const runtime = defineRoom({
  name: 'runtime',
  tables: [installTable, leaseTable, instanceTable, doorTable, foldStateTable],
  services: { runtime: createRuntime },
  controllers: { processes: createProcessesController },
  adminRoutes: [
    adminRoutesOf('processes', [actions.settingsConfigure])('GET', '/processes', 'list'),
  ],
});
