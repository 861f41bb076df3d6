import type { TemplateUse } from '../contracts/template-draft';
import type { Sql } from '../strapi/db';
import { automationsOfBots } from './store';

/**
 * Uses of a template by bots and flows, with the automations that begin them. The own flow of an automation is not named
 * beside it: nobody sees it among the bots.
 */
export const withAutomations = async (
  sql: Sql,
  uses: readonly TemplateUse[]
): Promise<TemplateUse[]> => {
  const byBot = new Map(uses.map((use) => [use.id, use]));
  const beginning = await automationsOfBots(sql, [...byBot.keys()]);
  const owned = new Set(beginning.flatMap(({ ownsBot, botId }) => (ownsBot ? [botId] : [])));
  return [
    ...uses.filter(({ id }) => !owned.has(id)),
    ...beginning.map(({ id, name, active, finishing, botId, ownsBot }) => ({
      kind: 'automation' as const,
      id,
      name,
      state: active ? 'active' : 'inactive',
      // A draft of its flow alone would not miss the template. For its own flow, which is not named, it answers alone.
      needsIt: (byBot.get(botId)?.needsIt ?? false) && (active || finishing || ownsBot),
    })),
  ];
};
