import type { BotView, FlowProblem } from '../../../server/src/contracts/bots';
import type { FlowConditions } from '../../../server/src/contracts/flow-conditions';
import type { TeamSettings } from '../../../server/src/contracts/team';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { answerKeeping } from '../../../server/src/flows/public';
import { DAY_MS } from '../../../server/src/kernel/time';
import { databases } from '../../support/boot-strapi';
import { nextSecond } from '../../support/world';
import {
  asking,
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  startFlowsWorld,
  type FlowsWorld,
} from './flows-world';
import { entryCases } from './entry-cases';
import { httpCases } from './http-cases';
import { languageCases } from './language-cases';

describe.each(databases())('who gets an answer, on %s', (database) => {
  let world: FlowsWorld;
  beforeAll(async () => {
    world = await startFlowsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const knex = () => world.strapi.db.connection;
  const choice = (id: string, text: string, to: Record<string, string>) => ({
    id,
    step: {
      kind: 'choice' as const,
      text,
      choices: [
        { id: 'y', title: 'Evet' },
        { id: 'n', title: 'Hayır' },
      ],
      ...asking,
    },
    to,
  });
  const consentOf = async (phone: string) => {
    const { contact } = await world.thread(phone);
    const row = (await knex()('whatsapp_contacts').where({ id: contact.id }).first()) as {
      marketing: string;
      asked_stop_at: unknown;
    };
    return { marketing: row.marketing, isAsked: row.asked_stop_at !== null };
  };
  it('[O-17] an opt-out keyword that answers a newer marketing message is no answer to a question', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    const phone = await world.starts('kayıt');
    await world.promotion(phone);
    world.says(phone, 'İptal');
    await world.quiet();
    expect(await consentOf(phone)).toEqual({ marketing: 'out', isAsked: false });
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
  });

  it('[O-17] while the question is the newest thing, such a word is its answer', async () => {
    await world.flow('kayıt', asksThenSays('{{ad}} mi?'));
    const phone = await world.starts('kayıt');
    world.says(phone, 'İptal');
    expect((await world.answers(phone, 2)).at(-1)).toBe('İptal mi?');
    expect(await consentOf(phone)).toEqual({ marketing: 'none', isAsked: false });
  });

  it('[B-16] a word that leads out is an answer where the question offers it', async () => {
    const offers = [
      { id: 'm', title: 'Menü' },
      { id: 'c', title: 'Kargo' },
    ];
    const step = { ...choice('ask', 'Nereye?', {}).step, choices: offers };
    await world.flow('nereye', {
      start: 'ask',
      nodes: [{ id: 'ask', step, to: { m: 'menu' } }, says('menu', 'İşte menü')],
    });
    const phone = await world.starts('nereye');
    world.says(phone, 'menü');
    expect((await world.answers(phone, 2)).at(-1)).toBe('İşte menü');
  });

  it('[B-16] a question was asked, even where the process died before it wrote so', async () => {
    const bot = await world.flow('kayıt', asksThenSays('-'));
    const nodes = (bot.graph?.nodes ?? []).map((node) => ({ ...node, to: {} }));
    await world.api.put(`/whatsapp/bots/${bot.id}`, { ...bot, graph: { start: 'ask', nodes } });
    const phone = await world.starts('kayıt');
    const { id } = await world.run(bot);
    const row = () => knex()('whatsapp_bot_runs').where({ id });
    // As it stands between the send and the commit after it, in the hands of a process that is gone.
    const gone = { owner: 'gone', owned_until: Date.now() + 2_000 };
    await row().update({ state: 'due', asked: false, said: false, ...gone });
    world.says(phone, 'Ayşe');
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    expect(Boolean((await row().first('said')).said)).toBe(true);
    expect(world.phone(phone)).toEqual(['Adınız?']);
  });

  it('[B-16] a press on an older question answers no newer one, whatever it says', async () => {
    const bot = await world.flow('iade', {
      start: 'first',
      nodes: [
        choice('first', 'İade mi?', { y: 'second' }),
        choice('second', 'Emin misiniz?', { y: 'done' }),
        says('done', 'İade edildi'),
      ],
    });
    const phone = await world.starts('iade');
    const first = world.sim.control.thread(phone).at(-1);
    world.sim.control.act.press(phone, first?.wamid ?? '', 'Evet');
    await world.answers(phone, 2);
    await nextSecond();
    world.sim.control.act.press(phone, first?.wamid ?? '', 'Evet');
    await world.quiet();
    expect(world.phone(phone)).toEqual(['İade mi?', 'Emin misiniz?']);
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
    const second = world.sim.control.thread(phone).findLast(({ direction }) => direction === 'out');
    world.sim.control.act.press(phone, second?.wamid ?? '', 'Evet');
    expect((await world.answers(phone, 3)).at(-1)).toBe('İade edildi');
  });

  it('[B-16] [C-04] what no step answers is unread, and waits for somebody', async () => {
    const bot = await world.flow('seç', {
      ...menu(),
      nodes: menu().nodes.map((node) => ({ ...node, to: {} })),
    });
    const phone = await world.starts('seç');
    const before = await world.thread(phone);
    world.says(phone, 'Kargom kırık geldi');
    await world.answers(phone, 2);
    await nextSecond();
    world.says(phone, 'Duyan var mı');
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    const after = await world.thread(phone);
    expect(after.unread).toBeGreaterThan(before.unread);
    expect(after).toMatchObject({ status: 'open' });
    expect(after.waitingSince).not.toBeNull();
  });

  it('[B-16] a wait that any message ends leaves the message to bots and agents', async () => {
    const bot = await world.flow('bekle', waitsThenSays('Buradayım', { orAnswer: true }));
    await world.bot('kargo', [{ kind: 'text', text: 'Yolda' }]);
    const phone = await world.starts('bekle', 0);
    await world.quiet();
    world.says(phone, 'kargo nerede');
    const said = await world.answers(phone, 2);
    expect([...said].sort()).toEqual(['Buradayım', 'Yolda']);
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
  });

  it('[B-16] quick taps in a menu trip no guard', async () => {
    const bot = await world.flow('dolaş', {
      start: 'menu',
      nodes: [choice('menu', 'Devam mı?', { y: 'menu', n: 'end' }), says('end', 'Bitti')],
    });
    const phone = await world.starts('dolaş');
    for (let taps = 1; taps <= 8; taps += 1) {
      const bubble = world.sim.control
        .thread(phone)
        .findLast(({ direction }) => direction === 'out');
      world.sim.control.act.press(phone, bubble?.wamid ?? '', 'Evet');
      await world.answers(phone, taps + 1);
    }
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
    expect(await world.thread(phone)).toMatchObject({ botPausedAt: null });
  });

  it('[B-14] a flow that is switched off takes no more answers: other bots do', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin'));
    await world.bot('kargo', [{ kind: 'text', text: 'Yolda' }]);
    const phone = await world.starts('kayıt');
    await world.off(bot);
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'stopped', reason: 'deactivated' });
    world.says(phone, 'kargo');
    expect((await world.answers(phone, 2)).at(-1)).toBe('Yolda');
  });

  it('[B-16] two who save at once make two versions: the later one hears of it', async () => {
    const bot = await world.flow('kayıt', { start: 'a', nodes: [says('a', 'bir')] });
    const save = (text: string) =>
      world.api.put<BotView>(`/whatsapp/bots/${bot.id}`, {
        ...bot,
        graph: { start: 'a', nodes: [says('a', text)] },
      });
    const [first, second] = await Promise.all([save('iki'), save('üç')]);
    const versions = [first, second].flatMap(({ status, body }) =>
      status === 200 ? [body.version] : []
    );
    expect(new Set(versions).size).toBe(versions.length);
    const [row] = (await knex()('whatsapp_bots').where({ id: bot.id }).select('version')) as {
      version: number;
    }[];
    expect(row?.version).toBe(1 + versions.length);
  });

  it('[B-16] names what is wrong with a step, as with one of a list', async () => {
    const refused = async (nodes: object[]) => {
      const { body } = await world.api.post<{ error?: { details?: { field?: string } } }>(
        '/whatsapp/bots',
        { name: 'Broken', graph: { start: 'a', nodes } }
      );
      return body.error?.details?.field;
    };
    const step = (kind: string, more: object) => ({ id: 'a', step: { kind, ...more }, to: {} });
    expect(await refused([step('tag', {})])).toBe('graph.nodes.0.step.add');
    expect(await refused([step('start-flow', { flowId: 999_999 })])).toBe(
      'graph.nodes.0.step.flowId'
    );
    expect(await refused([step('set', { values: [{ field: 'custom.nothing', text: 'x' }] })])).toBe(
      'graph.nodes.0.step.values.0.field'
    );
    expect(await refused([step('set', { values: [{ field: 'name', text: 'Dr {{name}}' }] })])).toBe(
      'graph.a.values'
    );
    expect(
      await refused([step('link', { text: 'x', button: 'Aç', url: 'https://{{town}}/x' })])
    ).toBe('graph.a.url');
    expect(
      await refused([
        step('question', { text: 'x', answer: { kind: 'email' }, saveAs: 'email', ...asking }),
      ])
    ).toBe('graph.a.saveAs');
    const chatty = Array.from({ length: 6 }, (_, i) => says(`n${i}`, 'x', `n${i + 1}`));
    expect(
      await refused([
        { ...chatty[0], id: 'a', to: { next: 'n1' } },
        ...chatty.slice(1),
        says('n6', 'x'),
      ])
    ).toBe('graph.a.to');
  });

  it('[X-06] what was answered is kept for as long as messages', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin'));
    const phone = await world.starts('kayıt');
    world.says(phone, 'Ayşe');
    await world.answers(phone, 2);
    const values = async () =>
      (
        (await knex()('whatsapp_bot_runs').where({ bot_id: bot.id }).first()) as {
          variables: unknown;
        }
      ).variables;
    const clear = (before: number) => knex().transaction((trx) => answerKeeping.purge(trx, before));
    expect(await clear(Date.now() - DAY_MS)).toBe(0);
    expect(JSON.stringify(await values())).toContain('Ayşe');
    expect(await clear(Date.now() + DAY_MS)).toBeGreaterThan(0);
    expect(await values()).toBeNull();
    expect(await answerKeeping.count(knex(), Date.now() + DAY_MS)).toBe(0);
  });

  it('[B-13] goes the way that it has for a step that fails, and is done with it', async () => {
    const bot = await world.flow('yaz', {
      start: 'a',
      nodes: [
        { ...says('a', '{{email}} yazdık'), to: { next: 'never', failed: 'help' } },
        says('never', 'Yazıldı'),
        says('help', 'Sizi birine bağlıyorum.'),
      ],
    });
    const phone = await world.starts('yaz');
    expect(world.phone(phone)).toEqual(['Sizi birine bağlıyorum.']);
    expect(await world.run(bot)).toMatchObject({ state: 'done', reason: null });
    expect((await world.run(bot)).steps).toMatchObject([{ ok: false }, { ok: true }]);
  });

  it('[B-16] a flow and the one that it begins say as much as each may', async () => {
    const four = (name: string, then?: string) =>
      [1, 2, 3, 4].map((n) =>
        says(`${name}${n}`, `${name} ${n}`, n < 4 ? `${name}${n + 1}` : then)
      );
    const other = await world.flow('-', { start: 'b1', nodes: four('b') }, { triggers: [] });
    const go = {
      id: 'go',
      step: { kind: 'start-flow' as const, flowId: other.id },
      to: {},
    };
    const bot = await world.flow('çok', { start: 'a1', nodes: [...four('a', 'go'), go] });
    const phone = await world.starts('çok', 8);
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    expect(await world.run(other)).toMatchObject({ state: 'done' });
    expect(await world.thread(phone)).toMatchObject({ botPausedAt: null });
  });

  describe('a step', () => {
    const step = <S extends { kind: string }>(
      id: string,
      one: S,
      to: Record<string, string> = {}
    ) => ({
      id,
      step: one,
      to,
    });
    const stepsOf = async (bot: BotView) =>
      (await world.run(bot)).steps.map(({ kind, ok, reason, subject }) => [
        kind,
        ok,
        reason,
        subject,
      ]);
    const problemsOf = async (nodes: object[]) => {
      const graph = { start: 'a', nodes };
      const { body } = await world.api.post<{ problems: FlowProblem[] }>('/whatsapp/bots/check', {
        graph,
      });
      return body.problems.map((one) => `${one.level} ${one.node} ${one.field} ${one.kind}`);
    };

    it('[B-10] assigns the conversation to a team by its rule; where the team is gone, the rule of the number holds', async () => {
      const { me } = (await world.api.get<{ me: number }>('/whatsapp/agents')).body;
      const rule = { memberIds: [me], method: 'round-robin', who: 'everybody' };
      const made = await world.api.post<TeamSettings>('/whatsapp/team/teams', {
        ...{ name: 'Satış', ...rule, maxLoad: null, fallbackId: null },
      });
      const teamId = made.body.teams.at(-1)?.id ?? 0;
      const bot = await world.flow('satış', {
        start: 'a',
        nodes: [says('a', 'Bağlıyorum', 'b'), step('b', { kind: 'handover' as const, teamId })],
      });
      const phone = await world.starts('satış');
      const given = await world.thread(phone);
      expect(given).toMatchObject({ assignee: { id: me }, status: 'open' });
      expect(given.botPausedAt).not.toBeNull();
      expect((await stepsOf(bot)).at(-1)).toEqual(['handover', true, null, 'Satış']);

      await world.api.del(`/whatsapp/team/teams/${teamId}`);
      const later = await world.starts('satış');
      expect(await world.thread(later)).toMatchObject({ assignee: null, status: 'open' });
      expect((await stepsOf(bot)).at(-1)).toEqual(['handover', true, 'team-gone', null]);
      expect(await problemsOf([step('a', { kind: 'assign', assigneeId: null, teamId })])).toEqual([
        'stop a teamId no-such-team',
      ]);
    });

    /** Presses a button of the newest message of ours. */
    const presses = (phone: string, title: string): void => {
      const bubble = world.sim.control
        .thread(phone)
        .findLast(({ direction }) => direction === 'out');
      world.sim.control.act.press(phone, bubble?.wamid ?? '', title);
    };
    const ledger = async (phone: string) => {
      const { contact } = await world.thread(phone);
      return (await knex()('whatsapp_consent_events')
        .where({ contact_id: contact.id })
        .orderBy('id')
        .select('action', 'category', 'topic', 'source', 'evidence', 'wording')) as Record<
        string,
        unknown
      >[];
    };
    const offer = () =>
      world.flow('fırsat', {
        start: 'a',
        nodes: [
          choice('a', 'Kampanyalarımızı WhatsApp’tan alır mısınız?', { y: 'in', n: 'out' }),
          step('in', { kind: 'opt-in' as const, action: 'opt-in' as const }, { next: 'b' }),
          step('out', { kind: 'opt-in' as const, action: 'opt-out' as const }, { next: 'c' }),
          says('b', 'Teşekkürler'),
          says('c', 'Not ettik'),
        ],
      });

    it('[O-04] [B-16] records an opt-in with question and answer as the proof', async () => {
      await offer();
      const phone = await world.starts('fırsat');
      presses(phone, 'Evet');
      expect((await world.answers(phone, 2)).at(-1)).toBe('Teşekkürler');
      expect(await consentOf(phone)).toEqual({ marketing: 'in', isAsked: false });
      expect(await ledger(phone)).toEqual([
        {
          ...{ action: 'opt-in', category: 'marketing', topic: null, source: 'flow' },
          ...{ evidence: 'Evet', wording: 'Kampanyalarımızı WhatsApp’tan alır mısınız?' },
        },
      ]);
    });

    it('[O-04] [O-17] records none where the contact opted out after they were asked', async () => {
      const bot = await offer();
      const phone = await world.starts('fırsat');
      const asked = world.sim.control.thread(phone).at(-1);
      world.says(phone, 'STOP');
      await world.quiet();
      await nextSecond();
      world.sim.control.act.press(phone, asked?.wamid ?? '', 'Evet');
      await world.quiet();
      expect(await consentOf(phone)).toEqual({ marketing: 'out', isAsked: false });
      expect((await stepsOf(bot)).at(-1)).toEqual(['opt-in', false, 'opted-out', null]);
      expect((await ledger(phone)).map(({ source }) => source)).not.toContain('flow');
    });

    it.each(['tag', 'message'] as const)(
      '[O-22] [O-25] an opt-out that it records does not end the flow itself, which a %s began, but others that answer nobody',
      async (origin) => {
        const bot = await offer();
        const later = await world.flow('sonra', waitsThenSays('Geç oldu'));
        const phone = await world.starts('sonra', 0);
        if (origin === 'tag') await world.begins(bot, phone, { origin, fact: 'tag of the test' });
        else world.says(phone, 'fırsat');
        await world.answers(phone, 1);
        await nextSecond();
        presses(phone, 'Hayır');
        expect(await world.answers(phone, 2)).toContain('Not ettik');
        expect((await consentOf(phone)).marketing).toBe('out');
        expect(await world.run(bot)).toMatchObject({ state: 'done' });
        expect(await world.run(later)).toMatchObject({ state: 'stopped', reason: 'opted-out' });
      }
    );

    it('[O-27] subscribes to a kind of message after an answer only, and unsubscribes', async () => {
      await world.api.put('/whatsapp/settings/consent', {
        topics: [{ key: 'firsat', category: 'marketing', tr: 'Fırsatlar', en: 'Offers' }],
      });
      const topic = (wanted: boolean) => ({ kind: 'topic' as const, topic: 'firsat', wanted });
      await world.flow('bülten', {
        start: 'a',
        nodes: [
          step('a', topic(false), { next: 'b' }),
          choice('b', 'Yine ister misiniz?', { y: 'c' }),
          step('c', topic(true), { next: 'd' }),
          says('d', 'Oldu'),
        ],
      });
      const refusedOf = async (phone: string) => {
        const { contact } = await world.thread(phone);
        const row = (await knex()('whatsapp_contacts').where({ id: contact.id }).first()) as {
          topics_out: string;
        };
        return row.topics_out;
      };
      const phone = await world.starts('bülten');
      expect(await refusedOf(phone)).toContain('firsat');
      presses(phone, 'Evet');
      await world.answers(phone, 2);
      expect(await refusedOf(phone)).not.toContain('firsat');
      expect((await ledger(phone)).map(({ action, topic: key }) => [action, key])).toEqual([
        ['opt-out', 'firsat'],
        ['opt-in', 'firsat'],
      ]);
      expect(
        await problemsOf([
          step('a', topic(true), { next: 'b' }),
          step('b', { kind: 'topic', topic: 'yok', wanted: false }),
        ])
      ).toEqual(['stop a kind needs-answer', 'stop b topic topic-gone']);
    });

    it('[E-22] [E-23] says profile fields and what the business is called, with words for contacts without a value', async () => {
      await world.api.post('/whatsapp/contact-fields', {
        ...{ key: 'beden', label: 'Size', kind: 'text' },
      });
      await world.flow('beden', {
        start: 'a',
        nodes: [
          says('a', 'Beden: {{custom.beden|bilinmiyor}}', 'b'),
          step(
            'b',
            { kind: 'set' as const, values: [{ field: 'custom.beden' as const, text: '42' }] },
            { next: 'c' }
          ),
          says('c', '{{business.name}}: {{custom.beden}}'),
        ],
      });
      const account = (await knex()('whatsapp_accounts')
        .where({ id: world.accountId })
        .first()) as {
        name: string;
        verified_name: string | null;
      };
      const phone = await world.starts('beden', 2);
      const called = account.verified_name || account.name;
      expect(world.phone(phone)).toEqual(['Beden: bilinmiyor', `${called}: 42`]);
      expect(await problemsOf([says('a', '{{custom.yok}} {{record.api::x.y.z|–}}')])).toEqual([
        'stop a text field-not-usable',
        'stop a text field-not-usable',
      ]);
    });

    it('[E-23] says the first variant whose conditions hold, else its text', async () => {
      const when = (nodes: FlowConditions['nodes']): FlowConditions => ({
        ...{ kind: 'group', match: 'all', not: false },
        nodes,
      });
      const said = { kind: 'said', not: false, operator: 'contains', value: 'vip' } as const;
      const name = {
        kind: 'value',
        not: false,
        name: 'yok',
        operator: 'filled',
        value: '',
      } as const;
      const texts = (...nodes: FlowConditions['nodes']) => ({
        kind: 'text' as const,
        text: 'Merhaba',
        variants: [{ when: when(nodes), text: 'Hoş geldiniz {{first_name}}' }],
      });
      await world.flow('selam', { start: 'a', nodes: [step('a', texts(said))] });
      expect(world.phone(await world.starts('selam vip'))).toEqual(['Hoş geldiniz Elif']);
      expect(world.phone(await world.starts('selam'))).toEqual(['Merhaba']);
      expect(await problemsOf([step('a', texts(name))])).toEqual([
        'stop a variants unknown-variable',
      ]);
    });

    it('[B-08] sends a template in the language of the contact, where it exists in it', async () => {
      const words = { tr: 'Siparişiniz yola çıktı.', de: 'Ihre Bestellung ist unterwegs.' };
      for (const [language, text] of Object.entries(words))
        world.sim.control.templates.seed({
          ...{ name: 'yola_cikti', language, category: 'UTILITY' },
          components: [{ type: 'BODY', text }],
        });
      await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
      const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
      const own = body.templates.find(
        ({ name, language }) => name === 'yola_cikti' && language === 'tr'
      );
      const set = (language: string) => ({
        kind: 'set' as const,
        values: [{ field: 'language' as const, text: language }],
      });
      const sends = { kind: 'template' as const, templateId: own?.id ?? 0 };
      await world.flow('yolda', {
        start: 'a',
        nodes: [
          step('a', set('de'), { next: 'b' }),
          step('b', sends, { next: 'c' }),
          step('c', set('fr'), { next: 'd' }),
          step('d', sends),
        ],
      });
      const phone = world.customer();
      world.says(phone, 'merhaba');
      const { contact } = await world.thread(phone);
      await world.api.post(`/whatsapp/contacts/${contact.id}/consent`, {
        ...{ category: 'utility', action: 'opt-in', source: 'shop', evidence: 'form 12' },
      });
      world.says(phone, 'yolda');
      await world.answers(phone, 2);
      const sent = (await knex()('whatsapp_messages')
        .where({ contact_id: contact.id, direction: 'out' })
        .orderBy('id')
        .select('body')) as { body: unknown }[];
      const texts = sent.map(({ body: said }) => JSON.stringify(said));
      expect(texts[0]).toContain(words.de);
      expect(texts[1]).toContain(words.tr);
    });

    it('[B-16] a wait ends by a tag that somebody gives, once, and by none that a bot gives', async () => {
      const bot = await world.flow('bekle', {
        start: 'a',
        nodes: [
          step('a', { kind: 'tag' as const, add: ['vip'] }, { next: 'w' }),
          step(
            'w',
            {
              kind: 'wait' as const,
              until: { kind: 'minutes' as const, minutes: 60 },
              orEvent: { event: 'tag-added' as const, value: 'ÖDEDİ' },
            },
            { over: 'late', came: 'b' }
          ),
          says('late', 'Bekliyoruz'),
          says('b', 'Teşekkürler'),
        ],
      });
      await world.bot('bota', [{ kind: 'tag', add: ['ödedi'] }]);
      const phone = await world.starts('bekle', 0);
      await world.quiet();
      world.says(phone, 'bota');
      await world.quiet();
      expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
      const { contact } = await world.thread(phone);
      const tag = (tags: string[]) => world.api.put(`/whatsapp/contacts/${contact.id}`, { tags });
      await tag(['vip']);
      await tag(['vip', 'ödedi']);
      expect(await world.answers(phone, 1)).toEqual(['Teşekkürler']);
      await world.passTime();
      expect(world.phone(phone)).toEqual(['Teşekkürler']);
      expect(await world.run(bot)).toMatchObject({ state: 'done' });
    });

    httpCases(() => world);
    languageCases(() => world);
  });

  describe('entries of the host', () => entryCases(() => world));
});
