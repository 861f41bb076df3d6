import type { Core } from '@strapi/strapi';
import {
  ALLOWANCE_USED,
  beganEntry,
  flowsService,
  keptEntries,
  lastTurn,
  type RunRow,
} from '../flows/public';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { makeRun } from './make-run';
import type { BotsService } from './public';
import { isSpent } from './spent';
import { findBot } from './store';

/** How deep flows may begin each other without a word of the person. */
const FLOWS_DEEP = 5;

/** A flow that an automation began is about an entry, and so is what it begins; both end with the automation. */
const ofAutomation = ({ origin, flowKey, staleMs, variables }: RunRow) =>
  origin === 'automation'
    ? {
        ...{ flowKey: flowKey ?? undefined, staleMs },
        ...{ entries: keptEntries(variables), began: beganEntry(variables) },
      }
    : {};

/** A flow begins another one for the same person. */
export const createStartFrom = (strapi: Core.Strapi): BotsService['startFrom'] => {
  const { db } = contextOf(strapi);
  return async (run, botId) => {
    // In a menu of several flows people go to and fro: who has answered this one goes round with it.
    const isAnswered = typeof (await lastTurn(db.knex, run.id))?.messageId === 'number';
    const depth = isAnswered ? 1 : run.depth + 1;
    if (depth > FLOWS_DEEP)
      throw new DomainError('too-many-flows', 'flows start each other in an endless loop');
    const bot = await findBot(db.knex, botId);
    if (!bot?.active) throw new DomainError('bot-not-active', 'the flow is not active');
    const { id, step, conversationId, accountId, contactId, origin, unasked, owes } = run;
    if (bot.accountId !== null && bot.accountId !== accountId)
      throw new DomainError('bot-of-another-number', 'the flow belongs to another number');
    // One that hands over does so where it would speak.
    if (
      bot.allowance?.then === 'stop' &&
      (await isSpent(db.knex, bot, await flowsService(strapi).month()))
    )
      throw new DomainError(ALLOWANCE_USED, 'the monthly message limit of the flow is used up');
    await db.tx(async (trx) => {
      await makeRun(strapi, trx, {
        bot,
        trigger: 'flow',
        origin,
        conversation: { id: conversationId, accountId, contactId },
        fact: `flow:${id}:${step}`,
        chain: run.chain ?? undefined,
        messageId: run.messageId ?? undefined,
        unasked,
        owes,
        depth,
        ...ofAutomation(run),
      });
    });
    return bot.name;
  };
};
