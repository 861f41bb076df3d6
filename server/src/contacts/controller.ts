import type { Core } from '@strapi/strapi';
import {
  createFieldBody,
  mergeContactsBody,
  orderFieldsBody,
  tagBody,
  updateFieldBody,
} from '../contracts/contacts';
import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { DomainError } from '../kernel/errors';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, may, pathId, readerLanguage } from '../strapi/http';
import { createCatalog, type Editor } from './catalog';
import { readingOf } from './reading';
import { contactsService, type Reading } from './public';

const stillSending = (): DomainError =>
  new DomainError('busy', 'a message to this person is being sent', {
    status: 409,
    remedy: 'Try again in a minute.',
  });

/** Tags, profile fields, and what is done to single people for good: deleting and merging. */
export const createContactsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const people = () => contactsService(strapi);
  const { db, clock } = contextOf(strapi);
  const catalog = createCatalog({ strapi });
  const editor = (ctx: Context): Editor => ({
    ...adminUser(ctx),
    maySensitive: may(ctx, actions.contactSensitive),
  });
  const shown = async (id: number, reading: Reading) =>
    (await people().views([await people().get(id)], reading))[0];
  return {
    tags: handle(async (ctx) => ({ tags: await catalog.tags(readerLanguage(ctx)) })),
    createTag: handle((ctx) => catalog.createTag(body(ctx, tagBody))),
    updateTag: handle((ctx) => catalog.updateTag(pathId(ctx), body(ctx, tagBody))),
    removeTag: handle(async (ctx) => {
      await catalog.removeTag(pathId(ctx));
      return { ok: true };
    }),
    fields: handle(async () => ({ fields: await catalog.fields() })),
    createField: handle((ctx) => catalog.createField(body(ctx, createFieldBody), editor(ctx))),
    updateField: handle((ctx) =>
      catalog.updateField(pathId(ctx), body(ctx, updateFieldBody), editor(ctx))
    ),
    orderFields: handle(async (ctx) => ({
      fields: await catalog.orderFields(body(ctx, orderFieldsBody).ids),
    })),
    remove: handle(async (ctx) => {
      const { id } = await people().get(pathId(ctx));
      const removed = await db.tx(async (trx) => {
        const gone = await people().remove(trx, [id]);
        await realtimeService(strapi).append(
          trx,
          gone.map((one) => ({ type: 'contact' as const, id: one }))
        );
        return gone;
      });
      if (removed.length === 0) throw stillSending();
      return { ok: true };
    }),
    mergePreview: handle((ctx) =>
      people().previewMerge(pair(body(ctx, mergeContactsBody).ids), readingOf(ctx))
    ),
    merge: handle(async (ctx) => {
      const ids = pair(body(ctx, mergeContactsBody).ids);
      for (const id of ids) await people().get(id);
      const survivor = await db.tx(async (trx) => {
        const row = await people().merge(trx, ids, clock.now());
        await realtimeService(strapi).append(
          trx,
          ids.map((id) => ({ type: 'contact' as const, id }))
        );
        return row;
      });
      return shown(survivor.id, readingOf(ctx));
    }),
  };
};

const pair = (ids: number[]): [number, number] => [ids[0] ?? 0, ids[1] ?? 0];
