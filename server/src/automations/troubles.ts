import type { Core } from '@strapi/strapi';
import { logsService } from '../logs/public';
import { HOUR_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { updateAutomation } from './store';
import type { Plan } from './plans';

/** The same problem again and again fills no log. */
const QUIET_MS = HOUR_MS;
const REASON_LENGTH = 200;

/** What went wrong with an automation, for its page and the log. */
export const createTroubles = (strapi: Core.Strapi) => {
  const { db, clock, log } = contextOf(strapi);
  const said = new Map<number, number>();
  return {
    note: async ({ id, row }: Pick<Plan, 'id' | 'row'>, error: unknown): Promise<void> => {
      const [now, text] = [clock.now(), errorText(error)];
      log('automations').error('an automation failed', { automation: id, error: text });
      const reason = text.slice(0, REASON_LENGTH);
      await updateAutomation(db.knex, id, { lastError: { reason, at: now } });
      if (now - (said.get(id) ?? -Infinity) < QUIET_MS) return;
      said.set(id, now);
      logsService(strapi).write({
        area: 'automation',
        level: 'error',
        event: 'automation-failed',
        text: `automation "${row.name}" failed: ${reason}`,
        botId: row.botId,
        details: { automation: row.name, automationId: id, error: reason },
      });
    },
  };
};
export type Troubles = ReturnType<typeof createTroubles>;
