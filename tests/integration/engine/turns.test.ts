import { newAttempts } from '../../../server/src/campaigns/attempts';
import type { Limits } from '../../../server/src/limits/public';
import type { Permitted } from '../../../server/src/sending/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from './arena';
import { accepted, turnSteps } from './turn-steps';

describe.each(databases())('turns of a number that something comes between, on %s', (database) => {
  let arena: Arena;
  let serial = 0;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { uncertainAfterMs: 60_000 } });
    await arena.restWorkers();
  });
  afterAll(() => arena.close());

  const steps = turnSteps(() => arena);
  const { claim, permit } = steps;
  const running = (people: number) => steps.running(people, { category: 'MARKETING' });
  const settle = async (items: Permitted[]) =>
    arena.source.settle(
      await arena.account(),
      items.map((item) => ({
        item,
        outcome: accepted(`wamid.turn-${database}-${(serial += 1)}`),
        at: Date.now(),
      }))
    );
  const idle = async () => arena.source.idle(await arena.account(), await arena.lease());
  const states = async (id: number) => (await arena.rows(id)).map(({ state }) => state);

  it('[I1] [M-42] when the permit of one campaign fails, the messages of the other ones of the turn leave, and it is asked for again', async () => {
    const campaigns = [await running(2), await running(2)];
    const ids = [...(await claim()), ...(await claim())];
    expect(ids).toHaveLength(4);
    const limits = arena.strapi.plugin('whatsapp').service('limits') as Limits;
    const { reserve } = limits;
    let calls = 0;
    limits.reserve = (...ask) => {
      calls += 1;
      return calls === 2 ? Promise.reject(new Error('the database is away')) : reserve(...ask);
    };
    const first = await permit(ids).finally(() => (limits.reserve = reserve));
    expect(first).toHaveLength(2);
    await settle(first);
    const rest = await claim();
    expect(rest.sort()).toEqual(ids.filter((id) => first.every((item) => item.id !== id)).sort());
    const second = await permit(rest);
    expect(second).toHaveLength(2);
    await settle(second);
    await idle();
    for (const id of campaigns) {
      expect(await states(id)).toEqual(['accepted', 'accepted']);
      expect((await arena.campaign(id)).state).toBe('completed');
    }
  });

  it('[I1] when nothing was permitted the worker hears of it, and the same rows are permitted afterwards', async () => {
    const id = await running(2);
    const ids = await claim();
    const limits = arena.strapi.plugin('whatsapp').service('limits') as Limits;
    const { reserve } = limits;
    limits.reserve = () => Promise.reject(new Error('the database is away'));
    const failed = permit(ids).finally(() => (limits.reserve = reserve));
    await expect(failed).rejects.toThrow('the database is away');
    const items = await permit(ids);
    expect(items).toHaveLength(2);
    await settle(items);
    await idle();
    expect((await arena.campaign(id)).state).toBe('completed');
  });

  it('[I6] the message of somebody who was merged twice since the snapshot goes to the one who is left', async () => {
    const id = await running(1);
    const [row] = await arena.rows(id);
    const ids = await claim();
    const [second = 0, third = 0] = await membersOf(arena.knex, await newPeople(arena, 2));
    const merge = (from: number, into: number) =>
      arena.knex('whatsapp_contacts').where({ id: from }).update({ merged_into: into });
    await merge(row?.contactId ?? 0, second);
    await merge(second, third);
    const items = await permit(ids);
    expect(items).toHaveLength(1);
    expect(await arena.rows(id)).toMatchObject([{ state: 'sending', contactId: third }]);
    await settle(items);
    await idle();
  });

  /** A campaign with one person of whom nobody knows whether they got it. */
  const uncertain = async () => {
    const id = await running(1);
    await permit(await claim());
    await arena.knex('whatsapp_recipients').where({ campaign_id: id }).update({ permit_at: 1 });
    await arena.campaigns.sweep();
    const [row] = await arena.rows(id);
    if (row?.state !== 'uncertain') throw new Error(`the row is ${row?.state}`);
    return { id, row };
  };

  it('[I14] a campaign is not completed while somebody of it is queued again', async () => {
    const { id } = await uncertain();
    const { db } = contextOf(arena.strapi);
    const { tx } = db;
    let arrived: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const beforeCommit = new Promise<void>((resolve) => (arrived = resolve));
    const mayCommit = new Promise<void>((resolve) => (goOn = resolve));
    db.tx = (work) => {
      db.tx = tx;
      return tx(async (trx) => {
        const result = await work(trx);
        arrived();
        await mayCommit;
        return result;
      });
    };
    const again = arena.campaigns.resolve(id, { action: 'send-again' }, 1);
    await beforeCommit;
    const ended = idle();
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
    goOn();
    expect(await again).toBe(1);
    await ended;
    expect(await states(id)).toEqual(['queued']);
    expect((await arena.campaign(id)).state).toBe('running');
    await settle(await permit(await claim()));
    await idle();
    expect((await arena.campaign(id)).state).toBe('completed');
  });

  it('[I3] nobody is queued again in a campaign that was cancelled meanwhile', async () => {
    const { id, row } = await uncertain();
    await arena.act(id, 'cancel');
    await eventually('cancelled', async () => (await arena.campaign(id)).state === 'cancelled');
    const ask = { ids: [row.id], may: () => true, decidedBy: 'policy' };
    await expect(newAttempts(arena.strapi, ask)).rejects.toThrow('messages cannot be sent again');
    expect(await arena.rows(id)).toMatchObject([{ state: 'uncertain', attempt: 1 }]);
    expect([...(await arena.campaigns.audit()).keys()]).toEqual([]);
  });
});
