import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { consentService } from '../consent/public';
import {
  closeRefused,
  factRow,
  factUpdateSql,
  isOutsideWindow,
  RANK,
  tellFailed,
  type MergedFact,
} from '../conversations/public';
import { failPoint } from '../kernel/fail-point';
import { keyOf } from '../kernel/hash';
import { limitsService } from '../limits/public';
import { realtimeService } from '../realtime/public';
import {
  isPersonsNo,
  keepAttempt,
  planAfter,
  signsOf,
  type Breaker,
  type NumberSigns,
  type Plan,
  type PlanError,
  type Settled,
} from '../sending/public';
import { updateFromSql } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { dbNow, type Db } from '../strapi/db';
import { addCounts, moveRows, readRecipients, type Counted } from './count-store';
import { markDoubled, onOldAttempt } from './facts';
import { startBehind } from './flow';
import type { RecipientRef } from './permit';
import { runAgain } from './store';
import { recipientTable, type RecipientRow } from './tables';
import { holdPeopleOf, writeThreads } from './threads';

const RECIPIENTS = recipientTable.table;

interface Planned {
  row: RecipientRow;
  ref: RecipientRef;
  plan: Plan;
  /** Of an accepted one. */
  wamidKey: string;
  at: number;
}

export interface SettleReport {
  campaignIds: number[];
  signs: NumberSigns;
  /** Breakers to open, with what Meta said. */
  breakers: { campaignId: number; breaker: Breaker; error: PlanError | null }[];
}

/** Moves off the permission side, as one statement for any mix of results. */
const moveSql = (db: Db): string =>
  updateFromSql(db.dialect, {
    table: RECIPIENTS,
    columns: [
      { name: 'id', type: 'int' },
      { name: 'p', type: 'text' },
      { name: 'st', type: 'text' },
      { name: 'att', type: 'int' },
      { name: 'tr', type: 'int' },
      { name: 'due', type: 'int' },
      { name: 'ec', type: 'int' },
      { name: 'el', type: 'text' },
      { name: 'et', type: 'text' },
      { name: 'f', type: 'int' },
      { name: 'lim', type: 'int' },
    ],
    set: {
      attempt: 'v.att',
      tries: 'v.tr',
      due_at: 'v.due',
      error_code: 'v.ec',
      error_class: 'v.el',
      error_text: 'v.et',
      failed_at: 'v.f',
      in_limit: db.dialect === 'postgres' ? 'v.lim = 1' : 'v.lim',
      claim: 'NULL',
      permit: `CASE WHEN v.st = 'uncertain' THEN t.permit ELSE NULL END`,
      state: 'v.st',
    },
    on: 't.id = v.id',
    // Only while the permit is ours: a fact or a person may have decided meanwhile (engine 8).
    where: `t.permit = v.p AND t.state IN ('sending','uncertain')`,
  });

const errorOf = (plan: Plan): PlanError | null =>
  plan.kind === 'uncertain'
    ? { code: null, class: 'uncertain', text: plan.why }
    : 'error' in plan
      ? plan.error
      : null;

const moveRow = ({ row, plan, at }: Planned, now: number) => {
  const again = plan.kind === 'again' || plan.kind === 'cooling';
  const error = errorOf(plan);
  const opt = <T>(value: T | null | undefined) => value ?? undefined;
  return {
    id: row.id,
    p: row.permit,
    st: plan.kind === 'again' ? 'queued' : plan.kind,
    att: row.attempt + (again ? 1 : 0),
    tr: row.tries + (plan.kind === 'again' && plan.counts ? 1 : plan.kind === 'failed' ? 1 : 0),
    due: again ? now + plan.afterMs : row.dueAt,
    ec: opt(error?.code),
    el: opt(error?.class),
    et: opt(error?.text),
    f: plan.kind === 'failed' ? at : undefined,
    lim: row.inLimit && plan.kind === 'uncertain' ? 1 : 0,
  };
};

const acceptedFact = ({ row, plan, wamidKey, at }: Planned): MergedFact => {
  const wamid = plan.kind === 'accepted' ? plan.wamid : '';
  const token = { kind: 'r' as const, id: row.id, attempt: row.attempt };
  const none = {
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
    error: null,
    pricing: null,
    freeUntil: null,
  };
  return { wamid, wamidKey, token, rank: RANK.accepted, at, ...none };
};

