import { z } from 'zod';
import { id } from './common';

/**
 * What people get in whose language a template is not there, each step with those before it: nothing, the base language, that
 * of the business, any that may go out (E-25).
 */
export const languageStep = z.enum(['none', 'base', 'business', 'any']);
export type LanguageStep = z.infer<typeof languageStep>;

const code = z.string().trim().min(2).max(12);

/** In which order the languages of a template are tried, behind that of the person. */
export const languageOrder = z.object({
  base: z.string().nullable(),
  business: z.string().nullable(),
  upTo: languageStep,
});
export type LanguageOrder = z.infer<typeof languageOrder>;

/** GET /templates/:id/languages */
export const templateLanguagesResult = z.object({
  order: languageOrder,
  languages: z.array(
    z.object({
      id,
      language: z.string(),
      /** Why it may not go out by its own sources now; null: it may. */
      unready: z.string().nullable(),
    })
  ),
});
export type TemplateLanguagesResult = z.infer<typeof templateLanguagesResult>;

/** PUT /templates/:id/languages: of the template in all its languages; `business` is of all templates. */
export const templateLanguagesBody = z.object({
  base: code.nullable(),
  business: code.nullable().optional(),
  upTo: languageStep,
});
export type TemplateLanguagesBody = z.infer<typeof templateLanguagesBody>;
