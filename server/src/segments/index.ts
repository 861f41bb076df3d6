import { defineRoom } from '../strapi/room';
import { segmentsHttp } from './http';
import { createSegmentsService } from './service';
import { segmentTable } from './tables';

/** Trees of conditions under a name, followed as the data change (P-13…P-21). What they mean is told by the audience. */
export const segments = defineRoom({
  name: 'segments',
  tables: [segmentTable],
  services: { segments: createSegmentsService },
  http: [segmentsHttp],
});
