import fc from 'fast-check';
import { checkMessage } from '../../../server/src/cloud-api/message-limits';
import { buildMessage } from '../../../server/src/cloud-api/messages';
import type { AnswerContent } from '../../../server/src/sending/public';
import { answerOf, languageAfter } from '../../../server/src/preference-chat/domain/answer';
import { clip } from '../../../server/src/preference-chat/domain/clip';
import {
  kindsOf,
  menuOf,
  optionsList,
  ROWS_MOST,
  type MenuFacts,
} from '../../../server/src/preference-chat/domain/menu';
import {
  readReplyId,
  SCREENS,
  type Tap,
} from '../../../server/src/preference-chat/domain/reply-id';
import { chatWords } from '../../../server/src/preference-chat/domain/words';
import { agreeSentence } from '../../../server/src/preferences/public';
import { renderAnswer } from '../../../server/src/sending/prepare';

const NOW = 1_795_000_000_000;
const DAY = 86_400_000;

const facts = (more: Partial<MenuFacts> = {}): MenuFacts => {
  const language = more.language ?? 'en';
  return {
    language,
    business: 'Defne Ev',
    state: { pausedUntil: null, topicsRefused: [], frequency: null, channels: [] },
    gets: { marketing: true, utility: true },
    topics: [],
    channels: [],
    ownLanguage: null,
    agree: {
      marketing: agreeSentence(language, 'marketing', more.business ?? 'Defne Ev'),
      utility: agreeSentence(language, 'utility', more.business ?? 'Defne Ev'),
    },
    pageUrl: 'https://shop.example/api/whatsapp/preferences/x',
    now: NOW,
    ...more,
  };
};

const problemsOf = (content: AnswerContent) =>
  checkMessage(
    buildMessage(renderAnswer(content).content, { to: { kind: 'phone', e164: '+905321110003' } })
  );
const rowsOf = (content: AnswerContent | null) =>
  content?.type === 'list' ? content.sections.flatMap(({ rows }) => rows) : [];
const tapOf = (id: string): Tap => {
  const tap = readReplyId(id);
  if (!tap) throw new Error(`not understood: ${id}`);
  return tap;
};
const topic = (n: number, category: 'marketing' | 'utility' = 'marketing') => ({
  key: `kind-${n}`,
  category,
  tr: `Tür ${n}`,
  en: `Kind ${n}`,
});

const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
    fc.constantFrom('👨‍👩‍👧‍👦 Aile bülteni ve çok uzun bir ad, sığmayan', 'a\nb', '\u202eters')
  )
  .map((text) => text.slice(0, 60).trim() || 'x');
const anyFacts: fc.Arbitrary<MenuFacts> = fc
  .record({
    language: fc.constantFrom('tr' as const, 'en' as const),
    business: fc.string({ minLength: 1, maxLength: 600 }).map((text) => text.trim() || 'x'),
    marketing: fc.boolean(),
    utility: fc.boolean(),
    names: fc.array(fc.record({ tr: name, en: name, utility: fc.boolean() }), { maxLength: 12 }),
    refused: fc.nat(12),
    channels: fc.constantFrom(
      [],
      ['whatsapp', 'email'] as const,
      ['whatsapp', 'email', 'sms'] as const
    ),
    chosen: fc.constantFrom(null, 'email' as const, 'sms' as const),
    frequency: fc.constantFrom(null, 'weekly' as const, 'monthly' as const),
    paused: fc.constantFrom(null, NOW - DAY, NOW + DAY),
    ownLanguage: fc.constantFrom(null, 'tr', 'en_US', 'de', 'x'.repeat(100)),
    hasPage: fc.boolean(),
  })
  .map(({ marketing, utility, names, refused, chosen, hasPage, paused, ...more }) => {
    const topics = names.map(({ utility: isUtility, ...words }, n) => ({
      key: `kind-${n}`,
      category: isUtility ? ('utility' as const) : ('marketing' as const),
      ...words,
    }));
    return facts({
      ...more,
      gets: { marketing, utility },
      topics,
      state: {
        pausedUntil: paused,
        frequency: more.frequency,
        topicsRefused: topics.slice(0, refused).map(({ key }) => key),
        channels: chosen ? [{ key: '*', channel: chosen }] : [],
      },
      ...(hasPage ? {} : { pageUrl: null }),
    });
  });

/** Every list that can be reached from the first one, by the rows that only show. */
const reachable = (given: MenuFacts): AnswerContent[] => {
  const seen = new Map<string, AnswerContent>();
  const walk = (content: AnswerContent): void => {
    for (const { id } of rowsOf(content)) {
      const tap = tapOf(id);
      if (tap.kind === 'choose' || seen.has(id)) continue;
      const next = answerOf(given, { tap, result: 'shown' });
      seen.set(id, next);
      walk(next);
    }
  };
  const first = menuOf(given);
  walk(first);
  return [first, ...seen.values()];
};

