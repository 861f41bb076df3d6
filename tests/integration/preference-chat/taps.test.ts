import type { BotView } from '../../../server/src/contracts/bots';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import type { TimelineResult } from '../../../server/src/contracts/timeline';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { delivery, startArena, templateOf, type Arena } from '../engine/arena';
import { tapChat } from './tap-chat';

const NEWS = { key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' };
const DROPS = { key: 'price-drops', category: 'marketing', tr: 'İndirimler', en: 'Price drops' };

describe.each(databases())('preferences answered in the chat, on %s', (database) => {
  let arena: Arena;
  let bot: BotView;

  beforeAll(async () => {
    arena = await startArena({ database });
    // Nobody taps as fast as a test: WhatsApp's pace for one person would hold the answers back.
    arena.sim.control.configure({ pairRate: { enforce: false } });
    await arena.api.put('/whatsapp/settings/consent', { topics: [NEWS, DROPS] });
    const made = await arena.api.post<BotView>('/whatsapp/bots', {
      name: 'Preferences',
      active: true,
      triggers: [{ kind: 'keyword', match: 'exact', words: ['preferences'] }],
      steps: [{ kind: 'preferences' }],
    });
    expect(made.status).toBe(200);
    bot = made.body;
    // Would answer each tap and each first message, if taps were messages like others.
    await arena.api.post('/whatsapp/bots', {
      name: 'Everything',
      active: true,
      triggers: [{ kind: 'event', event: 'message' }],
      steps: [{ kind: 'text', text: 'a bot of its own' }],
    });
  });
  afterAll(() => arena.close());

  const {
    someone,
    contentOf,
    textOf,
    nth,
    ask,
    rowsOf,
    choose,
    tap,
    details,
    ledger,
    excluded,
    reply,
    inbound,
  } = tapChat(() => arena, database);

  it('[O-19] [O-27] a bot asks with a list in the contact’s language: each topic with what holds now', async () => {
    const person = await someone();
    const list = await ask(person);
    expect(list?.type).toBe('interactive');
    expect(textOf(list)).toMatch(/Which messages may .* send you on WhatsApp\?/);
    expect(rowsOf(list).map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        '✅ Offers and news',
        '✅ Orders, appointments',
        '✅ Newsletter',
        '✅ Price drops',
        'How often',
        'Take a break',
        'Stop all messages',
      ])
    );
    await arena.knex('whatsapp_contacts').where({ id: person.id }).update({ language: 'tr' });
    expect(rowsOf(await ask(person)).map(({ title }) => title)).toContain('✅ Bülten');
    const { runs } = (
      await arena.api.get<{ runs: { state: string; contact: { id: number } }[] }>(
        `/whatsapp/bots/${bot.id}/runs`
      )
    ).body;
    const own = runs.filter(({ contact }) => contact.id === person.id);
    expect(own.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('[O-19] [O-04] [O-32] a tap switches a category off at once, proved by the tap, and no campaign of it goes out', async () => {
    const person = await someone();
    const answer = await tap(person, '✅ Offers and news');
    expect(textOf(answer)).toContain('Done: offers and news are off.');
    expect((await details(person)).contact.consent).toEqual({ marketing: 'out', utility: 'in' });
    const tapped = arena.sim.control
      .thread(person.phone)
      .filter(({ direction }) => direction === 'in')
      .at(-1);
    expect(await ledger(person)).toEqual([
      expect.objectContaining({
        category: 'marketing',
        topic: null,
        action: 'opt-out',
        source: 'preference chat',
        evidence: '✅ Offers and news',
        wamid: tapped?.wamid,
      }),
    ]);
    expect(await excluded(person)).toEqual([{ reason: 'opted-out', count: 1 }]);

    // And on again, from the list that the answer offers: what stood there was agreed to.
    arena.sim.control.act.press(person.phone, answer?.wamid ?? '', 'More choices');
    const list = await nth(person, 3);
    await nextSecond();
    const sentence = textOf(list)
      .split('\n')
      .find((line) => line.includes('I agree to receive offers and news'));
    expect(sentence).toBeDefined();
    choose(person, list, '⬜ Offers and news');
    expect(textOf(await nth(person, 4))).toContain('offers and news are on');
    const [, yes] = await ledger(person);
    expect(yes).toMatchObject({ action: 'opt-in', source: 'preference chat' });
    expect(sentence).toContain(yes?.wording);
    expect(await excluded(person)).toEqual([]);
  });

  it('[O-27] [O-32] a tap refuses one kind: the gate holds back its templates, and others go', async () => {
    const person = await someone();
    const marketing = await templateOf(arena, 'MARKETING');
    const topicOf = (topic: string | null) =>
      arena.api.put(`/whatsapp/templates/${marketing.id}/topic`, { topic });
    expect(textOf(await tap(person, '✅ Newsletter'))).toContain('“Newsletter” is off');
    expect((await details(person)).wishes.topicsRefused).toEqual(['news']);
    expect(await ledger(person)).toEqual([
      expect.objectContaining({
        category: 'marketing',
        topic: 'news',
        action: 'opt-out',
        wording: 'Newsletter',
        source: 'preference chat',
      }),
    ]);
    await topicOf('news');
    expect(await excluded(person)).toEqual([{ reason: 'topic', count: 1 }]);
    await topicOf('price-drops');
    expect(await excluded(person)).toEqual([]);
    await topicOf(null);
  });

  it('[O-28] [O-30] how often and a break are chosen from lists of their own', async () => {
    const person = await someone();
    const often = await tap(person, 'How often');
    expect(rowsOf(often).map(({ title }) => title)).toEqual([
      '✅ No limit',
      'At most once a week',
      'At most once a month',
    ]);
    choose(person, often, 'At most once a week');
    expect(textOf(await nth(person, 3))).toContain('at most once a week');
    const pause = await tap(person, 'Take a break');
    choose(person, pause, 'A month');
    expect(textOf(await nth(person, 6))).toContain('a break until');
    const { wishes } = await details(person);
    expect(wishes.frequency).toBe('weekly');
    expect(wishes.pausedUntil).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await excluded(person)).toEqual([{ reason: 'paused', count: 1 }]);
    const over = await tap(person, 'Take a break');
    choose(person, over, 'End the break');
    expect(textOf(await nth(person, 9))).toContain('the break is over');
    expect((await details(person)).wishes.pausedUntil).toBeNull();
  });

  it('a language that is chosen is the language of the answer and of what follows', async () => {
    const person = await someone();
    choose(person, await tap(person, 'Language'), 'Türkçe');
    const answer = await nth(person, 3);
    expect(textOf(answer)).toContain('size Türkçe yazacağız');
    expect((await details(person)).contact.language).toBe('tr');
    arena.sim.control.act.press(person.phone, answer?.wamid ?? '', 'Diğer tercihler');
    expect(rowsOf(await nth(person, 4)).map(({ title }) => title)).toContain(
      '✅ Fırsatlar ve haberler'
    );
  });

  it('[O-22] [O-21] "stop all" does what the word STOP does: out of a campaign on its way, one confirmation', async () => {
    const person = await someone();
    const list = await ask(person);
    const giveBack = await arena.restWorkers();
    const campaign = await arena.start(1, { groupId: person.groupId, category: 'MARKETING' });
    await eventually('the snapshot', async () => (await arena.rows(campaign)).length === 1);
    choose(person, list, 'Stop all messages');
    await eventually('the opt-out', async () => {
      const { consent } = (await details(person)).contact;
      return consent.marketing === 'out' && consent.utility === 'out';
    });
    giveBack();
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 0, skipped: 1 });
    expect((await arena.rows(campaign))[0]?.reason).toBe('opted-out');
    const confirmed = await nth(person, 2);
    const settings = (
      await arena.api.get<{ optOutTexts: { en: string } }>('/whatsapp/settings/consent')
    ).body;
    expect(textOf(confirmed)).toBe(settings.optOutTexts.en);
    expect((await ledger(person)).map(({ category, action }) => `${category} ${action}`)).toEqual([
      'marketing opt-out',
      'utility opt-out',
    ]);
    // Said again it changes nothing, and is answered with what holds; the ledger has the newest refusal.
    await nextSecond();
    choose(person, list, 'Stop all messages');
    expect(textOf(await nth(person, 3))).toContain('already off');
    expect(await ledger(person)).toHaveLength(4);
  });

  it('[I11] [I12] a tap that is delivered five times counts once and is answered once', async () => {
    const person = await someone();
    const list = await ask(person);
    const row = rowsOf(list).find(({ title }) => title === '✅ Newsletter');
    const message = inbound(person, reply(row?.id ?? '', row?.title));
    const messages = (...all: object[]) => delivery(arena, { messages: all });
    await Promise.all([
      arena.deliver(messages(message)),
      arena.deliver(messages(message, message)),
      arena.deliver({ ...messages(message), note: 'the same with other bytes' }),
    ]);
    await nth(person, 2);
    await arena.knex('whatsapp_webhook_events').del();
    await arena.knex('whatsapp_webhook_changes').del();
    await arena.deliver(messages(message));
    await nth(person, 2);
    expect(await ledger(person)).toHaveLength(1);
    // The process died after it handed the answer to the door: the row is found due again.
    await arena
      .knex('whatsapp_consent_replies')
      .where({ contact_id: person.id })
      .update({ state: 'due' });
    await nth(person, 2);
    // The same row tapped again says the same.
    choose(person, list, '✅ Newsletter');
    expect(textOf(await nth(person, 3))).toContain('“Newsletter” is off');
    expect(await ledger(person)).toHaveLength(1);
  });

  it('an id that nobody here made, and a kind that is gone, change nothing and are answered with what there is', async () => {
    const person = await someone();
    await ask(person);
    const hostile = [
      'pref:v1:en:set:topic:gone:on',
      `pref:v1:en:set:topic:${'x'.repeat(300)}:on`,
      "pref:v1:en:set:category:marketing:off'; DROP TABLE x",
      'pref:v9:en:set:stop',
      'pref:',
    ];
    for (const [i, id] of hostile.entries()) {
      // Its words may be a keyword: a tap is no word.
      await arena.deliver(delivery(arena, { messages: [inbound(person, reply(id, 'STOP'))] }));
      const answer = await nth(person, 2 + i);
      expect(textOf(answer)).toMatch(/no longer available, so nothing was changed/);
      expect(rowsOf(answer).length).toBeGreaterThan(0);
    }
    expect(await ledger(person)).toEqual([]);
    const { contact, wishes } = await details(person);
    expect(contact.consent).toEqual({ marketing: 'in', utility: 'in' });
    expect(wishes.topicsRefused).toEqual([]);
  });

  it('binds a tap to who sends it: another contact’s row is one’s own choice', async () => {
    const [one, other] = [await someone(), await someone()];
    const row = rowsOf(await ask(one)).find(({ title }) => title === '✅ Offers and news');
    await ask(other);
    await arena.deliver(delivery(arena, { messages: [inbound(other, reply(row?.id ?? ''))] }));
    await nth(other, 2);
    expect((await details(one)).contact.consent.marketing).toBe('in');
    expect((await details(other)).contact.consent.marketing).toBe('out');
  });

  it('is honoured and answered while an agent has the conversation', async () => {
    const person = await someone();
    const list = await ask(person);
    const { body } = await arena.api.get<{ conversations: ConversationView[] }>(
      // The word for the list and its taps call for nobody.
      `/whatsapp/conversations?status=all&q=${person.phone}`
    );
    const [thread] = body.conversations;
    const said = await arena.api.post(`/whatsapp/conversations/${thread?.id}/messages`, {
      clientId: `client-pref-${person.id}`,
      type: 'text',
      text: 'I look it up.',
    });
    expect(said.status).toBe(200);
    await nth(person, 2);
    choose(person, list, '✅ Offers and news');
    expect(textOf(await nth(person, 3))).toContain('offers and news are off');
    expect((await details(person)).contact.consent.marketing).toBe('out');
    // The thread has the list as it was sent, what was tapped, and that the person opted out.
    const { messages } = (
      await arena.api.get<{ messages: MessageView[] }>(
        `/whatsapp/conversations/${thread?.id}/messages`
      )
    ).body;
    const bodies = messages.map(({ body: shown }) => shown);
    expect(bodies.find(({ list: choices }) => choices)?.list?.sections[0]?.rows[0]).toEqual({
      title: '✅ Offers and news',
      description: 'On. Tap to turn it off.',
    });
    expect(bodies.find(({ text }) => text === '✅ Offers and news')?.footer).toBe(
      'On. Tap to turn it off.'
    );
    const events = (await arena
      .knex('whatsapp_conversation_events')
      .where({ conversation_id: thread?.id })
      .select('kind')) as { kind: string }[];
    expect(events.map(({ kind }) => kind)).toContain('opted-out');
    const timeline = (
      await arena.api.get<TimelineResult>(`/whatsapp/contacts/${person.id}/timeline`)
    ).body;
    expect(JSON.stringify(timeline)).toContain('preference chat');
  });

  it('[O-25] answers also who opted out of everything, and lets them opt in again', async () => {
    const person = await someone();
    await arena
      .knex('whatsapp_contacts')
      .where({ id: person.id })
      .update({ marketing: 'out', utility: 'out' });
    const list = await ask(person);
    expect(rowsOf(list).map(({ title }) => title)).not.toContain('Stop all messages');
    // Nothing says when they went out, so only a word from after the second in which they were added ends it.
    await nextSecond();
    choose(person, list, '⬜ Orders, appointments');
    await nth(person, 2);
    expect((await details(person)).contact.consent).toEqual({ marketing: 'out', utility: 'in' });
  });

  it('[O-31] offers the contact’s own page where this server has an address', async () => {
    const person = await someone();
    const before = arena.strapi.config.get('server.absoluteUrl');
    arena.strapi.config.set('server.absoluteUrl', 'https://shop.example');
    try {
      const link = await tap(person, 'All on one page');
      const url = contentOf(link).action?.parameters?.url ?? '';
      expect(url).toMatch(/^https:\/\/shop\.example\/api\/whatsapp\/preferences\//);
      const page = await arena.http.get(new URL(url).pathname);
      expect(page.status).toBe(200);
      expect(page.text).toContain('name="marketing" value="on" checked');
    } finally {
      arena.strapi.config.set('server.absoluteUrl', before);
    }
  });
});
