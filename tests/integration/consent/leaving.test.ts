import type { ConsentService } from '../../../server/src/consent/public';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { ListInboxViewsResult } from '../../../server/src/contracts/inbox-views';
import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { DraftButton, DraftResult } from '../../../server/src/contracts/template-draft';
import type { TaskView } from '../../../server/src/contracts/tasks';
import type { TemplateHistory } from '../../../server/src/contracts/template-history';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { approvedTemplate } from '../../support/approved-template';
import { addPeople } from '../../support/people';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

const BUTTON = 'Beni listeden alın';

describe.each(databases())('leaving by a button or a word, on %s', (database) => {
  let arena: Arena;
  let template: TemplateView;
  let from = 500;

  beforeAll(async () => {
    arena = await startArena({ database });
    template = await approved('way_out', [
      { type: 'QUICK_REPLY', text: BUTTON, optOut: 'marketing' },
      { type: 'QUICK_REPLY', text: 'Göster' },
      { type: 'QUICK_REPLY', text: 'Abonelikten çık' },
    ]);
  });
  afterAll(() => arena.close());

  const approved = (name: string, buttons: DraftButton[], footer = '') =>
    approvedTemplate(arena, { name, buttons, footer });
  const campaignOf = async (templateId: number, groupId: number): Promise<number> =>
    (
      await arena.api.post<{ id: number }>('/whatsapp/campaigns', {
        name: 'News',
        accountId: arena.accountId,
        templateId,
        bindings: {},
        audience: { kind: 'all', filter: { groups: { include: [groupId] } }, except: [] },
      })
    ).body.id;
  const hintsOf = async (campaignId: number) =>
    (
      await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${campaignId}/preflight`)
    ).body.problems
      .filter(({ blocking }) => !blocking)
      .map(({ kind }) => kind);
  const aReader = async () => {
    from += 1;
    const groupId = await addPeople(arena, { group: `Reader ${from}`, count: 1, optIn: 1, from });
    const row = (await arena
      .knex('whatsapp_group_members as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.group_id', groupId)
      .first('c.id as id', 'c.wa_id as phone')) as { id: number; phone: string };
    arena.sim.control.people.add({ name: 'Reader', phone: row.phone });
    return { groupId, id: Number(row.id), phone: row.phone };
  };
  /** A campaign with the template arrives at somebody. */
  const reached = async (by = template) => {
    const reader = await aReader();
    const campaignId = await campaignOf(by.id, reader.groupId);
    await arena.api.post(`/whatsapp/campaigns/${campaignId}/launch`, { expected: 1, typed: 1 });
    await arena.ended(campaignId);
    const bubble = arena.sim.control.thread(reader.phone).at(-1);
    if (!bubble) throw new Error('nothing arrived');
    return { ...reader, wamid: bubble.wamid };
  };
  /** They press this button of it. */
  const pressed = async (button: string) => {
    const reader = await reached();
    arena.sim.control.act.press(reader.phone, reader.wamid, button);
    await arena.settled();
    return reader;
  };
  const says = async (phone: string, text: string): Promise<void> => {
    arena.sim.control.act.text(phone, text);
    await arena.settled();
  };
  const consentOf = async (id: number) => {
    const { body } = await arena.api.get<{
      contact: { consent: { marketing: string; utility: string }; askedStopAt: number | null };
      askedStop: { at: number; text: string } | null;
      consentEvents: { action: string; source: string; evidence: string; at: number }[];
    }>(`/whatsapp/contacts/${id}`);
    const { contact, askedStop, consentEvents: events } = body;
    return { ...contact.consent, askedStopAt: contact.askedStopAt, askedStop, events };
  };
  const said = async (id: number) => {
    const { marketing, utility, askedStop } = await consentOf(id);
    return [marketing, utility, askedStop?.text ?? null];
  };

  const threadOf = async (contactId: number) =>
    (
      await arena.api.get<{ conversations: ConversationView[] }>(
        '/whatsapp/conversations?status=all&limit=100'
      )
    ).body.conversations.filter(({ contact }) => contact.id === contactId);

  it('[O-18] ends marketing at one tap, whatever it says, and keeps messages about orders', async () => {
    const { id, phone } = await pressed(BUTTON);
    const { marketing, utility, events } = await consentOf(id);
    expect({ marketing, utility }).toEqual({ marketing: 'out', utility: 'in' });
    expect(events[0]).toMatchObject({
      action: 'opt-out',
      source: 'unsubscribe button',
      evidence: BUTTON,
    });
    const thread = () => arena.sim.control.thread(phone);
    await eventually('the confirmation after the message and the tap', () =>
      Promise.resolve(thread().length === 3)
    );
    expect((await threadOf(id))[0]).toMatchObject({
      status: 'closed',
      unread: 0,
      waitingSince: null,
    });
    // A second tap is the newest refusal, and is confirmed no second time.
    const [bubble] = thread();
    await nextSecond();
    arena.sim.control.act.press(phone, bubble?.wamid ?? '', BUTTON);
    await arena.settled();
    expect((await consentOf(id)).events).toHaveLength(events.length + 1);
    expect(await arena.knex('whatsapp_consent_replies').where({ contact_id: id })).toHaveLength(1);
  });

  it('[C-04] [O-18] a campaign whose readers all leave puts nothing into the inbox', async () => {
    const count = 12;
    const groupId = await addPeople(arena, { group: 'All leave', count, optIn: count, from: 900 });
    const phones = (await arena
      .knex('whatsapp_group_members as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.group_id', groupId)
      .pluck('c.wa_id')) as string[];
    for (const phone of phones) arena.sim.control.people.add({ name: 'Reader', phone });
    const inbox = async () => {
      const { body } = await arena.api.get<ListInboxViewsResult>('/whatsapp/inbox-views');
      const list = await arena.api.get<{ unreadTotal: number }>('/whatsapp/conversations');
      return { ...body.tabs, unread: list.body.unreadTotal };
    };
    const before = await inbox();
    const campaignId = await campaignOf(template.id, groupId);
    await arena.api.post(`/whatsapp/campaigns/${campaignId}/launch`, {
      expected: count,
      typed: count,
    });
    await arena.ended(campaignId);
    // Every other one taps, the rest writes the word.
    for (const [i, phone] of phones.entries())
      if (i % 2 === 0)
        arena.sim.control.act.press(
          phone,
          arena.sim.control.thread(phone).at(-1)?.wamid ?? '',
          BUTTON
        );
      else arena.sim.control.act.text(phone, 'STOP');
    await arena.settled();
    const left = await arena
      .knex('whatsapp_contacts')
      .whereIn('wa_id', phones)
      .where({ marketing: 'out' });
    expect(left).toHaveLength(count);
    expect(await inbox()).toEqual(before);
  });

  it('[O-18] [X-15] ends marketing also when the tap names our message by the user id', async () => {
    arena.sim.control.configure({ ids: { spelling: 'user-id' } });
    const { id } = await pressed(BUTTON);
    arena.sim.control.configure({ ids: { spelling: 'mixed' } });
    expect(await said(id)).toEqual(['out', 'in', null]);
  });

  it('[O-18] another button of the same message ends nothing', async () => {
    const { id } = await pressed('Göster');
    expect(await consentOf(id)).toMatchObject({ marketing: 'in', events: [] });
    // Nobody answered it: it waits for a person, as the tap that left does not.
    expect((await threadOf(id))[0]).toMatchObject({ status: 'open', unread: 1 });
  });

  it('[O-18] the button that WhatsApp itself shows ends marketing too', async () => {
    const { id, phone } = await aReader();
    arena.sim.control.act.stopMarketing(phone);
    await arena.settled();
    expect(await consentOf(id)).toMatchObject({ marketing: 'out', utility: 'in' });
  });

  it('[O-18] stays marked when the template is edited again', async () => {
    const { body } = await arena.api.get<DraftResult>(`/whatsapp/templates/${template.id}/draft`);
    expect(body.draft.buttons).toEqual([
      { type: 'QUICK_REPLY', text: BUTTON, optOut: 'marketing' },
      { type: 'QUICK_REPLY', text: 'Göster' },
      { type: 'QUICK_REPLY', text: 'Abonelikten çık' },
    ]);
  });

  it('[O-26] the check of a campaign warns of marketing that says no way out', async () => {
    const { groupId } = await aReader();
    const silent = await approved('no_way_out', []);
    const worded = await approved('way_out_in_words', [], 'Çıkmak için RET yazın');
    expect(await hintsOf(await campaignOf(silent.id, groupId))).toContain('no-way-out');
    expect(await hintsOf(await campaignOf(worded.id, groupId))).not.toContain('no-way-out');
    expect(await hintsOf(await campaignOf(template.id, groupId))).not.toContain('no-way-out');
  });

  it('[O-18] [O-26] the check names a button that only looks like the way out, until it is marked', async () => {
    const looks = await approved('way_out_unmarked', [{ type: 'QUICK_REPLY', text: 'Dur' }]);
    expect(looks.unmarkedWayOuts).toEqual(['Dur']);
    const before = await reached(looks);
    const campaignId = await campaignOf(looks.id, before.groupId);
    const asked = () => hintsOf(campaignId);
    expect(await asked()).toContain('unmarked-way-out');
    const mark = (text: string) =>
      arena.api.put<TemplateView>(`/whatsapp/templates/${looks.id}/opt-out-button`, { text });
    expect((await mark('Bitir')).status).toBe(400);
    const { body } = await mark('Dur');
    expect(body.unmarkedWayOuts).toEqual([]);
    expect(await asked()).not.toEqual(expect.arrayContaining(['unmarked-way-out', 'no-way-out']));
    const { body: history } = await arena.api.get<TemplateHistory>(
      `/whatsapp/templates/${looks.id}/history`
    );
    expect(history.events[0]).toMatchObject({ kind: 'opt-out-button', via: 'person', to: 'Dur' });
    // The mark counts for the messages that are on people's phones already.
    arena.sim.control.act.press(before.phone, before.wamid, 'Dur');
    await arena.settled();
    expect(await said(before.id)).toEqual(['out', 'in', null]);
  });

  it('[O-18] a press on the word that the message names as the way out ends marketing', async () => {
    const named = await approved(
      'way_out_named_button',
      [{ type: 'QUICK_REPLY', text: 'Dur' }],
      'Çıkmak için DUR yazın'
    );
    const { id, phone, wamid } = await reached(named);
    arena.sim.control.act.press(phone, wamid, 'Dur');
    await arena.settled();
    expect(await said(id)).toEqual(['out', 'in', null]);
  });

  it('[O-18] a button that says so ends marketing without a mark', async () => {
    const { id } = await pressed('Abonelikten çık');
    expect(await said(id)).toEqual(['out', 'in', null]);
  });

  it('[O-17] one word opts out of what it answers: of marketing, or of everything by the word that the marketing message names', async () => {
    const named = await approved('way_out_named', [], 'Çıkmak için RET yazın');
    const [ordinary, leaving] = [await reached(named), await reached(named)];
    await says(ordinary.phone, 'İptal');
    expect(await said(ordinary.id)).toEqual(['out', 'in', null]);
    await eventually('the confirmation that names what still comes', () =>
      Promise.resolve(
        JSON.stringify(arena.sim.control.thread(ordinary.phone).at(-1)).includes('Siparişlerinizle')
      )
    );
    await says(leaving.phone, 'ret');
    expect(await said(leaving.id)).toEqual(['out', 'out', null]);
  });

  it('[O-17] the answer to a question is no opt-out, pressed or typed', async () => {
    const asked = async () => {
      const { id, phone } = await aReader();
      await says(phone, 'Hangi renk var?');
      const [talk] = await threadOf(id);
      await arena.api.post(`/whatsapp/conversations/${talk?.id}/messages`, {
        type: 'buttons',
        clientId: `colours-${id}`,
        text: 'Hangi renk olsun?',
        buttons: ['Red', 'Mavi'],
      });
      const question = await eventually('the question', () =>
        Promise.resolve(
          arena.sim.control
            .thread(phone)
            .find((one) => JSON.stringify(one).includes('Hangi renk olsun'))
        )
      );
      return { id, phone, wamid: question.wamid };
    };
    const presser = await asked();
    arena.sim.control.act.press(presser.phone, presser.wamid, 'Red');
    await arena.settled();
    expect(await said(presser.id)).toEqual(['in', 'in', null]);
    const typist = await asked();
    await nextSecond();
    await says(typist.phone, 'red');
    expect(await said(typist.id)).toEqual(['in', 'in', null]);
    const other = await asked();
    await nextSecond();
    await says(other.phone, 'iptal');
    expect(await said(other.id)).toEqual(['in', 'in', 'iptal']);
    // And a word that means nothing else ends both, whatever waits.
    await nextSecond();
    await says(other.phone, 'Stop. Teşekkürler');
    expect(await said(other.id)).toEqual(['out', 'out', null]);
  });

  it('[O-17] words near an opt-out hold marketing messages and ask the team, once', async () => {
    const { id, phone, groupId } = await aReader();
    await says(phone, 'Lütfen artık bana mesaj göndermeyin');
    await says(phone, 'beni listeden çıkarın');
    const { askedStop, marketing, utility } = await consentOf(id);
    expect({ marketing, utility, text: askedStop?.text }).toEqual({
      marketing: 'in',
      utility: 'in',
      text: 'Lütfen artık bana mesaj göndermeyin',
    });
    const { body } = await arena.api.get<{ tasks: TaskView[] }>('/whatsapp/tasks?scope=all');
    expect(body.tasks.filter(({ contact }) => contact?.id === id)).toMatchObject([
      { origin: 'system', note: null, state: 'open' },
    ]);
    const campaignId = await campaignOf(template.id, groupId);
    const check = await arena.api.post<PreflightResult>(
      `/whatsapp/campaigns/${campaignId}/preflight`
    );
    expect(check.body).toMatchObject({
      willReceive: 0,
      exclusions: [{ reason: 'asked-to-stop', count: 1 }],
    });
    const filter = { askedToStop: true };
    const found = await arena.api.post<{ contacts: { id: number }[] }>('/whatsapp/people/search', {
      filter,
    });
    expect(found.body.contacts.map((one) => one.id)).toContain(id);
  });

  it('[O-17] [O-20] the team decides: an opt-out at the time of the message, or that it was not meant', async () => {
    const [leaver, stayer] = [await aReader(), await aReader()];
    await says(leaver.phone, 'stop sending me these');
    await says(stayer.phone, 'Dur');
    const decide = async (id: number, answer: string, askedAt: number | null) =>
      arena.api.post(`/whatsapp/contacts/${id}/asked-stop`, { answer, askedAt });
    const { askedStopAt } = await consentOf(leaver.id);
    expect((await decide(leaver.id, 'opt-out', (askedStopAt ?? 0) + 1)).status).toBe(409);
    expect((await decide(leaver.id, 'opt-out', askedStopAt)).status).toBe(200);
    const { marketing, utility, events, askedStop } = await consentOf(leaver.id);
    expect({ marketing, utility, askedStop }).toEqual({
      marketing: 'out',
      utility: 'out',
      askedStop: null,
    });
    expect(events[0]).toMatchObject({
      action: 'opt-out',
      source: 'asked to stop',
      evidence: 'stop sending me these',
      at: askedStopAt,
    });
    expect((await decide(leaver.id, 'opt-out', askedStopAt)).status).toBe(409);
    await eventually('one confirmation', () =>
      Promise.resolve(arena.sim.control.thread(leaver.phone).length === 2)
    );
    const [talk] = await threadOf(stayer.id);
    const { askedStopAt: askedAt } = await consentOf(stayer.id);
    const answer = { answer: 'not-meant', askedAt };
    expect(
      (await arena.api.post(`/whatsapp/conversations/${talk?.id}/asked-stop`, answer)).status
    ).toBe(200);
    expect(await said(stayer.id)).toEqual(['in', 'in', null]);
    const { body } = await arena.api.get<{ tasks: TaskView[] }>('/whatsapp/tasks?scope=done');
    for (const { id } of [leaver, stayer])
      expect(body.tasks.filter(({ contact }) => contact?.id === id)).toHaveLength(1);
    const kinds = await arena
      .knex('whatsapp_conversation_events')
      .where({ conversation_id: talk?.id })
      .orderBy('id')
      .select('kind');
    expect(kinds.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['asked-to-stop', 'stop-not-meant'])
    );
  });

  it('[O-17] [O-24] what they say themselves ends the question, an edit counts as what it says', async () => {
    const { id, phone } = await aReader();
    await says(phone, 'Dur');
    expect((await said(id))[2]).toBe('Dur');
    await nextSecond();
    await says(phone, 'Başla');
    expect(await said(id)).toEqual(['in', 'in', null]);
    const wamid = arena.sim.control.act.text(phone, 'Merhaba');
    await arena.settled();
    await nextSecond();
    arena.sim.control.act.edit(phone, wamid, 'STOP');
    await arena.settled();
    expect(await said(id)).toEqual(['out', 'out', null]);
  });

  it('[O-17] a word that a marketing message names holds after other messages, and beside a question', async () => {
    const named = await approved('way_out_named_before', [], 'Çıkmak için RET yazın');
    const { id, phone } = await reached(named);
    await says(phone, 'Siparişim nerede?');
    const [talk] = await threadOf(id);
    await arena.api.post(`/whatsapp/conversations/${talk?.id}/messages`, {
      type: 'buttons',
      clientId: `after-promotion-${id}`,
      text: 'Bu fiyat size uyar mı?',
      buttons: ['Kabul', 'Ret'],
    });
    await eventually('the question', () =>
      Promise.resolve(JSON.stringify(arena.sim.control.thread(phone)).includes('Bu fiyat'))
    );
    await nextSecond();
    await says(phone, 'ret');
    expect(await said(id)).toEqual(['out', 'out', null]);
  });

  it('[O-17] no text is too odd to be asked about', async () => {
    const { id, phone } = await aReader();
    await says(phone, `Please\u0000 stop texting me ${'😡'.repeat(80)}`);
    expect((await said(id))[2]).toMatch(/^Please stop texting me 😡/u);
  });

  it('[O-17] a program that writes down an opt-out of offers decides nothing; a colleague who does has decided', async () => {
    const { id, phone } = await aReader();
    await says(phone, 'mesaj atmayın bana bir daha');
    const consent = arena.strapi.plugin('whatsapp').service('consent') as ConsentService;
    const out = {
      contactId: id,
      category: 'marketing',
      action: 'opt-out',
      at: Date.now(),
    } as const;
    await consent.record(null, { ...out, source: 'linked record' });
    expect(await said(id)).toEqual(['out', 'in', 'mesaj atmayın bana bir daha']);
    await nextSecond();
    const heard = { category: 'marketing', action: 'opt-out', source: 'Phone', evidence: 'Call' };
    await arena.api.post(`/whatsapp/contacts/${id}/consent`, heard);
    expect(await said(id)).toEqual(['out', 'in', null]);
  });

  it('[O-17] [P-11] who is deleted or merged meanwhile is no less asked about', async () => {
    const [gone, one, other] = [await aReader(), await aReader(), await aReader()];
    for (const { phone } of [gone, one, other]) await says(phone, 'take me off your list');
    await arena.http
      .delete(`/whatsapp/contacts/${gone.id}`)
      .set('Authorization', `Bearer ${await arena.adminToken()}`)
      .expect(200);
    await nextSecond();
    await says(gone.phone, 'Merhaba');
    const [back] = (await arena.knex('whatsapp_contacts').where({ wa_id: gone.phone })) as {
      marketing: string;
    }[];
    expect(back?.marketing).toBe('out');
    const { body } = await arena.api.post<{ id: number }>('/whatsapp/contacts/merge', {
      ids: [one.id, other.id],
    });
    const { askedStopAt } = await consentOf(body.id);
    const open = async () =>
      (
        await arena.api.get<{ tasks: TaskView[] }>('/whatsapp/tasks?scope=all&limit=100')
      ).body.tasks.filter(({ contact, origin }) => contact?.id === body.id && origin === 'system');
    expect(await open()).toHaveLength(1);
    await arena.api.post(`/whatsapp/contacts/${body.id}/asked-stop`, {
      answer: 'not-meant',
      askedAt: askedStopAt,
    });
    expect(await open()).toHaveLength(0);
    expect(await said(body.id)).toEqual(['in', 'in', null]);
  });
});
