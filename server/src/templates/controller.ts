import type { Core } from '@strapi/strapi';
import {
  createDraftBody,
  duplicateBody,
  saveDraftBody,
  type TemplateDraft,
} from '../contracts/template-draft';
import {
  bindingsBody,
  listTemplatesQuery,
  syncTemplatesBody,
  templateTopicBody,
  variableSourcesQuery,
} from '../contracts/templates';
import { readingOf, refuseUnseenPerson } from '../contacts/public';
import { refuseUnseen, type NamedFile } from '../media/public';
import { settingsService } from '../settings/public';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { boundFiles } from './domain/bound-files';
import { templatesService, type TemplateRow } from './public';
import { variableSourcesOf } from './sources';

/** The example of a media header. */
const headerFile = ({ header }: TemplateDraft): NamedFile[] =>
  'file' in header && header.file ? [{ field: 'header.file', fileId: header.file.id }] : [];

export const createTemplatesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => templatesService(strapi);
  const view = async (row: Promise<TemplateRow>) => service().view(await row);
  return {
    list: handle((ctx) => service().list(query(ctx, listTemplatesQuery))),
    details: handle((ctx) => view(service().get(pathId(ctx)))),
    sync: handle((ctx) => service().sync(body(ctx, syncTemplatesBody).accountId)),
    saveBindings: handle(async (ctx) => {
      const { bindings } = body(ctx, bindingsBody);
      const before = boundFiles((await service().get(pathId(ctx))).bindings);
      refuseUnseen(
        ctx,
        boundFiles(bindings).map(({ slot, fileId }) => ({ field: `bindings.${slot}`, fileId })),
        before.map(({ fileId }) => fileId)
      );
      return service().saveBindings(pathId(ctx), bindings, adminUser(ctx).name);
    }),
    /** GET /message-topics: the kinds of message that templates may be of (O-27). */
    topics: handle(async () => ({ topics: (await settingsService(strapi).get()).topics })),
    saveTopic: handle(async (ctx) =>
      service().view(await service().saveTopic(pathId(ctx), body(ctx, templateTopicBody).topic))
    ),
    createDraft: handle((ctx) => {
      const asked = body(ctx, createDraftBody);
      refuseUnseen(ctx, headerFile(asked.draft));
      return view(service().createDraft(asked));
    }),
    readDraft: handle(async (ctx) => service().readDraft(await service().get(pathId(ctx)))),
    saveDraft: handle(async (ctx) => {
      const asked = body(ctx, saveDraftBody);
      const row = await service().get(pathId(ctx));
      const before = headerFile((await service().readDraft(row)).draft);
      refuseUnseen(
        ctx,
        headerFile(asked.draft),
        [...before, ...boundFiles(row.bindings)].map(({ fileId }) => fileId)
      );
      return view(service().saveDraft(pathId(ctx), asked));
    }),
    discardDraft: handle(async (ctx) => {
      const row = await service().discardDraft(pathId(ctx));
      return row ? service().view(row) : { ok: true };
    }),
    submit: handle((ctx) => view(service().submit(pathId(ctx), adminUser(ctx).name))),
    duplicate: handle((ctx) => view(service().duplicate(pathId(ctx), body(ctx, duplicateBody)))),
    history: handle((ctx) => service().history(pathId(ctx))),
    uses: handle(async (ctx) => ({ uses: await service().usesOf(pathId(ctx)) })),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx), adminUser(ctx).name);
      return { ok: true };
    }),
    sources: handle(async (ctx) => {
      const asked = query(ctx, variableSourcesQuery);
      await refuseUnseenPerson(strapi, ctx, asked.contactId);
      const { name } = adminUser(ctx);
      const agent = { name, firstName: name.split(' ')[0] ?? null };
      return variableSourcesOf(strapi, asked, {
        agent,
        reading: readingOf(ctx),
      });
    }),
  };
};
