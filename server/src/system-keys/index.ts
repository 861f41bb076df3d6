import { defineRoom } from '../strapi/room';
import { systemKeysHttp } from './http';
import { createSystemKeysService } from './service';
import { systemKeyTable } from './tables';

/** Keys and passwords that flows send to other systems, by name and only to the hosts that are listed with each (B-16). */
export const systemKeys = defineRoom({
  name: 'system-keys',
  tables: [systemKeyTable],
  services: { 'system-keys': createSystemKeysService },
  http: [systemKeysHttp],
});
