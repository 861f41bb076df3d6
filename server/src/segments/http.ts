import { segmentsApi } from '../contracts/segments';
import { DomainError } from '../kernel/errors';
import { serve } from '../strapi/serve';
import { segmentsService } from './public';

/** Each person has one preview counted at a time, and one that waits for it. */
const oneAtATime = () => {
  const running = new Map<number, { waits: boolean; done: Promise<unknown> }>();
  return async <T>(userId: number, count: () => Promise<T>): Promise<T> => {
    const before = running.get(userId);
    if (before?.waits)
      throw new DomainError('still-counting', 'your last preview is still being counted', {
        status: 429,
        remedy: 'Wait a moment.',
      });
    const turn = { waits: before !== undefined };
    const counted = (before ? before.done.catch(() => undefined) : Promise.resolve()).then(() => {
      turn.waits = false;
      return count();
    });
    const mine = Object.assign(turn, { done: counted });
    running.set(userId, mine);
    try {
      return await counted;
    } finally {
      if (running.get(userId) === mine) running.delete(userId);
    }
  };
};

export const segmentsHttp = serve('segments', segmentsApi, (strapi) => {
  const service = () => segmentsService(strapi);
  const inTurn = oneAtATime();
  return {
    list: async () => ({ segments: await service().list() }),
    create: ({ body }) => service().create(body),
    preview: ({ user, body }) => inTurn(user.id, () => service().preview(body.tree, body.id)),
    get: ({ id }) => service().view(id),
    update: ({ id, body }) => service().update(id, body),
    remove: ({ id }) => service().remove(id),
  };
});
