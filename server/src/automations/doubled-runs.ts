import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow } from '../contacts/public';
import { messageTable } from '../conversations/public';
import { beganEntry, flowsService, runTable, type RunRow } from '../flows/public';
import { chainOfOwner, runChain, runOfChain, RUNS_LIKE, unaskedOwner } from '../sending/public';
import { contextOf } from '../strapi/context';
import { readRow, writeRow } from '../strapi/table';
import { doubledAmong, type RunUnderWay } from './domain/doubled';
import { automationOfChain, startOfKey } from './domain/flow-key';
import { calendarOf } from './dues';
import { startsByIds } from './start-store';
import { automationsByIds } from './store';

const OPEN = ['due', 'waiting', 'held'];
const STOPPED = 'automation-stopped';

/** The person whom two turned out to be, and the zone of the business. */
interface Survivor {
  contact: ContactRow;
  zone: string;
}

/** Messages to the person that answer nobody and wait to be sent, perhaps until the morning. */
const unsentTo = (trx: Knex.Transaction, { id }: ContactRow): Knex.QueryBuilder =>
  trx(messageTable.table)
    .where({ contact_id: id, state: 'queued' })
    .where('key_owner', 'like', RUNS_LIKE);

/** Runs of automations that are not over, and those that are and have something still to send. What ends anyway is neither. */
const runsUnderWay = async (trx: Knex.Transaction, contact: ContactRow): Promise<RunRow[]> => {
  const owners = await unsentTo(trx, contact).distinct<{ key_owner: string }[]>('key_owner');
  const unsent = owners.flatMap(({ key_owner: owner }) => runOfChain(chainOfOwner(owner)) ?? []);
  const raw = await trx(runTable.table)
    .where({ contact_id: contact.id, origin: 'automation' })
    .where(
      (either) =>
        void either
          .where((open) => void open.whereIn('state', OPEN).whereNull('reason'))
          .orWhereIn('id', unsent)
    )
    .select<Record<string, unknown>[]>();
  return raw.map((one) => readRow(runTable, one));
};

const doubledOf = async (
  trx: Knex.Transaction,
  { contact, zone: ofBusiness }: Survivor
): Promise<number[]> => {
  const rows = await runsUnderWay(trx, contact);
  if (rows.length < 2) return [];
  const startIds = rows.flatMap(({ flowKey }) => startOfKey(flowKey) ?? []);
  const starts = await startsByIds(trx, startIds);
  const automationIds = rows.flatMap(({ chain }) => automationOfChain(chain) ?? []);
  const automations = await automationsByIds(trx, automationIds);
  const runs = rows.map(({ id, chain, flowKey, variables, startedAt }): RunUnderWay => {
    const automationId = automationOfChain(chain);
    const automation = automations.get(automationId ?? 0);
    const start = starts.get(startOfKey(flowKey) ?? 0);
    return {
      ...{ id, automationId, flowKey, startedAt },
      // A run may wait for longer than starts are kept.
      documentId: start?.entryDocument ?? beganEntry(variables)?.documentId ?? null,
      changeId: start?.changeId ?? null,
      once: automation?.once ?? { per: 'entry' },
      zone: calendarOf(automation?.trigger ?? null, contact, ofBusiness),
    };
  });
  return doubledAmong(runs);
};

/** Two people turned out to be one, who has the runs of both: of each that they have twice the later one ends, unsaid. */
export const endDoubled = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  survivor: Survivor
): Promise<void> => {
  const doubled = await doubledOf(trx, survivor);
  if (doubled.length === 0) return;
  await flowsService(strapi).endRuns(trx, doubled, 'merged-run');
  const failedAt = contextOf(strapi).clock.now();
  const owners = doubled.map((id) => unaskedOwner(runChain(id)));
  await unsentTo(trx, survivor.contact)
    .whereIn('key_owner', owners)
    .update(
      writeRow(messageTable, { state: 'failed', errorClass: STOPPED, errorText: STOPPED, failedAt })
    );
};
