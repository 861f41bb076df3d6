import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  activeBody,
  botBody,
  listBotsQuery,
  listRunsQuery,
  orderBody,
  overlapsBody,
  tryBody,
  type BotDraft,
} from '../contracts/bots';
import { refuseUnseenPerson } from '../contacts/public';
import { refuseUnseen } from '../media/public';
import { body, handle, pathId, query } from '../strapi/http';
import { filesIn } from './domain/chain';
import { botsService } from './public';

export const createBotsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => botsService(strapi);
  /** Refuses files that the writer may not choose; those of the bot as it is kept stay. */
  const checkFiles = async (ctx: Context, steps: BotDraft['steps'], id: number | null) => {
    const chosen = filesIn(steps);
    if (chosen.length === 0) return;
    const before = id === null ? [] : filesIn((await service().get(id)).steps);
    refuseUnseen(
      ctx,
      chosen,
      before.map(({ fileId }) => fileId)
    );
  };
  const written = async (ctx: Context, id: number | null) => {
    const asked = body(ctx, botBody);
    await checkFiles(ctx, asked.steps, id);
    return asked;
  };
  return {
    list: handle(async (ctx) => ({
      bots: await service().list(query(ctx, listBotsQuery).since),
    })),
    get: handle((ctx) => service().get(pathId(ctx))),
    create: handle(async (ctx) => service().create(await written(ctx, null))),
    update: handle(async (ctx) => service().update(pathId(ctx), await written(ctx, pathId(ctx)))),
    setActive: handle((ctx) => service().setActive(pathId(ctx), body(ctx, activeBody).active)),
    reorder: handle(async (ctx) => ({
      bots: await service().reorder(body(ctx, orderBody).ids),
    })),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    overlaps: handle(async (ctx) => ({
      overlaps: await service().overlaps(body(ctx, overlapsBody)),
    })),
    tryOut: handle(async (ctx) => {
      const asked = body(ctx, tryBody);
      await checkFiles(ctx, asked.bot.steps, asked.id);
      await refuseUnseenPerson(strapi, ctx, asked.contactId);
      return service().tryOut(asked);
    }),
    runs: handle((ctx) => service().runs(pathId(ctx), query(ctx, listRunsQuery).cursor)),
  };
};
