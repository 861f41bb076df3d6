import fc from 'fast-check';
import type { BotTrigger } from '../../../server/src/contracts/bots';
import {
  apart,
  matches,
  matchingTrigger,
  plainMessage,
  wordThatFits,
} from '../../../server/src/bots/domain/match';
import { compilePattern } from '../../../server/src/bots/domain/pattern';
import { pickBots } from '../../../server/src/bots/domain/pick';

type Keyword = Extract<BotTrigger, { kind: 'keyword' }>;
const keyword = (words: string[], more: Partial<Keyword> = {}): Keyword => ({
  kind: 'keyword',
  match: 'contains',
  words,
  wholeWord: false,
  accents: false,
  ...more,
});
const event = (name: string, value = ''): BotTrigger =>
  ({ kind: 'event', event: name, value }) as BotTrigger;
const says = (trigger: BotTrigger, text: string) => matches(trigger, plainMessage(text));

describe('keywords', () => {
  it('[B-03] are found whatever the case and whichever i is typed', () => {
    const trigger = keyword(['İADE'], { match: 'exact' });
    for (const text of ['iade', 'IADE', 'İade', 'ıade', 'İADE', 'i̇ade'])
      expect(says(trigger, text)).toBe(true);
    expect(says(trigger, 'iadem')).toBe(false);
  });

  it('[B-03] as a whole message do not mind punctuation, spaces and emoji', () => {
    const trigger = keyword(['kargo nerede'], { match: 'exact' });
    expect(says(trigger, '  Kargo nerede?? 🚚 ')).toBe(true);
    expect(says(trigger, 'kargo nerede acaba')).toBe(false);
    expect(says(keyword(['👍'], { match: 'exact' }), '👍')).toBe(true);
    expect(says(keyword(['👍'], { match: 'exact' }), '👎')).toBe(false);
  });

  it('[B-03] are found inside a message, or only at its start', () => {
    expect(says(keyword(['kargo']), 'Merhaba, kargom nerede?')).toBe(true);
    expect(says(keyword(['kargo'], { match: 'starts' }), 'Kargom nerede?')).toBe(true);
    expect(says(keyword(['kargo'], { match: 'starts' }), 'Merhaba, kargom nerede?')).toBe(false);
    expect(says(keyword(['kargo nerede']), 'kargo   \n nerede')).toBe(true);
  });

  it('[B-03] are other words where a mark is a letter, also inside a word', () => {
    expect(says(keyword(['कला']), 'कील')).toBe(false);
    expect(says(keyword(['कल'], { wholeWord: true }), 'कला आज')).toBe(false);
    expect(says(keyword(['कल'], { wholeWord: true }), 'कल आज')).toBe(true);
    expect(says(keyword(['かぎ'], { match: 'exact' }), 'かき')).toBe(false);
    expect(says(keyword(['strasse'], { match: 'exact' }), 'Straße!')).toBe(true);
    expect(says(keyword(['tamam'], { match: 'exact', accents: true }), 'Tamam ❤️')).toBe(true);
  });

  it('[B-03] can be asked for as whole words', () => {
    const whole = keyword(['kargo'], { wholeWord: true });
    expect(says(whole, 'Kargom nerede?')).toBe(false);
    expect(says(whole, 'kargom mu? Kargo!')).toBe(true);
    expect(says(keyword(['kargo'], { wholeWord: true, match: 'starts' }), 'kargom')).toBe(false);
    expect(says(keyword(['kargo'], { wholeWord: true, match: 'starts' }), 'kargo, nerede')).toBe(
      true
    );
  });

  it('[B-03] tell ş from s only when that is asked for', () => {
    expect(says(keyword(['şiş']), 'sis var')).toBe(true);
    const exact = keyword(['şiş'], { accents: true });
    expect(says(exact, 'sis var')).toBe(false);
    expect(says(exact, 'ŞİŞ VAR')).toBe(true);
    expect(says(exact, 'şış')).toBe(true);
  });

  it('never answer to nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('exact', 'contains', 'starts'), fc.string(), (match, word) => {
        const trigger = keyword([word || 'x'], { match: match as Keyword['match'] });
        expect(says(trigger, '')).toBe(false);
        expect(says(trigger, '   ')).toBe(false);
      })
    );
  });

  it('[B-03] are found in every message that holds them, in any case and writing', () => {
    const letters = fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyzİI');
    const word = fc.array(letters, { minLength: 1, maxLength: 12 }).map((l) => l.join(''));
    const around = fc.array(fc.constantFrom('a', 'ş', ' ', '!', '🙂', '\n'), { maxLength: 8 });
    const shout = fc.constantFrom(
      (s: string) => s,
      (s: string) => s.toUpperCase(),
      (s: string) => s.toLowerCase(),
      (s: string) => s.toLocaleUpperCase('tr'),
      (s: string) => s.toLocaleLowerCase('tr'),
      (s: string) => s.normalize('NFD')
    );
    fc.assert(
      fc.property(word, around, around, shout, (w, left, right, loud) => {
        const text = loud(`${left.join('')}${w}${right.join('')}`);
        expect(says(keyword([w]), text)).toBe(true);
        expect(says(keyword([w], { accents: true }), text)).toBe(true);
        expect(says(keyword([w], { match: 'exact' }), loud(w))).toBe(true);
        expect(says(keyword([w], { match: 'starts' }), loud(`${w}${right.join('')}`))).toBe(true);
      })
    );
  });

  it('as whole words are never found inside another word', () => {
    const letters = fc.constantFrom(...'abcçdeığşü0');
    const text = fc.array(letters, { minLength: 1, maxLength: 10 }).map((l) => l.join(''));
    fc.assert(
      fc.property(text, text, text, (w, left, right) => {
        expect(says(keyword([w], { wholeWord: true }), `${left}${w}`.concat(right))).toBe(false);
        expect(says(keyword([w], { wholeWord: true }), `${left}! ${w}? ${right}`)).toBe(true);
      })
    );
  });
});

