import { defineRoom } from '../strapi/room';
import { automationsHttp } from './http';
import { readyAutomationsHttp } from './ready-http';
import { createAutomationsService } from './service';
import {
  automationTable,
  changeTable,
  dueTable,
  memberTable,
  onceTable,
  seenTable,
  startTable,
  watchedTypeTable,
} from './tables';

/**
 * When flows begin by themselves, and for whom: what became of entries of the host's content types, noticed in the transaction
 * that changed them (E-02), times before and after their dates, and the clock. What was seen of watched entries last, and what
 * changed in them, is kept here; so is what each automation began, and why it began nothing.
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
  ],
  services: { automations: createAutomationsService },
  // Before the addresses that name an automation: a word is no id.
  http: [readyAutomationsHttp, automationsHttp],
});