describe('the list of preferences in the chat', () => {
  it('[O-27] is a message that WhatsApp takes, whatever kinds and names the business has', () => {
    fc.assert(
      fc.property(anyFacts, fc.option(fc.string({ maxLength: 1024 })), (given, intro) => {
        for (const content of [menuOf(given, intro?.trim() || null), ...reachable(given)]) {
          expect(problemsOf(content)).toEqual([]);
          expect(rowsOf(content).length).toBeLessThanOrEqual(ROWS_MOST);
        }
      })
    );
  });

  it('[O-27] [O-28] [O-30] every kind that can be chosen is reached by taps, and each row says what it changes', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const rows = reachable(given).flatMap(rowsOf);
        const choices = rows.flatMap(({ id }) => {
          const tap = tapOf(id);
          return tap.kind === 'choose' ? [tap.choice] : [];
        });
        const wanted = given.topics.filter(({ category }) => given.gets[category]);
        for (const { key } of wanted)
          expect(choices).toContainEqual({
            kind: 'topic',
            key,
            on: given.state.topicsRefused.includes(key),
          });
        for (const category of ['marketing', 'utility'] as const)
          expect(choices).toContainEqual({ kind: 'category', category, on: !given.gets[category] });
        expect(choices.some(({ kind }) => kind === 'often')).toBe(given.gets.marketing);
        expect(choices.some(({ kind }) => kind === 'pause')).toBe(true);
        expect(choices.some(({ kind }) => kind === 'stop')).toBe(
          given.gets.marketing || given.gets.utility
        );
      })
    );
  });

  it('[O-02] [O-04] the words that a category’s opt-in agrees to stand above every list that offers it', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        for (const content of [...reachable(given), kindsOf(given, 0)])
          for (const { id } of rowsOf(content)) {
            const tap = tapOf(id);
            if (tap.kind !== 'choose' || tap.choice.kind !== 'category' || !tap.choice.on) continue;
            expect(content?.text).toContain(given.agree[tap.choice.category]);
          }
      })
    );
  });

  it('shows what is on and off, and omits the topics of a category that is off', () => {
    const topics = [topic(1), topic(2, 'utility')];
    const titles = (more: Partial<MenuFacts>) =>
      rowsOf(menuOf(facts({ topics, ...more }))).map(({ title }) => title);
    expect(
      titles({
        state: { pausedUntil: null, topicsRefused: ['kind-2'], frequency: null, channels: [] },
      })
    ).toEqual([
      '✅ Offers and news',
      '✅ Orders, appointments',
      '✅ Kind 1',
      '⬜ Kind 2',
      'How often',
      'Take a break',
      'Language',
      'All on one page',
      'Stop all messages',
    ]);
    expect(titles({ gets: { marketing: false, utility: false } })).toEqual([
      '⬜ Offers and news',
      '⬜ Orders, appointments',
      'Take a break',
      'Language',
      'All on one page',
    ]);
  });

  it('with more kinds than rows the last row leads to the others', () => {
    const given = facts({ topics: Array.from({ length: 12 }, (_, n) => topic(n)) });
    const first = rowsOf(menuOf(given));
    expect(first).toHaveLength(ROWS_MOST);
    const leads = first.find(({ title }) => title === 'More message types');
    expect(leads?.description).toBe('10 more');
    expect(rowsOf(answerOf(given, { tap: tapOf(leads?.id ?? ''), result: 'shown' }))).toHaveLength(
      10
    );
  });

  it('a name that is too long for its row stands in full below it', () => {
    const long = { ...topic(1), en: 'Everything new about gardens and balconies' };
    const row = rowsOf(menuOf(facts({ topics: [long] }))).find(({ title }) => title.endsWith('…'));
    expect(row).toMatchObject({
      title: '✅ Everything new about…',
      description: 'Everything new about gardens and balconies · On. Tap to turn it off.',
    });
  });

  it('no word of ours is cut', () => {
    for (const language of ['tr', 'en'] as const) {
      const given = facts({
        language,
        topics: Array.from({ length: 12 }, (_, n) => topic(n)),
        channels: ['whatsapp', 'email', 'sms'],
        ownLanguage: language,
        state: { pausedUntil: NOW + DAY, topicsRefused: [], frequency: 'weekly', channels: [] },
      });
      for (const content of reachable(given))
        for (const { title, description } of rowsOf(content))
          expect(`${title} ${description ?? ''}`).not.toContain('…');
    }
  });

  it('[O-28] [O-30] the second lists mark what holds now; an end of the break is offered to who has one', () => {
    const weekly = facts({
      state: {
        pausedUntil: null,
        topicsRefused: [],
        frequency: 'weekly',
        channels: [{ key: '*', channel: 'sms' }],
      },
      channels: ['whatsapp', 'sms'],
      ownLanguage: 'tr_TR',
    });
    const titles = (given: MenuFacts, screen: 'often' | 'pause' | 'language' | 'channel') =>
      rowsOf(optionsList(given, screen)).map(({ title }) => title);
    expect(titles(weekly, 'often')).toEqual([
      'No limit',
      '✅ At most once a week',
      'At most once a month',
    ]);
    expect(titles(weekly, 'language')).toEqual(['✅ Türkçe', 'English']);
    expect(titles(weekly, 'channel')).toEqual(['WhatsApp', '✅ SMS']);
    expect(titles(weekly, 'pause')).toEqual(['A week', 'A month', 'Three months']);
    const paused = facts({
      state: { pausedUntil: NOW + DAY, topicsRefused: [], frequency: null, channels: [] },
    });
    expect(titles(paused, 'pause')).toContain('End the break');
    expect(menuOf(paused).text).toContain('You are on a break until');
  });
});

