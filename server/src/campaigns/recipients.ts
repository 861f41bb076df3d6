import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Locale } from '../cloud-api/error-row';
import type { VariantLetter } from '../contracts/campaign-trial';
import { contactSearch, contactsService, contactTable, shownAddress } from '../contacts/public';
import type {
  CampaignErrorsResult,
  ListRecipientsResult,
  RecipientShown,
  SkipReason,
} from '../contracts/campaigns';
import { errorWords, FILE_REFUSED, RETRYABLE_CLASSES } from '../conversations/public';
import { handoverService } from '../handover/public';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { contextOf } from '../strapi/context';
import { dialectOf, type Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { recipientTable, type CampaignRow, type RecipientState } from './tables';
import { verdictOf } from './verdict';
import { recipientView } from './view';

const TABLE = recipientTable.table;
type Raw = Record<string, unknown>;

/** Rows behind a state that people see. */
const byShown: Record<RecipientShown, { states?: RecipientState[]; rank: [number, number] }> = {
  queued: { states: ['queued', 'claimed'], rank: [0, 9] },
  cooling: { states: ['cooling'], rank: [0, 9] },
  sending: { states: ['sending'], rank: [0, 9] },
  sent: { states: ['accepted'], rank: [0, 29] },
  failed: { rank: [30, 39] },
  delivered: { rank: [40, 49] },
  read: { rank: [50, 99] },
  uncertain: { states: ['uncertain'], rank: [0, 9] },
  left: { states: ['left'], rank: [0, 9] },
  skipped: { states: ['skipped'], rank: [0, 9] },
  cancelled: { states: ['cancelled'], rank: [0, 9] },
};

const narrow = (query: Knex.QueryBuilder, shown: RecipientShown) => {
  const { states, rank } = byShown[shown];
  // Failed is a fact of Meta (rank) or a refusal of the call (state).
  if (shown === 'failed') {
    return query.where((q) => {
      void q
        .whereBetween('rank', rank)
        .orWhere((local) => void local.where('state', 'failed').andWhere('rank', '<', 30));
    });
  }
  if (states) void query.whereIn('state', states);
  return query.whereBetween('rank', rank);
};

/** Who got this message: as an arm of the test, or as the winner. */
const ofVariant = (
  query: Knex.QueryBuilder,
  variant: VariantLetter,
  winner: VariantLetter | null
) =>
  query.where((one) => {
    void one.where({ variant });
    if (variant === winner)
      void one.orWhere((rest) => void rest.whereNull('variant').whereNotNull('permit_at'));
  });

export interface RecipientQuery {
  campaignId: number;
  state?: RecipientShown | undefined;
  reason?: SkipReason | undefined;
  errorCode?: number | undefined;
  variant?: VariantLetter | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  locale: Locale;
}

/** The rows that are asked for, from the cursor on. */
const asked = (
  sql: Sql,
  ask: RecipientQuery,
  winner: VariantLetter | null
): Knex.QueryBuilder<Raw> => {
  const query = sql(TABLE).where({ campaign_id: ask.campaignId });
  if (ask.state) void narrow(query, ask.state);
  if (ask.reason) void query.where({ state: 'skipped', reason: ask.reason });
  if (ask.errorCode !== undefined) void query.where({ error_code: ask.errorCode });
  if (ask.variant) void ofVariant(query, ask.variant, winner);
  const search = contactSearch(dialectOf(sql), ask.q);
  if (search) {
    void query.whereIn(
      'contact_id',
      sql(`${contactTable.table} as c`).whereRaw(search.sql, search.bindings).select('c.id')
    );
  }
  const after = idAfter(ask.cursor);
  if (after !== null) void query.where('id', '>', after);
  return query.orderBy('id').limit(ask.limit + 1);
};

/** One page of recipients, by id. */
export const listRecipients = async (
  strapi: Core.Strapi,
  { winner }: Pick<CampaignRow, 'winner'>,
  ask: RecipientQuery
): Promise<ListRecipientsResult> => {
  const { db } = contextOf(strapi);
  const raw = (await asked(db.knex, ask, winner).select()) as Raw[];
  const rows = raw.slice(0, ask.limit).map((row) => readRow(recipientTable, row));
  const people = await contactsService(strapi).byIds(
    db.knex,
    rows.map((row) => row.contactId)
  );
  const handovers = await handoverService(strapi).ofRecipients(
    db.knex,
    rows.flatMap(({ id, reason }) => (reason === 'channel' ? [id] : []))
  );
  const recipients = [];
  for (const row of rows) {
    const contact = people.get(row.contactId);
    recipients.push(
      recipientView(row, {
        name: contact?.name ?? '',
        address: contact ? shownAddress(contact) : '',
        locale: ask.locale,
        winner,
        handover: handovers.get(row.id) ?? null,
        verdict: row.state === 'uncertain' ? await verdictOf(strapi, row.id) : null,
      })
    );
  }
  const last = rows.at(-1);
  return {
    recipients,
    nextCursor: raw.length > ask.limit && last ? encodeCursor([last.id]) : null,
  };
};

interface FailureRow {
  error_code: unknown;
  error_class: string | null;
  n: unknown;
  text: string | null;
}

/** Who failed, by what Meta said, and who was left out, by reason; most frequent first. */
export interface NotReached {
  failures: FailureRow[];
  skipped: CampaignErrorsResult['skipped'];
}

export const countNotReached = async (sql: Sql, campaignId: number): Promise<NotReached> => ({
  failures: await narrow(sql(TABLE).where({ campaign_id: campaignId }), 'failed')
    .groupBy('error_code', 'error_class')
    .select<FailureRow[]>(
      'error_code',
      'error_class',
      sql.raw('COUNT(*) as n'),
      sql.raw('MIN(error_text) as text')
    ),
  skipped: await groupSkips(sql, campaignId),
});

/** Failures in words, most frequent first (M-33). */
export const inWords = (
  { failures, skipped }: NotReached,
  locale: Locale
): CampaignErrorsResult => {
  const errors = failures.flatMap((row) => {
    const words = errorWords(
      {
        errorCode: row.error_code === null ? null : Number(row.error_code),
        errorClass: row.error_class ?? 'request',
        errorText: row.text,
      },
      locale
    );
    return words ? [{ ...words, count: Number(row.n) }] : [];
  });
  return { errors: errors.sort((a, b) => b.count - a.count), skipped };
};

const groupSkips = async (
  sql: Sql,
  campaignId: number
): Promise<CampaignErrorsResult['skipped']> => {
  const rows = await sql(TABLE)
    .where({ campaign_id: campaignId, state: 'skipped' })
    .whereNotNull('reason')
    .groupBy('reason')
    .select<{ reason: SkipReason; n: unknown }[]>('reason', sql.raw('COUNT(*) as n'));
  return rows
    .map(({ reason, n }) => ({ reason, count: Number(n) }))
    .sort((a, b) => b.count - a.count);
};

/** Rows that an action of a person changes in one transaction. */
export const ROWS_AT_ONCE = 1_000;

/** Ids of rows that an action of a person concerns, at most 1,000 a call, those after `after`. */
export const rowsFor = async (
  strapi: Core.Strapi,
  ask: {
    campaignId: number;
    shown: RecipientShown[];
    ids?: number[] | undefined;
    after?: number;
    /** Only those whose failure a new attempt may cure; of one code of Meta where it is given. */
    retryable?: { errorCode?: number | undefined };
  }
): Promise<number[]> => {
  const { campaignId, shown, ids, after = 0, retryable } = ask;
  const { db } = contextOf(strapi);
  const query = db.knex(TABLE).where({ campaign_id: campaignId }).where('id', '>', after);
  void query.where((any) => {
    for (const state of shown) void any.orWhere((one) => void narrow(one, state));
  });
  if (ids) void query.whereIn('id', ids);
  if (retryable)
    void query.where(
      (q) => void q.whereIn('error_class', RETRYABLE_CLASSES).orWhereIn('error_code', FILE_REFUSED)
    );
  if (retryable?.errorCode !== undefined) void query.where({ error_code: retryable.errorCode });
  const rows = await query.orderBy('id').limit(ROWS_AT_ONCE).select<{ id: unknown }[]>('id');
  return rows.map((row) => Number(row.id));
};
