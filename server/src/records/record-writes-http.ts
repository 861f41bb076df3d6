import { recordWritesApi } from '../contracts/record-writes';
import { serve } from '../strapi/serve';
import { hostReader } from './host-access';
import { recordsService } from './public';

export const recordWritesHttp = serve('record-writes', recordWritesApi, (strapi) => ({
  types: () => recordsService(strapi).entryTypes(),
  list: ({ ctx, query }) =>
    recordsService(strapi).entryWrites(query, hostReader(strapi, ctx, query.uid)),
}));
