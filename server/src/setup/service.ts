import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { accountsService, isSimulator, type AccountRow } from '../accounts/public';
import { createAccountBody } from '../contracts/accounts';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { setupSteps, type SetupFacts } from './domain/checklist';
import type { SetupService } from './public';
import { insertSample } from './sample';
import { countSampleRows, deleteSample } from './sample-store';
import { createSimulatorProbe } from './simulator';
import {
  administrators,
  countPeople,
  countTeamRoles,
  hasAcceptedMessage,
  hasConsent,
} from './store';

/** What `connectNumber` takes from code: checked like a form. */
const connectInput = createAccountBody.extend({
  verifyToken: z
    .string()
    .regex(/^[\w.-]{4,64}$/, '4 to 64 letters, digits, _ . -')
    .optional(),
});

const checkedInput = (input: unknown): z.infer<typeof connectInput> => {
  const parsed = connectInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new DomainError('invalid', `${field}: ${issue?.message ?? 'invalid'}`, {
    field,
    remedy: issue?.message ?? '',
  });
};

const noSimulator = (): DomainError =>
  new DomainError(
    'no-simulator',
    'Sample data needs a number of the simulator, so that nobody real is written to',
    {
      status: 409,
      remedy: 'Start the simulator and connect its number.',
    }
  );

export const createSetupService = ({ strapi }: { strapi: Core.Strapi }): SetupService => {
  const { db, clock, secrets } = contextOf(strapi);
  const probe = createSimulatorProbe(clock);
  /** Once true it stays true, so the message table is searched only before the first message. */
  let messageAccepted = false;

  const simulatorAccount = (accounts: readonly AccountRow[]): AccountRow | undefined =>
    accounts.find(isSimulator);

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
      people: await countPeople(db.knex),
      teamRoles: await countTeamRoles(strapi),
    };
  };
  const status: SetupService['status'] = async () => {
    const accounts = await accountsService(strapi).list();
    const facts = await factsOf(accounts);
    const steps = setupSteps(facts);
    const simulated = simulatorAccount(accounts);
    const rows = await countSampleRows(db.knex);
    return {
      configured: accounts.length > 0,
      steps,
      done: steps.filter((step) => step.state === 'done').length,
      webhookUrl: facts.webhookUrl,
      simulator: await probe(simulated?.baseUrl ?? null),
      sample: { loaded: rows > 0, rows, allowed: simulated !== undefined },
      administrators: await administrators(strapi),
    };
  };

  const approvedTemplate = async (account: AccountRow) => {
    const { templates } = await templatesService(strapi).list({
      accountId: account.id,
      status: 'APPROVED',
    });
    const best =
      templates.find((one) => one.category === 'MARKETING' && one.sendable.ok) ?? templates[0];
    return best ? templatesService(strapi).get(best.id) : null;
  };
  const note = (event: string, text: string): void =>
    logsService(strapi).write({ area: 'engine', level: 'info', event, text });

  const loadSampleData: SetupService['loadSampleData'] = async () => {
    const account = simulatorAccount(await accountsService(strapi).list());
    if (!account) throw noSimulator();
    if ((await countSampleRows(db.knex)) > 0) return { rows: await countSampleRows(db.knex) };
    const template = await approvedTemplate(account);
    await db.tx((trx) => insertSample(db, trx, { account, template, now: clock.now() }));
    const rows = await countSampleRows(db.knex);
    note('sample-loaded', `Sample data loaded: ${rows} rows`);
    return { rows };
  };
  const removeSampleData: SetupService['removeSampleData'] = async () => {
    const rows = await countSampleRows(db.knex);
    if (rows === 0) return { rows: 0 };
    await db.tx(deleteSample);
    note('sample-removed', `Sample data removed: ${rows} rows`);
    return { rows };
  };

  return {
    connectNumber: async (input) => {
      const account = await accountsService(strapi).connectNumber(checkedInput(input));
      if (account.status === 'connected') await templatesService(strapi).sync(account.id);
      return accountsService(strapi).get(account.id);
    },
    status,
    loadSampleData,
    removeSampleData,
  };
};
