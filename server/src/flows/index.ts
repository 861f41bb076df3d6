import { defineRoom } from '../strapi/room';
import { createFlowsService } from './service';
import {
  flowVersionTable,
  monthTable,
  runFactTable,
  runOrderTable,
  runStepTable,
  runTable,
} from './tables';

/** What runs: the steps of bots and flows, one after the other, each done once. */
export const flows = defineRoom({
  name: 'flows',
  tables: [runTable, runStepTable, runFactTable, monthTable, flowVersionTable, runOrderTable],
  services: { flows: createFlowsService },
});
