import { z } from 'zod';
import { id } from './common';
import { LIBRARY_LANGUAGES, type LibraryLanguage, type LibraryTemplate } from './template-library';
import type { TemplateStatus, TemplateView } from './templates';

/** A template of the account that has the name of a ready one, in one of its languages. */
export interface TakenOver {
  key: string;
  language: LibraryLanguage;
  id: number;
  wabaId: string;
  status: TemplateStatus;
}

/** GET /templates/library: all ready templates, and what of them is there already, in every WhatsApp account. */
export interface LibraryResult {
  templates: readonly LibraryTemplate[];
  taken: readonly TakenOver[];
}

/** POST /templates/library: makes drafts of one ready template in the account of this number. */
export const takeOverBody = z.object({
  accountId: id,
  key: z.string().min(1).max(512),
  languages: z.array(z.enum(LIBRARY_LANGUAGES)).min(1).max(LIBRARY_LANGUAGES.length),
});
export type TakeOverBody = z.infer<typeof takeOverBody>;

/** `there`: of the asked languages those that were there before; nothing is made of them again. */
export interface TakeOverResult {
  made: TemplateView[];
  there: TakenOver[];
}
