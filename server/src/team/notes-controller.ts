import type { Core } from '@strapi/strapi';
import { createNoteBody, listNotesQuery, updateNoteBody } from '../contracts/team-notes';
import { viewerOf } from '../conversations/public';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { notesService } from './public';

export const createNotesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => notesService(strapi);
  return {
    list: handle(async (ctx) => {
      const { from } = query(ctx, listNotesQuery);
      return { notes: await service().list(viewerOf(ctx), pathId(ctx), from) };
    }),
    create: handle((ctx) => {
      const { id, name } = adminUser(ctx);
      const note = { ...body(ctx, createNoteBody), author: { id, name } };
      return service().create(viewerOf(ctx), pathId(ctx), note);
    }),
    update: handle((ctx) =>
      service().update(viewerOf(ctx), pathId(ctx), body(ctx, updateNoteBody))
    ),
    remove: handle(async (ctx) => {
      await service().remove(viewerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
    readers: handle(async (ctx) => ({
      people: await service().readers(viewerOf(ctx), pathId(ctx)),
    })),
    mentions: handle(async (ctx) => ({ unread: await service().unreadMentions(viewerOf(ctx)) })),
    seen: handle(async (ctx) => {
      await service().seen(viewerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
  };
};
