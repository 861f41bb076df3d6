import type { BotBody } from '../../../server/src/contracts/bots';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { TeamSettings } from '../../../server/src/contracts/team';
import { databases } from '../../support/boot-strapi';
import { approvedTemplate } from '../../support/approved-template';
import { watchLockOrder } from '../../support/lock-order';
import { addPeople } from '../../support/people';
import { eventually, nextSecond } from '../../support/world';
import { startBotsWorld, type BotsWorld } from '../bots/bots-world';

const SETTINGS = { closeReasons: [], waitingWarnMinutes: 15, waitingLateMinutes: 60 };
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const onPress = (value: string): Pick<BotBody, 'triggers'> => ({
  triggers: [{ kind: 'event', event: 'button', value }],
});

describe.each(databases())('messages that are answered by themselves, on %s', (database) => {
  let world: BotsWorld;
  beforeAll(async () => {
    world = await startBotsWorld({ database });
    world.sim.control.configure({ pairRate: { enforce: false } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.bot('menu', [
      { kind: 'buttons', text: 'What is it?', buttons: ['Track', 'Agent', 'Stop'] },
    ]);
  });
  afterEach(() => world.clear());

  const change = (id: number, body: object) => world.api.put(`/whatsapp/conversations/${id}`, body);
  /** A customer who got three buttons, and whose conversation was read and closed. */
  const withButtons = async () => {
    const phone = world.customer();
    world.says(phone, 'menu');
    await world.answers(phone, 1);
    const { id } = await world.thread(phone);
    await change(id, { read: true, status: 'closed' });
    const wamid = world.sim.control.thread(phone).at(-1)?.wamid ?? '';
    const press = async (button: string) => {
      world.sim.control.act.press(phone, wamid, button);
      await world.quiet();
    };
    return { phone, id, press };
  };
  const standing = async (id: number) => {
    const { body } = await world.api.get<ConversationView>(`/whatsapp/conversations/${id}`);
    const { status, unread, assignee } = body;
    return { status, unread, waits: body.waitingSince !== null, assignee: assignee?.id };
  };
  const messagesOf = async (id: number) =>
    (
      await world.api.get<{ messages: { at: number; body: { text: string } }[] }>(
        `/whatsapp/conversations/${id}/messages`
      )
    ).body.messages;
  const ASLEEP = { status: 'closed', unread: 0, waits: false };
  const CALLS = { status: 'open', unread: 1, waits: true };
  const unreadNow = async () =>
    (
      await world.api.get<{ conversations: ConversationView[] }>(
        '/whatsapp/conversations?unread=true&status=open'
      )
    ).body.conversations.map(({ id }) => id);

  it('[C-04] [B-17] a press that a bot answered is neither unread nor waiting, and a closed conversation stays closed', async () => {
    await world.bot('track', [text('On its way')], onPress('Track'));
    const { phone, id, press } = await withButtons();
    await press('Track');
    expect(await world.answers(phone, 2)).toContain('On its way');
    expect(await standing(id)).toMatchObject(ASLEEP);
    expect(await unreadNow()).not.toContain(id);
    expect(await world.events(phone)).not.toContain('reopened');
    // It stands in the thread all the same.
    expect((await messagesOf(id)).map(({ body }) => body.text)).toContain('Track');
  });

  it('[C-04] a press that nobody answers opens the conversation, is unread and waits', async () => {
    const { phone, id, press } = await withButtons();
    await press('Agent');
    expect(await standing(id)).toMatchObject(CALLS);
    expect(await unreadNow()).toContain(id);
    expect(await world.events(phone)).toContain('reopened');
  });

  it('[C-04] words of a customer stay unread although a bot answers them', async () => {
    await world.bot('where', [text('On its way')]);
    const { phone, id } = await withButtons();
    world.says(phone, 'where is it?');
    await world.answers(phone, 2);
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] words of a customer need nobody when their bot counts as answered', async () => {
    const counting = { countsAsAnswered: true };
    const bot = await world.bot('where', [text('On its way')], counting);
    expect(bot).toMatchObject(counting);
    const { phone, id } = await withButtons();
    world.says(phone, 'where is it?');
    await world.answers(phone, 2);
    expect(await standing(id)).toMatchObject(ASLEEP);
    world.says(phone, 'something else');
    await world.quiet();
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] [B-13] words that counted as answered wait since they came when the answer fails later', async () => {
    await world.bot('where', [text('On its way')], { countsAsAnswered: true });
    const { phone, id } = await withButtons();
    world.sim.control.faults.add({ kind: 'failed-status', endpoint: 'messages', code: 131026 });
    world.says(phone, 'where is it?');
    await eventually('the call', async () => (await standing(id)).unread === 1);
    world.sim.control.faults.clear();
    expect(await standing(id)).toMatchObject(CALLS);
    const asked = (await messagesOf(id)).find(({ body }) => body.text === 'where is it?');
    expect((await world.thread(phone)).waitingSince).toBe(asked?.at);
  });

  it('[C-04] a bot that any message triggers may not count as answered', async () => {
    const { status, body } = await world.api.post<{
      error: { details: { kind: string; field: string } };
    }>('/whatsapp/bots', {
      name: 'Anything',
      triggers: [{ kind: 'event', event: 'message' }],
      steps: [text('We are looking into it')],
      countsAsAnswered: true,
    });
    expect([status, body.error.details.kind, body.error.details.field]).toEqual([
      400,
      'answers-anything',
      'countsAsAnswered',
    ]);
  });

  it('[C-04] [O-17] typed opt-out and opt-in keywords call for nobody, a picture with such a word does', async () => {
    const { phone, id } = await withButtons();
    world.says(phone, 'STOP');
    await world.quiet();
    expect(await standing(id)).toMatchObject(ASLEEP);
    world.says(phone, 'stop');
    await nextSecond();
    world.says(phone, 'START');
    await world.quiet();
    expect(await standing(id)).toMatchObject(ASLEEP);
    const { body } = await world.api.get<ConversationView>(`/whatsapp/conversations/${id}`);
    expect(body.contact.consent?.marketing).toBe('in');
    const picture = { bytes: Buffer.from('a picture'), mimeType: 'image/jpeg', caption: 'STOP' };
    world.sim.control.act.media(phone, picture);
    await world.quiet();
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] [O-24] a sentence that may mean leaving is for the team', async () => {
    const { phone, id } = await withButtons();
    world.says(phone, 'please stop texting me');
    await world.quiet();
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] [O-19] the word for preferences and taps on their list call for nobody', async () => {
    await world.bot('preferences', [{ kind: 'preferences', text: '' }], {
      triggers: [{ kind: 'keyword', match: 'exact', words: ['preferences'] }],
    });
    const { phone, id } = await withButtons();
    world.says(phone, 'Preferences!');
    await world.answers(phone, 2);
    expect(await standing(id)).toMatchObject(ASLEEP);
  });

  it('[C-04] a conversation that begins with STOP begins closed, one that waits already goes on waiting', async () => {
    const [stranger, waiting] = [world.customer(), world.customer()];
    world.says(stranger, 'STOP');
    world.says(waiting, 'Is anybody there?');
    await world.quiet();
    expect(await standing((await world.thread(stranger)).id)).toMatchObject(ASLEEP);
    const { id, waitingSince } = await world.thread(waiting);
    world.says(waiting, 'STOP');
    await world.quiet();
    expect(await standing(id)).toMatchObject(CALLS);
    expect((await world.thread(waiting)).waitingSince).toBe(waitingSince);
    // Anyone who is written to later by the stranger sees it open as ever.
    world.says(stranger, 'Hello?');
    await world.quiet();
    expect(await standing((await world.thread(stranger)).id)).toMatchObject(CALLS);
  });

  /** A customer who got a campaign with three buttons; its conversation is closed. */
  const withCampaign = async () => {
    const template = await approvedTemplate(world, {
      name: 'new_lamps',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Show' },
        { type: 'QUICK_REPLY', text: 'Ask' },
        { type: 'QUICK_REPLY', text: 'Leave', optOut: 'marketing' },
      ],
    });
    const groupId = await addPeople(world, { group: 'Readers', count: 1, optIn: 1, from: 950 });
    const phone = '905510000950';
    world.sim.control.people.add({ name: 'Reader', phone });
    const made = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'Lamps',
      accountId: world.accountId,
      templateId: template.id,
      bindings: {},
      audience: { kind: 'all', filter: { groups: { include: [groupId] } }, except: [] },
    });
    const path = `/whatsapp/campaigns/${made.body.id}`;
    const launched = await world.api.post(`${path}/launch`, { expected: 1, typed: 1 });
    expect(launched.status).toBe(200);
    await eventually(
      'the campaign',
      async () => (await world.api.get<{ state: string }>(path)).body.state === 'completed'
    );
    const { id } = await world.thread(phone);
    const look = async () =>
      (await world.api.get<ConversationView>(`/whatsapp/conversations/${id}`)).body;
    const [bubble] = world.sim.control.thread(phone);
    const press = (button: string) =>
      world.sim.control.act.press(phone, bubble?.wamid ?? '', button);
    return { phone, look, press };
  };

  it("[C-04] a press on a campaign's button needs nobody when a bot answered it, and somebody without one", async () => {
    await world.bot('show', [text('Here they are')], onPress('Show'));
    const { phone, look, press } = await withCampaign();
    press('Show');
    expect(await world.answers(phone, 2)).toContain('Here they are');
    expect(await look()).toMatchObject({ status: 'closed', unread: 0, waitingSince: null });
    expect(await world.events(phone)).not.toContain('reopened');
    press('Ask');
    await world.quiet();
    expect(await look()).toMatchObject({ status: 'open', unread: 1 });
    expect((await look()).waitingSince).not.toBeNull();
    expect(await world.events(phone)).toContain('reopened');
  });

  it("[C-04] a press on an agent's button is for the agent, although a bot answers it", async () => {
    await world.bot('yes', [text('Booked')], onPress('Yes'));
    const { phone, id } = await withButtons();
    await world.api.post(`/whatsapp/conversations/${id}/messages`, {
      type: 'buttons',
      text: 'Tuesday at ten?',
      buttons: ['Yes', 'No'],
      clientId: 'asked-by-an-agent',
    });
    await world.quiet();
    await change(id, { status: 'closed', bots: 'active' });
    world.sim.control.act.press(phone, world.sim.control.thread(phone).at(-1)?.wamid ?? '', 'Yes');
    await world.answers(phone, 3);
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] a press that a bot only tags has no answer', async () => {
    await world.bot('track', [{ kind: 'tag', add: ['tracks'] }], onPress('Track'));
    const { id, press } = await withButtons();
    await press('Track');
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] [O-18] a press that opts out calls for nobody', async () => {
    const { id, press } = await withButtons();
    await press('Stop');
    expect(await standing(id)).toMatchObject(ASLEEP);
    const { body } = await world.api.get<ConversationView>(`/whatsapp/conversations/${id}`);
    expect(body.contact.consent?.marketing).toBe('out');
  });

  it('[B-13] a press waits for an agent again when its bot fails', async () => {
    await world.bot('track', [text('Parcel of {{username}}')], onPress('Track'));
    const { phone, id, press } = await withButtons();
    await press('Track');
    expect(await standing(id)).toMatchObject(CALLS);
    expect(await world.events(phone)).toContain('reopened');
    // Once: reading it ends it.
    await change(id, { read: true });
    await world.quiet();
    expect(await standing(id)).toMatchObject({ ...CALLS, unread: 0 });
  });

  it.each([
    ['at once', { kind: 'graph-error', endpoint: 'messages', code: 131026 }],
    ['later', { kind: 'failed-status', endpoint: 'messages', code: 131026 }],
  ] as const)(
    '[B-13] a press waits for an agent when WhatsApp refuses its answer %s',
    async (_, fault) => {
      await world.bot('track', [text('On its way')], onPress('Track'));
      const { id, press } = await withButtons();
      world.sim.control.faults.add(fault);
      await press('Track');
      world.sim.control.faults.clear();
      await eventually('the call', async () => (await standing(id)).unread === 1);
      expect(await standing(id)).toMatchObject(CALLS);
    }
  );

  it('[B-13] a press waits for an agent when nobody knows whether its answer left', async () => {
    await world.bot('track', [text('On its way')], onPress('Track'));
    const { id, press } = await withButtons();
    world.sim.control.faults.add({ kind: 'reset-before', endpoint: 'messages' });
    await press('Track');
    world.sim.control.faults.clear();
    await eventually('the call', async () => (await standing(id)).unread === 1);
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[B-13] [I18] a status that calls the team takes the conversation before the message', async () => {
    if (database === 'sqlite') return; // one writer
    const outOfOrder = watchLockOrder(world.strapi.db.connection);
    await world.bot('track', [text('On its way')], onPress('Track'));
    const { id, press } = await withButtons();
    world.sim.control.faults.add({ kind: 'failed-status', endpoint: 'messages', code: 131026 });
    await press('Track');
    world.sim.control.faults.clear();
    await eventually('the call', async () => (await standing(id)).unread === 1);
    expect(outOfOrder()).toEqual([]);
  });

  it('[B-09] a press that a bot hands over to the team waits for it', async () => {
    await world.bot('agent', [text('One moment'), { kind: 'handover' }], onPress('Agent'));
    const { phone, id, press } = await withButtons();
    await press('Agent');
    await world.answers(phone, 2);
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[B-10] a press that a bot assigns to an agent is unread for them', async () => {
    const { me } = (await world.api.get<{ me: number }>('/whatsapp/agents')).body;
    await world.bot('agent', [{ kind: 'assign', assigneeId: me }], onPress('Agent'));
    const { id, press } = await withButtons();
    await press('Agent');
    expect(await standing(id)).toMatchObject({ ...CALLS, assignee: me });
  });

  it('[C-04] a bot that answers because the conversation begins again does so once and leaves it closed', async () => {
    const again = await world.bot('again', [text('Welcome back')], {
      triggers: [{ kind: 'event', event: 'reopened', value: '' }],
    });
    const { phone, id, press } = await withButtons();
    await press('Agent');
    await world.answers(phone, 2);
    expect(await standing(id)).toMatchObject(ASLEEP);
    await press('Track');
    expect(await world.runs(again.id)).toHaveLength(1);
    expect(await standing(id)).toMatchObject(CALLS);
  });

  it('[C-04] answered presses are unread too where the settings say so', async () => {
    const save = (answeredPressesWait: boolean) =>
      world.api.put('/whatsapp/inbox-settings', { ...SETTINGS, answeredPressesWait });
    expect((await world.api.get('/whatsapp/inbox-settings')).body).toMatchObject({
      answeredPressesWait: false,
    });
    await save(true);
    await world.bot('track', [text('On its way')], onPress('Track'));
    const { id, press } = await withButtons();
    await press('Track');
    expect(await standing(id)).toMatchObject(CALLS);
    await save(false);
    await change(id, { read: true, status: 'closed' });
    await press('Track');
    expect(await standing(id)).toMatchObject(ASLEEP);
  });

  it('[C-08] teams get no answered press, and the one whose bot failed', async () => {
    const { me } = (await world.api.get<{ me: number }>('/whatsapp/agents')).body;
    const made = await world.api.post<TeamSettings>('/whatsapp/team/teams', {
      name: 'Everybody',
      method: 'round-robin',
      who: 'everybody',
      memberIds: [me],
      maxLoad: null,
      fallbackId: me,
    });
    const desk = (teamId: number | null) =>
      world.api.put(`/whatsapp/team/desks/${world.accountId}`, {
        teamId,
        whenReopened: 'keep',
        hours: null,
        away: null,
        greeting: null,
      });
    const first = await withButtons();
    const second = await withButtons();
    expect((await desk(made.body.teams.at(-1)?.id ?? null)).status).toBe(200);
    await world.bot('track', [text('On its way')], onPress('Track'));
    await world.bot('agent', [text('Parcel of {{username}}')], onPress('Agent'));
    await first.press('Track');
    await second.press('Agent');
    expect(await standing(first.id)).toMatchObject({ ...ASLEEP, assignee: undefined });
    expect(await standing(second.id)).toMatchObject({ ...CALLS, assignee: me });
    await desk(null);
  });
});
