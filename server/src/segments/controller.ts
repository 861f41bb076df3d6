import type { Core } from '@strapi/strapi';
import { previewSegmentBody, segmentBody } from '../contracts/segments';
import { body, handle, pathId } from '../strapi/http';
import { segmentsService } from './public';

export const createSegmentsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => segmentsService(strapi);
  return {
    list: handle(async () => ({ segments: await service().list() })),
    view: handle((ctx) => service().view(pathId(ctx))),
    create: handle((ctx) => service().create(body(ctx, segmentBody))),
    update: handle((ctx) => service().update(pathId(ctx), body(ctx, segmentBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    preview: handle((ctx) => {
      const { tree, id } = body(ctx, previewSegmentBody);
      return service().preview(tree, id);
    }),
  };
};
