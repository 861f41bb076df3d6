import type { Core } from '@strapi/strapi';
import { recipientKeeping } from '../campaigns/public';
import { retentionKind, type RetentionKind, type RetentionView } from '../contracts/privacy';
import { conversationsService } from '../conversations/public';
import { conversionKeeping } from '../conversions/public';
import { answerKeeping } from '../flows/public';
import { DomainError } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { DAY_MS } from '../kernel/time';
import { accessKeeping, logsService } from '../logs/public';
import { fileKeeping, mediaService } from '../media/public';
import {
  countOldOperations,
  defineOperationKind,
  isUnderWay,
  operationsService,
  type OperationKind,
} from '../operations/public';
import { changeKeeping } from '../records/public';
import { settingsService, type Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import { bothKeepings, type Keeping } from '../strapi/keeping';
import { noteKeeping } from '../team/public';
import { countOldWebhooks } from '../webhook/public';

const RETENTION = 'retention';

/** Settings that hold days, by what they are about. */
const SETTING = {
  messages: 'messageDays',
  files: 'fileDays',
  recipients: 'recipientDays',
  conversions: 'conversionKeepDays',
  webhooks: 'webhookDays',
  logs: 'logDays',
  operations: 'operationDays',
  access: 'accessDays',
} as const satisfies Record<RetentionKind, keyof Settings>;

const MAY_KEEP: readonly RetentionKind[] = ['messages', 'files', 'recipients', 'conversions'];
/** Meta tells of a message again for up to 7 days; its row must be there so long (engine 11). */
const LEAST: Partial<Record<RetentionKind, number>> = { messages: 8, recipients: 8 };
const leastOf = (kind: RetentionKind): number => LEAST[kind] ?? 1;

/** What the nightly operation deletes; the rest has been deleted by the housekeeping all along. */
const NIGHTLY = ['messages', 'files', 'recipients', 'conversions', 'access'] as const;
type Nightly = (typeof NIGHTLY)[number];

const keepingsOf = (strapi: Core.Strapi): Record<Nightly, Keeping> => ({
  messages: bothKeepings(
    bothKeepings(conversationsService(strapi).purge.keeping, noteKeeping),
    bothKeepings(answerKeeping, changeKeeping)
  ),
  files: fileKeeping,
  recipients: recipientKeeping(contextOf(strapi).db),
  conversions: conversionKeeping,
  access: accessKeeping,
});

interface Params {
  rules: { kind: Nightly; before: number }[];
}
interface Cursor {
  rule: number;
}

/** Deletes what is too old, a bounded piece a step, from where a kill left it. */
export const retentionOperation = (strapi: Core.Strapi): OperationKind =>
  defineOperationKind<Params, Cursor>({
    kind: RETENTION,
    step: async (trx, { params, cursor }) => {
      const at = cursor?.rule ?? 0;
      const rule = params.rules[at];
      if (!rule) return { cursor: null };
      const deleted = await keepingsOf(strapi)[rule.kind].purge(trx, rule.before);
      return {
        cursor: { rule: deleted > 0 ? at : at + 1 },
        done: deleted,
        counters: { [rule.kind]: deleted },
      };
    },
    // What a crash leaves out here the next housekeeping removes.
    ended: async () => void (await mediaService(strapi).removeDropped()),
  });

/** Keeping times: what they are, what they would delete, and the nightly start. */
export const createRetention = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const settings = () => settingsService(strapi);

  const count = (kind: RetentionKind, days: number): Promise<number> => {
    const before = clock.now() - days * DAY_MS;
    if (kind === 'webhooks') return countOldWebhooks(db, days * DAY_MS);
    if (kind === 'logs') return logsService(strapi).countOlder(before);
    if (kind === 'operations') return countOldOperations(db.knex, before);
    return keepingsOf(strapi)[kind].count(db.knex, before);
  };
  const view = async (): Promise<RetentionView> => {
    const now = await settings().get();
    const kinds = [];
    for (const kind of retentionKind.options) {
      const days = now[SETTING[kind]];
      kinds.push({
        kind,
        days,
        canKeep: MAY_KEEP.includes(kind),
        leastDays: leastOf(kind),
        wouldDelete: days === null ? 0 : await count(kind, days),
      });
    }
    return { kinds };
  };
  const refuse = (kind: RetentionKind, remedy: string): never => {
    throw new DomainError('invalid', notValid(kind), { field: kind, remedy });
  };
  const save = async (days: Partial<Record<RetentionKind, number | null>>) => {
    const change: Partial<Settings> = {};
    for (const kind of retentionKind.options) {
      const wanted = days[kind];
      if (wanted === undefined) continue;
      if (wanted === null && !MAY_KEEP.includes(kind)) refuse(kind, 'Enter a number of days.');
      if (wanted !== null && wanted < leastOf(kind))
        refuse(kind, `At least ${leastOf(kind)} days.`);
      Object.assign(change, { [SETTING[kind]]: wanted });
    }
    await settings().set(change);
    return view();
  };
  /** Starts the nightly deletion when there is something to delete and none is under way. Answers its id. */
  const start = async (): Promise<number | null> => {
    const now = await settings().get();
    const rules: Params['rules'] = [];
    let total = 0;
    for (const kind of NIGHTLY) {
      const days = now[SETTING[kind]];
      const n = days === null ? 0 : await count(kind, days);
      if (days === null || n === 0) continue;
      rules.push({ kind, before: clock.now() - days * DAY_MS });
      total += n;
    }
    if (rules.length === 0 || (await isUnderWay(db.knex, RETENTION))) return null;
    const params = { rules } satisfies Params;
    return operationsService(strapi).start({ kind: RETENTION, title: '', params, total });
  };
  return { view, save, count, start };
};
export type Retention = ReturnType<typeof createRetention>;
