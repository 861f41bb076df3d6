import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createSegmentsController } from './controller';
import { createSegmentsService } from './service';
import { segmentTable } from './tables';

const browse = adminRoutesOf('segments', [actions.contactBrowse]);
const change = adminRoutesOf('segments', [actions.groupChange]);

/** Trees of conditions under a name, followed as the data change (P-13…P-21). What they mean is told by the audience. */
export const segments = defineRoom({
  name: 'segments',
  tables: [segmentTable],
  services: { segments: createSegmentsService },
  controllers: { segments: createSegmentsController },
  adminRoutes: [
    browse('GET', '/segments', 'list'),
    change('POST', '/segments', 'create'),
    browse('POST', '/segments/preview', 'preview'),
    browse('GET', '/segments/:id', 'view'),
    change('PUT', '/segments/:id', 'update'),
    change('DELETE', '/segments/:id', 'remove'),
  ],
});
