import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService } from '../bots/public';
import type { AutomationBody } from '../contracts/automations';
import type { FlowGraph } from '../contracts/flow-graph';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { listAutomations } from './store';
import type { AutomationRow } from './tables';

/** What a flow of its own says: a graph, or what another flow says; else nothing yet. */
export interface Said {
  graph?: FlowGraph | undefined;
  as?: number | undefined;
}

/** Which flow an automation begins: one of the bots, or one of its own that is made, renamed and deleted with it. */
export const createFlowChoice = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  const flows = () => botsService(strapi).automated;
  return {
    /** The flow that the writer chose, or one of its own. */
    botFor: async (
      trx: Knex.Transaction,
      { botId, name, graph, as }: Pick<AutomationBody, 'botId' | 'name'> & Said,
      before: Pick<AutomationRow, 'botId' | 'ownsBot'> | null
    ): Promise<Pick<AutomationRow, 'botId' | 'ownsBot'>> => {
      if (before?.ownsBot && (botId === null || botId === before.botId)) {
        await flows().rename(trx, before.botId, name);
        return { botId: before.botId, ownsBot: true };
      }
      if (before?.ownsBot) await flows().remove(trx, before.botId);
      if (botId !== null) return { botId, ownsBot: false };
      const flow = { name, graph };
      const made = await (as === undefined ? flows().make(trx, flow) : flows().copy(trx, as, name));
      return { botId: made, ownsBot: true };
    },
    /** Another bot than its own may not be one that belongs to an automation: nobody sees it. */
    refuseForeign: async (
      botId: number | null,
      before: Pick<AutomationRow, 'botId'> | null
    ): Promise<void> => {
      if (botId === null || botId === before?.botId) return;
      const all = await listAutomations(db.knex);
      if (!all.some((row) => row.ownsBot && row.botId === botId)) return;
      throw new DomainError('of-another-automation', 'This flow belongs to another automation.', {
        status: 409,
        field: 'botId',
        remedy: 'Choose another flow.',
      });
    },
  };
};
