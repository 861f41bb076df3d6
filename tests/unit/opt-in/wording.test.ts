import fc from 'fast-check';
import { problemsOf, wordingProblems } from '../../../server/src/opt-in/domain/wording';
import { agreeSentence } from '../../../server/src/preferences/public';

const letters = 'abcçdefgğhıijklmnoöprsştuüvyz';
const word = fc
  .array(fc.constantFrom(...letters), { minLength: 3, maxLength: 9 })
  .map((chars) => chars.join(''));
const business = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
  // A name that is made of the words of the sentence itself would be named by it.
  .filter((name) => !/whats|bana|yazs|kabul|ediyo/.test(name));
const suffix = fc.constantFrom('', '’nin', "'den", 'ye', 'in', '’a');
const spelled = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLocaleUpperCase('tr'),
  (text: string) => text.toUpperCase(),
  (text: string) => text.normalize('NFD')
);

describe('the check of opt-in sentences', () => {
  it('[O-03] finds the business in any case, with the four i of Turkish, and with a suffix', () => {
    fc.assert(
      fc.property(business, suffix, spelled, (name, end, spell) => {
        const sentence = spell(`${name}${end} bana WhatsApp’tan yazsın, kabul ediyorum.`);
        expect(wordingProblems(sentence, name)).toEqual([]);
      })
    );
  });

  it('[O-03] a sentence without the name is refused, whatever the name', () => {
    fc.assert(
      fc.property(business, (name) => {
        expect(wordingProblems('Bana WhatsApp’tan yazılsın, kabul ediyorum.', name)).toEqual([
          'no-business',
        ]);
      })
    );
  });

  it('[O-02] a sentence that does not say WhatsApp is refused', () => {
    fc.assert(
      fc.property(business, (name) => {
        expect(wordingProblems(`${name} bana mesaj yazsın, kabul ediyorum.`, name)).toEqual([
          'no-whatsapp',
        ]);
      })
    );
  });

  it('knows WhatsApp as people write it, and the name with softened letters and without its legal form', () => {
    for (const channel of ['WHATSAPP’TAN', 'Whatsapptan', 'whats app üzerinden', 'WhatsApp’ta'])
      expect(wordingProblems(`İğde Kitabı bana ${channel} yazsın`, 'İĞDE KİTAP A.Ş.')).toEqual([]);
    expect(wordingProblems('IŞIK’ın WhatsApp mesajları', 'Işık Ltd. Şti.')).toEqual([]);
    expect(wordingProblems('Işığın WhatsApp mesajları', 'Işık')).toEqual([]);
  });

  it('is not fooled by words that only look alike', () => {
    expect(wordingProblems('Defneli bir WhatsApp', 'Defne Ev')).toEqual(['no-business']);
    // A very short name must stand alone: any word may begin with its letters.
    expect(wordingProblems('Evet, WhatsApp’tan', 'Ev')).toEqual(['no-business']);
    expect(wordingProblems('Ev’den WhatsApp’tan', 'Ev')).toEqual([]);
    expect(wordingProblems('Defne Ev: what is an app?', 'Defne Ev')).toEqual(['no-whatsapp']);
    expect(wordingProblems('   …!', 'Defne Ev')).toEqual(['empty']);
    expect(wordingProblems('WhatsApp ★★', '★★')).toEqual(['no-business']);
  });

  it('the ready sentences pass for any business', () => {
    fc.assert(
      fc.property(business, (name) => {
        for (const language of ['en', 'tr'] as const)
          for (const category of ['marketing', 'utility'] as const)
            expect(wordingProblems(agreeSentence(language, category, name), name)).toEqual([]);
      })
    );
  });

  it('[X-07] a form needs a heading and a notice in each language that it offers, and one language at least', () => {
    const words = {
      title: 'News',
      agree: 'Defne Ev may write to me over WhatsApp.',
      notice: 'Your number, to write to you.',
      noticeUrl: null,
      thanks: '',
    };
    expect(problemsOf({ en: words, tr: null }, 'Defne Ev')).toEqual([]);
    expect(problemsOf({ en: null, tr: null }, 'Defne Ev')).toEqual([
      { field: 'texts', problem: 'no-language' },
    ]);
    expect(problemsOf({ en: words, tr: { ...words, notice: ' ' } }, 'Defne Ev')).toEqual([
      { field: 'texts.tr.notice', problem: 'empty' },
    ]);
  });
});
