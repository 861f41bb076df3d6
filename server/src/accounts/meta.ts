import type { AccountNotice } from '../contracts/accounts';
import type { LogsService } from '../logs/public';
import type { Db } from '../strapi/db';
import {
  changedNumber,
  changedWaba,
  metaWords,
  readAccountChange,
  type AccountChange,
} from './domain/meta-update';
import { alertedEntity, readMetaNews, type MetaNews } from './domain/meta-news';
import type { AccountElement, AccountUpdateFacts } from './public';
import { sameNumber } from '../kernel/phone';
import { findByPhoneNumberId, findByWaba, updatePortfolioLimit } from './store';
import type { AccountRow } from './tables';

export interface MetaDeps {
  db: Db;
  logs(): LogsService;
  now(): number;
  save(id: number, change: Partial<AccountRow>): Promise<void>;
}

/** The numbers that a change is about: the one it names, else all of the WABA. */
const concerned = async ({ db }: MetaDeps, element: AccountElement): Promise<AccountRow[]> => {
  if (element.phoneNumberId) {
    const one = await findByPhoneNumberId(db.knex, element.phoneNumberId);
    return one ? [one] : [];
  }
  const wabaId = changedWaba(element.value) ?? element.wabaId;
  const all = wabaId ? await findByWaba(db.knex, wabaId) : [];
  const digits = element.displayPhoneNumber ?? changedNumber(element.value);
  // A change that names a number is about that number alone, and about none of ours when it is not ours. Capabilities
  // belong to the whole portfolio.
  if (element.kind !== 'capability' && digits)
    return all.filter((one) => sameNumber(one.displayPhoneNumber, digits));
  const alerted = element.field === 'account_alerts' ? alertedEntity(element.value) : null;
  // A portfolio may hold other accounts of ours; that of a number is not known before Meta was asked.
  return alerted && 'phoneNumberId' in alerted
    ? all.filter((one) => one.phoneNumberId === alerted.phoneNumberId)
    : all;
};

const columnsOf = (change: AccountChange): Partial<AccountRow> => ({
  ...(change.throughputMps === undefined ? {} : { throughputMps: change.throughputMps }),
  ...(change.qualityRating === undefined ? {} : { qualityRating: change.qualityRating }),
  ...(change.statusReason === undefined
    ? {}
    : { statusReason: change.statusReason, statusWords: change.statusWords ?? null }),
  ...(change.status === undefined ? {} : { status: change.status }),
  ...(change.status === 'connected' ? { statusReason: null, statusWords: null } : {}),
});

/** What stands at the number from now on; absent: what stood there. */
const noticeAfter = (
  news: MetaNews,
  before: AccountNotice | null,
  at: number
): { metaNotice?: AccountNotice | null } => {
  const { event, values } = news;
  if (news.notice === 'show') return { metaNotice: { event, values, at } };
  return news.notice === 'clear' && before?.event === event ? { metaNotice: null } : {};
};

/** News that change nothing that a number may do are told in the log, bad ones at the number too. */
const applyNews = async (
  deps: MetaDeps,
  accounts: readonly AccountRow[],
  news: MetaNews
): Promise<AccountUpdateFacts> => {
  const { event, level, text, values } = news;
  for (const account of accounts) {
    await deps.save(account.id, {
      ...noticeAfter(news, account.metaNotice, deps.now()),
      ...(news.isBarred ? { status: 'disconnected', statusReason: text, statusWords: null } : {}),
    });
    deps.logs().write({
      area: 'account',
      level,
      event,
      text: `${account.name}: ${text}`,
      accountId: account.id,
      details: { number: account.name, ...values },
    });
  }
  return {
    accountIds: accounts.map(({ id }) => id),
    ...(news.refresh ? { refresh: true } : {}),
    ...(news.isBarred ? { pauseAll: { reason: 'account-disabled', detail: text } } : {}),
  };
};

/** Applies a change of Meta about numbers and accounts; the same change again does the same. */
export const applyAccountChange = async (
  deps: MetaDeps,
  element: AccountElement
): Promise<AccountUpdateFacts> => {
  const news = readMetaNews(element.field ?? '', element.value);
  if (news) return applyNews(deps, await concerned(deps, element), news);
  const change = readAccountChange(element.kind, element.value);
  const accounts = await concerned(deps, element);
  for (const account of accounts) {
    if (change.limit !== undefined) await updatePortfolioLimit(deps.db.knex, account, change.limit);
    // A reinstated account whose token we could not read is still not usable.
    const columns = columnsOf(change);
    if (columns.status === 'connected' && account.status.startsWith('token-'))
      delete columns.status;
    await deps.save(account.id, columns);
    if (change.text) {
      deps.logs().write({
        area: 'account',
        level: change.pauseAll ? 'error' : 'info',
        event: change.pauseAll?.reason ?? 'meta-change',
        text: `${account.name}: ${change.text}`,
        accountId: account.id,
        details: { number: account.name, said: metaWords(element.value) },
      });
    }
  }
  return {
    accountIds: accounts.map((account) => account.id),
    ...(change.pauseAll ? { pauseAll: change.pauseAll } : {}),
    ...(change.refresh ? { refresh: true } : {}),
  };
};
