import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { reviewDaysLeft, type TemplateNotice } from '../contracts/template-review';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { adminsWith } from '../strapi/admin-users';
import { adminUrl } from '../strapi/address';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { mailer } from '../strapi/mail';
import { isSoonOverPast, reviewWindow, soonOver } from './domain/clocks';
import { noticeMail, type Noted } from './domain/notice-words';
import type { TemplatesService } from './public';
import {
  claimMail,
  claimReviewNotice,
  countNotices,
  findTemplate,
  listReviewable,
  unmailedNotices,
  updateTemplate,
} from './store';
import { templateTable, type TemplateRow } from './tables';

/** What is said of one template in a mail; null where nothing is to be said any more. */
const notedOf = (row: TemplateRow): Noted | null => {
  const { name, language, category, previousCategory, comingCategory, comingAt } = row;
  const what = { id: row.id, name, language };
  if (row.noticeKind === 'coming' && comingCategory)
    return { ...what, kind: 'coming', from: category, to: comingCategory, at: comingAt };
  if (row.noticeKind === 'moved')
    return {
      ...what,
      kind: 'moved',
      from: previousCategory,
      to: category,
      at: row.categoryChangedAt,
    };
  const { endsAt } = reviewWindow(row);
  return endsAt === null ? null : { ...what, kind: 'review-soon', at: endsAt };
};

/** Tells those who may manage templates what Meta does with them: the log, the menu, and e-mail where the host has it. */
export const createNotices = (
  strapi: Core.Strapi,
  { get }: Pick<TemplatesService, 'get'>
): Pick<TemplatesService, 'tellSoonOver' | 'mailNotices' | 'countNotices' | 'dismissNotice'> => {
  const { db, clock } = contextOf(strapi);

  const logMail = (mailed: number, failed: string | null, noted: readonly Noted[]) =>
    logsService(strapi).write({
      area: 'template',
      level: failed === null ? 'info' : 'warn',
      event: failed === null ? 'template-notice-mailed' : 'template-notice-unmailed',
      text:
        failed === null
          ? `A notice about ${noted.length} templates went to ${mailed} people by e-mail`
          : `A notice about ${noted.length} templates could not be sent by e-mail: ${failed}`,
      details: { people: mailed, templates: noted.length, why: failed },
    });

  /** One mail to each, in their language. The log says when it failed: menu and page show the notice anyway. */
  const mail = async (noted: readonly Noted[]): Promise<void> => {
    const send = mailer(strapi);
    if (!send || noted.length === 0) return;
    const link = (id: number) => adminUrl(strapi, `/plugins/whatsapp/templates/${id}`);
    let mailed = 0;
    let failed: string | null = null;
    for (const { email, language } of await adminsWith(strapi, actions.templateManage))
      try {
        await send({ to: email, ...noticeMail(noted, { language, link, now: clock.now() }) });
        mailed += 1;
      } catch (error) {
        failed = errorText(error);
      }
    if (mailed > 0 || failed !== null) logMail(mailed, failed, noted);
  };

  /** Writes that a notice of this end went out; false when another process did. */
  const tell = (row: TemplateRow, endsAt: number): Promise<boolean> =>
    db.tx(async (trx) => {
      const now = await findTemplate(trx, row.id);
      if (!now || soonOver(now, clock.now()) !== endsAt) return false;
      if (!(await claimReviewNotice(trx, row.id, endsAt))) return false;
      const { about } = reviewWindow(now);
      // A template in the category that was asked for has nothing that must be looked at.
      const isOther = now.statedCategory !== null && now.statedCategory !== now.category;
      const isPressing = about === 'category' || isOther;
      const at = clock.now();
      await updateTemplate(trx, row.id, {
        changedAt: at,
        ...(isPressing && now.noticeKind === null
          ? { noticeKind: 'review-soon' as const, noticeAt: at, noticeMailedAt: at }
          : {}),
      });
      await logsService(strapi).writeIn(trx, {
        area: 'template',
        level: isPressing ? 'warn' : 'info',
        event: 'template-review-soon',
        text: `Template ${row.name} (${row.language}): the time in which a review can be asked for is soon over`,
        details: {
          templateId: row.id,
          name: row.name,
          language: row.language,
          about,
          days: reviewDaysLeft(endsAt, at),
        },
      });
      await realtimeService(strapi).append(trx, [{ type: 'template', id: row.id }]);
      return true;
    });

  const unnotice = (id: number, kind: TemplateNotice): Promise<void> =>
    db.tx(async (trx) => {
      const seen = { notice_kind: null, notice_at: null, changed_at: clock.now() };
      const { table } = templateTable;
      const ended = await trx(table).where({ id, notice_kind: kind }).update(seen);
      if (ended > 0) await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });

  return {
    tellSoonOver: async () => {
      const noted: Noted[] = [];
      for (const row of await listReviewable(db.knex)) {
        if (isSoonOverPast(row, clock.now())) await unnotice(row.id, 'review-soon');
        const endsAt = soonOver(row, clock.now());
        if (endsAt === null || !(await tell(row, endsAt))) continue;
        const { id, name, language } = row;
        noted.push({ id, name, language, kind: 'review-soon', at: endsAt });
      }
      await mail(noted);
    },
    mailNotices: async () => {
      const noted: Noted[] = [];
      for (const row of await unmailedNotices(db.knex)) {
        // Claimed before the mail: rather none than two.
        if (!(await claimMail(db.knex, row, clock.now()))) continue;
        const one = notedOf(row);
        if (one) noted.push(one);
      }
      await mail(noted);
    },
    countNotices: () => countNotices(db.knex),
    dismissNotice: async (id, kind) => {
      await get(id);
      await unnotice(id, kind);
      return get(id);
    },
  };
};
