import type { SegmentUse } from '../segments/public';
import type { Sql } from '../strapi/db';
import { automationsOfBots } from './store';

/** Uses by bots and flows, with an automation in place of its own flow: nobody sees that one among the bots. */
export const ofAutomations = async (
  sql: Sql,
  uses: ReadonlyMap<number, readonly SegmentUse[]>
): Promise<Map<number, SegmentUse[]>> => {
  const botIds = new Set([...uses.values()].flat().map(({ id }) => id));
  const owners = new Map<number, SegmentUse>();
  for (const { id, name, botId, ownsBot } of await automationsOfBots(sql, [...botIds]))
    if (ownsBot) owners.set(botId, { kind: 'automation', id, name });
  return new Map(
    [...uses].map(([asked, list]) => [
      asked,
      list.map((use) => ({ ...use, ...owners.get(use.id) })),
    ])
  );
};
