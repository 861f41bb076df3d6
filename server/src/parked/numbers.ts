import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import type { ParkedDone, UnclaimedNumbersResult } from '../contracts/parked';
import { notFound } from '../kernel/errors';
import { sameNumber } from '../kernel/phone';
import { DAY_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { ignoreUnclaimed, listUnclaimed, type Decider } from '../webhook/public';

/** Meta's example says that the address works, which is news for so long. */
const EXAMPLE_SHOWN_MS = DAY_MS;

const shownNumbers = async (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const accounts = await accountsService(strapi).list();
  const connected = new Set(accounts.map(({ phoneNumberId }) => phoneNumberId));
  const since = clock.now() - EXAMPLE_SHOWN_MS;
  const rows = (await listUnclaimed(db.knex)).filter(
    ({ phoneNumberId, isExample, seenAt }) =>
      !connected.has(phoneNumberId) && !(isExample && seenAt < since)
  );
  return { accounts, rows };
};

/** Numbers that are not connected and for which something waits. */
export const listNumbers = async (strapi: Core.Strapi): Promise<UnclaimedNumbersResult> => {
  const { accounts, rows } = await shownNumbers(strapi);
  const sameAs = (phone: string | null) => {
    const found = accounts.find(({ displayPhoneNumber: own }) => sameNumber(own, phone));
    return found ? { id: found.id, name: found.name } : null;
  };
  return {
    numbers: rows.map(({ ignoredAt: _ignored, seenAt: _seen, ...row }) => ({
      ...row,
      account: sameAs(row.displayPhoneNumber),
    })),
  };
};

/**
 * "Not ours": drops what waits for this number and what comes for it from now on. Throws 404 for one that a colleague has
 * connected meanwhile: what waited for it is about to be processed.
 */
export const ignoreNumber = async (
  strapi: Core.Strapi,
  { id, by }: { id: number; by: Decider }
): Promise<ParkedDone> => {
  const { db, clock } = contextOf(strapi);
  const number = (await shownNumbers(strapi)).rows.find((one) => one.id === id);
  if (!number) throw notFound('the number');
  const count = await ignoreUnclaimed(db, id, clock.now());
  const { phoneNumberId } = number;
  logsService(strapi).write({
    area: 'webhook',
    level: 'warn',
    event: 'number-ignored',
    text: `${by.name} (user ${by.id}) stopped keeping messages for phone number ID ${phoneNumberId}; waiting messages deleted: ${count}`,
    details: { phoneNumberId, count, by: by.name, userId: by.id },
  });
  await realtimeService(strapi).publish([{ type: 'parked', id: 1 }]);
  return { count, left: false };
};
