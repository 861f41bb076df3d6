import type { Core } from '@strapi/strapi';
import type { FlowGraph } from '../contracts/flow-graph';
import { flowsService } from '../flows/public';
import { contextOf } from '../strapi/context';
import { templateFamilies, templateFamily } from '../templates/public';
import { placed, templatesIn } from './domain/chain';
import type { BotsService } from './public';
import { allBots } from './store';
import type { BotRow } from './tables';

const namedIn = (graph: FlowGraph | null): Set<number> =>
  templatesIn(placed({ steps: null, graph }));

interface Sent {
  row: BotRow;
  /** As it is published, and in versions in which people still are. */
  sent: ReadonlySet<number>;
  /** Only in its draft. */
  waiting: ReadonlySet<number>;
}

/** Which bots and flows send a template, those of automations too. */
export const createTemplateUses = (
  strapi: Core.Strapi
): Pick<BotsService, 'usesOfTemplate' | 'countsPerTemplate'> => {
  const { db } = contextOf(strapi);

  /** The templates that each bot names. */
  const sentByBots = async (): Promise<Sent[]> => {
    const open = await flowsService(strapi).openVersions();
    return (await allBots(db.knex)).map((row) => {
      const opened = open.flatMap((one) => (one.botId === row.id ? [...namedIn(one.graph)] : []));
      const sent = new Set([...templatesIn(placed(row)), ...opened]);
      return { row, sent, waiting: namedIn(row.draft?.graph ?? null) };
    });
  };

  return {
    usesOfTemplate: async (templateId) => {
      // A bot that names another language of it sends this one to those who speak it, and goes on without it.
      const family = [templateId, ...(await templateFamily(db.knex, templateId))];
      return (await sentByBots()).flatMap(({ row, sent, waiting }) => {
        const { id, name, active, finishing, graph, draft } = row;
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
      const families = await templateFamilies(db.knex);
      const counts = new Map<number, number>();
      for (const { sent, waiting } of await sentByBots()) {
        const named = [...sent, ...waiting].flatMap((id) => [...(families.get(id) ?? [])]);
        for (const templateId of new Set(named))
          counts.set(templateId, (counts.get(templateId) ?? 0) + 1);
      }
      return [...counts].map(([templateId, bots]) => ({
        templateId,
        campaigns: 0,
        bots,
        lastAt: null,
      }));
    },
  };
};
