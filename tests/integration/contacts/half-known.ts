import { eventually } from '../../support/world';
import { delivery, type Arena } from '../engine/arena';

export interface Ids {
  number: string;
  userId: string;
}

export interface Person {
  id: number;
  phone: string | null;
  bsuid: string | null;
  marketing: string;
}

/** New people, one after the other; each `series` has numbers of its own. */
export const idsFrom = (series: number): (() => Ids) => {
  let serial = 0;
  return () => {
    serial += 1;
    return {
      number: `4915220${series}${10_000 + serial}`,
      userId: `DE.77${series}000000${serial}`,
    };
  };
};

/** Seconds of Meta's clock. */
export const secondsAgo = (seconds: number) => ({
  timestamp: String(Math.floor(Date.now() / 1000) - seconds),
});

/** All orders of these. */
export const orders = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one) => orders(all.filter((other) => other !== one)).map((o) => [one, ...o]));

/** People of whom one id is known, and what tells the other. */
export const halfKnown = (arena: () => Arena, newIds: () => Ids) => {
  let serial = 0;
  const tell = async (value: Record<string, unknown>): Promise<void> => {
    await arena().deliver(delivery(arena(), value));
    await arena().settled();
  };
  const statusOf = ({ number, userId }: Ids) => {
    serial += 1;
    const id = `wamid.status-${serial}`;
    return { id, status: 'delivered', recipient_id: number, recipient_user_id: userId };
  };
  /** One delivery with a status of each. */
  const status = (people: Ids | Ids[], more: object = {}, frame: object = {}): Promise<void> => {
    const statuses = [people]
      .flat()
      .map((ids) => ({ ...statusOf(ids), ...secondsAgo(0), ...more }));
    return tell({ statuses, ...frame });
  };
  /** A message that names one of the two ids only. */
  const byHalf = (who: { from: string } | { from_user_id: string }, body: string) => {
    serial += 1;
    const id = `wamid.half-${serial}`;
    return tell({ messages: [{ id, ...secondsAgo(0), ...who, type: 'text', text: { body } }] });
  };
  /** A message that names both. */
  const writes = (ids: Ids, body: string, more: object = {}) => {
    serial += 1;
    const who = { from: ids.number, from_user_id: ids.userId };
    const said = { id: `wamid.whole-${serial}`, ...who, type: 'text', text: { body } };
    return tell({ messages: [{ ...said, ...secondsAgo(0), ...more }] });
  };
  const add = async ({ number }: Ids): Promise<number> => {
    const body = { phone: `+${number}`, name: 'Ada' };
    return (await arena().api.post<{ id: number }>('/whatsapp/contacts', body)).body.id;
  };
  const rowsOf = async ({ number, userId }: Ids) =>
    (await arena()
      .knex('whatsapp_contacts')
      .whereNull('merged_into')
      .where((q) => void q.where({ phone: `+${number}` }).orWhere({ bsuid: userId }))) as Person[];
  /** The one contact with both ids. */
  const only = (ids: Ids, marketing: string, what = 'one person') =>
    eventually(what, async () => {
      const [one, ...others] = await rowsOf(ids);
      const isWhole = one?.bsuid === ids.userId && one.phone === `+${ids.number}`;
      return others.length === 0 && isWhole && one.marketing === marketing;
    });
  return {
    status,
    add,
    writes,
    rowsOf,
    only,
    writesByNumber: (ids: Ids, body: string) => byHalf({ from: ids.number }, body),
    writesByUserId: (ids: Ids, body: string) => byHalf({ from_user_id: ids.userId }, body),
    /** Learning goes on apart, one person after the other: when this one is whole, those before were looked at. */
    looked: async (): Promise<void> => {
      const ids = newIds();
      await add(ids);
      await status(ids);
      await only(ids, 'none');
    },
  };
};
