import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { libraryDraft } from '../contracts/library-draft';
import { LIBRARY_LANGUAGES, type LibraryLanguage } from '../contracts/template-library';
import type { TakeOverBody, TakeOverResult, TakenOver } from '../contracts/template-take-over';
import { notFound } from '../kernel/errors';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { fromLibrary, library } from './library';
import { libraryBindings } from './library/bindings';
import type { TemplatesService } from './public';
import { listAll, listOfWabas } from './store';
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

/** The ready templates, and drafts of them. */
export const createTakeOver = (
  strapi: Core.Strapi,
  { view, createDraft }: Pick<TemplatesService, 'view' | 'createDraft'>
): Pick<TemplatesService, 'library' | 'takeOver'> => {
  const { db } = contextOf(strapi);

  const make = async ({ accountId, key, languages }: TakeOverBody): Promise<TakeOverResult> => {
    const template = fromLibrary(key);
    if (!template) throw notFound('template of the library');
    const { wabaId } = await accountsService(strapi).get(accountId);
    const { houseStyle } = await settingsService(strapi).get();
    const rows = await listOfWabas(db.knex, [wabaId]);
    const there = rows
      .flatMap(takenOf)
      .filter((one) => one.key === key && languages.includes(one.language));
    const made: TakeOverResult['made'] = [];
    for (const language of new Set(languages)) {
      if (there.some((one) => one.language === language)) continue;
      const draft = libraryDraft(template, language, houseStyle);
      const bindings = libraryBindings(template, draft);
      made.push(view(await createDraft({ accountId, draft, bindings })));
    }
    return { made, there };
  };

  // One after the other: of two presses at once the second finds what the first made.
  let last: Promise<unknown> = Promise.resolve();
  return {
    library: async () => ({
      templates: library,
      taken: (await listAll(db.knex)).flatMap(takenOf),
    }),
    takeOver: (body) => {
      const mine = last.then(() => make(body));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};