describe('patterns', () => {
  const pattern = (text: string): BotTrigger => ({ kind: 'pattern', pattern: text });

  it('[B-04] find what they describe, case and Turkish letters aside', () => {
    expect(says(pattern('sipari[sş].*\\d{4,}'), 'SİPARİŞİM 10071 nerede')).toBe(true);
    expect(says(pattern('siparis\\w* #?\\d+'), 'Siparişim #1007')).toBe(true);
    expect(says(pattern('^evet$'), 'evet, hayır')).toBe(false);
  });

  it('[B-04] name the place where they are broken, and then answer to nothing', () => {
    const broken = compilePattern('(abc');
    expect(broken).toMatchObject({ ok: false, problem: expect.stringContaining('(abc') as string });
    expect(says(pattern('(abc'), 'abc')).toBe(false);
    expect(compilePattern('(a)\\1').ok).toBe(false);
  });

  it('[B-04] cannot stop the server, however they are written', () => {
    const started = performance.now();
    for (const text of [
      '(a+)+$',
      '(a|a)*$',
      '(.*a){12}b',
      '((a{0,20}){0,20}){0,2}b',
      '(\\w+\\s?)+$',
    ])
      says(pattern(text), `${'a'.repeat(4_000)}!`);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(compilePattern('(((a{100}){100}){100}){100}').ok).toBe(false);
  });

  it('[B-04] are refused when repetitions make them large, also those that were stored before', () => {
    const large = '\\pL{0,1000}'.repeat(16);
    expect(compilePattern(large)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('too many repetitions') as string,
    });
    expect(says(pattern(large), 'a')).toBe(false);
    expect(compilePattern('(siparis|kargo) ?(no|kodu)?.{0,40}\\d{4,12}').ok).toBe(true);
  });

  it('[B-04] written with Turkish letters mean these, but for the kinds of i', () => {
    expect(says(pattern('sipariş alındı'), 'SİPARİŞ ALINDI')).toBe(true);
    expect(says(pattern('sipariş'), 'siparis')).toBe(false);
    expect(says(pattern('[^a-z ]'), 'ABC')).toBe(false);
  });

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 200 }), (source, text) => {
        expect(typeof says(pattern(source || '.'), text)).toBe('boolean');
      })
    );
  });
});

describe('events', () => {
  const first = { ...plainMessage('selam'), isFirst: true, opened: 'new' as const };

  it('[B-05] know the first message, and a conversation that begins or begins again', () => {
    expect(matches(event('first-message'), first)).toBe(true);
    expect(matches(event('first-message'), plainMessage('selam'))).toBe(false);
    expect(matches(event('opened'), first)).toBe(true);
    expect(matches(event('reopened'), first)).toBe(false);
    const again = { ...plainMessage('selam'), opened: 'reopened' as const };
    expect(matches(event('reopened'), again)).toBe(true);
    expect(matches(event('opened'), again)).toBe(true);
    expect(matches(event('opened'), plainMessage('selam'))).toBe(false);
    expect(matches(event('message'), plainMessage(''))).toBe(true);
  });

  it('[B-05] know a button by its id or its words', () => {
    const pressed = { ...plainMessage('İade et'), button: { id: 'RETURN_1', title: 'İade et' } };
    expect(matches(event('button'), pressed)).toBe(true);
    expect(matches(event('button', 'return_1'), pressed)).toBe(true);
    expect(matches(event('button', 'iade ET'), pressed)).toBe(true);
    expect(matches(event('button', 'kargo'), pressed)).toBe(false);
    expect(matches(event('button'), plainMessage('İade et'))).toBe(false);
  });

  it('[B-05] know a tag and an ad; a tag is no message', () => {
    const tagged = apart('tag-added', 'VIP');
    expect(matches(event('tag-added', 'vip'), tagged)).toBe(true);
    expect(matches(event('tag-added', 'new'), tagged)).toBe(false);
    expect(matches(event('message'), tagged)).toBe(false);
    expect(matches(event('ad'), { ...plainMessage('x'), fromAd: true })).toBe(true);
    expect(matches(event('ad'), plainMessage('x'))).toBe(false);
  });
});

