import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { factRow, factUpdateSql, RANK, type MergedFact } from '../conversations/public';
import { attemptTable, writeOldAttempt } from '../sending/public';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import type { Db, Sql } from '../strapi/db';
import { runtimeService } from '../runtime/public';
import { changeRows, type CountsDelta } from './count-store';
import { endBehind, startBehind } from './flow';
import { campaignRenderer, carriedFile, readFrozen, standInFiles } from './frozen';
import { knownOfCampaign } from './known';
import { campaignById } from './store';
import { recipientTable, type CampaignRow, type RecipientRow } from './tables';
import { holdPeopleOf, threadsOf, writeThreads, type ThreadItem } from './threads';
import { asMessage } from './variants';

const RECIPIENTS = recipientTable.table;
const ATTEMPTS = attemptTable.table;

export interface RecipientFacts {
  /** wamid keys that belong to a recipient of ours. */
  known: Set<string>;
  campaignIds: Set<number>;
  before: RecipientRow[];
  after: RecipientRow[];
  /** For `countFacts`, once the messaging limit has been told. */
  delta: CountsDelta;
}

export interface Matched {
  fact: MergedFact;
  row: RecipientRow;
}

const idsByWamid = async (sql: Sql, facts: MergedFact[]): Promise<Map<string, number>> => {
  if (facts.length === 0) return new Map();
  const rows = await sql(RECIPIENTS)
    .whereIn(
      'wamid_key',
      facts.map((fact) => fact.wamidKey)
    )
    .select<{ id: unknown; wamid_key: string }[]>('id', 'wamid_key');
  return new Map(rows.map((row) => [row.wamid_key, Number(row.id)]));
};

/** Nothing of the current attempt is out in the world. */
const WITHOUT_PERMIT = ['queued', 'claimed', 'cooling', 'failed', 'cancelled', 'skipped'];

/**
 * An earlier attempt was accepted after all. A new one without permit is dropped: the row goes back to the accepted
 * attempt. With a permit both may have arrived: that is the alarm `doubled`. What the history knew already (a late
 * `sent` of an attempt that failed) says nothing new and drops nothing.
 */
export const onOldAttempt = async (
  db: Db,
  trx: Knex.Transaction,
  { fact, row }: Matched
): Promise<void> => {
  const attempt = fact.token?.attempt ?? 0;
  const before = await writeOldAttempt(trx, {
    ownerKind: 'r',
    ownerId: row.id,
    number: attempt,
    fact,
  });
  if (row.rank > 0 || fact.rank <= before || !WITHOUT_PERMIT.includes(row.state)) return;
  await trx(RECIPIENTS)
    .where({ id: row.id, attempt: row.attempt, state: row.state })
    .update({ attempt, claim: null, permit: null, state: 'uncertain' });
  await trx.raw(factUpdateSql(db.dialect, { table: RECIPIENTS, by: 'id' }), [
    JSON.stringify([factRow(fact, { id: row.id, attempt })]),
  ]);
};

/** Two attempts of these rows are known to be accepted: whatever came first, the row says so. */
export const markDoubled = async (
  trx: Knex.Transaction,
  rows: Pick<RecipientRow, 'id' | 'attempt'>[]
): Promise<void> => {
  const ids = rows.filter((row) => row.attempt > 1).map((row) => row.id);
  if (ids.length === 0) return;
  await trx(RECIPIENTS)
    .whereIn('id', ids)
    .where('rank', '>=', RANK.accepted)
    .whereExists(
      trx(ATTEMPTS)
        .where({ owner_kind: 'r' })
        .whereRaw('?? = ??', [`${ATTEMPTS}.owner_id`, `${RECIPIENTS}.id`])
        .whereRaw('?? < ??', [`${ATTEMPTS}.number`, `${RECIPIENTS}.attempt`])
        .where(`${ATTEMPTS}.rank`, '>=', RANK.accepted)
        .whereNot(`${ATTEMPTS}.rank`, RANK.failed)
        .select(trx.raw('1'))
    )
    .update({ doubled: true });
};

/** Rows by the message they got: that of their campaign, of its variant, or in their language. */
const messagesOf = async (
  trx: Knex.Transaction,
  rows: RecipientRow[]
): Promise<{ campaign: CampaignRow; rows: RecipientRow[] }[]> => {
  const groups = new Map<CampaignRow, RecipientRow[]>();
  for (const id of new Set(rows.map((row) => row.campaignId))) {
    const campaign = await campaignById(trx, id);
    if (!campaign?.frozen) continue;
    for (const row of rows.filter(({ campaignId }) => campaignId === id))
      addTo(groups, asMessage(campaign, { ...row, variant: row.variant ?? campaign.winner }), row);
  }
  return [...groups].map(([campaign, mine]) => ({ campaign, rows: mine }));
};

