import type { Core } from '@strapi/strapi';
import { botBody } from '../contracts/bots';
import {
  ALLOWANCE_USED,
  flowsService,
  graphOfSteps,
  openingOf,
  shutBehindOpening,
} from '../flows/public';
import { contextOf } from '../strapi/context';
import { problemsOf } from './check';
import type { BotsService, OpeningTemplate } from './public';
import { isSpent } from './spent';
import { findBot } from './store';
import type { BotRow } from './tables';

type Spoken = Pick<BotRow, 'graph' | 'steps'>;

/** The template that every run of the bot sends first; null: no bot, or it may begin in another way. */
export const openingTemplateOf = (row: Spoken | null): OpeningTemplate | null => {
  const step = row && openingOf(row)?.step;
  return step?.kind === 'template'
    ? { templateId: step.templateId, byLanguage: step.byLanguage === true }
    : null;
};

/** The id that this step names, whatever language each person gets. */
export const templateOf = (row: Spoken | null): number | null =>
  openingTemplateOf(row)?.templateId ?? null;

const speaksUnanswered = ({ graph, steps }: Spoken): boolean =>
  shutBehindOpening(graph ?? graphOfSteps(steps ?? [])).length > 0;

/** What campaigns that start bots ask of them before (M-11). */
export const createFlowStarts = (
  strapi: Core.Strapi
): Pick<BotsService, 'openingTemplate' | 'flowStart'> => {
  const { db } = contextOf(strapi);

  const problemOf = async (row: BotRow | null, accountId: number): Promise<string | null> => {
    if (!row || row.ofAutomation) return 'not-found';
    if (!row.active) return 'bot-not-active';
    if (row.accountId !== null && row.accountId !== accountId) return 'bot-of-another-number';
    // A campaign is judged by its first message: it must be sure which one that is.
    if (row.graph && !openingOf(row)) return 'first-message-unclear';
    const [problem] = await problemsOf(strapi, botBody.parse(row));
    if (problem) return problem.kind;
    const month = await flowsService(strapi).month();
    return (await isSpent(db.knex, row, month)) ? ALLOWANCE_USED : null;
  };

  return {
    openingTemplate: async (botId) => openingTemplateOf(await findBot(db.knex, botId)),
    flowStart: async (botId, accountId) => {
      const row = await findBot(db.knex, botId);
      return {
        problem: await problemOf(row, accountId),
        opening: openingTemplateOf(row),
        speaksUnanswered: row !== null && speaksUnanswered(row),
      };
    },
  };
};
