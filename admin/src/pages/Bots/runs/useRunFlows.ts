import { useWhatsappListAutomationsQuery } from '../../../api/automations';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { useMay } from '../../../shared/permissions';

/** A flow that runs belong to, and its page. */
export interface RunFlow {
  readonly id: number;
  readonly name: string;
  readonly to: string;
}

const pageOf = (page: 'bots' | 'automations', id: number) => `/plugins/${PLUGIN_ID}/${page}/${id}`;

/**
 * The bots, and the own flows of automations, which are not among the bots: these have the name and the page of their
 * automation. `isComplete`: a flow that is not among them was deleted.
 */
export const useRunFlows = (): { flows: readonly RunFlow[]; isComplete: boolean } => {
  const maySee = useMay('automationObserve');
  const bots = useWhatsappListBotsQuery({}).data?.bots;
  const automations = useWhatsappListAutomationsQuery(undefined, { skip: !maySee }).data
    ?.automations;
  const own = (automations ?? []).filter(({ flow }) => flow.isOwn);
  return {
    flows: [
      ...(bots ?? []).map(({ id, name }) => ({ id, name, to: pageOf('bots', id) })),
      ...own.map(({ id, name, flow }) => ({ id: flow.id, name, to: pageOf('automations', id) })),
    ],
    isComplete: bots !== undefined && automations !== undefined,
  };
};