/**
 * A row that nobody touched under its permit and that is now accepted: it is what it was then, and what the fact rule
 * writes over that. Null for any other.
 */
const acceptedRow = (
  { row, plan, wamidKey, at }: Planned,
  { was, is }: { was: Counted | undefined; is: Counted | undefined }
): RecipientRow | null => {
  const isPlain =
    plan.kind === 'accepted' &&
    row.wamid === null &&
    was?.state === 'sending' &&
    was.rank === 0 &&
    was.attempt === row.attempt &&
    is?.state === 'accepted' &&
    is.rank === RANK.accepted;
  if (!isPlain) return null;
  return {
    ...row,
    contactId: is.contactId,
    state: is.state,
    rank: is.rank,
    wamid: plan.wamid,
    wamidKey,
    acceptedAt: Math.min(row.acceptedAt ?? at, at),
    priceCategory: null,
    priceType: null,
    errorCode: null,
    errorClass: null,
    errorText: null,
  };
};

/** The rows as they are now; only those whose fate was not the usual one are read again. */
const rowsAfter = async (
  trx: Knex.Transaction,
  planned: Planned[],
  { before, after }: { before: Counted[]; after: Counted[] }
): Promise<Map<number, RecipientRow>> => {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Map(after.map((row) => [row.id, row]));
  const rows = new Map<number, RecipientRow>();
  const unusual: number[] = [];
  for (const item of planned) {
    const { id } = item.row;
    const row = acceptedRow(item, { was: was.get(id), is: is.get(id) });
    if (row) rows.set(id, row);
    else unusual.push(id);
  }
  for (const row of await readRecipients(trx, unusual)) rows.set(row.id, row);
  return rows;
};

