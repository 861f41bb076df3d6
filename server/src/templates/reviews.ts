import type { Core } from '@strapi/strapi';
import { isReviewOpen } from '../contracts/template-review';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isAsked, reviewWindow } from './domain/clocks';
import { changeTemplate } from './history';
import type { TemplatesService } from './public';
import type { TemplateRow } from './tables';

const overNow = (row: TemplateRow): DomainError =>
  new DomainError('review-over', 'WhatsApp no longer accepts a review request for this template.', {
    status: 409,
    reason: row.status,
    remedy: 'Copy the template and submit the copy.',
  });

const nothingAsked = (): DomainError =>
  new DomainError('review-not-asked', 'No review request is waiting for an answer.', {
    status: 409,
    remedy: 'Reload the page: the answer has been recorded already.',
  });

/** Reviews by Meta: asked for in WhatsApp Manager, kept here with who, when and what became of it (T-19, T-21, T-22). */
export const createReviews = (
  strapi: Core.Strapi,
  { get }: Pick<TemplatesService, 'get'>
): Pick<TemplatesService, 'askReview' | 'recordReview'> => {
  const { db, clock } = contextOf(strapi);

  const change = async (row: TemplateRow, columns: Partial<TemplateRow>, by: string) => {
    await db.tx(async (trx) => {
      const cause = { via: 'person', by } as const;
      await changeTemplate(trx, row, { change: columns, at: clock.now(), cause });
      await realtimeService(strapi).append(trx, [{ type: 'template', id: row.id }]);
    });
    return get(row.id);
  };

  const log = (
    { id: templateId, name, language }: TemplateRow,
    line:
      | { event: 'template-review-asked'; text: string; about: string; by: string }
      | { event: 'template-review-result'; text: string; result: string; by: string }
  ) => {
    const { event, text, ...facts } = line;
    logsService(strapi).write({
      area: 'template',
      level: 'info',
      event,
      text: `Template ${name} (${language}): ${text}`,
      details: { templateId, name, language, ...facts },
    });
  };

  return {
    askReview: async (id, by) => {
      const row = await get(id);
      const window = reviewWindow(row);
      const { about } = window;
      if (about === null || !isReviewOpen(window, clock.now())) throw overNow(row);
      const asked = await change(
        row,
        {
          reviewAskedAt: clock.now(),
          reviewAskedBy: by.slice(0, 255),
          reviewAbout: about,
          reviewResult: null,
          reviewResultAt: null,
          ...(row.noticeKind === 'review-soon' ? { noticeKind: null, noticeAt: null } : {}),
        },
        by
      );
      log(row, { event: 'template-review-asked', text: 'a review was asked for', about, by });
      return asked;
    },
    recordReview: async (id, result, by) => {
      const row = await get(id);
      if (!isAsked(row)) throw nothingAsked();
      const answer = { reviewResult: result, reviewResultAt: clock.now() };
      const recorded = await change(row, answer, by);
      log(row, { event: 'template-review-result', text: `the review was ${result}`, result, by });
      return recorded;
    },
  };
};
