import { defineRoom } from '../strapi/room';
import { createFlowsService } from './service';
import { flowVersionTable, runFactTable, runStepTable, runTable } from './tables';

/** What runs: the steps of bots and flows, one after the other, each done once. */
export const flows = defineRoom({
  name: 'flows',
  tables: [runTable, runStepTable, runFactTable, flowVersionTable],
  services: { flows: createFlowsService },
});