describe('events beside messages', () => {
  it('[B-05] know a file by its kind, a place, and that the number is closed', () => {
    const picture = { ...plainMessage(''), file: 'image' };
    expect(matches(event('file'), picture)).toBe(true);
    expect(matches(event('file', 'image'), picture)).toBe(true);
    expect(matches(event('file', 'document'), picture)).toBe(false);
    expect(matches(event('file'), plainMessage('x'))).toBe(false);
    expect(matches(event('place'), { ...plainMessage(''), isPlace: true })).toBe(true);
    expect(matches(event('place'), plainMessage('x'))).toBe(false);
    expect(matches(event('outside-hours'), { ...plainMessage('x'), isOutside: true })).toBe(true);
    expect(matches(event('outside-hours'), plainMessage('x'))).toBe(false);
  });

  it('[O-17] know nothing of what may be an opt-out, unless a button was pressed', () => {
    const unclear = { ...plainMessage('dur'), isUnclear: true };
    expect(matches(event('message'), unclear)).toBe(false);
    expect(matches(event('first-message'), { ...unclear, isFirst: true })).toBe(false);
    expect(matches(event('outside-hours'), { ...unclear, isOutside: true })).toBe(false);
    const button = { id: null, title: 'dur' };
    expect(matches(event('button', 'dur'), { ...unclear, button })).toBe(true);
  });

  it('[B-05] each is triggered by its own event and, where it has one, its value', () => {
    const events = ['opted-in', 'topic-out', 'link-opened', 'closed'] as const;
    for (const one of events)
      for (const other of events)
        expect(matches(event(one), apart(other, 'x'))).toBe(one === other);
    expect(matches(event('closed', 'Çözüldü'), apart('closed', 'çözüldü'))).toBe(true);
    expect(matches(event('closed', 'Spam'), apart('closed', 'çözüldü'))).toBe(false);
    // How long is asked where the time is counted.
    expect(matches(event('unanswered', '15'), apart('unanswered', null))).toBe(true);
    expect(matches(event('message'), apart('unanswered', null))).toBe(false);
    // A trial names it.
    expect(matches(event('unanswered', '15'), apart('unanswered', '15'))).toBe(true);
    expect(matches(event('unanswered', '15'), apart('unanswered', '30'))).toBe(false);
  });
});

describe('what of a trigger fitted', () => {
  it('[B-15] is the word, the pattern or the value, in the words of the bot', () => {
    const fitted = (trigger: BotTrigger, text = 'Merhaba, KARGOM nerede?') =>
      wordThatFits(trigger, plainMessage(text));
    expect(fitted(keyword(['iade', 'kargo', 'nerede']))).toBe('kargo');
    expect(fitted({ kind: 'pattern', pattern: 'ner.de' })).toBe('ner.de');
    expect(fitted(event('tag-added', 'VIP'))).toBe('VIP');
    expect(fitted(event('first-message'))).toBeNull();
  });
});

describe('which bot answers', () => {
  const bot = (id: number, triggers: BotTrigger[], accountId: number | null = null) => ({
    id,
    triggers,
    accountId,
  });
  const pick = (
    bots: ReturnType<typeof bot>[],
    text: string,
    resting: number[] = [],
    accountId = 1
  ) => pickBots(bots, plainMessage(text), { accountId, resting: new Set(resting) })[0]?.bot.id;

  it('is the first whose trigger answers; the others do not', () => {
    const bots = [
      bot(1, [keyword(['iade'])]),
      bot(2, [keyword(['kargo'])]),
      bot(3, [event('message')]),
    ];
    expect(pick(bots, 'kargo ve iade')).toBe(1);
    expect(pick(bots, 'kargo')).toBe(2);
    expect(pick(bots, 'merhaba')).toBe(3);
    expect(pick(bots.slice(0, 2), 'merhaba')).toBeUndefined();
  });

  it('passes over one that rests, and one of another number', () => {
    const bots = [
      bot(1, [keyword(['kargo'])]),
      bot(2, [keyword(['kargo'])], 7),
      bot(3, [keyword(['kargo'])]),
    ];
    expect(pick(bots, 'kargo', [1])).toBe(3);
    expect(pick(bots, 'kargo', [1], 7)).toBe(2);
    expect(pick(bots, 'kargo', [1, 2, 3], 7)).toBeUndefined();
  });

  it('names the trigger that answered', () => {
    expect(matchingTrigger([keyword(['x']), keyword(['kargo'])], plainMessage('kargo'))).toBe(1);
    expect(matchingTrigger([], plainMessage('kargo'))).toBe(-1);
  });
});
