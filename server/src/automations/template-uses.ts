import type { BotTemplateUse } from '../bots/public';
import type { TemplateUse } from '../contracts/template-draft';
import type { Sql } from '../strapi/db';
import { automationsOfBots } from './store';

/** Bots and flows that send a template, with the automations that begin them; the own flow of one stands for it. */
export const withAutomations = async (
  sql: Sql,
  uses: readonly BotTemplateUse[]
): Promise<TemplateUse[]> => {
  const automations = await automationsOfBots(
    sql,
    uses.map(({ id }) => id)
  );
  const bots = uses.filter(({ ofAutomation }) => !ofAutomation);
  return [
    ...bots.map(({ names: _names, ofAutomation: _of, ...use }) => use),
    ...automations.map(({ id, name, active, botId }) => {
      const bot = uses.find((use) => use.id === botId);
      const needsIt = bot?.needsIt === true || (active && bot?.names === true);
      const state = active ? 'active' : 'inactive';
      return { kind: 'automation' as const, id, name, state, needsIt };
    }),
  ];
};
