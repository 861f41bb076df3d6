import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import { MINUTE_MS } from '../kernel/time';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { templatesNow, templatesService } from '../templates/public';
import type { PlanError } from './domain/plan';

/** Meta's refusal of a template with a maximum price that we do not know of yet (T-53). */
export const MAX_PRICED = 131061;

/** What waits asks again each minute: a sync that cannot read the price is not repeated as often. */
const REST_MS = 5 * MINUTE_MS;

interface Refused {
  error: PlanError | null;
  templateId: number | null;
}

/**
 * Reads the templates of a number's account when Meta refused a message for a price that is not known here. The next permit
 * knows the price and posts the message where Meta takes it. Nothing waits for the sync.
 */
export const createPriceReader = (strapi: Core.Strapi) => {
  const { db, clock, log } = contextOf(strapi);
  const askedAt = new Map<string, number>();

  const isKnown = async (templateId: number): Promise<boolean> =>
    (await templatesNow(db.knex, [templateId])).get(templateId)?.isPriced === true;

  return ({ wabaId }: AccountRow, { error, templateId }: Refused): void => {
    if (error?.code !== MAX_PRICED || templateId === null) return;
    const now = clock.monotonic();
    if (now < (askedAt.get(wabaId) ?? -Infinity) + REST_MS) return;
    askedAt.set(wabaId, now);
    void runtimeService(strapi).background.run(log('sending'), 'max price', async () => {
      // It was read while the call was under way.
      if (await isKnown(templateId)) askedAt.delete(wabaId);
      else await templatesService(strapi).reread(wabaId);
    });
  };
};
