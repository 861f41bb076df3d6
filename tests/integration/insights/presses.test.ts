import type { CampaignInsights, Comparison } from '../../../server/src/contracts/campaign-insights';
import type { DraftButton } from '../../../server/src/contracts/template-draft';
import { databases } from '../../support/boot-strapi';
import type { PersonSummary } from '../../../server/src/contracts/privacy';
import { approvedTemplate } from '../../support/approved-template';
import { addPeople } from '../../support/people';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

const LEAVE = 'Beni listeden alın';
const WORD = 'Abonelikten çık';
const SHOW = 'Göster';

describe.each(databases())('buttons of a campaign, on %s', (database) => {
  let arena: Arena;
  let id: number;
  let phones: string[];

  const approved = (name: string, buttons: DraftButton[]) =>
    approvedTemplate(arena, { name, buttons });
  /** A campaign to new people, who are at their phones. */
  const send = async (body: object, { count, from }: { count: number; from: number }) => {
    const group = await addPeople(arena, { group: `P ${from}`, count, optIn: count, from });
    const rows = (await arena
      .knex('whatsapp_group_members as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.group_id', group)
      .orderBy('c.id')
      .select('c.wa_id as phone')) as { phone: string }[];
    for (const { phone } of rows) arena.sim.control.people.add({ name: 'Reader', phone });
    const made = await arena.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'News',
      accountId: arena.accountId,
      bindings: {},
      audience: { kind: 'all', filter: { groups: { include: [group] } }, except: [] },
      ...body,
    });
    await arena.api.post(`/whatsapp/campaigns/${made.body.id}/launch`, {
      expected: count,
      typed: count,
    });
    await arena.ended(made.body.id);
    return { id: made.body.id, phones: rows.map(({ phone }) => phone) };
  };
  const press = (phone: string, button: string) => {
    const [bubble] = arena.sim.control.thread(phone);
    if (!bubble) throw new Error('nothing arrived');
    arena.sim.control.act.press(phone, bubble.wamid, button);
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.configure({ pairRate: { enforce: false } });
    const template = await approved('buttons', [
      { type: 'QUICK_REPLY', text: LEAVE, optOut: true },
      { type: 'QUICK_REPLY', text: SHOW },
      { type: 'QUICK_REPLY', text: WORD },
      { type: 'QUICK_REPLY', text: 'Soru sor' },
    ]);
    ({ id, phones } = await send({ templateId: template.id }, { count: 6, from: 700 }));
    const [a = '', b = '', c = '', d = '', e = ''] = phones;
    press(a, SHOW);
    press(a, SHOW);
    press(b, SHOW);
    press(c, LEAVE);
    await arena.settled();
    press(c, LEAVE);
    press(d, WORD);
    arena.sim.control.act.text(e, 'Teşekkürler');
    await arena.settled();
  });
  afterAll(() => arena.close());

  const insights = async (of = id) =>
    (await arena.api.get<CampaignInsights>(`/whatsapp/campaigns/${of}/insights?zone=UTC`)).body;
  const erase = async (phone: string) => {
    const { id: personId } = (await arena
      .knex('whatsapp_contacts')
      .where({ wa_id: phone })
      .first('id')) as { id: number };
    const at = `/whatsapp/privacy/people/${personId}`;
    const { name } = (await arena.api.get<PersonSummary>(at)).body;
    expect((await arena.api.post(`${at}/erase`, { typed: name })).status).toBe(200);
    await eventually('the erasure', async () => {
      const row = (await arena
        .knex('whatsapp_erasures')
        .where({ contact_id: personId })
        .first()) as { state: string } | undefined;
      return row?.state === 'done';
    });
  };
  /** Figures that were counted after this moment, without what says when. */
  const figuresAfter = async (of: number) => {
    const now = Date.now();
    let seen = await insights(of);
    await eventually('figures of now', async () => {
      seen = await insights(of);
      return seen.countedAt >= now;
    });
    const { countedAt: _at, againInMs: _again, ...shown } = seen;
    return shown;
  };
  const idOf = async (phone: string) =>
    ((await arena.knex('whatsapp_contacts').where({ wa_id: phone }).first('id')) as { id: number })
      .id;

  const BUTTONS = [
    { text: SHOW, presses: 3, people: 2, optOuts: 0 },
    { text: LEAVE, presses: 2, people: 1, optOuts: 1 },
    { text: WORD, presses: 1, people: 1, optOuts: 1 },
    { text: 'Soru sor', presses: 0, people: 0, optOuts: 0 },
  ];

  it('[A-04] [M-32] counts presses of each button, and leaving by one is no reply', async () => {
    const { figures } = await insights();
    expect(figures).toMatchObject({ pressed: 2, unsubscribed: 2, replied: 3, optedOut: 2 });
    expect(figures.buttons).toEqual(BUTTONS);
  });

  it('[A-14] [O-18] a pressed word that ends consent is an opt-out by button, nobody typed it', async () => {
    const { optOutSources } = await insights();
    expect(optOutSources).toEqual([{ source: 'unsubscribe button', count: 2 }]);
    arena.sim.control.act.text(phones[4] ?? '', 'DUR');
    await arena.settled();
    const typed = (await arena
      .knex('whatsapp_consent_events')
      .where({ action: 'opt-out', evidence: 'DUR' })
      .orderBy('id', 'desc')
      .first('source')) as { source: string };
    expect(typed.source).toBe('keyword');
  });

  it('[A-15] report and comparison name each button', async () => {
    const file = async (path: string) =>
      (
        await arena.http.get(path).set('Authorization', `Bearer ${await arena.adminToken()}`)
      ).text.split('\r\n');
    expect(await file(`/whatsapp/campaigns/${id}/report.csv?zone=UTC`)).toEqual(
      expect.arrayContaining([
        'campaign,,pressed,2',
        'campaign,,unsubscribed_by_button,2',
        `button,${SHOW},presses,3`,
        `button,${SHOW},people,2`,
        `button,${LEAVE},opted_out,1`,
        'conversions,,conversions,0',
        'cost,,unpriced,6',
      ])
    );
    const other = await arena.start(2);
    await arena.ended(other);
    const { body } = await arena.api.get<Comparison>(
      `/whatsapp/campaign-comparison?ids=${id},${other}`
    );
    expect(body.campaigns.map(({ figures }) => figures.pressed)).toEqual([2, 0]);
    expect(await file(`/whatsapp/campaign-comparison.csv?ids=${id},${other}`)).toEqual(
      expect.arrayContaining(['pressed,2,0', `button ${SHOW},3,`, `button ${LEAVE},2,`])
    );
  });

  it('[O-18] [X-06] the way out of a variant ends marketing for those who got it, and figures outlive them', async () => {
    const plain = await approved('variant_a', [{ type: 'QUICK_REPLY', text: SHOW }]);
    const leaving = await approved('variant_b', [
      { type: 'QUICK_REPLY', text: LEAVE, optOut: true },
    ]);
    const test = {
      metric: 'reply',
      sharePercent: 100,
      decide: 'hand',
      variants: [{ templateId: leaving.id, bindings: {}, text: null }],
    };
    const sent = await send({ templateId: plain.id, trial: { test } }, { count: 12, from: 720 });
    const row = (await arena
      .knex('whatsapp_recipients as r')
      .join('whatsapp_contacts as c', 'c.id', 'r.contact_id')
      .where({ 'r.campaign_id': sent.id, 'r.variant': 'B' })
      .first('c.wa_id as phone', 'c.id as id')) as { phone: string; id: number };
    press(row.phone, LEAVE);
    await arena.settled();
    const person = (await arena
      .knex('whatsapp_contacts')
      .where({ id: row.id })
      .first('marketing')) as { marketing: string };
    expect(person.marketing).toBe('out');
    expect((await insights(sent.id)).figures.buttons.map(({ text }) => text).sort()).toEqual(
      [LEAVE, SHOW].sort()
    );
    const other = sent.phones.find((phone) => phone !== row.phone) ?? '';
    arena.sim.control.act.text(other, 'Teşekkürler');
    await arena.settled();
    const before = await figuresAfter(sent.id);
    expect(before.trial?.arms.reduce((sum, arm) => sum + arm.successes, 0)).toBe(1);
    for (const phone of [row.phone, other]) await erase(phone);
    expect(await figuresAfter(sent.id)).toEqual(before);
  });

  it('[X-06] [A-04] [A-05] [A-14] erasing people leaves the figures of finished campaigns as they were', async () => {
    const text = 'Market,Currency,Marketing,Utility\nTurkey,EUR,0.0123,0.01\nOther,EUR,0.5,0.5\n';
    const card = { text, validFrom: '2026-01-01' };
    expect((await arena.api.post('/whatsapp/prices/import', card)).status).toBe(200);
    const [a = '', b = '', c = '', , e = ''] = phones;
    const link = await arena.api.post<{ id: number }>('/whatsapp/links', {
      name: 'Spring',
      target: 'https://shop.example/spring',
    });
    const clicked = { link_id: link.body.id, campaign_id: id, times: 2, first_at: 1, last_at: 2 };
    for (const phone of [a, b])
      await arena
        .knex('whatsapp_link_clicks')
        .insert({ ...clicked, contact_id: await idOf(phone) });
    for (const [n, phone] of [a, a, e].entries()) {
      await arena.knex('whatsapp_conversions').insert({
        ...{ event: 'order', contact_id: await idOf(phone), amount_milli: 5_000, currency: 'TRY' },
        ...{ at: Date.now(), source: 'api', dedupe_key: `erased ${n}`, added_at: Date.now() },
        click_campaign_id: 0,
      });
      const made = (await arena
        .knex('whatsapp_conversions')
        .where({ dedupe_key: `erased ${n}` })
        .first('id')) as { id: number };
      await arena.knex('whatsapp_conversion_touches').insert({
        ...{ conversion_id: made.id, campaign_id: id, kind: 'message', touch_at: 1 },
      });
    }
    // Somebody told the team, and the words of it name them.
    await arena.api.post(`/whatsapp/contacts/${await idOf(b)}/consent`, {
      ...{ category: 'marketing', action: 'opt-out', source: 'Call with Ece', evidence: 'Called' },
    });
    const before = await figuresAfter(id);
    expect(before.figures).toMatchObject({ pressed: 2, unsubscribed: 2, replied: 3, clicked: 2 });
    expect(before.conversions).toMatchObject({ conversions: 3, people: 2 });
    expect(before.cost?.totals).toMatchObject([{ currency: 'EUR' }]);
    expect(before.optOutSources).toContainEqual({ source: 'typed', count: 1 });
    for (const phone of [a, c, e]) await erase(phone);
    expect(await figuresAfter(id)).toEqual(before);
    await erase(b);
    expect(await figuresAfter(id)).toEqual(before);
  });
});
