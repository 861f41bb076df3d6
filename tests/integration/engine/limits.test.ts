import type { AccountRow, AccountsService } from '../../../server/src/accounts/public';
import type { Limits } from '../../../server/src/limits/public';
import { rebuildMinutes } from '../../../server/src/limits/portfolio';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { BASE_S, newPeople, startArena, type Arena } from './arena';

const LIMIT = 250;
/** floor(250 × 0.99) minus the ten places kept for agents. */
const BULK = 237;
const DAY_MINUTES = 1_500;
const FAR = 100_000_000;

describe.each(databases())('the messaging limit, on %s', (database) => {
  let arena: Arena;
  let second: AccountRow;
  let limits: Limits;
  let accounts: AccountsService;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { limitAskMs: 300 } });
    accounts = arena.strapi.plugin('whatsapp').service('accounts') as AccountsService;
    limits = arena.strapi.plugin('whatsapp').service('limits') as Limits;
    const { account, url } = arena.sim;
    second = await accounts.connectNumber({
      name: 'Second number',
      wabaId: account.wabaId,
      phoneNumberId: account.phoneNumberIds[1] ?? '',
      token: account.token,
      appSecret: account.appSecret,
      verifyToken: 'another-verify-token',
      baseUrl: url,
    } as never);
    arena.sim.control.configure({
      statuses: { enabled: false },
      messagingLimit: { enforce: false },
    });
    // A number that is read again in mid-test tells the same limit.
    arena.sim.control.numbers.setTier('TIER_250');
    await setLimit(LIMIT);
  });
  afterAll(() => arena.close());

  const setLimit = (limit: number) =>
    arena.knex('whatsapp_accounts').update({ messaging_limit: limit, limit_known: true });
  const persons = async () =>
    (await arena.knex('whatsapp_limit_persons').orderBy('id')) as Record<string, unknown>[];
  const personOf = async (contactId: number | undefined) =>
    (await persons()).find((row) => Number(row.contact_id) === contactId);
  const difference = async () => {
    const [row] = (await arena.knex('whatsapp_portfolios').orderBy('id').select('id')) as {
      id: unknown;
    }[];
    return rebuildMinutes(contextOf(arena.strapi).db, Number(row?.id));
  };
  const used = async () => (await limits.state(await arena.account())).used;
  /** A day goes by: everything that was counted lies more than 24 hours back. */
  const dayPasses = async () => {
    await arena.knex('whatsapp_limit_persons').update({
      at: arena.knex.raw('?? - ?', ['at', DAY_MINUTES * 60_000]),
      minute: arena.knex.raw('?? - ?', ['minute', DAY_MINUTES]),
    });
    // In two leaps: a short one would meet minutes that still wait for theirs. Places that are taken between the two, as
    // soon as the first has freed them, stay where they are.
    const [row] = (await arena.knex('whatsapp_limit_minutes').max({ newest: 'minute' })) as {
      newest: unknown;
    }[];
    const gone = Number(row?.newest) - DAY_MINUTES - FAR;
    for (const leap of [DAY_MINUTES + FAR, -FAR]) {
      const minute = arena.knex.raw('?? - ?', ['minute', leap]);
      const minutes = arena.knex('whatsapp_limit_minutes');
      await (leap > 0 ? minutes : minutes.where('minute', '<=', gone)).update({ minute });
    }
  };
  const full = (id: number) =>
    eventually('the wait for the limit', async () => {
      const view = await arena.campaign(id);
      return view.waiting?.kind === 'limit' && view.counts.sending === 0 && view;
    });

  it('[I9] [M-36] [M-37] stops short of the limit, fails nobody, and goes on by itself when a day has passed', async () => {
    const id = await arena.start(260);
    const view = await full(id);
    expect(view).toMatchObject({ state: 'running', counts: { sent: BULK, queued: 23, failed: 0 } });
    // It says when the first place becomes free again: a day after it was taken.
    expect(view.waiting?.until).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(await used()).toBe(BULK);
    expect(await difference()).toBe(0);
    await dayPasses();
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 260, failed: 0 });
    expect(await used()).toBe(23);
    expect(await difference()).toBe(0);
  });

  it('[I9] [M-35] two numbers of one portfolio share the limit', async () => {
    await dayPasses();
    const ids = [await arena.start(240), await arena.start(240, { accountId: second.id })];
    // A refused call gives its place back; it is taken again when the limit is asked the next time.
    await eventually('all places are used', async () => {
      const views = await Promise.all(ids.map(full));
      return views.reduce((sum, view) => sum + view.counts.sent, 0) === BULK;
    });
    expect(await used()).toBe(BULK);
    for (const id of ids) await arena.act(id, 'cancel');
    await Promise.all(ids.map((id) => arena.ended(id)));
  });

  it('[I9] racing permits never take more places than there are, and agents keep theirs', async () => {
    await dayPasses();
    const { db } = contextOf(arena.strapi);
    const account = await arena.account();
    const groups = Array.from({ length: 30 }, (_, i) =>
      Array.from({ length: 10 }, (_x, k) => 900_000 + i * 10 + k)
    );
    const reserve = (contactIds: number[], from: AccountRow, lane: 'bulk' | 'agent') =>
      db.tx((trx) => limits.reserve(trx, { account: from, contactIds, lane }));
    const granted = await Promise.all(
      groups.map((ids, i) => reserve(ids, i % 2 ? account : { ...account, id: second.id }, 'bulk'))
    );
    expect(granted.reduce((sum, { granted: ok }) => sum + ok.size, 0)).toBe(BULK);
    expect((await reserve([990_001], account, 'bulk')).granted.size).toBe(0);
    expect((await reserve([990_001], account, 'agent')).granted.size).toBe(1);
    expect(await used()).toBe(BULK + 1);
    // Anyone who has a place needs no second one.
    const known = [...(granted[0]?.granted ?? [])];
    expect((await reserve(known, account, 'bulk')).granted.size).toBe(known.length);
    expect(await used()).toBe(BULK + 1);
    expect(await difference()).toBe(0);
  });

  it('[I9] [M-36] a delivery moves the place to its own time', async () => {
    await setLimit(100_000);
    const id = await arena.start(1);
    await arena.ended(id);
    const [row] = await arena.rows(id);
    const reserved = await personOf(row?.contactId);
    expect(reserved).toMatchObject({ state: 'reserved' });
    await arena.status({
      id: row?.id ?? 0,
      attempt: 1,
      status: 'delivered',
      wamid: row?.wamid ?? '',
      // Meta's clock may be a minute ahead of ours.
      at: Math.floor(Date.now() / 1000) - BASE_S + 50,
    });
    const counted = await personOf(row?.contactId);
    expect(counted).toMatchObject({ state: 'counted' });
    expect(Number(counted?.at) - Number(reserved?.at)).toBeGreaterThan(30_000);
    expect(await difference()).toBe(0);
  });

  it('[I9] [M-36] a refused and a failed message give their places back', async () => {
    arena.sim.control.faults.add({ kind: 'graph-error', code: 131026 });
    const refused = await arena.start(1);
    expect((await arena.ended(refused)).counts.failed).toBe(1);
    arena.sim.control.faults.clear();
    expect(await personOf((await arena.rows(refused))[0]?.contactId)).toBeUndefined();

    const failed = await arena.start(1);
    await arena.ended(failed);
    const [row] = await arena.rows(failed);
    expect(await personOf(row?.contactId)).toMatchObject({ state: 'reserved' });
    await arena.status({
      id: row?.id ?? 0,
      attempt: 1,
      status: 'failed',
      wamid: row?.wamid ?? '',
      code: 131026,
    });
    expect(await personOf(row?.contactId)).toBeUndefined();
    expect(await difference()).toBe(0);
  });

  it('[I9] a late status of a failed message does not free the place of the next one', async () => {
    const groupId = await newPeople(arena, 1);
    const first = await arena.start(1, { groupId });
    await arena.ended(first);
    const [old] = await arena.rows(first);
    const say = (status: string, code?: number) =>
      arena.status({
        id: old?.id ?? 0,
        attempt: 1,
        status,
        wamid: old?.wamid ?? '',
        ...(code ? { code } : {}),
      });
    await say('failed', 131026);
    await arena.ended(await arena.start(1, { groupId }));
    expect(await personOf(old?.contactId)).toMatchObject({ state: 'reserved' });
    await say('sent');
    expect(await personOf(old?.contactId)).toMatchObject({ state: 'reserved' });
  });

  it('[I9] when two messages lean on one place, the failure of the first keeps it for the second', async () => {
    const groupId = await newPeople(arena, 1);
    const ids = [await arena.start(1, { groupId }), await arena.start(1, { groupId })];
    await Promise.all(ids.map((id) => arena.ended(id)));
    const [first] = await arena.rows(ids[0] ?? 0);
    await arena.status({
      id: first?.id ?? 0,
      attempt: 1,
      status: 'failed',
      wamid: first?.wamid ?? '',
      code: 131026,
    });
    expect(await personOf(first?.contactId)).toBeDefined();
    const [later] = await arena.rows(ids[1] ?? 0);
    await arena.status({
      id: later?.id ?? 0,
      attempt: 1,
      status: 'delivered',
      wamid: later?.wamid ?? '',
      at: 900,
    });
    expect(await personOf(first?.contactId)).toMatchObject({ state: 'counted' });
    expect(await difference()).toBe(0);
  });

  it('[I9] what is reported of a message days later leaves the place alone that a newer one has taken', async () => {
    const groupId = await newPeople(arena, 1);
    const first = await arena.start(1, { groupId });
    await arena.ended(first);
    const [old] = await arena.rows(first);
    await dayPasses();
    const aDay = { permit_at: arena.knex.raw('?? - ?', ['permit_at', DAY_MINUTES * 60_000]) };
    await arena.knex('whatsapp_recipients').where({ campaign_id: first }).update(aDay);
    const second = await arena.start(1, { groupId });
    await arena.ended(second);
    const place = await personOf(old?.contactId);
    expect(place).toMatchObject({ state: 'reserved' });
    const say = (row: typeof old, status: string, more: { at?: number; code?: number }) =>
      arena.status({ id: row?.id ?? 0, attempt: 1, status, wamid: row?.wamid ?? '', ...more });
    await say(old, 'failed', { code: 131026 });
    expect(await personOf(old?.contactId)).toEqual(place);
    await say(old, 'delivered', { at: -DAY_MINUTES * 60 });
    expect(await personOf(old?.contactId)).toEqual(place);
    const [newer] = await arena.rows(second);
    await say(newer, 'failed', { code: 131026 });
    expect(await personOf(old?.contactId)).toBeUndefined();
    expect(await difference()).toBe(0);
  });

  it('[I9] a portfolio that was first seen in a transaction that failed is made by the next one', async () => {
    const { db } = contextOf(arena.strapi);
    const account = { ...(await arena.account()), portfolioId: 'seen-first-in-vain' };
    const failed = db.tx(async (trx) => {
      await limits.reserve(trx, { account, contactIds: [1], lane: 'agent' });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await db.tx((trx) => limits.reserve(trx, { account, contactIds: [1], lane: 'agent' }));
    const row = (await arena.knex('whatsapp_portfolios').orderBy('id', 'desc').first()) as {
      id: unknown;
    };
    const taken = await arena.knex('whatsapp_limit_persons').where({ portfolio_id: row.id });
    expect(taken).toHaveLength(1);
    expect(await limits.portfolio(account)).toBe(Number(row.id));
    for (const table of ['whatsapp_limit_persons', 'whatsapp_limit_minutes'])
      await arena.knex(table).where({ portfolio_id: row.id }).del();
  });

  it('[I9] [M-37] a limit that Meta changes in mid-run holds at once, down and up', async () => {
    // Six seconds: time enough to change the limit on a machine that does much else.
    await arena.knex('whatsapp_accounts').update({ throughput_mps: 10 });
    const before = await used();
    const id = await arena.start(60);
    await eventually('some messages', async () => (await arena.accepted(id)).size > 0);
    await setLimit(1);
    const view = await full(id);
    expect(view.counts.queued).toBeGreaterThan(0);
    expect(view.counts.sent + view.counts.queued).toBe(60);
    await setLimit(100_000);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 60, failed: 0 });
    expect(await used()).toBe(before + 60);
  });

  it('[I9] the nightly comparison finds a minute that differs from its contacts', async () => {
    await arena.knex('whatsapp_limit_minutes').limit(1).increment('n', 2);
    expect(await difference()).toBeGreaterThan(0);
    expect(await difference()).toBe(0);
  });
});
