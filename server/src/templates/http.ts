import { readingOf, refuseUnseenPerson } from '../contacts/public';
import type { TemplateDraft } from '../contracts/template-draft';
import { choicesApi, houseStyleApi, templatesApi } from '../contracts/template-endpoints';
import { refuseUnseen, type NamedFile } from '../media/public';
import { settingsService } from '../settings/public';
import { serve } from '../strapi/serve';
import { boundFiles } from './domain/bound-files';
import { saveHouseStyle } from './house-style';
import { templatesService, type TemplateRow } from './public';
import { variableSourcesOf } from './sources';

/** The example of a media header. */
const headerFile = ({ header }: TemplateDraft): NamedFile[] =>
  'file' in header && header.file ? [{ field: 'header.file', fileId: header.file.id }] : [];

export const templatesHttp = serve('templates', templatesApi, (strapi) => {
  const service = () => templatesService(strapi);
  const view = async (row: Promise<TemplateRow>) => service().view(await row);
  return {
    list: ({ query }) => service().list(query),
    notices: async () => ({ count: await service().countNotices() }),
    library: () => service().library(),
    takeOver: ({ body }) => service().takeOver(body),
    get: ({ id }) => view(service().get(id)),
    uses: async ({ id }) => ({ uses: await service().usesOf(id) }),
    history: ({ id }) => service().history(id),
    getDraft: async ({ id }) => service().readDraft(await service().get(id)),
    sync: ({ body }) => service().sync(body.accountId),
    createDraft: ({ ctx, body }) => {
      refuseUnseen(ctx, headerFile(body.draft));
      return view(service().createDraft(body));
    },
    saveDraft: async ({ ctx, id, body }) => {
      const row = await service().get(id);
      const before = headerFile((await service().readDraft(row)).draft);
      refuseUnseen(
        ctx,
        headerFile(body.draft),
        [...before, ...boundFiles(row.bindings)].map(({ fileId }) => fileId)
      );
      return view(service().saveDraft(id, body));
    },
    discardDraft: async ({ id }) => {
      const row = await service().discardDraft(id);
      return row ? service().view(row) : { ok: true as const };
    },
    submit: ({ user, id }) => view(service().submit(id, user.name)),
    duplicate: ({ id, body }) => view(service().duplicate(id, body)),
    remove: ({ user, id }) => service().remove(id, user.name),
    saveBindings: async ({ ctx, user, id, body }) => {
      const before = boundFiles((await service().get(id)).bindings);
      refuseUnseen(
        ctx,
        boundFiles(body.bindings).map(({ slot, fileId }) => ({
          field: `bindings.${slot}`,
          fileId,
        })),
        before.map(({ fileId }) => fileId)
      );
      return service().saveBindings(id, body.bindings, user.name);
    },
    saveTopic: ({ id, body }) => view(service().saveTopic(id, body.topic)),
    askReview: ({ user, id }) => view(service().askReview(id, user.name)),
    recordReview: ({ user, id, body }) => view(service().recordReview(id, body.result, user.name)),
    dismissNotice: ({ id, query }) => view(service().dismissNotice(id, query.kind)),
    languages: ({ id }) => service().languagesOf(id),
    saveLanguages: ({ id, body }) => service().saveLanguages(id, body),
    markOptOut: ({ user, id, body }) => view(service().markOptOut(id, body.text, user.name)),
  };
});

export const choicesHttp = serve('template-choices', choicesApi, (strapi) => ({
  variableSources: async ({ ctx, user, query }) => {
    await refuseUnseenPerson(strapi, ctx, query.contactId);
    const agent = { name: user.name, firstName: user.name.split(' ')[0] ?? null };
    return variableSourcesOf(strapi, query, { agent, reading: readingOf(ctx) });
  },
  messageTopics: async () => ({ topics: (await settingsService(strapi).get()).topics }),
}));

export const houseStyleHttp = serve('template-style', houseStyleApi, (strapi) => ({
  get: async () => (await settingsService(strapi).get()).houseStyle,
  save: ({ body }) => saveHouseStyle(strapi, body),
}));
