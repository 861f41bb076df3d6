import type { Core } from '@strapi/strapi';
import type { MergeEffect } from '../contacts/public';
import type {
  AutomationActiveBody,
  AutomationFigures,
  AutomationProblem,
  AutomationTypes,
  AutomationView,
  ExistingEntries,
  FloodBody,
  HeldChanges,
  HeldChangesBody,
} from '../contracts/automation-desk';
import type {
  AutomationAhead,
  AutomationAheadBody,
  AutomationRehearsal,
  ListStartsResult,
  RehearseAutomationBody,
  StartsWanted,
} from '../contracts/automation-watch';
import type {
  AutomationBody,
  CheckAutomationBody,
  CopyAutomationBody,
  UpdateAutomationBody,
} from '../contracts/automations';
import type { ReadyAutomationBody, ReadyAutomationsResult } from '../contracts/ready-automations';
import type { ReadyLanguage } from '../contracts/ready-flow-words';
import type { RunEffect, RunSources } from '../flows/public';
import type { EntryWatcher } from '../records/public';
import type { RunHalts } from '../sending/public';

export { automationHolds } from './guard';
export { forgetAutomationsOf, startsQuery } from './person';
export { automationsOfPerson, changesOfPerson } from './person-export';
export { ofAutomations } from './own-flows';
export { groupsOfAutomations, segmentsOfAutomations } from './store';
export { withAutomations } from './template-uses';

/** Who changes an automation. */
export interface Maker {
  id: number;
  name: string;
}

/** Who looks at what automations do. */
export interface RehearsalReader {
  id: number;
  /** They may see contacts. */
  seesPeople: boolean;
}
/** Throws `invalid` with all `problems` of the trigger and the conditions. */
export type Rehearser = (
  asked: RehearseAutomationBody,
  by: RehearsalReader
) => Promise<AutomationRehearsal>;

/** When a date or the clock comes next; titles only of entries that the asker may read in the Content Manager. */
export type AheadTeller = (
  asked: AutomationAheadBody,
  by: Pick<RehearsalReader, 'id'>
) => Promise<AutomationAhead>;

/** What colleagues do with automations. Each throws `not-found` of one that is gone. */
interface AutomationDesk {
  /** In the order in which they were made. */
  list(): Promise<AutomationView[]>;
  get(id: number): Promise<AutomationView>;
  /** Off; with a flow of its own where none is named. Throws `invalid` with the field, where the content type has no such. */
  create(body: AutomationBody, by: Maker): Promise<AutomationView>;
  /** Which linked content types fit which ready automation, and by which fields. */
  readyOffers(language: ReadyLanguage): Promise<ReadyAutomationsResult>;
  /**
   * Makes the automations of a kind, or none of them: off, each with a flow of its own as a draft. Throws `invalid` with the
   * field of the form.
   */
  makeReady(body: ReadyAutomationBody, by: Maker): Promise<AutomationView[]>;
  /** Throws `changed-meanwhile`, and `invalid` with all `problems` where it is on and could not go on. */
  update(id: number, body: UpdateAutomationBody, by: Maker): Promise<AutomationView>;
  /** Makes the same one, off; its own flow is a draft. Throws `invalid`, where the content type has no such field any more. */
  copy(id: number, body: CopyAutomationBody, by: Maker): Promise<AutomationView>;
  /** All that is wrong with one, saved or not; what stops it first. */
  check(body: CheckAutomationBody): Promise<AutomationProblem[]>;
  /** Entries that are there, which it messages only where asked. */
  existing(id: number): Promise<ExistingEntries>;
  /** Switches it. On: throws `invalid` with all `problems`, and `count-changed`. */
  setActive(id: number, order: AutomationActiveBody, by: Maker): Promise<AutomationView>;
  /** Starts or drops what waits, up to the start that is named; throws `not-held` where it asks about none of that. */
  answer(id: number, body: FloodBody, by: Maker): Promise<AutomationView>;
  /** Changes made in bulk or outside of Strapi that would set it off: it starts for them only where asked. */
  held(id: number): Promise<HeldChanges>;
  /** Starts for them, up to one of them and as many as were seen; throws `count-changed`. */
  startHeld(id: number, body: HeldChangesBody, by: Maker): Promise<AutomationView>;
  /** Its runs end, and its own flow goes with it. */
  remove(id: number, by: Maker): Promise<void>;
  /** Content types that are linked with people, with their fields. */
  types(): Promise<AutomationTypes>;
  /** What one would have done, saved or not; sends and writes nothing. */
  rehearse: Rehearser;
  ahead: AheadTeller;
  /** A page of what it did, the newest first. */
  starts(id: number, wanted: StartsWanted, by: RehearsalReader): Promise<ListStartsResult>;
  /** What it did in the last days. */
  figures(id: number, days: number): Promise<AutomationFigures>;
}

export interface AutomationsService extends AutomationDesk {
  /** Reads what is watched; at start, and by a timer of each process. */
  load(): Promise<void>;
  /** For `recordsService.watchers`. */
  watcher: EntryWatcher;
  /**
   * First looks, entries that are gone, looks after changes of very many entries; then what changes, moments and segments set
   * off. By a timer, in one process at a time. Never rejects.
   */
  work(): Promise<void>;
  /** Finds what nobody heard of; once a night. */
  sweep(): Promise<void>;
  /** Switches off automations that may not or cannot go on, each with the reason; once a minute. */
  inspect(): Promise<void>;
  /** Says which automations should have run by their own past and did not; once an hour. */
  listen(): Promise<void>;
  /** Takes changes and starts away that are too old. */
  purge(): Promise<void>;
  /** For `contactsService.mergeEffects`, after the one of flows. */
  mergeEffect: MergeEffect;
  /** For `flowsService.sources`. */
  halts: RunSources['halts'];
  causeOf: RunSources['causeOf'];
  /** For `sendingService.runHalts`. */
  runHalts: RunHalts;
  /** For `flowsService.runEffects`. */
  runEnded: RunEffect;
}

export const automationsService = (strapi: Core.Strapi): AutomationsService =>
  strapi.plugin('whatsapp').service('automations') as AutomationsService;
