import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import { emptyDraft, type DraftResult } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { addPeople } from '../../support/people';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

const BUTTON = 'Beni listeden alın';

describe.each(databases())('the button for leaving, on %s', (database) => {
  let arena: Arena;
  let template: TemplateView;
  let from = 500;

  beforeAll(async () => {
    arena = await startArena({ database });
    template = await approved('way_out', [
      { type: 'QUICK_REPLY', text: BUTTON, optOut: true },
      { type: 'QUICK_REPLY', text: 'Göster' },
    ]);
  });
  afterAll(() => arena.close());

  const approved = async (name: string, buttons: object[], footer = ''): Promise<TemplateView> => {
    const made = await arena.api.post<TemplateView>('/whatsapp/templates/drafts', {
      accountId: arena.accountId,
      draft: {
        ...emptyDraft('tr'),
        name,
        category: 'MARKETING',
        body: 'Merhaba, yeni ürünler bu hafta raflarda sizi bekliyor.',
        footer,
        buttons,
      },
    });
    const sent = await arena.api.post(`/whatsapp/templates/${made.body.id}/submit`);
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
    arena.sim.control.templates.setStatus(name, 'APPROVED');
    return eventually('the approval', async () => {
      const { body } = await arena.api.get<TemplateView>(`/whatsapp/templates/${made.body.id}`);
      return body.status === 'APPROVED' && body;
    });
  };
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
  /** A campaign with the template arrives at somebody, who presses this button. */
  const pressed = async (button: string) => {
    const reader = await aReader();
    const campaignId = await campaignOf(template.id, reader.groupId);
    await arena.api.post(`/whatsapp/campaigns/${campaignId}/launch`, { expected: 1, typed: 1 });
    await arena.ended(campaignId);
    const bubble = arena.sim.control.thread(reader.phone).at(-1);
    if (!bubble) throw new Error('nothing arrived');
    arena.sim.control.act.press(reader.phone, bubble.wamid, button);
    await arena.settled();
    return reader;
  };
  const consentOf = async (id: number) => {
    const { body } = await arena.api.get<{
      contact: { consent: { marketing: string; utility: string } };
      consentEvents: { action: string; source: string; evidence: string }[];
    }>(`/whatsapp/contacts/${id}`);
    return { ...body.contact.consent, events: body.consentEvents };
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
      { type: 'QUICK_REPLY', text: BUTTON, optOut: true },
      { type: 'QUICK_REPLY', text: 'Göster' },
    ]);
  });

  it('[O-26] the check of a campaign warns of marketing that says no way out', async () => {
    const { groupId } = await aReader();
    const silent = await approved('no_way_out', []);
    const worded = await approved('way_out_in_words', [], 'Çıkmak için DUR yazın');
    expect(await hintsOf(await campaignOf(silent.id, groupId))).toContain('no-way-out');
    expect(await hintsOf(await campaignOf(worded.id, groupId))).not.toContain('no-way-out');
    expect(await hintsOf(await campaignOf(template.id, groupId))).not.toContain('no-way-out');
  });
});
