import { namesAWord } from '../../../server/src/consent/domain/confirmation';
import { lastSaid, stateOfLedger } from '../../../server/src/consent/domain/ledger';
import { foldOwnWords, readMessage } from '../../../server/src/consent/domain/reading';
import { decideSaid, type SaidFacts } from '../../../server/src/consent/domain/said';
import { foldKeyword } from '../../../server/src/contracts/fold';
import { START_WORDS, STOP_WORDS } from '../../../server/src/contracts/opt-out-words';

const reading = (text: string) => readMessage(text).reading;

/** What a typed message does: on its own, or as the answer to a promotion that has no such word in its text. */
const decide = (text: string, facts: Partial<SaidFacts> = {}) =>
  decideSaid({
    reading: reading(text),
    press: null,
    isNamed: false,
    promotion: null,
    question: null,
    isOut: false,
    ...facts,
  });
const afterPromotion = { promotion: { holds: false } };

describe('keywords', () => {
  it.each(['STOP', 'UNSUBSCRIBE', 'stop.', ' Stop! ', 'Stop All', 'ABONELİKTEN ÇIK'])(
    '[O-17] %j stops all messages',
    (text) => {
      expect(decide(text)).toBe('out');
      expect(decide(text, afterPromotion)).toBe('out');
    }
  );

  it.each(['İPTAL', 'DUR', 'RET', 'CANCEL', 'ıptal', 'çık'])(
    '[O-17] %j stops marketing after a marketing message, and otherwise asks the team',
    (text) => {
      expect(decide(text, afterPromotion)).toBe('out-of-marketing');
      expect(decide(text)).toBe('ask');
    }
  );

  it.each(['BAŞLA', 'başla.', 'START', 'Başlat', 'subscribe'])(
    '[O-24] %j starts them again',
    (text) => {
      expect(decide(text, { isOut: true })).toBe('in');
    }
  );

  it.each([
    'Please stop by tomorrow',
    'siparişi iptal edebilir miyim',
    'durum ne',
    'başlangıç saati kaç',
    'retro',
    '',
    '...',
    '🛑',
    'constructor',
    '__proto__',
  ])('[O-17] %j is no keyword', (text) => {
    expect(reading(text)).toBeNull();
  });

  it('[O-17] knows the words of the settings, with their language, and an opt-out keyword stays one', () => {
    const own = foldOwnWords({
      optOutWords: { tr: ['Yeter'], en: ['Enough!', 'cancel'] },
      optInWords: { tr: ['hadi'], en: ['stop', 'yeter'] },
    });
    expect(readMessage('yeter', own)).toEqual({ reading: 'sure', language: 'tr' });
    expect(readMessage('ENOUGH', own)).toEqual({ reading: 'sure', language: 'en' });
    expect(readMessage('Cancel', own)).toEqual({ reading: 'sure', language: 'en' });
    expect(readMessage('hadi', own)).toEqual({ reading: 'start', language: 'tr' });
    expect(readMessage('stop', own)).toEqual({ reading: 'sure', language: 'en' });
  });

  it('[O-17] an own word that begins politely is that phrase, and not its other part', () => {
    const own = foldOwnWords({
      optOutWords: { tr: ['Lütfen bitirin'], en: [] },
      optInWords: { tr: [], en: [] },
    });
    expect(readMessage('lütfen bitirin', own).reading).toBe('sure');
    expect(readMessage('bitirin', own).reading).toBeNull();
  });
});

describe('the words that the settings show', () => {
  it('[O-17] every word reads as its list says, in its language', () => {
    for (const { word, language, sure } of STOP_WORDS)
      expect([word, readMessage(word)]).toEqual([
        word,
        { reading: sure ? 'sure' : 'unsure', language },
      ]);
  });

  it('[O-24] every word to come back with reads as one, in its language', () => {
    for (const { word, language } of START_WORDS)
      expect([word, readMessage(word)]).toEqual([word, { reading: 'start', language }]);
  });

  it('[O-24] a confirmation names a way back only when one of the words stands in it', () => {
    const parts = (text: string) => text.split(/\s+/).map(foldKeyword);
    const ways = START_WORDS.map(({ word }) => foldKeyword(word));
    expect(namesAWord(parts('Dönmek için BAŞLA yazın.'), ways)).toBe(true);
    expect(namesAWord(parts('“başla” yazın'), ways)).toBe(true);
    expect(namesAWord(parts('Başlangıç için teşekkürler'), ways)).toBe(false);
    expect(namesAWord(parts('...'), [''])).toBe(false);
  });
});

