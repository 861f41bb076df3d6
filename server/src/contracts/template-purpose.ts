import { z } from 'zod';

/**
 * What a template is for. Advice and the library go by it; Meta only knows categories (T-38, T-39, T-49…T-52).
 * `account`: alerts and status of an account; `notice`: outages, maintenance, changes of service; `answer`: to a question
 * about a product; `news`: announcements, newsletters, tips; `moment`: welcome, birthday, win-back and the like.
 */
export const TEMPLATE_PURPOSES = [
  'order',
  'appointment',
  'payment',
  'account',
  'security',
  'notice',
  'survey',
  'opt-in',
  'opt-out',
  'move-to-whatsapp',
  'answer',
  'offer',
  'news',
  'event',
  'moment',
] as const;
export const templatePurpose = z.enum(TEMPLATE_PURPOSES);
export type TemplatePurpose = z.infer<typeof templatePurpose>;