/** Writes the results of a number's campaign sends, at most 500, in one transaction. */
export const createSettle = (strapi: Core.Strapi) => {
  const { db, random } = contextOf(strapi);

  const acceptAll = async (trx: Knex.Transaction, accepted: Planned[], before: Counted[]) => {
    const attempts = new Map(before.map((row) => [row.id, row.attempt]));
    const facts = accepted.map((item) => ({ fact: acceptedFact(item), row: item.row }));
    const batch = facts.map(({ fact, row }) => factRow(fact, { id: row.id, attempt: row.attempt }));
    await trx.raw(factUpdateSql(db.dialect, { table: RECIPIENTS, by: 'id', onlyAccepted: true }), [
      JSON.stringify(batch),
    ]);
    // A person decided on a new attempt while this one was on its way: the answer is a fact all the same (I4).
    const late = facts.filter(({ row }) => (attempts.get(row.id) ?? 0) > row.attempt);
    const ids = late.map(({ row }) => row.id);
    const now = new Map((await readRecipients(trx, ids)).map((row) => [row.id, row]));
    for (const { fact, row: old } of late) {
      const row = now.get(old.id);
      if (row) await onOldAttempt(db, trx, { fact, row });
    }
    await markDoubled(trx, before);
    const held = accepted
      .filter(({ plan }) => plan.kind === 'accepted' && plan.held)
      .map(({ row }) => row.id);
    if (held.length > 0) await trx(RECIPIENTS).whereIn('id', held).update({ held: true });
  };

  /** A certain no that came after the sweep had called the row uncertain: the finished campaign runs again for it. */
  const reopen = async (trx: Knex.Transaction, others: Planned[]) => {
    const again = others.filter(({ plan }) => plan.kind === 'again' || plan.kind === 'cooling');
    if (again.length === 0) return;
    const open = await trx(RECIPIENTS)
      .whereIn(
        'id',
        again.map(({ row }) => row.id)
      )
      .whereIn('state', ['queued', 'cooling'])
      .distinct<{ campaign_id: unknown }[]>('campaign_id');
    await runAgain(
      trx,
      open.map((row) => Number(row.campaign_id))
    );
  };

  /** Takes the people and threads of the rows first, and closes the windows that Meta counts as closed. */
  const holdAndClose = async (trx: Knex.Transaction, planned: Planned[]) => {
    const isOutside = ({ plan }: Planned) => isOutsideWindow(errorOf(plan)?.code);
    const outside = planned.filter(isOutside).map(({ row, at }) => {
      const { accountId, contactId, permitAt } = row;
      return { accountId, contactId, sentAt: permitAt ?? at };
    });
    const accepted = planned.filter(({ plan }) => plan.kind === 'accepted');
    await holdPeopleOf(strapi, trx, [...accepted.map(({ row }) => row), ...outside]);
    return closeRefused(trx, outside);
  };

  const write = (account: AccountRow, planned: Planned[]) =>
    db.tx(async (trx) => {
      const accepted = planned.filter(({ plan }) => plan.kind === 'accepted');
      const others = planned.filter(({ plan }) => plan.kind !== 'accepted');
      const now = others.length > 0 ? await dbNow(db, trx) : 0;
      const hints = await holdAndClose(trx, planned);
      const { before, after, delta } = await moveRows(
        trx,
        planned.map(({ row }) => row.id),
        async (locked) => {
          if (accepted.length > 0) await acceptAll(trx, accepted, locked);
          failPoint('mid-flush');
          if (others.length > 0) {
            const batch = others.map((item) => moveRow(item, now)).sort((a, b) => a.id - b.id);
            await trx.raw(moveSql(db), [JSON.stringify(batch)]);
            await reopen(trx, others);
          }
        }
      );
      const rows = await rowsAfter(trx, planned, { before, after });
      const failed = others.flatMap(({ row: { id } }) => {
        const row = rows.get(id);
        return row?.state === 'failed' ? [row] : [];
      });
      await tellFailed(strapi, trx, failed);
      const items = accepted.flatMap(({ row, ref, at }) => {
        const current = rows.get(row.id);
        const { body, file, category } = ref;
        return current?.wamid ? [{ row: current, body, file, category, at }] : [];
      });
      if (items.length > 0) {
        await writeThreads(strapi, { db, trx }, items);
        const campaigns = new Map(accepted.map(({ ref: { campaign } }) => [campaign.id, campaign]));
        const reached = items.map(({ row }) => row);
        await startBehind(strapi, trx, { campaigns: [...campaigns.values()], rows: reached });
      }
      for (const { row, plan } of others) {
        // Meta broke while handling it: a late fact about this attempt must find it.
        if (plan.kind !== 'again' || plan.certain) continue;
        await keepAttempt(db, trx, {
          ownerKind: 'r',
          ownerId: row.id,
          number: row.attempt,
          wamid: null,
          rank: 0,
          permitAt: row.permitAt,
          errorCode: plan.error?.code ?? null,
          errorText: plan.error?.text ?? null,
          decidedBy: 'engine',
          at: now,
        });
      }
      const free = others
        .filter(({ row, plan }) => row.inLimit && plan.kind !== 'uncertain')
        .map(({ row }) => row.contactId);
      await limitsService(strapi).release(trx, account, free);
      await addCounts(trx, delta);
      await realtimeService(strapi).append(trx, hints);
    });

  return async (account: AccountRow, results: Settled[]): Promise<SettleReport> => {
    const planned = results
      .map(({ item, outcome, at }): Planned => {
        const ref = item.ref as RecipientRef;
        const plan = planAfter(outcome, { tries: item.tries, mayCool: false, random });
        const wamidKey = plan.kind === 'accepted' ? keyOf(plan.wamid) : '';
        return { row: ref.row, ref, at, plan, wamidKey };
      })
      .sort((a, b) => a.row.id - b.row.id);
    // Before the results: a process that dies in between leaves an opt-out and an unknown result, never a result without it.
    for (const { row, at } of planned.filter((item) => isPersonsNo(item.plan))) {
      const { contactId, accountId, wamid } = row;
      await consentService(strapi).refusedByPerson(null, { contactId, accountId, wamid, at });
    }
    await write(account, planned);
    return {
      campaignIds: [...new Set(planned.map(({ row }) => row.campaignId))],
      signs: signsOf(planned.map(({ plan }) => plan)),
      breakers: planned.flatMap(({ row, plan }) => {
        if (plan.kind === 'accepted' && plan.templatePaused) {
          return [{ campaignId: row.campaignId, breaker: 'template' as const, error: null }];
        }
        const breaker = plan.kind === 'again' || plan.kind === 'failed' ? plan.breaker : null;
        return breaker ? [{ campaignId: row.campaignId, breaker, error: errorOf(plan) }] : [];
      }),
    };
  };
};
