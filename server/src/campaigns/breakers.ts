import type { Core } from '@strapi/strapi';
import { accountsService, type AccountRow } from '../accounts/public';
import type { LogEvent } from '../contracts/log-events';
import { RANK } from '../conversations/public';
import { limitsService } from '../limits/public';
import type { FeedEntry } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { gateRules, MAX_PRICED, type Breaker, type PlanError } from '../sending/public';
import { settingsService } from '../settings/public';
import { templatesService, type Recategorised } from '../templates/public';
import { contextOf } from '../strapi/context';
import type { RecipientFacts } from './facts';
import type { Progress } from './progress';
import { tellPaused } from './paused-line';
import { pauseRecategorised } from './recategorised';
import { addPauseReason, campaignsIn } from './store';
import { usesTemplate } from './variants';

const REASON: Record<Exclude<Breaker, 'limit'>, LogEvent<'campaign'>> = {
  auth: 'token-refused',
  account: 'account-restricted',
  template: 'template-paused',
};
const isBreaker = (word: string | null): word is keyof typeof REASON =>
  word !== null && word in REASON;

/** A failure that concerns everybody stops the campaign at its first hit; nobody is failed for a token. */
export const createBreakers = (strapi: Core.Strapi, progress: Pick<Progress, 'changed'>) => {
  const { db, clock } = contextOf(strapi);

  const log = (campaignId: number, event: LogEvent<'campaign'>, detail: string | null) =>
    tellPaused(strapi, campaignId, { event, detail });

  const readTemplates = ({ wabaId }: AccountRow) =>
    void runtimeService(strapi).background.run(contextOf(strapi).log('campaigns'), 'sync', () =>
      templatesService(strapi).reread(wabaId)
    );

  const pause = async (campaignId: number, reason: LogEvent<'campaign'>, detail: string | null) => {
    const paused = await addPauseReason(db, campaignId, { reason, detail, at: clock.now() });
    if (!paused) return;
    log(campaignId, reason, detail);
    progress.changed([campaignId]);
  };

  return {
    /** Pauses every open campaign of these numbers, or with this template in any of its messages. */
    pauseAll: async (
      { accountIds, templateId }: { accountIds?: number[]; templateId?: number },
      reason: LogEvent<'campaign'>,
      detail: string | null
    ): Promise<void> => {
      for (const campaign of await campaignsIn(db.knex, ['running', 'paused'])) {
        const isHit =
          accountIds?.includes(campaign.accountId ?? 0) ||
          (templateId !== undefined && usesTemplate(campaign, templateId));
        if (isHit) await pause(campaign.id, reason, detail);
      }
    },
    /**
     * A template is marketing from now on: its open campaigns pause in the transaction that says so, with the count of
     * those who fall out (T-20). The settings are read before, outside any transaction.
     */
    recategorised: async (): Promise<Recategorised> => {
      const { rules } = gateRules(await settingsService(strapi).get());
      return async (trx, templateId): Promise<FeedEntry[]> => {
        const paused = await pauseRecategorised(trx, { templateId, rules, now: clock.now() });
        for (const { id, fallOut } of paused) log(id, 'template-recategorised', String(fallOut));
        return paused.map(({ id }) => ({ type: 'campaign', id }));
      };
    },
    /** Meta refused a call. */
    onRefusal: async (
      campaignId: number,
      account: AccountRow,
      { breaker, error }: { breaker: Breaker; error: PlanError | null }
    ): Promise<void> => {
      const detail = error?.text ?? null;
      if (breaker === 'limit') return limitsService(strapi).full(account); // it goes on by itself
      if (breaker === 'auth') {
        await accountsService(strapi).tokenRefused(account.id, error);
      }
      // The price is read beside the results, which must not wait for it: resumed, the rest goes where it is taken.
      if (error?.code === MAX_PRICED) readTemplates(account);
      await pause(campaignId, REASON[breaker], detail);
    },
    /**
     * Meta accepted and failed later: without a payment method every message is accepted and none arrives, so the
     * failed status must stop the campaign as a refusal would (engine 3).
     */
    onFacts: async ({ before, after }: Pick<RecipientFacts, 'before' | 'after'>): Promise<void> => {
      const ranks = new Map(before.map((row) => [row.id, row.rank]));
      const told = new Set<string>();
      for (const row of after) {
        const isNew = row.rank === RANK.failed && (ranks.get(row.id) ?? 0) < RANK.failed;
        const key = `${row.campaignId}:${row.errorClass ?? ''}`;
        if (!isNew || !isBreaker(row.errorClass) || told.has(key)) continue;
        told.add(key);
        await pause(row.campaignId, REASON[row.errorClass], row.errorText);
      }
    },
  };
};
