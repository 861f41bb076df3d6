import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { keyOf } from '../../../server/src/kernel/hash';
import { logsService } from '../../../server/src/logs/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';

/** Longer than a page, at one instant: a page must not end between them by their time alone. */
const MANY = 120;

describe.each(databases())('logs of one contact, on %s', (database) => {
  let world: World;
  let person: number;
  let other: number;
  let now: number;

  const knex = () => contextOf(world.strapi).db.knex;
  const insert = async (table: string, row: object): Promise<number> => {
    const [made] = (await knex()(table).insert(row, ['id'])) as unknown as (
      | { id: number }
      | number
    )[];
    return typeof made === 'object' ? made.id : Number(made);
  };
  const contact = async (name: string, phone: string) =>
    (await world.api.post<{ id: number }>('/whatsapp/contacts', { name, phone })).body.id;
  const recipient = async (name: string, row: object, contactId = person) => {
    const campaign = { kind: 'template', state: 'completed', added_at: now, changed_at: now };
    return insert('whatsapp_recipients', {
      campaign_id: await insert('whatsapp_campaigns', {
        ...campaign,
        name,
        started_at: now - 60_000,
      }),
      contact_id: contactId,
      account_id: world.accountId,
      address_key: keyOf(`${name} ${contactId}`),
      ...row,
    });
  };
  const list = async (query: object = {}, token?: string): Promise<ListLogsResult> => {
    const params = new URLSearchParams(
      Object.entries({ contactId: person, ...query }).map(([k, v]) => [k, String(v)])
    );
    const path = `/whatsapp/logs?${params.toString()}`;
    if (!token) return (await world.api.get<ListLogsResult>(path)).body;
    const answer = await world.http.get(path).set('Authorization', `Bearer ${token}`);
    return answer.body as ListLogsResult;
  };
  const told = ({ logs }: ListLogsResult) =>
    logs
      .filter(({ source }) => source === 'delivery')
      .map(
        ({ campaign, details }) => `${campaign?.name}: ${String(details?.reason ?? details?.state)}`
      );

  beforeAll(async () => {
    world = await startWorld({ database });
    now = Date.now();
    person = await contact('Ayşe Kaya', '+905327001001');
    other = await contact('Can Demir', '+905327001002');
    await logsService(world.strapi).flush();
    await recipient('Spring', { state: 'accepted', rank: 50, accepted_at: now, read_at: now + 5 });
    await recipient('Summer', { state: 'accepted', rank: 40, accepted_at: now - 1 });
    await recipient('Autumn', { state: 'skipped', reason: 'capped', skipped_at: now - 2 });
    await recipient('Winter', { state: 'skipped', reason: 'no-consent' });
    await recipient('Waiting', { state: 'queued' });
    await recipient('Elsewhere', { state: 'accepted', accepted_at: now }, other);
  });
  afterAll(() => world.close());

  it('[L-09] show messages of campaigns and why somebody was skipped, each with its time and campaign', async () => {
    const page = await list();
    expect(told(page)).toEqual([
      'Spring: read',
      'Summer: delivered',
      'Autumn: capped',
      'Winter: no-consent',
    ]);
    const [first] = page.logs;
    expect(first).toMatchObject({ at: now, contact: { id: person, name: 'Ayşe Kaya' } });
    // Left out when the campaign began.
    expect(page.logs.find(({ campaign }) => campaign?.name === 'Winter')?.at).toBe(now - 60_000);
    expect(page.about).toEqual({
      contact: { id: person, name: 'Ayşe Kaya' },
      campaign: null,
      bot: null,
    });
  });

  it('[L-09] follow area, level, words and time', async () => {
    expect(told(await list({ area: 'campaign' }))).toHaveLength(4);
    expect(told(await list({ area: 'webhook' }))).toEqual([]);
    expect(told(await list({ level: 'warn' }))).toEqual([]);
    expect(told(await list({ level: 'info' }))).toHaveLength(4);
    expect(told(await list({ q: 'autu' }))).toEqual(['Autumn: capped']);
    expect(told(await list({ from: now - 10 }))).toHaveLength(3);
    await recipient('Refused', { state: 'failed', error_code: 131026, failed_at: now - 3 });
    expect(told(await list({ level: 'warn' }))).toEqual(['Refused: failed']);
  });

  it('[L-09] are among the entries of the log, page by page without gap or duplicate', async () => {
    for (let i = 0; i < MANY; i += 1)
      await insert('whatsapp_logs', {
        at: now,
        area: 'contact',
        level: 'info',
        event: 'x',
        text: `line ${i}`,
        times: 1,
        contact_id: person,
      });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ListLogsResult = await list(cursor ? { cursor } : {});
      seen.push(...page.logs.map(({ source, id }) => `${source} ${id}`));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((one) => one.startsWith('delivery'))).toHaveLength(5);
    expect(seen.filter((one) => one.startsWith('log')).length).toBeGreaterThanOrEqual(MANY);
    const { token } = await world.adminUser({
      actions: ['log.inspect', 'contact.browse', 'campaign.follow'],
    });
    const file = world.http.get(`/whatsapp/logs/export?contactId=${person}`);
    const { text: csv } = await file.set('Authorization', `Bearer ${token}`);
    expect(csv.match(/line \d+/g)).toHaveLength(MANY);
    expect(csv).toContain('skipped: capped');
  });

  it('refuse a cursor that is none of a page of theirs', async () => {
    const forged = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
    for (const cursor of [
      'x',
      forged([now]),
      forged([now, 'log', 2 ** 40]),
      forged([now, 'x', 1]),
    ]) {
      const { status, body } = await world.api.get<{ error: { details: object } }>(
        `/whatsapp/logs?contactId=${person}&cursor=${cursor}`
      );
      expect(status).toBe(400);
      expect(body.error.details).toMatchObject({ field: 'cursor' });
    }
  });

  it('[L-09] [X-05] are empty for who may not see the contact, and without campaigns for who may not follow them', async () => {
    const nobody = await world.adminUser({ actions: ['log.inspect'] });
    expect(await list({}, nobody.token)).toEqual({
      logs: [],
      nextCursor: null,
      about: { contact: null, campaign: null, bot: null },
    });
    const reader = await world.adminUser({ actions: ['log.inspect', 'contact.browse'] });
    const page = await list({}, reader.token);
    expect(page.logs.length).toBeGreaterThan(0);
    expect(told(page)).toEqual([]);
  });
});
