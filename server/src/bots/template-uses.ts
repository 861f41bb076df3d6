import type { Core } from '@strapi/strapi';
import type { TemplateUse } from '../contracts/template-draft';
import { flowsService } from '../flows/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { placed, templatesIn } from './domain/chain';
import { allBots } from './store';

/** A bot that sends a template; the flow of an automation is shown as that. */
export interface BotTemplateUse extends TemplateUse {
  ofAutomation: boolean;
  /** A step names this very template, and not another language of it. */
  names: boolean;
}

/**
 * Bots that send this template. One that names another language of it sends this one to those who speak it, and goes on
 * without it.
 */
export const usesOfTemplate = async (
  strapi: Core.Strapi,
  templateId: number
): Promise<BotTemplateUse[]> => {
  const rows = await allBots(contextOf(strapi).db.knex);
  const open = await flowsService(strapi).openVersions();
  const { languages } = await templatesService(strapi).languagesOf(templateId);
  const graphs = [
    ...rows.map((row) => ({ botId: row.id, named: templatesIn(placed(row)) })),
    ...open.map(({ botId, graph }) => ({
      botId,
      named: templatesIn(placed({ steps: null, graph })),
    })),
  ];
  const botsWith = (ids: readonly number[]): ReadonlySet<number> =>
    new Set(
      graphs.filter(({ named }) => ids.some((id) => named.has(id))).map(({ botId }) => botId)
    );
  const naming = botsWith([templateId]);
  const sending = botsWith([templateId, ...languages.map(({ id }) => id)]);
  return rows
    .filter(({ id }) => sending.has(id))
    .map(({ id, name, active, finishing, ofAutomation }) => ({
      kind: 'bot',
      id,
      name,
      state: active ? 'active' : 'inactive',
      needsIt: (active || finishing) && naming.has(id),
      names: naming.has(id),
      ofAutomation,
    }));
};
