import type { CampaignInsights, Comparison } from '../../../server/src/contracts/campaign-insights';
import type { DraftButton } from '../../../server/src/contracts/template-draft';
import { databases } from '../../support/boot-strapi';
import type { PersonSummary } from '../../../server/src/contracts/privacy';
import { approvedTemplate } from '../../support/approved-template';
import { aPdf } from '../../support/files';
import { addPeople } from '../../support/people';
import { openStream } from '../../support/stream';
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
  const send = async (
    body: object,
    { count, from, exclude = [] }: { count: number; from: number; exclude?: number[] }
  ) => {
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
      audience: { kind: 'all', filter: { groups: { include: [group], exclude } }, except: [] },
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
      { type: 'QUICK_REPLY', text: LEAVE, optOut: 'marketing' },
      { type: 'QUICK_REPLY', text: SHOW },
      { type: 'QUICK_REPLY', text: WORD },
      { type: 'QUICK_REPLY', text: 'Soru sor' },
    ]);
    const staff = await arena.api.post<{ id: number }>('/whatsapp/groups', { name: 'Personel' });
    const to = { count: 6, from: 700, exclude: [staff.body.id] };
    ({ id, phones } = await send({ templateId: template.id }, to));
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = phones;
    press(a, SHOW);
    press(a, SHOW);
    press(b, SHOW);
    press(c, LEAVE);
    await arena.settled();
    press(c, LEAVE);
    press(d, WORD);
    arena.sim.control.act.text(e, 'Teşekkürler');
    arena.sim.control.act.text(f, 'Dur');
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

  it('[A-04] [M-32] counts presses of each button, the way out too, and opting out is no reply', async () => {
    const { figures } = await insights();
    expect(figures).toMatchObject({ pressed: 4, unsubscribed: 2, replied: 3, optedOut: 3 });
    expect(figures.buttons).toEqual(BUTTONS);
  });

  it('[A-14] [O-18] a pressed word that ends consent is an opt-out by button, a typed one by keyword', async () => {
    const { optOutSources } = await insights();
    expect(optOutSources).toEqual([
      { source: 'unsubscribe button', count: 2 },
      { source: 'keyword', count: 1 },
    ]);
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
        'campaign,,audience,"P 700, except Personel"',
        'campaign,,pressed,4',
        'campaign,,unsubscribed_by_button,2',
        `button,${SHOW},presses,3`,
        `button,${SHOW},people,2`,
        `button,${LEAVE},opted_out,1`,
        'conversions,,conversions,0',
        'cost,,unpriced,6',
      ])
    );
    expect(await file(`/whatsapp/campaigns/${id}/report.csv?zone=UTC&locale=tr`)).toEqual(
      expect.arrayContaining([
        'campaign;;audience;"P 700; Personel hariç"',
        'campaign;;pressed;4',
        'campaign;;pressed_rate;0,6667',
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

  describe('read by somebody who may follow campaigns and read the replies to them', () => {
    const STRANGER = '905321119777';
    type Agent = { token: string };
    let reader: Agent;
    /** Somebody who wrote without having got the campaign. */
    let stranger: { conversation: number; message: number };
    let ofReader: Agent[];

    const ask = async (who: Agent, path: string, verb: 'get' | 'post' | 'put' = 'get') => {
      const asked = arena.http[verb](`/whatsapp${path}`).set(
        'Authorization',
        `Bearer ${who.token}`
      );
      return verb === 'get' ? asked : asked.send({ status: 'closed', type: 'text', text: 'x' });
    };
    const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status;
    const threadOf = async (phone: string) =>
      (
        (await arena
          .knex('whatsapp_conversations')
          .where({ contact_id: await idOf(phone) })
          .first('id')) as { id: number }
      ).id;
    const messagesOf = (thread: number, campaign = id) =>
      `/campaigns/${campaign}/replies/${thread}/messages`;
    const fileOf = async (phone: string) => {
      const file = { bytes: aPdf(), mimeType: 'application/pdf', filename: 'resim.pdf' };
      arena.sim.control.act.media(phone, file);
      return eventually('the file', async () => {
        const row = (await arena
          .knex('whatsapp_messages as m')
          .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
          .where({ 'c.wa_id': phone, 'm.type': 'document' })
          .first('m.id as id', 'm.conversation_id as thread')) as
          | { id: number; thread: number }
          | undefined;
        return row && { message: Number(row.id), conversation: Number(row.thread) };
      });
    };

    beforeAll(async () => {
      reader = await arena.adminUser({ actions: ['campaign.follow', 'campaign.read-replies'] });
      const others = [
        ['campaign.follow'],
        ['campaign.read-replies', 'contact.browse'],
        ['chat.read'],
      ];
      ofReader = [];
      for (const actions of others) ofReader.push(await arena.adminUser({ actions }));
      arena.sim.control.people.add({ name: 'Yabancı', phone: STRANGER });
      stranger = await fileOf(STRANGER);
      await arena.settled();
    });

    it('[X-05] [A-04] lists those who replied, page by page, and opens their threads', async () => {
      type Page = { replies: { conversationId: number; address: string }[]; nextCursor: string };
      const first = (await ask(reader, `/campaigns/${id}/replies?limit=2`)).body as Page;
      const rest = (
        await ask(reader, `/campaigns/${id}/replies?limit=2&cursor=${first.nextCursor}`)
      ).body as Page;
      const [a = '', b = '', , , e = ''] = phones;
      const shown = [...first.replies, ...rest.replies];
      expect(rest.nextCursor).toBeNull();
      expect(shown.map(({ address }) => address.replace('+', '')).sort()).toEqual([a, b, e].sort());
      for (const { conversationId } of shown)
        expect(await statusOf(reader, messagesOf(conversationId))).toBe(200);
      const { text } = await ask(reader, messagesOf(await threadOf(e)));
      expect(text).toContain('Teşekkürler');
    });

    it('[X-05] finds no other thread: not of those who opted out, by a button or a word, a stranger’s or by another campaign', async () => {
      const [, , c = '', d = '', e = '', f = ''] = phones;
      const closed = [];
      for (const phone of [c, d, f, STRANGER]) closed.push(messagesOf(await threadOf(phone)));
      const draft = await arena.api.post<{ id: number }>('/whatsapp/campaigns', {
        name: 'Other',
        accountId: arena.accountId,
      });
      closed.push(messagesOf(await threadOf(e), draft.body.id));
      closed.push(messagesOf(await threadOf(e), 999_999));
      closed.push(`/campaigns/${id}/replies/media/${stranger.message}`);
      closed.push(`/campaigns/999999/replies`);
      for (const path of closed) expect([path, await statusOf(reader, path)]).toEqual([path, 404]);
      const other = await ask(
        reader,
        `${messagesOf(await threadOf(e))}?around=${stranger.message}`
      );
      expect(other.status).toBe(404);
    });

    it('[X-05] opens a file of such a thread by the address in it, and none through the Inbox', async () => {
      const { message, conversation } = await fileOf(phones[4] ?? '');
      const address = `/campaigns/${id}/replies/media/${message}`;
      expect((await ask(reader, messagesOf(conversation))).text).toContain(`/whatsapp${address}`);
      expect(await statusOf(reader, address)).toBe(200);
      expect(await statusOf(reader, `/messages/${message}/media`)).toBe(403);
    });

    it('[X-05] writes nothing, and is refused list, search, notes, panel and everything else of the Inbox', async () => {
      const thread = `/conversations/${await threadOf(phones[4] ?? '')}`;
      for (const path of [
        '/conversations',
        '/message-search?q=te',
        '/inbox-views',
        thread,
        `${thread}/messages`,
        `${thread}/notes`,
        `${thread}/about`,
        `${thread}/scheduled`,
        `/campaigns/${id}/recipients.csv`,
      ])
        expect([path, await statusOf(reader, path)]).toEqual([path, 403]);
      for (const [path, verb] of [
        [thread, 'put'],
        [`${thread}/messages`, 'post'],
        [`${thread}/notes`, 'post'],
        [`${thread}/read`, 'post'],
      ] as const)
        expect([path, await statusOf(reader, path, verb)]).toEqual([path, 403]);
    });

    it('[X-05] refuses anyone who lacks one of the two rights, and who reads conversations only', async () => {
      const thread = await threadOf(phones[4] ?? '');
      for (const who of ofReader)
        for (const path of [
          `/campaigns/${id}/replies`,
          messagesOf(thread),
          `/campaigns/${id}/replies/media/${stranger.message}`,
        ])
          expect([path, await statusOf(who, path)]).toEqual([path, 403]);
    });

    it('[X-05] hears nothing of these threads live', async () => {
      const page = await openStream(arena.url, { token: reader.token });
      const all = await openStream(arena.url, { token: await arena.adminToken() });
      const thread = await threadOf(phones[4] ?? '');
      arena.sim.control.act.text(phones[4] ?? '', 'Bir de şunu sorayım');
      await all.heard('it for the boss', (h) => h.type === 'message' && h.parent === thread);
      await arena.settled();
      const told = page.hints().filter(({ type }) => type === 'message' || type === 'conversation');
      expect(told).toEqual([]);
      page.close();
      all.close();
    });
  });

  it('[O-18] [X-06] the way out of a variant ends marketing for those who got it, and figures outlive them', async () => {
    const plain = await approved('variant_a', [{ type: 'QUICK_REPLY', text: SHOW }]);
    const leaving = await approved('variant_b', [
      { type: 'QUICK_REPLY', text: LEAVE, optOut: 'marketing' },
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

  it('[X-06] [A-04] [A-05] [A-14] erasing contacts leaves the figures of finished campaigns as they were', async () => {
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
    expect(before.figures).toMatchObject({ pressed: 4, unsubscribed: 2, replied: 3, clicked: 2 });
    expect(before.conversions).toMatchObject({ conversions: 3, people: 2 });
    expect(before.cost?.totals).toMatchObject([{ currency: 'EUR' }]);
    expect(before.optOutSources).toContainEqual({ source: 'typed', count: 1 });
    for (const phone of [a, c, e]) await erase(phone);
    expect(await figuresAfter(id)).toEqual(before);
    await erase(b);
    expect(await figuresAfter(id)).toEqual(before);
  });
});
