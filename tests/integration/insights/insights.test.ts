import type {
  CampaignInsights,
  CampaignLimit,
  Comparison,
} from '../../../server/src/contracts/campaign-insights';
import { databases } from '../../support/boot-strapi';
import { startArena, type Arena, type Row } from '../engine/arena';

const HOUR = 3_600_000;
/** When the first of them got it: nearly midnight in Istanbul, the next day has begun in Nepal. */
const START = Date.parse('2026-11-20T20:40:00Z');

interface Told {
  rank: number;
  state?: string;
  delivered?: number;
  read?: number;
}

describe.each(databases())('the figures of a campaign, on %s', (database) => {
  let arena: Arena;
  let id: number;
  let rows: Row[];
  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.configure({ pairRate: { enforce: false } });
    id = await arena.start(8);
    await arena.ended(id);
    await arena.settled();
    rows = await arena.rows(id);
    await arena.knex('whatsapp_campaigns').where({ id }).update({ started_at: START });
    await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .update({ accepted_at: START });
    await tell();
    await answers();
    await leave();
    await click();
  });
  afterAll(() => arena.close());

  const person = (index: number): number => rows[index]?.contactId ?? 0;
  const profile = (index: number, change: object) =>
    arena
      .knex('whatsapp_contacts')
      .where({ id: person(index) })
      .update(change);

  /** What became of each of the eight, in their order. */
  const tell = async () => {
    const told: Told[] = [
      { rank: 50, delivered: START, read: START + HOUR },
      { rank: 50, read: START + HOUR },
      { rank: 50, delivered: START, read: START + 10 * 24 * HOUR },
      { rank: 50, delivered: START, read: START + 40 * 24 * HOUR },
      { rank: 40, delivered: START + 25 * 60_000 },
      { rank: 40, delivered: START },
      { rank: 10 },
      { rank: 0, state: 'failed' },
    ];
    for (const [index, { rank, state = 'accepted', delivered, read }] of told.entries())
      await arena
        .knex('whatsapp_recipients')
        .where({ id: rows[index]?.id })
        .update({
          rank,
          state,
          accepted_at: state === 'failed' ? null : START,
          delivered_at: delivered ?? null,
          read_at: read ?? null,
        });
    await profile(1, { country: null, phone: '+491512345678' });
    await profile(2, { country: null, phone: '+12125550123' });
    await profile(3, { country: null, phone: '+14165550123' });
    // Without an id no status that is still on its way gives them a number, and with it a country.
    const noIds = { phone: null, wa_id: null, wa_key: null, bsuid: null, bsuid_key: null };
    await profile(4, { country: null, ...noIds });
    await profile(5, { country: 'DE' });
  };

  const write = async (index: number, at: number) => {
    const thread = (await arena
      .knex('whatsapp_conversations')
      .where({ account_id: arena.accountId, contact_id: person(index) })
      .first('id')) as { id: number };
    await arena
      .knex('whatsapp_conversations')
      .where({ id: thread.id })
      .update({ last_inbound_at: at });
    await arena.knex('whatsapp_messages').insert({
      conversation_id: thread.id,
      account_id: arena.accountId,
      contact_id: person(index),
      direction: 'in',
      origin: 'customer',
      type: 'text',
      state: 'received',
      rank: 0,
      attempt: 1,
      tries: 0,
      lane: 0,
      due_at: 0,
      in_limit: false,
      sample: false,
      at,
    });
  };
  /** One answers twice, one within the hour, one too late. */
  const answers = async () => {
    await write(0, START + 2 * HOUR);
    await write(0, START + 3 * HOUR);
    await write(1, START + 60_000);
    await write(2, START + 73 * HOUR);
  };

  const refuse = (index: number, said: { source: string; at: number } & Record<string, unknown>) =>
    arena.knex('whatsapp_consent_events').insert({
      contact_id: person(index),
      category: 'marketing',
      action: 'opt-out',
      sample: false,
      ...said,
    });
  const leave = async () => {
    await refuse(0, { source: 'keyword', at: START + HOUR });
    await refuse(0, { source: 'keyword', at: START + HOUR, category: 'utility' });
    await refuse(1, { source: 'WhatsApp', at: START + 71 * HOUR });
    await refuse(2, { source: 'keyword', at: START + HOUR, topic: 'news' });
    await refuse(3, { source: 'keyword', at: START + 73 * HOUR });
    await refuse(4, { source: 'keyword', at: START - HOUR });
    await refuse(5, { source: 'form', at: START + HOUR, action: 'opt-in' });
    await refuse(6, { source: 'form', at: START + HOUR, category: 'tracking' });
    await refuse(7, { source: 'form', at: START + HOUR });
  };

  const click = async () => {
    const { body } = await arena.api.post<{ id: number }>('/whatsapp/links', {
      name: 'Autumn',
      target: 'https://shop.example/autumn',
    });
    const clicks = [
      { contact_id: person(0), times: 3 },
      { contact_id: person(1), times: 1 },
      { contact_id: 0, times: 4 },
    ];
    for (const one of clicks)
      await arena.knex('whatsapp_link_clicks').insert({
        ...one,
        link_id: body.id,
        campaign_id: id,
        first_at: START,
        last_at: START + HOUR,
      });
  };

  const insights = async (zone: string) =>
    (await arena.api.get<CampaignInsights>(`/whatsapp/campaigns/${id}/insights?zone=${zone}`)).body;
  const cell = ({ days }: CampaignInsights, date: string, hour: number) =>
    days.find((day) => day.date === date)?.hours[hour];

  it('[A-01] [A-03] [A-04] are those of the rows, counted by hand', async () => {
    const { figures, launchedBy } = await insights('UTC');
    expect(figures).toMatchObject({
      clicked: 2,
      unnamedClicks: 4,
      hasLinks: true,
      replied: 2,
      optedOut: 2,
    });
    expect(launchedBy).toBeTruthy();
  });

  it('[A-01] by the hour, on the wall clock of the user who looks', async () => {
    const istanbul = await insights('Europe/Istanbul');
    expect(cell(istanbul, '2026-11-20', 23)).toEqual({ delivered: 4, read: 0, replied: 1 });
    expect(cell(istanbul, '2026-11-21', 0)).toEqual({ delivered: 2, read: 2, replied: 0 });
    expect(cell(istanbul, '2026-11-21', 1)).toEqual({ delivered: 0, read: 0, replied: 1 });
    expect(cell(istanbul, '2026-11-30', 23)?.read).toBe(1);
    expect(istanbul.later).toEqual({ delivered: 0, read: 1, replied: 0 });
    const nepal = await insights('Asia/Kathmandu');
    expect(nepal.days[0]?.date).toBe('2026-11-21');
    expect(cell(nepal, '2026-11-21', 2)).toMatchObject({ delivered: 5 });
    expect(cell(nepal, '2026-11-21', 3)).toMatchObject({ delivered: 1, read: 2 });
  });

  it('[A-01] by country, that of the number where the profile says none', async () => {
    const { countries } = await insights('UTC');
    const of = (country: string | null) => countries.find((one) => one.country === country);
    expect(of('TR')).toEqual({ country: 'TR', sent: 2, delivered: 1, read: 1, failed: 1 });
    expect(of('DE')).toEqual({ country: 'DE', sent: 2, delivered: 2, read: 1, failed: 0 });
    expect(of('US')).toEqual({ country: 'US', sent: 1, delivered: 1, read: 1, failed: 0 });
    expect(of('CA')).toEqual({ country: 'CA', sent: 1, delivered: 1, read: 1, failed: 0 });
    expect(of(null)).toEqual({ country: null, sent: 1, delivered: 1, read: 0, failed: 0 });
    expect(countries).toHaveLength(5);
  });

  it('[A-14] count as its opt-outs who left within three days after they got it, each once', async () => {
    const { optOutSources } = await insights('UTC');
    expect(optOutSources.sort((a, b) => a.source.localeCompare(b.source))).toEqual([
      { source: 'keyword', count: 1 },
      { source: 'WhatsApp', count: 1 },
    ]);
  });

  it('[M-34] [M-35] tells how much of the messaging limit is left for it', async () => {
    const { body } = await arena.api.get<CampaignLimit>(`/whatsapp/campaigns/${id}/limit`);
    expect(body).toMatchObject({ needed: true, used: 8 });
    expect(body.free).toBeLessThan(body.limit ?? 0);
    expect(body.nextFreeAt).toBeGreaterThan(Date.now() + 23 * HOUR);
  });

  it('[A-15] two campaigns stand side by side, also as a file; one or five are refused', async () => {
    const other = await arena.start(2);
    await arena.ended(other);
    const { body } = await arena.api.get<Comparison>(
      `/whatsapp/campaign-comparison?ids=${id},${other}`
    );
    expect(body.campaigns.map(({ campaign }) => campaign.id)).toEqual([id, other]);
    expect(body.campaigns.map(({ figures }) => [figures.replied, figures.optedOut])).toEqual([
      [2, 2],
      [0, 0],
    ]);
    const csv = await arena.http
      .get(`/whatsapp/campaign-comparison.csv?ids=${id},${other}`)
      .set('Authorization', `Bearer ${await arena.adminToken()}`);
    expect(csv.headers['content-type']).toContain('text/csv');
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toBe('\uFEFFfigure,Engine,Engine');
    expect(lines).toEqual(expect.arrayContaining(['replied,2,0', 'opted_out,2,0', 'clicked,2,']));
    for (const ids of [String(id), `${id},${id}`, '1,2,3,4,5', 'x,y'])
      expect((await arena.api.get(`/whatsapp/campaign-comparison?ids=${ids}`)).status).toBe(400);
    expect((await arena.api.get(`/whatsapp/campaign-comparison?ids=${id},99999`)).status).toBe(404);
  });

  it('[A-15] go out as a file, one measure a line', async () => {
    const { text } = await arena.http
      .get(`/whatsapp/campaigns/${id}/report.csv?zone=Europe/Istanbul`)
      .set('Authorization', `Bearer ${await arena.adminToken()}`);
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        '\uFEFFsection,item,measure,value',
        'campaign,,name,Engine',
        'campaign,,replied,2',
        'link,Autumn,openings,8',
        'country,DE,read,1',
        'hour,2026-11-20 23:00,delivered,4',
        'opt_out,WhatsApp,people,1',
      ])
    );
    expect((await arena.api.get(`/whatsapp/campaigns/${id}/insights?zone=Mars`)).status).toBe(400);
  });
});
