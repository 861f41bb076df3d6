import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createImportsController } from './controller';
import { createImportsService } from './service';
import { importKeyTable, importTable } from './tables';

const route = adminRoutesOf('imports', [actions.contactImport], '/imports');

/** People from files: as they are in Turkey and elsewhere, checked before, resumed after a crash, never consent from nothing. */
export const imports = defineRoom({
  name: 'imports',
  tables: [importTable, importKeyTable],
  services: { imports: createImportsService },
  controllers: { imports: createImportsController },
  adminRoutes: [
    route('GET', '', 'unfinished'),
    route('POST', '', 'upload'),
    route('GET', '/targets', 'targets'),
    route('GET', '/:id', 'one'),
    route('PUT', '/:id', 'update'),
    route('DELETE', '/:id', 'remove'),
    route('POST', '/:id/check', 'check'),
    route('POST', '/:id/start', 'start'),
    route('GET', '/:id/problems', 'problems'),
  ],
});
