import type { Core } from '@strapi/strapi';
import { accountsService, sendable } from '../accounts/public';
import type { TemplateRow } from '../templates/public';
import type { BotRow } from './tables';

/** Numbers by which a bot may begin for people, the first one for those whom nobody talked with. */
type NumbersOf = (
  bot: Pick<BotRow, 'accountId'>,
  opening: Pick<TemplateRow, 'wabaId'> | null
) => number[];

/**
 * Numbers that can send: the one of the bot, else those of the account whose template it begins with. Outside of transactions
 * only.
 */
export const numbersForBots = async (strapi: Core.Strapi): Promise<NumbersOf> => {
  const accounts = accountsService(strapi);
  const [usual, all] = [await accounts.defaultNumber(), await accounts.list()];
  const ready = all.filter((account) => sendable(account).ok);
  // Without any, what begins now waits for one until it is of no more use.
  const usable = (ready.length > 0 ? ready : all).sort(
    (a, b) => Number(b.id === usual?.id) - Number(a.id === usual?.id)
  );
  return ({ accountId: own }, opening) =>
    usable
      .filter(({ id, wabaId }) =>
        own === null ? opening === null || opening.wabaId === wabaId : id === own
      )
      .map(({ id }) => id);
};
