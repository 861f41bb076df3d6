import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { readBusinessZone } from '../accounts/public';
import type { BotAllowance } from '../contracts/bot-allowance';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import type { Together } from '../sending/public';
import { contextOf } from '../strapi/context';
import { monthIn, newsOf } from './domain/allowance';
import { addMessage, sentIn } from './month-store';
import type { RunKeeper } from './public';
import type { RunRow } from './tables';

/** Why a bot says nothing more in this month. */
export const ALLOWANCE_USED = 'allowance-used';

export const isAllowanceUsed = (error: unknown): boolean =>
  error instanceof DomainError && error.kind === ALLOWANCE_USED;

const EVENTS = { near: 'bot-allowance-near', used: 'bot-allowance-reached' } as const;

/** Counts what bots send by the month, as far as an allowance lets them. */
export const createCounting = (strapi: Core.Strapi, keeper: () => RunKeeper) => {
  const { clock, db } = contextOf(strapi);

  /** The month of the business now. Reads settings: outside of transactions only. */
  const month = async (): Promise<string> => monthIn(await readBusinessZone(strapi), clock.now());

  const tell = (
    trx: Knex.Transaction,
    { botId, botName }: Pick<RunRow, 'botId' | 'botName'>,
    { sent, news, allowance }: { sent: number; news: 'near' | 'used'; allowance: BotAllowance }
  ): Promise<void> =>
    logsService(strapi).writeIn(trx, {
      area: 'bot',
      level: 'warn',
      event: EVENTS[news],
      text: `bot "${botName}" sent ${sent} of ${allowance.messages} messages of this month`,
      botId,
      details: { bot: botName, sent, most: allowance.messages, then: allowance.then },
    });

  /**
   * For `Intent.together`: counts the message of this run in the transaction that writes it. A repeat after a crash finds the
   * message by its key and does not come here. The transaction throws `allowance-used` where the allowance is used.
   */
  const counted = async (run: RunRow): Promise<Together> => {
    const { botId } = run;
    const now = await month();
    return async (trx) => {
      const allowance = await keeper().allowance(trx, botId);
      const most = allowance?.messages ?? null;
      if (!(await addMessage(db, trx, { botId, month: now, most })))
        throw new DomainError(ALLOWANCE_USED, 'the bot has reached its monthly message limit', {
          status: 409,
        });
      if (!allowance) return [];
      const sent = await sentIn(trx, { botId, month: now });
      const news = newsOf(sent, allowance);
      if (news === null) return [];
      await tell(trx, run, { sent, news, allowance });
      if (news === 'used')
        await keeper().trouble(trx, botId, { step: null, kind: null, reason: ALLOWANCE_USED });
      return [{ type: 'bot', id: botId }];
    };
  };

  return { month, counted };
};
export type Counting = ReturnType<typeof createCounting>;
