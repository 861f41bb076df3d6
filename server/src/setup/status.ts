import type { Core } from '@strapi/strapi';
import { accountsService, isSimulator, type AccountRow } from '../accounts/public';
import type { SetupResult } from '../contracts/setup';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { advisedDeniedTypes } from '../strapi/upload-security';
import { setupSteps, type SetupFacts } from './domain/checklist';
import type { SetupAsker, SetupService } from './public';
import { missingRoles } from './roles';
import { countSampleRows } from './sample-store';
import { createSimulatorProbe } from './simulator';
import {
  administrators,
  countPeople,
  countTeamRoles,
  hasAcceptedMessage,
  hasConsent,
  roleEditors,
} from './store';
import { uploadingRoles } from './upload-rights';

const NOBODY: SetupAsker = { mayMakeRoles: false, mayEditRoles: false, mayConfigure: false };

/** The checklist of the first run, computed from what is there. */
export const createStatus = (strapi: Core.Strapi): SetupService['status'] => {
  const { db, clock, secrets } = contextOf(strapi);
  const probe = createSimulatorProbe(clock);
  /** Once true it stays true, so the message table is searched only before the first message. */
  let messageAccepted = false;

  const factsOf = async (
    accounts: readonly AccountRow[]
  ): Promise<SetupFacts & { webhookUrl: string }> => {
    const { webhookUrl, webhookReachable } = await accountsService(strapi).listView();
    messageAccepted ||= await hasAcceptedMessage(db.knex);
    return {
      encryptionKey: secrets.available(),
      webhookUrl,
      webhookReachable,
      numbers: accounts.map((account) => ({
        status: account.status,
        label: account.displayPhoneNumber ?? account.name,
        simulator: isSimulator(account),
        lastEventAt: account.lastEventAt,
      })),
      messageAccepted,
      paymentTicked: (await settingsService(strapi).get()).paymentTicked,
      consents: await hasConsent(db.knex),
      ...(await countPeople(db.knex)),
      teamRoles: await countTeamRoles(strapi),
    };
  };
  const libraryFor = async (asker: SetupAsker): Promise<SetupResult['library']> =>
    asker.mayConfigure
      ? {
          roles: await uploadingRoles(strapi),
          allowed: asker.mayEditRoles,
          roleEditors: await roleEditors(strapi),
          deniedTypes: advisedDeniedTypes(strapi),
        }
      : null;

  return async (asker = NOBODY) => {
    const accounts = await accountsService(strapi).list();
    const facts = await factsOf(accounts);
    const steps = setupSteps(facts);
    const simulated = accounts.find(isSimulator);
    const rows = await countSampleRows(db.knex);
    return {
      configured: accounts.length > 0,
      steps,
      done: steps.filter((step) => step.state === 'done').length,
      webhookUrl: facts.webhookUrl,
      simulator: await probe(simulated?.baseUrl ?? null),
      sample: { loaded: rows > 0, rows, allowed: simulated !== undefined },
      roles: {
        missing: (await missingRoles(strapi)).map(({ key }) => key),
        allowed: asker.mayMakeRoles,
      },
      library: await libraryFor(asker),
      administrators: await administrators(strapi),
    };
  };
};
