import type { Core } from '@strapi/strapi';
import { forgetAutomationsOf } from '../automations/public';
import { forgetRunsOf } from '../flows/public';
import { forgetRecipients, keepFigures } from '../campaigns/public';
import { forgetCarriedOf, forgetLedgerOf } from '../consent/public';
import { contactsService } from '../contacts/public';
import { conversationsService, peopleBeingSent } from '../conversations/public';
import { conversionsService } from '../conversions/public';
import { groupsService } from '../groups/public';
import { linksService } from '../links/public';
import { forgetHandovers } from '../handover/public';
import { removeLogsOf } from '../logs/public';
import { operationsService } from '../operations/public';
import { optInService } from '../opt-in/public';
import { forgetDeliveries } from '../outbound/public';
import { forgetTyped, noteErasures, privacyService } from '../privacy/public';
import { unlinkPeople } from '../records/public';
import { forgetLater, removeAttempts } from '../sending/public';
import { contextOf } from '../strapi/context';
import { removeAnswersOf, removeNotesOf } from '../team/public';
import { removeTasksOf } from '../tasks/public';
import { removeTestersOf } from '../testers/public';

/** What each room forgets when people are deleted, no matter who deletes them. Read it to see what goes. */
export const connectPrivacy = (strapi: Core.Strapi): void => {
  const conversations = conversationsService(strapi);
  const people = contactsService(strapi);
  people.removeGuards.push(peopleBeingSent);
  people.removeEffects.push(
    // First: they read who they were.
    noteErasures(strapi),
    forgetTyped,
    conversations.purge.removeEffect,
    groupsService(strapi).removeEffect,
    optInService(strapi).removeEffect,
    forgetDeliveries,
    (trx, ids) => linksService(strapi).removeEffect(trx, ids),
    (trx, ids) => conversionsService(strapi).removeEffect(trx, ids),
    forgetHandovers,
    // Before the links go: by them it finds the entries.
    forgetAutomationsOf(strapi),
    unlinkPeople,
    removeTasksOf,
    removeTestersOf,
    removeNotesOf,
    forgetLater,
    removeAnswersOf,
    forgetRunsOf(contextOf(strapi).clock),
    forgetRecipients(contextOf(strapi).db),
    forgetLedgerOf,
    forgetCarriedOf,
    removeLogsOf
  );
  conversations.purge.effects.push(keepFigures(contextOf(strapi).db), removeAttempts);
  for (const kind of privacyService(strapi).operationKinds)
    operationsService(strapi).register(kind);
};
