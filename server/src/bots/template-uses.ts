import type { Core } from '@strapi/strapi';
import type { FlowGraph } from '../contracts/flow-graph';
import { flowsService } from '../flows/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { placed, templatesIn } from './domain/chain';
import type { BotsService } from './public';
import { allBots } from './store';

const namedIn = (graph: FlowGraph | null): Set<number> =>
  templatesIn(placed({ steps: null, graph }));

/** Which bots and flows send a template, those of automations too. */
export const createTemplateUses = (
  strapi: Core.Strapi
): Pick<BotsService, 'usesOfTemplate' | 'countsPerTemplate'> => {
  const { db } = contextOf(strapi);
  return {
    usesOfTemplate: async (templateId) => {
      const rows = await allBots(db.knex);
      const open = await flowsService(strapi).openVersions();
      const { languages } = await templatesService(strapi).languagesOf(templateId);
      // A bot that names another language of it sends this one to those who speak it, and goes on without it.
      const family = [templateId, ...languages.map(({ id }) => id)];
      return rows.flatMap((row) => {
        const { id, name, active, finishing, graph, draft } = row;
        const opened = open.flatMap((one) => (one.botId === id ? [...namedIn(one.graph)] : []));
        const sent = new Set([...templatesIn(placed(row)), ...opened]);
        const waiting = namedIn(draft?.graph ?? null);
        if (!family.some((one) => sent.has(one) || waiting.has(one))) return [];
        return [
          {
            kind: graph || draft?.graph ? ('flow' as const) : ('bot' as const),
            id,
            name,
            state: active ? 'active' : 'inactive',
            needsIt: sent.has(templateId) && (active || finishing),
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