/** Messages of rows that nobody will flush any more: their process died, or they were uncertain. */
const adopt = async (
  strapi: Core.Strapi,
  { db, trx }: { db: Db; trx: Knex.Transaction },
  { before, after }: { before: RecipientRow[]; after: RecipientRow[] }
): Promise<void> => {
  const { instanceId } = runtimeService(strapi);
  const was = new Map(before.map((row) => [row.id, row]));
  const orphans = after.filter((row) => {
    const old = was.get(row.id);
    if (!row.wamid || old?.wamid) return false;
    return old?.state !== 'sending' || old.sentBy !== instanceId;
  });
  if (orphans.length === 0) return;
  const contacts = await contactsService(strapi).byIds(
    trx,
    orphans.map((row) => row.contactId)
  );
  const items: ThreadItem[] = [];
  const campaigns: CampaignRow[] = [];
  for (const { campaign, rows } of await messagesOf(trx, orphans)) {
    campaigns.push(campaign);
    const render = campaignRenderer(campaign);
    const known = await knownOfCampaign(strapi, trx, {
      campaign,
      people: [...contacts.values()],
    });
    const frozen = readFrozen(campaign);
    const media = standInFiles(frozen, campaign.bindings);
    for (const row of rows) {
      const contact = contacts.get(row.contactId);
      const result = contact && render ? render(contact, media, known.get(contact.id)) : null;
      if (result?.ok) {
        const at = row.permitAt ?? row.acceptedAt ?? 0;
        items.push({
          row,
          body: result.rendered.body,
          file: carriedFile(frozen),
          category: frozen.category,
          at,
        });
      }
    }
  }
  if (items.length === 0) return;
  await writeThreads(strapi, { db, trx }, items);
  await startBehind(strapi, trx, { campaigns, rows: items.map(({ row }) => row) });
};

/** What is done before the rows are locked, and whose people it locks: they are taken with those of the rows. */
export interface FirstWork {
  people: readonly Pick<RecipientRow, 'accountId' | 'contactId'>[];
  work(): Promise<void>;
}

/** Applies what Meta said to campaign recipients: by our token first, else by wamid (engine 3). */
export const createRecipientFacts = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  return async (
    trx: Knex.Transaction,
    facts: MergedFact[],
    first?: FirstWork
  ): Promise<RecipientFacts> => {
    const untold = facts.filter((fact) => fact.token === null);
    const byWamid = await idsByWamid(trx, untold);
    const idOf = (fact: MergedFact) =>
      fact.token?.kind === 'r' ? fact.token.id : byWamid.get(fact.wamidKey);
    const mine = facts.filter((fact) => idOf(fact) !== undefined);
    const ids = [...new Set(mine.flatMap((fact) => idOf(fact) ?? []))].sort((a, b) => a - b);
    const known = new Set<string>();
    // A row that has no message yet may get it here, see `adopt`.
    const written = await threadsOf(trx, ids, { withoutMessage: true });
    await holdPeopleOf(strapi, trx, [...written, ...(first?.people ?? [])]);
    await first?.work();
    const { before, after, delta } = await changeRows(trx, ids, async (rows) => {
      const byId = new Map(rows.map((row) => [row.id, row]));
      const matched = mine.flatMap((fact): Matched[] => {
        const row = byId.get(idOf(fact) ?? 0);
        return row ? [{ fact, row }] : [];
      });
      for (const { fact } of matched) known.add(fact.wamidKey);
      const current = matched.filter(
        ({ fact, row }) => (fact.token?.attempt ?? row.attempt) === row.attempt
      );
      if (current.length > 0) {
        const batch = current
          .map(({ fact, row }) => factRow(fact, { id: row.id, attempt: row.attempt }))
          .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
        await trx.raw(factUpdateSql(db.dialect, { table: RECIPIENTS, by: 'id' }), [
          JSON.stringify(batch),
        ]);
      }
      for (const item of matched) {
        if ((item.fact.token?.attempt ?? item.row.attempt) < item.row.attempt)
          await onOldAttempt(db, trx, item);
      }
      await markDoubled(trx, rows);
    });
    await adopt(strapi, { db, trx }, { before, after });
    await endBehind(strapi, trx, { before, after });
    return {
      known,
      before,
      after,
      delta,
      campaignIds: new Set(after.map((row) => row.campaignId)),
    };
  };
};
