import type { Core } from '@strapi/strapi';
import { DomainError } from '../kernel/errors';
import { previewSegmentBody, segmentBody } from '../contracts/segments';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { segmentsService } from './public';

export const createSegmentsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => segmentsService(strapi);
  /** Each person has one preview counted at a time, and one that waits for it. */
  const running = new Map<number, { waits: boolean; done: Promise<unknown> }>();
  const tooMany = () =>
    new DomainError('busy', 'your last preview is still being counted', {
      status: 429,
      remedy: 'Wait a moment.',
    });
  return {
    list: handle(async () => ({ segments: await service().list() })),
    view: handle((ctx) => service().view(pathId(ctx))),
    create: handle((ctx) => service().create(body(ctx, segmentBody))),
    update: handle((ctx) => service().update(pathId(ctx), body(ctx, segmentBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    preview: handle(async (ctx) => {
      const { tree, id } = body(ctx, previewSegmentBody);
      const userId = adminUser(ctx).id;
      const before = running.get(userId);
      if (before?.waits) throw tooMany();
      const turn = { waits: before !== undefined };
      const counted = (before ? before.done.catch(() => undefined) : Promise.resolve()).then(() => {
        turn.waits = false;
        return service().preview(tree, id);
      });
      const mine = Object.assign(turn, { done: counted });
      running.set(userId, mine);
      try {
        return await counted;
      } finally {
        if (running.get(userId) === mine) running.delete(userId);
      }
    }),
  };
};
