import type { Core } from '@strapi/strapi';
import { MOVE_TOPIC } from '../contracts/consent';
import { libraryDraft } from '../contracts/library-draft';
import { LIBRARY_LANGUAGES, type LibraryLanguage } from '../contracts/template-library';
import type { TemplatePurpose } from '../contracts/template-purpose';
import type { TakeOverResult, TakenOver } from '../contracts/template-take-over';
import { notFound } from '../kernel/errors';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import type { createDrafts } from './drafts';
import { fromLibrary, library } from './library';
import { libraryBindings } from './library/bindings';
import type { TemplatesService } from './public';
import { listAll } from './store';
import type { TemplateRow } from './tables';

const languageOf = (code: string): LibraryLanguage | null =>
  LIBRARY_LANGUAGES.find((one) => one === code) ?? null;

/** By its name alone: a template that Meta no longer has may be taken over again. */
const takenOf = (row: TemplateRow): TakenOver[] => {
  const language = languageOf(row.language);
  if (language === null || row.status === 'MISSING' || !fromLibrary(row.name)) return [];
  const { id, name, wabaId, status } = row;
  return [{ key: name, language, id, wabaId, status }];
};

/** The kind of message that a purpose is by itself: only as this kind may it go to somebody who has not opted in yet. */
const TOPICS: Partial<Record<TemplatePurpose, string>> = { 'move-to-whatsapp': MOVE_TOPIC };

/** The ready templates, and drafts of them. */
export const createTakeOver = (
  strapi: Core.Strapi,
  {
    view,
    createOnce,
  }: Pick<TemplatesService, 'view'> & Pick<ReturnType<typeof createDrafts>, 'createOnce'>
): Pick<TemplatesService, 'library' | 'takeOver'> => {
  const { db } = contextOf(strapi);
  return {
    library: async () => ({
      templates: library,
      taken: (await listAll(db.knex)).flatMap(takenOf),
    }),
    takeOver: async ({ accountId, key, languages }) => {
      const template = fromLibrary(key);
      if (!template) throw notFound('template of the library');
      const { houseStyle } = await settingsService(strapi).get();
      const found: TakeOverResult = { made: [], there: [] };
      for (const language of new Set(languages)) {
        const draft = libraryDraft(template, language, houseStyle);
        const bindings = libraryBindings(template, draft);
        const topic = TOPICS[template.purpose] ?? null;
        const { row, isNew } = await createOnce({ accountId, draft, bindings, topic });
        if (isNew) found.made.push(view(row));
        else found.there.push(...takenOf(row));
      }
      return found;
    },
  };
};
