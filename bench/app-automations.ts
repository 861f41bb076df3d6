import type { Core } from '@strapi/types';
import { automationsService } from '../server/src/automations/public';
import { startTable, watchedTypeTable } from '../server/src/automations/tables';
import { botsService } from '../server/src/bots/public';
import { automationBody } from '../server/src/contracts/automations';
import { createBotBody } from '../server/src/contracts/bots';
import { mappingBody } from '../server/src/contracts/records';
import { runTable } from '../server/src/flows/public';
import { recordsService } from '../server/src/records/public';
import { createAdminUsers } from '../tests/support/admin-users';
import { waIdOf } from './app-people';

const CUSTOMER = 'api::customer.customer';
const CUSTOMERS = 'customers';
/** Rows of one insert. */
const ROWS = 200;
const LOOK_MS = 50;

interface Documents {
  update(params: { documentId: string; data: object }): Promise<unknown>;
}

const documentOf = (n: number): string => `bench${String(n).padStart(19, '0')}`;

/** Entries of customers with numbers of people, written past everybody who follows entries. */
export const addCustomers = async (strapi: Core.Strapi, count: number): Promise<void> => {
  const knex = strapi.db.connection;
  const at = new Date();
  const stamps = { created_at: at, updated_at: at, published_at: at };
  await knex.transaction(async (trx) => {
    for (let from = 1; from <= count; from += ROWS) {
      const size = Math.min(ROWS, count - from + 1);
      const row = (n: number) => ({
        ...{ document_id: documentOf(n), name: `Customer ${n}`, phone: `+${waIdOf(n)}` },
        ...{ city: 'Ankara', visits: 0, ...stamps },
      });
      await trx(CUSTOMERS).insert(Array.from({ length: size }, (_, i) => row(from + i)));
    }
  });
};

/** Links the content type with people, and begins to link the entries that are there. */
export const linkCustomers = async (strapi: Core.Strapi): Promise<void> => {
  const body = {
    ...{ role: 'Customer', fields: { phone: 'phone' }, country: 'TR', createContacts: false },
    usable: ['city', 'visits'],
  };
  const actor = { id: 1, name: 'Bench' };
  const records = recordsService(strapi);
  await records.saveMapping(CUSTOMER, mappingBody.parse(body), actor);
  await records.startSync(CUSTOMER, actor);
};

/** An automation that notes each change of the city. Answers when the first look has seen every entry, and how long it took. */
export const watchCustomers = async (strapi: Core.Strapi) => {
  const { id: ownerId } = await createAdminUsers(strapi)();
  const by = { id: ownerId, name: 'Bench' };
  const bot = await botsService(strapi).create(
    createBotBody.parse({
      ...{ name: 'Bench', active: true, triggers: [] },
      graph: {
        start: 'a',
        nodes: [{ id: 'a', step: { kind: 'note', text: 'Moved', onFail: 'go-on' }, to: {} }],
      },
    }),
    by
  );
  const automations = automationsService(strapi);
  const started = performance.now();
  const { id } = await automations.create(
    automationBody.parse({
      ...{ name: 'Bench', botId: bot.id, once: { per: 'event' } },
      trigger: { kind: 'updated', uid: CUSTOMER, field: 'city' },
    }),
    by
  );
  const order = { active: true, waiting: 'end', existing: null } as const;
  await automations.setActive(id, order, by);
  const watched = () =>
    strapi.db
      .connection(watchedTypeTable.table)
      .where({ uid: CUSTOMER })
      .whereNotNull('filled_at')
      .first();
  while (!(await watched())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return { id, botId: bot.id, seconds: (performance.now() - started) / 1000 };
};

/** Saves one customer after another, each with another value of the field. Answers saves per second. */
export const saveCustomers = async (
  strapi: Core.Strapi,
  { count, field, round }: { count: number; field: 'city' | 'visits'; round: number }
): Promise<number> => {
  const customers = strapi.documents(CUSTOMER as never) as unknown as Documents;
  const started = performance.now();
  for (let n = 1; n <= count; n += 1) {
    const value = field === 'city' ? `City ${round}` : round;
    await customers.update({ documentId: documentOf(n), data: { [field]: value } });
  }
  return count / ((performance.now() - started) / 1000);
};

/** What an automation did so far. */
export interface AutomationProgress {
  held: number;
  started: number;
  ended: number;
}

export const automationProgress = async (
  strapi: Core.Strapi,
  { id, botId }: { id: number; botId: number }
): Promise<AutomationProgress> => {
  const knex = strapi.db.connection;
  const count = async (rows: ReturnType<typeof knex>): Promise<number> => {
    const [row] = (await rows.count({ n: '*' })) as { n: unknown }[];
    return Number(row?.n);
  };
  const results = (result: string) => knex(startTable.table).where({ automation_id: id, result });
  return {
    held: await count(results('held')),
    started: await count(results('started')),
    ended: await count(knex(runTable.table).where({ bot_id: botId }).whereNotNull('ended_at')),
  };
};

/** Begins what an automation holds because it is far more than usual. */
export const releaseHeld = async (strapi: Core.Strapi, id: number): Promise<void> => {
  const [newest] = (await strapi.db
    .connection(startTable.table)
    .where({ automation_id: id, result: 'held' })
    .max({ id: 'id' })) as { id: unknown }[];
  const answer = { answer: 'start', upTo: Number(newest?.id ?? 0) } as const;
  await automationsService(strapi).answer(id, answer, { id: 1, name: 'Bench' });
};
