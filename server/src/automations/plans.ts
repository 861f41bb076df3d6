import type { Core } from '@strapi/strapi';
import { botsService, numbersForBots, type AutomatedFlow } from '../bots/public';
import { automationTrigger, type AutomationTrigger } from '../contracts/automations';
import { gateRules, type GateRules } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { templatesService, type TemplateRow } from '../templates/public';
import { activeAutomations } from './store';
import type { AutomationRow } from './tables';

/** An automation that is switched on, with all that is known of it before a transaction. */
export interface Plan {
  id: number;
  row: AutomationRow;
  trigger: AutomationTrigger;
  /** Null: it is gone, off or empty. */
  flow: AutomatedFlow | null;
  /** With which it surely begins; null: with something else. */
  opening: TemplateRow | null;
  /** Numbers by which it may begin, the first one for people whom nobody talked with. */
  accountIds: number[];
  /** How messages are judged, by Settings. */
  rules: GateRules;
}

const triggerOf = ({ trigger }: AutomationRow): AutomationTrigger | null =>
  automationTrigger.safeParse(trigger).data ?? null;

/** Makes plans of rows; outside of transactions only. */
const createPlanner =
  (strapi: Core.Strapi) =>
  async (
    rows: readonly AutomationRow[],
    flows: ReadonlyMap<number, AutomatedFlow>
  ): Promise<Plan[]> => {
    const templateIds = [...flows.values()].flatMap(({ templateId }) => templateId ?? []);
    const templates = await templatesService(strapi).byIds(templateIds);
    const numbers = await numbersForBots(strapi);
    const rules = gateRules(await settingsService(strapi).get());
    return rows.flatMap((row): Plan[] => {
      const trigger = triggerOf(row);
      const known = flows.get(row.botId);
      const flow = known?.isActive && known.isPublished ? known : null;
      const opening = templates.get(flow?.templateId ?? 0) ?? null;
      const accountIds = numbers({ accountId: flow?.accountId ?? null }, opening);
      return trigger ? [{ id: row.id, row, trigger, flow, opening, accountIds, rules }] : [];
    });
  };

/** Reads plans; outside of transactions only. */
export const createPlans = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  const planned = createPlanner(strapi);
  /** `wanted`: which of those that are switched on. */
  return async (wanted: (row: AutomationRow) => boolean): Promise<Plan[]> => {
    const rows = (await activeAutomations(db.knex)).filter(wanted);
    if (rows.length === 0) return [];
    const flows = await botsService(strapi).automated.flows(rows.map(({ botId }) => botId));
    return planned(rows, flows);
  };
};
export type Plans = ReturnType<typeof createPlans>;

/** The plan that an automation would have with this flow, be it saved or not; null: its trigger is of another release. */
export const planOf = async (
  strapi: Core.Strapi,
  row: AutomationRow,
  flow: AutomatedFlow | null
): Promise<Plan | null> => {
  const flows = new Map(flow ? [[row.botId, flow] as const] : []);
  return (await createPlanner(strapi)([row], flows))[0] ?? null;
};