describe('the ledger', () => {
  it('[O-04] counts what was said last, in whatever order it comes in', () => {
    const yes = (at: number) => ({ action: 'opt-in' as const, at });
    const no = (at: number) => ({ action: 'opt-out' as const, at });
    expect(stateOfLedger([yes(5_000)])).toBe('in');
    expect(stateOfLedger([yes(5_000), no(6_000)])).toBe('out');
    expect(stateOfLedger([yes(5_000), no(4_000)])).toBe('in');
    expect(stateOfLedger([no(5_000), yes(4_000)])).toBe('out');
    expect(stateOfLedger([no(5_000), yes(6_000)])).toBe('in');
  });

  it('[P-11] a yes of which nobody knows the day never counts more than a refusal, whenever it was written down', () => {
    const list = { action: 'opt-in' as const, at: 90_000, undated: true };
    const stop = { action: 'opt-out' as const, at: 20_000, source: 'WhatsApp' };
    const word = { action: 'opt-out' as const, at: 20_000, source: 'keyword' };
    expect(stateOfLedger([list])).toBe('in');
    expect(stateOfLedger([list, word])).toBe('out');
    expect(stateOfLedger([word, list])).toBe('out');
    expect(lastSaid([list, word])).toBe(word);
    // A stop that is taken back leads to it: it is what was before.
    const lifted = { action: 'lifted' as const, at: 30_000, source: 'WhatsApp' };
    expect(stateOfLedger([stop, lifted, list])).toBe('in');
    expect(stateOfLedger([word, list, { action: 'opt-in', at: 40_000 }])).toBe('in');
  });

  it('[O-22] takes the refusal of two records at one instant', () => {
    expect(
      stateOfLedger([
        { action: 'opt-out', at: 5_000 },
        { action: 'opt-in', at: 5_000 },
      ])
    ).toBe('out');
    expect(
      stateOfLedger([
        { action: 'opt-in', at: 5_000 },
        { action: 'opt-out', at: 5_000 },
      ])
    ).toBe('out');
  });

  it('[O-22] takes the refusal of two records of one second: Meta tells no part of it', () => {
    const yes = { action: 'opt-in' as const, at: 42_037 };
    const stop = { action: 'opt-out' as const, at: 42_000 };
    expect(stateOfLedger([yes, stop])).toBe('out');
    expect(lastSaid([yes, stop])).toBe(stop);
    expect(lastSaid([stop, yes])).toBe(stop);
    expect(stateOfLedger([yes, { ...stop, at: 41_000 }])).toBe('in');
    expect(stateOfLedger([stop, { ...yes, at: 43_000 }])).toBe('in');
  });

  it('[O-22] taking back a stop inside WhatsApp leads to what was before it, and ends no other refusal', () => {
    const meta = (action: 'opt-out' | 'lifted', at: number) => ({ action, at, source: 'WhatsApp' });
    const word = { action: 'opt-out' as const, at: 20_000, source: 'keyword' };
    const form = { action: 'opt-in' as const, at: 1_000, source: 'form' };
    expect(stateOfLedger([meta('opt-out', 10_000), meta('lifted', 30_000)])).toBe('none');
    expect(stateOfLedger([meta('lifted', 30_000), form, meta('opt-out', 10_000)])).toBe('in');
    expect(stateOfLedger([form, meta('opt-out', 10_000), word, meta('lifted', 30_000)])).toBe(
      'out'
    );
    expect(stateOfLedger([form, word, meta('opt-out', 25_000), meta('lifted', 30_000)])).toBe(
      'out'
    );
    const twice = [form, meta('opt-out', 10_000), meta('opt-out', 11_000), meta('lifted', 12_000)];
    expect(stateOfLedger(twice)).toBe('in');
    // Of both at one instant the refusal holds.
    expect(stateOfLedger([form, meta('lifted', 10_000), meta('opt-out', 10_000)])).toBe('out');
  });

  it('[O-17] a yes of an entry that is somebody else’s was never said', () => {
    const entry = { source: 'linked record', evidence: 'order 1' };
    const yes = { ...entry, action: 'opt-in' as const, at: 10_000, undated: true };
    const taken = { ...entry, action: 'not-theirs' as const, at: 20_000 };
    const no = { ...entry, action: 'opt-out' as const, at: 5_000 };
    const list = { action: 'opt-in' as const, at: 8_000, source: 'list', undated: true };
    expect(stateOfLedger([yes, taken])).toBeNull();
    expect(lastSaid([yes, taken])).toBeNull();
    expect(stateOfLedger([yes, taken, list])).toBe('in');
    expect(stateOfLedger([no, yes, taken, list])).toBe('out');
    expect(stateOfLedger([yes, taken, { ...yes, at: 30_000 }])).toBe('in');
    expect(stateOfLedger([{ ...yes, evidence: 'order 2' }, taken])).toBe('in');
  });

  it('gives the state of a whole ledger', () => {
    expect(stateOfLedger([])).toBeNull();
    expect(
      stateOfLedger([
        { action: 'opt-in', at: 9_000 },
        { action: 'opt-out', at: 3_000 },
      ])
    ).toBe('in');
  });
});
