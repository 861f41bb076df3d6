import type { LogsService } from '../logs/public';
import type { Db } from '../strapi/db';
import {
  changedNumber,
  changedWaba,
  metaWords,
  readAccountChange,
  type AccountChange,
} from './domain/meta-update';
import type { AccountElement, AccountUpdateFacts } from './public';
import { findByPhoneNumberId, findByWaba, updatePortfolioLimit } from './store';
import type { AccountRow } from './tables';

export interface MetaDeps {
  db: Db;
  logs(): LogsService;
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
  if (element.kind !== 'number-quality' || !digits) return all;
  return all.filter((one) => one.displayPhoneNumber?.replace(/\D/g, '') === digits);
};

const columnsOf = (change: AccountChange): Partial<AccountRow> => ({
  ...(change.throughputMps === undefined ? {} : { throughputMps: change.throughputMps }),
  ...(change.qualityRating === undefined ? {} : { qualityRating: change.qualityRating }),
  ...(change.statusReason === undefined ? {} : { statusReason: change.statusReason }),
  ...(change.status === undefined ? {} : { status: change.status }),
  ...(change.status === 'connected' ? { statusReason: null } : {}),
});

/** Applies a change of Meta about numbers and accounts; the same change again does the same. */
export const applyAccountChange = async (
  deps: MetaDeps,
  element: AccountElement
): Promise<AccountUpdateFacts> => {
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
