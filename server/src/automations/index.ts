import { defineRoom } from '../strapi/room';
import { automationsHttp, automationWatchHttp } from './http';
import { readyAutomationsHttp } from './ready-http';
import { createAutomationsService } from './service';
import {
  automationTable,
  changeTable,
  dueTable,
  memberTable,
  onceTable,
  seenTable,
  segmentLookTable,
  startTable,
  watchedTypeTable,
} from './tables';

/**
 * When flows begin by themselves, and for whom: what became of entries of the host's content types, noticed in the transaction
 * that changed them (E-02), times before and after their dates, the clock, and who enters or leaves a segment (E-35). What was
 * seen of watched entries last, and what changed in them, is kept here; so is what each automation began, and why it began
 * nothing.
 */
export const automations = defineRoom({
  name: 'automations',
  tables: [
    automationTable,
    watchedTypeTable,
    seenTable,
    changeTable,
    dueTable,
    onceTable,
    startTable,
    memberTable,
    segmentLookTable,
  ],
  services: { automations: createAutomationsService },
  // Before the addresses that name an automation: a word is no id.
  http: [readyAutomationsHttp, automationsHttp, automationWatchHttp],
});
