import type { Core } from '@strapi/strapi';
import type { LogEvent } from '../contracts/log-events';
import { logsService } from '../logs/public';

/** Says in the log that something other than a person paused a campaign, and why. */
export const tellPaused = (
  strapi: Core.Strapi,
  campaignId: number,
  { event, detail }: { event: LogEvent<'campaign'>; detail: string | null }
): void =>
  logsService(strapi).write({
    area: 'campaign',
    level: 'error',
    event,
    campaignId,
    text: detail ?? event,
    details: { detail },
  });
