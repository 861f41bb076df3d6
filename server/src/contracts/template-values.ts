import { z } from 'zod';

/**
 * One variable for one person. `source`: what its source holds; `fallback`: the source is empty, so its text stands in;
 * `none`: something has to be typed; `unseen`: filled in when it is sent, and not shown to this reader.
 */
export const proposedValue = z.object({
  from: z.enum(['source', 'fallback', 'none', 'unseen']),
  text: z.string(),
});
export type ProposedValue = z.infer<typeof proposedValue>;

/**
 * GET /conversations/:id/template-values: what each template that may be sent would hold for this person, by its id and
 * the key of the variable.
 */
export const templateValues = z.object({
  templates: z.record(z.string(), z.record(z.string(), proposedValue)),
});
export type TemplateValues = z.infer<typeof templateValues>;
