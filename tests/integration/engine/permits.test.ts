import type { Knex } from 'knex';
import { skipForOptOut } from '../../../server/src/campaigns/opt-out';
import type { SendOutcome } from '../../../server/src/cloud-api/outcome';
import { contactsService } from '../../../server/src/contacts/public';
import { createLeases } from '../../../server/src/runtime/leases';
import type { Permitted } from '../../../server/src/sending/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { lockWaits } from '../../support/lock-waits';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from './arena';
import { accepted, turnSteps } from './turn-steps';

const RECIPIENTS = 'whatsapp_recipients';

const timeout: SendOutcome = { kind: 'uncertain', why: 'timeout', status: null };
const notSent: SendOutcome = { kind: 'not-sent', why: 'cancelled' };

describe.each(databases())('permits and facts, step by step, on %s', (database) => {
  let arena: Arena;
  let serial = 0;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { uncertainAfterMs: 60_000 } });
    await arena.restWorkers();
  });
  afterAll(() => arena.close());

  const wamid = () => `wamid.step-${database}-${(serial += 1)}`;
  const { running, claim, permit } = turnSteps(() => arena);
  const settle = async (item: Permitted | undefined, outcome: SendOutcome) => {
    if (!item) throw new Error('nothing was permitted');
    await arena.source.settle(await arena.account(), [{ item, outcome, at: Date.now() }]);
  };
  const only = async (campaignId: number) => {
    const [row] = await arena.rows(campaignId);
    if (!row) throw new Error('the campaign has no row');
    return row;
  };
  /** One row under its permit; nothing was posted. */
  const permitted = async () => {
    const id = await running(1);
    const [item] = await permit(await claim());
    return { id, item };
  };
  const silence = async (campaignId: number) => {
    await arena.knex(RECIPIENTS).where({ campaign_id: campaignId }).update({ permit_at: 1 });
    await arena.campaigns.sweep();
    expect((await only(campaignId)).state).toBe('uncertain');
  };
  const sendAgain = (campaignId: number) =>
    arena.campaigns.resolve(campaignId, { action: 'send-again' }, 1);
  const cancel = async (campaignId: number) => {
    await arena.act(campaignId, 'cancel');
    return eventually(
      'cancelled',
      async () => (await arena.campaign(campaignId)).state === 'cancelled'
    );
  };

  it('[I1] [M-42] racing permits for the same claimed rows give one permit each', async () => {
    const id = await running(30);
    const ids = await claim();
    expect(ids).toHaveLength(30);
    const groups = await Promise.all([permit(ids), permit(ids), permit([...ids].reverse())]);
    const all = groups.flat().map((item) => item.id);
    expect(all.sort((a, b) => a - b)).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set((await arena.rows(id)).map((row) => row.state))).toEqual(new Set(['sending']));
    expect((await arena.campaign(id)).counts).toMatchObject({ sending: 30, queued: 0 });
    for (const item of groups.flat()) await settle(item, accepted(wamid()));
  });

  it('[I1] a holder whose lease was taken over gets no permit, and the next holder sends the rows', async () => {
    const id = await running(4);
    const ids = await claim();
    const old = await arena.lease();
    const where = { name: old.name };
    await arena
      .knex('whatsapp_leases')
      .where(where)
      .update({ epoch: old.epoch + 1, owner: 'another' });
    expect(await arena.source.permit(await arena.account(), old, ids)).toEqual([]);
    expect((await arena.rows(id)).every((row) => row.state !== 'sending')).toBe(true);
    expect(arena.sim.control.ledger.count()).toBe(0);
    // The other one is gone; this process takes the lease again, with a higher epoch.
    await arena.knex('whatsapp_leases').where(where).update({ until_ms: 0 });
    await arena.runtime.leases.renew();
    const fresh = await arena.lease();
    expect(fresh.epoch).toBeGreaterThan(old.epoch);
    const again = await permit(await claim());
    expect(again).toHaveLength(4);
    for (const item of again) await settle(item, accepted(wamid()));
  });

  it('[I1] a lease that has expired by the database clock gives no permit', async () => {
    const id = await running(2);
    const ids = await claim();
    const lease = await arena.lease();
    await arena.knex('whatsapp_leases').where({ name: lease.name }).update({ until_ms: 1 });
    expect(await arena.source.permit(await arena.account(), lease, ids)).toEqual([]);
    await arena.runtime.leases.renew();
    const items = await permit(await claim());
    expect(items).toHaveLength(2);
    for (const item of items) await settle(item, accepted(wamid()));
    expect((await arena.rows(id)).every((row) => row.state === 'accepted')).toBe(true);
  });

  /** Rights of a process of its own, whose reading of them can be answered late. */
  const slowly = () => {
    let read = (): void => undefined;
    let answered = Promise.resolve();
    const slow = new Proxy(arena.knex, {
      apply: (target, self, args: [string]) => {
        const query = Reflect.apply(target, self, args) as Knex.QueryBuilder;
        const select = query.select.bind(query);
        const late = async (...columns: string[]): Promise<unknown> => {
          const rows: unknown = await select(...columns);
          read();
          await answered;
          return rows;
        };
        return Object.assign(query, { select: late });
      },
    });
    const { clock, db, log } = contextOf(arena.strapi);
    const leases = createLeases({
      ...{ clock, log: log('runtime'), owner: `slow-${database}`, leaseMs: 60_000 },
      db: { ...db, knex: slow },
    });
    /** `work` is done when the database has read what `look` asked for, and before that hears of it. */
    const during = async (look: () => Promise<void>, work: () => Promise<unknown>) => {
      let answer = (): void => undefined;
      answered = new Promise((resolve) => (answer = resolve));
      const isRead = new Promise<void>((resolve) => (read = resolve));
      const looked = look();
      await isRead;
      await work();
      answer();
      await looked;
    };
    return { leases, during };
  };

  it('[I1] a right that is taken while others are renewed is kept, and one that nobody knows of is free again', async () => {
    const { leases, during } = slowly();
    await leases.take('slow:first');
    await during(leases.renew, () => leases.take('slow:second'));
    expect(leases.heldNames('slow:')).toEqual(['slow:first', 'slow:second']);
    // Its row was written, the answer got lost.
    const second = arena.knex('whatsapp_leases').where({ name: 'slow:second' });
    const until = async () => Number((await second.clone().first('until_ms')).until_ms);
    const { epoch } = (await second.clone().first('epoch')) as { epoch: number };
    const unknown = slowly().leases;
    await unknown.take('slow:third');
    await second.clone().update({ until_ms: 4_000_000_000_000 });
    await unknown.renew();
    expect(await until()).toBe(4_000_000_000_000);
    expect(unknown.held('slow:third')).toBeDefined();
    await second.clone().update({ until_ms: 0 });
    expect((await unknown.take('slow:second'))?.epoch).toBe(Number(epoch) + 1);
  });

  it.each(['pause', 'cancel'] as const)(
    '[I8] [M-41] after %s no claimed row gets a permit',
    async (action) => {
      const id = await running(3);
      const ids = await claim();
      // The commit alone, before any tick has touched a row.
      const state = action === 'pause' ? 'paused' : 'cancelling';
      await arena.knex('whatsapp_campaigns').where({ id }).update({ state });
      expect(await permit(ids)).toEqual([]);
      expect((await arena.rows(id)).some((row) => row.state === 'sending')).toBe(false);
      if (action === 'pause') await cancel(id);
    }
  );

  it('[I4] [M-41] results that come after the lease, the pause and the cancel are recorded and counted', async () => {
    const id = await running(5);
    const items = await permit((await claim()).slice(0, 3));
    const lease = await arena.lease();
    await arena
      .knex('whatsapp_leases')
      .where({ name: lease.name })
      .update({ until_ms: 1, owner: 'x' });
    await arena.act(id, 'pause');
    await arena.act(id, 'cancel');
    for (const item of items) await settle(item, accepted(wamid()));
    await eventually('cancelled', async () => (await arena.campaign(id)).state === 'cancelled');
    expect((await arena.campaign(id)).counts).toMatchObject({ sent: 3, cancelled: 2, sending: 0 });
    await arena.runtime.leases.renew();
  });

  it('[I4] [M-41] a certain no that comes after the cancel does not leave a row that waits for ever', async () => {
    const { id, item } = await permitted();
    await arena.act(id, 'cancel');
    expect((await arena.campaign(id)).state).toBe('cancelling');
    await settle(item, notSent);
    await eventually('cancelled', async () => (await arena.campaign(id)).state === 'cancelled');
    expect(await only(id)).toMatchObject({ state: 'cancelled' });
    expect((await arena.campaign(id)).counts).toMatchObject({ cancelled: 1, queued: 0 });
  });

  it('[I3] [M-42] what got no answer stays uncertain, whatever sweeps run', async () => {
    const { id, item } = await permitted();
    await settle(item, timeout);
    await arena.knex(RECIPIENTS).where({ campaign_id: id }).update({ permit_at: 1, due_at: 0 });
    for (let i = 0; i < 3; i += 1) await arena.campaigns.sweep();
    expect(await claim()).toEqual([]);
    expect(await only(id)).toMatchObject({ state: 'uncertain', attempt: 1 });
    await arena.status({ id: item?.id ?? 0, attempt: 1, status: 'delivered', wamid: wamid() });
    expect(await only(id)).toMatchObject({ state: 'accepted', rank: 40, attempt: 1 });
  });

  it('[I3] a row that its process left in `sending` becomes uncertain, never queued', async () => {
    const { id } = await permitted();
    await silence(id);
    expect(await claim()).toEqual([]);
  });

  it('[I3] "send again" is a new attempt with the old one kept, and "leave" still takes a fact', async () => {
    const first = await permitted();
    await silence(first.id);
    expect(await sendAgain(first.id)).toBe(1);
    expect(await only(first.id)).toMatchObject({ state: 'queued', attempt: 2, rank: 0 });
    const history = (await arena
      .knex('whatsapp_attempts')
      .where({ owner_kind: 'r', owner_id: first.item?.id })) as unknown[];
    expect(history).toMatchObject([{ number: 1, decided_by: 'user:1' }]);
    const [second] = await permit(await claim());
    await settle(second, accepted(wamid()));
    expect(await only(first.id)).toMatchObject({ state: 'accepted', attempt: 2, doubled: false });

    const left = await permitted();
    await silence(left.id);
    await arena.campaigns.resolve(left.id, { action: 'leave' }, 1);
    expect((await only(left.id)).state).toBe('left');
    await arena.status({ id: left.item?.id ?? 0, attempt: 1, status: 'sent', wamid: wamid() });
    expect(await only(left.id)).toMatchObject({ state: 'accepted', rank: 20 });
  });

  it('[I3] nothing of a cancelled campaign can be sent again', async () => {
    const { id } = await permitted();
    await silence(id);
    await cancel(id);
    await expect(sendAgain(id)).rejects.toThrow('cancelled');
    expect((await only(id)).state).toBe('uncertain');
  });

  it('[I4] [M-42] a fact about the first attempt drops the second one that has no permit yet', async () => {
    const { id, item } = await permitted();
    await silence(id);
    await sendAgain(id);
    const mine = wamid();
    await arena.status({ id: item?.id ?? 0, attempt: 1, status: 'sent', wamid: mine });
    expect(await only(id)).toMatchObject({ state: 'accepted', attempt: 1, rank: 20, wamid: mine });
    expect(await claim()).toEqual([]);
  });

  it('[I4] [M-42] the late answer of the first attempt drops the second one, too', async () => {
    const { id, item } = await permitted();
    await silence(id);
    await sendAgain(id);
    const mine = wamid();
    await settle(item, accepted(mine));
    expect(await only(id)).toMatchObject({ state: 'accepted', attempt: 1, wamid: mine });
    expect(await claim()).toEqual([]);
  });

  it.each(['the first attempt', 'the second attempt'])(
    '[I4] when both attempts were accepted and %s was known first, the row says doubled',
    async (order) => {
      const { id, item } = await permitted();
      await silence(id);
      await sendAgain(id);
      const [second] = await permit(await claim());
      const first = () =>
        arena.status({ id: item?.id ?? 0, attempt: 1, status: 'delivered', wamid: wamid() });
      if (order === 'the first attempt') await first();
      expect((await only(id)).doubled).toBe(false);
      await settle(second, accepted(wamid()));
      if (order === 'the second attempt') await first();
      expect(await only(id)).toMatchObject({ doubled: true, attempt: 2, state: 'accepted' });
    }
  );

  it('[I5] a late `sent` of an attempt that failed does not drop the retry', async () => {
    const { id, item } = await permitted();
    const mine = wamid();
    await settle(item, accepted(mine));
    await arena.status({
      id: item?.id ?? 0,
      attempt: 1,
      status: 'failed',
      wamid: mine,
      code: 131000,
    });
    expect((await only(id)).rank).toBe(30);
    expect(await arena.campaigns.resolve(id, { action: 'retry' }, 1)).toBe(1);
    await arena.status({ id: item?.id ?? 0, attempt: 1, status: 'sent', wamid: mine });
    expect(await only(id)).toMatchObject({ state: 'queued', attempt: 2 });
    const [second] = await permit(await claim());
    await settle(second, accepted(wamid()));
    expect(await only(id)).toMatchObject({ state: 'accepted', attempt: 2, doubled: false });
  });

  it('[I14] a certain no of a row that was swept to uncertain makes the finished campaign go on', async () => {
    const { id, item } = await permitted();
    await silence(id);
    await arena.source.idle(await arena.account(), await arena.lease());
    expect((await arena.campaign(id)).state).toBe('completed');
    await settle(item, notSent);
    expect((await arena.campaign(id)).state).toBe('running');
    const [second] = await permit(await claim());
    await settle(second, accepted(wamid()));
    await arena.source.idle(await arena.account(), await arena.lease());
    expect((await arena.campaign(id)).state).toBe('completed');
  });

  it('[I14] a campaign with an open row is not completed', async () => {
    const { id, item } = await permitted();
    await arena.source.idle(await arena.account(), await arena.lease());
    expect((await arena.campaign(id)).state).toBe('running');
    await settle(item, accepted(wamid()));
    await arena.source.idle(await arena.account(), await arena.lease());
    expect((await arena.campaign(id)).state).toBe('completed');
  });

  const waiting = () => lockWaits(arena.knex, database);
  /** `goOn` happens in a transaction that took the person first, once `other` waits for what it took. */
  const meet = async (
    contactId: number,
    { other, goOn }: { other(): Promise<unknown>; goOn(trx: Knex.Transaction): Promise<unknown> }
  ) => {
    let others: Promise<unknown> = Promise.resolve();
    await arena.knex.transaction(async (trx) => {
      await people().lock(trx, contactId);
      const before = await waiting();
      others = other();
      await eventually('the other one waits', async () => (await waiting()) > before);
      await goOn(trx);
    });
    await others;
    expect(arena.deadlocks()).toEqual([]);
  };
  const people = () => contactsService(arena.strapi);

  it('[I18] results of a contact who is being merged wait for the merge, never it for them', async () => {
    if (database === 'sqlite') return; // one writer
    // The older of the two stays, and takes over the rows of the other.
    const [older = 0] = await membersOf(arena.knex, await newPeople(arena, 1));
    const { id, item } = await permitted();
    const { contactId } = await only(id);
    await meet(contactId, {
      other: () => settle(item, accepted(wamid())),
      goOn: (trx) => people().merge(trx, [contactId, older], Date.now()),
    });
    expect(await only(id)).toMatchObject({ state: 'accepted', contactId: older });
  });

  it('[I18] a permit that counts somebody’s cap waits for their opt-out, never it for the permit', async () => {
    if (database === 'sqlite') return; // one writer
    const id = await arena.start(1, { category: 'MARKETING' });
    await eventually('the snapshot', async () => (await arena.campaign(id)).state === 'running');
    const { contactId } = await only(id);
    await arena.knex('whatsapp_contacts').where({ id: contactId }).update({ frequency: 1 });
    const ids = await claim();
    await meet(contactId, {
      other: async () => expect(await permit(ids)).toEqual([]),
      goOn: (trx) => skipForOptOut(trx, contactId, { category: 'marketing', at: Date.now() }),
    });
    expect(await only(id)).toMatchObject({ state: 'skipped', reason: 'opted-out' });
  });

  it('[I17] the sums agree with the rows after all this, and a disturbed sum is found', async () => {
    expect([...(await arena.campaigns.audit()).keys()]).toEqual([]);
    const id = await running(1);
    await arena.knex('whatsapp_campaign_counts').where({ campaign_id: id }).increment('sent', 1);
    expect([...(await arena.campaigns.audit()).keys()]).toEqual([id]);
  });
});
