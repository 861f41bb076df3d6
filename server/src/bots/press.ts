import type { Core } from '@strapi/strapi';
import type { FlowProblem } from '../contracts/bots';
import type { FlowGraph } from '../contracts/flow-graph';
import { asksCustomer, openingOf, stepsIn } from '../flows/public';
import { categoryOf } from '../sending/public';
import { templatesService } from '../templates/public';
import type { BotRow } from './tables';

type Chain = Pick<BotRow, 'graph' | 'steps'>;

/** The utility template with which it surely begins, where nothing of it can be pressed or answered; null: all is well. */
const silentOpening = async (strapi: Core.Strapi, chain: Chain): Promise<string | null> => {
  const opening = openingOf(chain);
  if (opening?.step.kind !== 'template' || asksCustomer(chain)) return null;
  const { templateId } = opening.step;
  const ids = stepsIn(chain).flatMap((step) => (step.kind === 'template' ? [step.templateId] : []));
  const templates = templatesService(strapi);
  const rows = await templates.byIds(ids);
  const first = rows.get(templateId);
  if (!first || categoryOf(first) !== 'UTILITY') return null;
  const hasButtons = [...rows.values()].some((row) => templates.view(row).buttons.length > 0);
  return hasButtons ? null : opening.id;
};

/** Should it end in a step of the customer, and does not (E-33)? */
export const lacksPress = async (strapi: Core.Strapi, chain: Chain): Promise<boolean> =>
  (await silentOpening(strapi, chain)) !== null;

/** The same for the check of a flow, at the template. */
export const pressProblems = async (
  strapi: Core.Strapi,
  graph: FlowGraph
): Promise<FlowProblem[]> => {
  const node = await silentOpening(strapi, { graph, steps: null });
  return node === null ? [] : [{ node, field: 'kind', kind: 'no-press', level: 'warn' }];
};