describe('the answer to a tap', () => {
  const answer = (id: string, more: Partial<MenuFacts> = {}, result: 'done' | 'gone' = 'done') =>
    answerOf(facts(more), { tap: tapOf(id), result });

  it('[O-19] says what holds now, how to take it back, and offers the list again', () => {
    expect(answer('pref:v1:en:set:category:marketing:off')).toEqual({
      type: 'buttons',
      text: 'Done: offers and news are off.\nTo change it back, tap “More choices”.',
      buttons: [{ id: 'pref:v1:en:show:menu', title: 'More choices' }],
    });
  });

  it('a kind within a category that is off is on, and says what is still missing', () => {
    const given = { topics: [topic(1)], gets: { marketing: false, utility: true } };
    expect(answer('pref:v1:en:set:topic:kind-1:on', given).text).toMatch(
      /“Kind 1” is on.*\n.*are off altogether/
    );
    expect(answer('pref:v1:en:set:topic:kind-1:off', given).text).not.toMatch(/altogether/);
  });

  it('what is not offered any more is said so, above what is', () => {
    const gone = answer('pref:v1:tr:set:topic:kind-9:on', { language: 'tr' }, 'gone');
    expect(gone.type).toBe('list');
    expect(gone.text).toContain('artık yok');
    expect(answerOf(facts(), { tap: null, result: 'gone' }).type).toBe('list');
    const noPage = answerOf(facts({ pageUrl: null }), {
      tap: tapOf('pref:v1:en:show:page'),
      result: 'shown',
    });
    expect(noPage.text).toContain('no longer available');
    const none = answerOf(facts(), { tap: tapOf('pref:v1:en:more:99'), result: 'shown' });
    expect(none.text).toContain('no longer available');
  });

  it('[O-31] the page is a button with the contact’s own link', () => {
    expect(
      answerOf(facts(), { tap: tapOf('pref:v1:en:show:page'), result: 'shown' })
    ).toMatchObject({ type: 'link', url: 'https://shop.example/api/whatsapp/preferences/x' });
  });

  it('a chosen language is the language of the answer', () => {
    expect(languageAfter(tapOf('pref:v1:en:set:language:tr'))).toBe('tr');
    expect(languageAfter(tapOf('pref:v1:en:set:stop'))).toBe('en');
  });

  it('is a message that WhatsApp takes, whatever was tapped', () => {
    const ids = [
      'category:marketing:on',
      'category:utility:off',
      'topic:kind-0:on',
      'topic:gone:off',
      'often:any',
      'pause:none',
      'pause:quarter',
      'language:tr',
      'channel:email',
      'stop',
    ].map((choice) => `pref:v1:en:set:${choice}`);
    const shows = SCREENS.map((screen) => `pref:v1:tr:show:${screen}`);
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...ids, ...shows, 'pref:v1:en:more:3'),
        fc.constantFrom('done' as const, 'shown' as const, 'gone' as const),
        (given, id, result) => {
          expect(problemsOf(answerOf(given, { tap: tapOf(id), result }))).toEqual([]);
        }
      )
    );
  });
});

describe('words that fit', () => {
  it('never splits a character and never gets longer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.integer({ min: 2, max: 30 }),
        (text, max) => {
          const cut = clip(text, max);
          expect(cut.length).toBeLessThanOrEqual(max);
          // Throws on half of a pair.
          expect(() => encodeURIComponent(cut)).not.toThrow();
        }
      )
    );
  });

  it('both languages say everything', () => {
    expect(Object.keys(chatWords.tr)).toEqual(Object.keys(chatWords.en));
  });
});
