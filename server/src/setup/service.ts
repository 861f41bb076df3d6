import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { accountsService, isSimulator, type AccountRow } from '../accounts/public';
import { createAccountBody } from '../contracts/accounts';
import type { LogEvent } from '../contracts/log-events';
import { READY_FLOWS, readyBot } from '../contracts/ready-flows';
import { DomainError } from '../kernel/errors';
import { checkedInput } from '../kernel/refused-input';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import type { SetupService } from './public';
import { createReadyRoles } from './roles';
import { insertSample } from './sample';
import { countSampleRows, deleteSample } from './sample-store';
import { createStatus } from './status';
import { removeUploadRights } from './upload-rights';

/** What `connectNumber` takes from code: checked like a form. */
const connectInput = createAccountBody.extend({
  verifyToken: z
    .string()
    .regex(/^[\w.-]{4,64}$/, '4 to 64 letters, digits, _ . -')
    .optional(),
});

const noSimulator = (): DomainError =>
  new DomainError(
    'no-simulator',
    'Sample data needs a simulator number, so that no real people get messages',
    {
      status: 409,
      remedy: 'Start the simulator and connect its number.',
    }
  );

export const createSetupService = ({ strapi }: { strapi: Core.Strapi }): SetupService => {
  const { db, clock } = contextOf(strapi);
  const approvedTemplate = async (account: AccountRow) => {
    const { templates } = await templatesService(strapi).list({
      accountId: account.id,
      status: 'APPROVED',
    });
    const best =
      templates.find((one) => one.category === 'MARKETING' && one.sendable.ok) ?? templates[0];
    return best ? templatesService(strapi).get(best.id) : null;
  };
  const note = (event: LogEvent<'engine'>, text: string, details: Record<string, unknown>): void =>
    logsService(strapi).write({ area: 'engine', level: 'info', event, text, details });

  const loadSampleData: SetupService['loadSampleData'] = async (how) => {
    const language = how?.language === 'tr' ? 'tr' : 'en';
    const account = (await accountsService(strapi).list()).find(isSimulator);
    if (!account) throw noSimulator();
    if ((await countSampleRows(db.knex)) > 0) return { rows: await countSampleRows(db.knex) };
    const template = await approvedTemplate(account);
    await db.tx((trx) => insertSample(db, trx, { account, template, language, now: clock.now() }));
    const rows = await countSampleRows(db.knex);
    note('sample-loaded', `Sample data loaded: ${rows} rows`, { rows });
    return { rows };
  };
  const removeSampleData: SetupService['removeSampleData'] = async () => {
    const rows = await countSampleRows(db.knex);
    if (rows === 0) return { rows: 0 };
    await db.tx(deleteSample);
    note('sample-removed', `Sample data removed: ${rows} rows`, { rows });
    return { rows };
  };

  return {
    connectNumber: async (input) => {
      const account = await accountsService(strapi).connectNumber(
        checkedInput(connectInput, input)
      );
      if (account.status === 'connected') await templatesService(strapi).sync(account.id);
      return accountsService(strapi).get(account.id);
    },
    status: createStatus(strapi),
    createRoles: async (how) => {
      const made = await createReadyRoles(strapi, how);
      if (made.length > 0)
        note('roles-made', `Roles created: ${made.join(', ')}`, { roles: made.join(', ') });
      return made;
    },
    removeUploadRights: async (roleIds) => {
      const names = await removeUploadRights(strapi, roleIds);
      if (names.length > 0)
        note('upload-rights-removed', `Upload rights removed: ${names.join(', ')}`, {
          roles: names.join(', '),
        });
      return names;
    },
    readyFlows: (how) => {
      const language = how?.language === 'tr' ? 'tr' : 'en';
      return READY_FLOWS.map((key) => ({ key, bot: readyBot(key, language) }));
    },
    loadSampleData,
    removeSampleData,
  };
};
