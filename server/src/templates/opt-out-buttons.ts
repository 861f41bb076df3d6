import type { Core } from '@strapi/strapi';
import { mentionsWayOut } from '../contracts/template-rules';
import { DomainError } from '../kernel/errors';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { draftOf } from './draft-of';
import { unmarkedButtonsOf } from './domain/opt-out-texts';
import { changeTemplate } from './history';
import type { TemplatesService } from './public';

/** Marketing that reached people has to let them go: what a template says about leaving, and the mark for a button. */
export const createOptOutButtons = (
  strapi: Core.Strapi,
  { get, shape }: Pick<TemplatesService, 'get' | 'shape'>
): Pick<TemplatesService, 'wayOut' | 'markOptOut'> => {
  const { db, clock } = contextOf(strapi);
  return {
    wayOut: (row, known) => ({
      isShown: mentionsWayOut(draftOf(row).draft, known),
      unmarked: unmarkedButtonsOf(row, shape(row)),
    }),
    markOptOut: async (id, text, by) => {
      const row = await get(id);
      const { buttons } = draftOf(row).draft;
      const isButton = buttons.some((one) => one.type === 'QUICK_REPLY' && one.text === text);
      if (!isButton)
        throw new DomainError('invalid', 'the template has no quick reply with this text', {
          field: 'text',
          remedy: 'Reload the page: the template changed at Meta.',
        });
      const optOutTexts = [...new Set([...(row.optOutTexts ?? []), text.trim()])];
      const cause = { via: 'person', by, kind: 'opt-out-button', text } as const;
      await db.tx(async (trx) => {
        await changeTemplate(trx, row, { change: { optOutTexts }, at: clock.now(), cause });
        await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
      });
      return get(id);
    },
  };
};
