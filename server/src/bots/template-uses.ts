import type { Core } from '@strapi/strapi';
import { flowsService } from '../flows/public';
import { contextOf } from '../strapi/context';
import { placed, templatesIn } from './domain/chain';
import type { BotsService } from './public';
import { allBots } from './store';
import type { BotRow } from './tables';

/** What is published sends it. */
const sends = (row: BotRow, templateId: number): boolean =>
  templatesIn(placed(row)).has(templateId);

/** A change that waits to be published would send it. */
const wouldSend = ({ draft }: BotRow, templateId: number): boolean =>
  templatesIn(placed({ steps: null, graph: draft?.graph ?? null })).has(templateId);

/** Which bots and flows send a template, those of automations too. */
export const createTemplateUses = (
  strapi: Core.Strapi
): Pick<BotsService, 'usesOfTemplate' | 'countsPerTemplate'> => {
  const { db } = contextOf(strapi);
  return {
    usesOfTemplate: async (templateId) => {
      const rows = await allBots(db.knex);
      const open = (await flowsService(strapi).openVersions()).filter(({ graph }) =>
        templatesIn(placed({ steps: null, graph })).has(templateId)
      );
      const opened = new Set(open.map(({ botId }) => botId));
      return rows.flatMap((row) => {
        const { id, name, active, finishing, graph } = row;
        const isSent = sends(row, templateId) || opened.has(id);
        if (!isSent && !wouldSend(row, templateId)) return [];
        return [
          {
            kind: graph || row.draft?.graph ? ('flow' as const) : ('bot' as const),
            id,
            name,
            state: active ? 'active' : 'inactive',
            needsIt: isSent && (active || finishing),
          },
        ];
      });
    },
    countsPerTemplate: async () => {
      const counts = new Map<number, number>();
      for (const row of await allBots(db.knex))
        for (const templateId of templatesIn(placed(row)))
          counts.set(templateId, (counts.get(templateId) ?? 0) + 1);
      return [...counts].map(([templateId, bots]) => ({
        templateId,
        campaigns: 0,
        bots,
        lastAt: null,
      }));
    },
  };
};
