import type {
  CampaignInsights,
  CampaignReplies,
  Comparison,
} from '../../../server/src/contracts/campaign-insights';
import type { DraftButton } from '../../../server/src/contracts/template-draft';
import { databases } from '../../support/boot-strapi';
import { approvedTemplate } from '../../support/approved-template';
import { addPeople } from '../../support/people';
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
  const BUTTONS = [
    { text: SHOW, presses: 3, people: 2, optOuts: 0 },
    { text: LEAVE, presses: 2, people: 1, optOuts: 1 },
    { text: WORD, presses: 1, people: 1, optOuts: 1 },
    { text: 'Soru sor', presses: 0, people: 0, optOuts: 0 },
  ];

  it('[A-04] [M-32] counts presses of each button, and leaving by one is no reply', async () => {
    const { figures } = await insights();
    expect(figures).toMatchObject({ pressed: 4, replied: 3, optedOut: 2 });
    expect(figures.buttons).toEqual(BUTTONS);
    const { body } = await arena.api.get<CampaignReplies>(`/whatsapp/campaigns/${id}/replies`);
    expect(body).toEqual({ replied: 3, pressed: 4, buttons: BUTTONS });
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
        'campaign,,pressed,4',
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
    expect(body.campaigns.map(({ figures }) => figures.pressed)).toEqual([4, 0]);
    expect(await file(`/whatsapp/campaign-comparison.csv?ids=${id},${other}`)).toEqual(
      expect.arrayContaining(['pressed,4,0', `button ${SHOW},3,`, `button ${LEAVE},2,`])
    );
  });

  it('[O-18] the way out of a variant ends marketing for those who got this variant', async () => {
    const plain = await approved('variant_a', [{ type: 'QUICK_REPLY', text: SHOW }]);
    const leaving = await approved('variant_b', [
      { type: 'QUICK_REPLY', text: LEAVE, optOut: true },
    ]);
    const test = {
      metric: 'read',
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
  });
});
