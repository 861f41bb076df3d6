import {
  foldOwnWords,
  promotionFacts,
  readMessage,
} from '../../../server/src/consent/domain/reading';
import { STOP_WORDS } from '../../../server/src/contracts/opt-out-words';
import { deskWords } from '../../../server/src/opt-in/domain/desk-words';
import { formWords, readyWords } from '../../../server/src/opt-in/domain/words';
import { pageWords } from '../../../server/src/preferences/domain/words';
import { settingsSchema } from '../../../server/src/settings/schema';

const own = foldOwnWords({
  optOutWords: { tr: ['Yeter'], en: [] },
  optInWords: { tr: ['Hadi'], en: [] },
});
const read = (text: string) => readMessage(text, own).reading;

describe('how a message reads', () => {
  it('[O-17] an own word is itself where marks are letters, and no other word', () => {
    const hindi = foldOwnWords({
      optOutWords: { tr: [], en: ['बंद करो', 'かぎ'] },
      optInWords: { tr: [], en: [] },
    });
    const reads = (text: string) => readMessage(text, hindi).reading;
    expect(['बंद करो', 'बंद करो!', 'かぎ'].map(reads)).toEqual(['sure', 'sure', 'sure']);
    expect(['बंदा करो', 'बंदी करो', 'かき'].map(reads)).toEqual([null, null, null]);
  });

  it.each([
    'STOP',
    'stop.',
    ' Stop! ',
    'please stop',
    'Stop. Thank you',
    'STOP 🙏',
    'ѕtop',
    'Stop all',
    'lütfen mesaj atmayın',
    'Aboneliği iptal et',
    'abmelden',
    'Bitte abmelden, danke',
    'Darme de baja',
    'ОТПИСАТЬСЯ',
    'إلغاء الاشتراك',
    'الغاء الاشتراك',
    'सदस्यता समाप्त करें',
    'ѕtо\u0301р',
    'remove me please',
    'yeter',
    'Yeter lütfen',
    'Hello, stop please',
    'S T O P',
    'stoр',
    'Stop, por favor',
    `STOP${'\n'.repeat(200)}`,
  ])('[O-17] %j is a sure word', (text) => {
    expect(read(text)).toBe('sure');
  });

  it.each([
    'İPTAL lütfen',
    'ıptal',
    'Dur',
    'Red',
    'çık',
    'PARE',
    'ARRET',
    'Arrêt',
    'BAJA',
    'SAIR',
    'Cancel',
    'end',
  ])('[O-17] %j is a word that may mean something else', (text) => {
    expect(read(text)).toBe('unsure');
  });

  it.each([
    'stop sending me these',
    'Please don’t message me',
    'take me off your list',
    'can you remove me from the list?',
    'beni listeden çıkarın',
    'Bana mesaj göndermeyin artık',
    'aboneliğimi iptal edin',
    'I want to unsubscribe',
  ])('[O-17] %j is near leaving', (text) => {
    expect(read(text)).toBe('near');
  });

  it.each(['START', 'başla lütfen', 'hadi'])('[O-24] %j asks to come back', (text) => {
    expect(read(text)).toBe('start');
  });

  it.each([
    'STOP 12345',
    'cancel my order',
    'siparişimi iptal et',
    'Where is the bus stop?',
    'stop by tomorrow',
    'thank you',
    'please please',
    'teşekkürler',
    'ѕтор',
    `${'please '.repeat(30)}stop`,
    'Kırmızı olsun',
    'Can you send me the red one?',
    'Rezervasyonu iptal edelim mi?',
    '👍',
    '',
    'Mesajınız için teşekkürler',
    'Did you get my message?',
    `stop${' '.repeat(300)}sending me this ${'x'.repeat(200)}`,
  ])('%j is no word on consent', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('the language of a word', () => {
  it.each([
    ['Abonelikten çık', 'tr'],
    ['stop', 'en'],
    ['Bitte abmelden', 'de'],
    ['arrêt', 'fr'],
    ['Yeter', 'tr'],
    ['başla', 'tr'],
    ['please stop messaging me', null],
    ['Hello', null],
  ])('[O-17] of %j is %s', (text, language) => {
    expect(readMessage(text, own).language).toBe(language);
  });
});

describe('what a marketing message makes of a message', () => {
  const both = (names: boolean, holds: boolean) => ({ names, holds });

  it.each([
    ['Write RET to leave', 'ret', both(true, false)],
    ['Write RET to leave', 'Ret, lütfen', both(true, false)],
    ['Write RET to leave', 'iptal', both(false, false)],
    ['RED or BLUE? Write STOP to leave', 'red', both(false, true)],
    ['RED or BLUE? Write STOP to leave', 'stop', both(true, false)],
    ['Reply RED or BLUE', 'red', both(false, true)],
    ['RED or BLUE: write STOP to leave', 'Red', both(false, true)],
    ['Our red roast is back. Write CANCEL to leave', 'red', both(false, true)],
    ['Our red roast is back. Write CANCEL to leave', 'cancel', both(true, false)],
    ['Our sale will end today', 'end', both(false, true)],
    ['Kırmızı mı RED mi?', 'red', both(false, true)],
    ['Siparişinizi iptal etmek ister misiniz?', 'İptal et', both(false, true)],
    ['Çıkmak için İPTAL yazın', 'İptal et', both(false, false)],
    ['', 'red', both(false, false)],
    ['Write RET to leave', '', both(false, false)],
    ['Write RET to leave', '...', both(false, false)],
  ])('[O-17] %j and %j', (promotion, message, facts) => {
    expect(promotionFacts(promotion, message)).toEqual(facts);
  });

  it('[O-17] the titles of its buttons and rows are ordinary words too', () => {
    const titles = ['Randevuyu iptal et', 'Red'];
    expect(promotionFacts('Which one?', 'red', titles)).toEqual(both(false, true));
    expect(promotionFacts('', 'İptal', titles)).toEqual(both(false, true));
    expect(promotionFacts('', 'dur', titles)).toEqual(both(false, false));
  });

  it.each([
    ['tr', 'ABONELİKTEN ÇIK', 'BAŞLA'],
    ['en', 'STOP', 'START'],
  ] as const)(
    '[O-21] what we say in %s about leaving names %s and %s, which work at any time',
    (language, stop, start) => {
      const { optOutTexts, marketingOutTexts, optInTexts } = settingsSchema.parse({});
      const by = { business: 'Defne Ev', agree: '' };
      const { notice, thanks } = readyWords(language, 'marketing', by);
      const said = [
        ...[optOutTexts, marketingOutTexts, optInTexts].map((texts) => texts[language]),
        ...[notice, readyWords(language, 'utility', by).notice, thanks],
        ...[formWords[language].leave, deskWords[language].thanksHint('Defne Ev')],
        pageWords[language].goneHint,
      ];
      expect(readMessage(stop).reading).toBe('sure');
      expect(readMessage(start).reading).toBe('start');
      const named = said.map((text) => text.match(/\p{Lu}{2,}(?: \p{Lu}{2,})*/gu) ?? []);
      expect(named.filter((words) => words.length === 0)).toEqual([]);
      expect(new Set(named.flat())).toEqual(new Set([start, stop]));
    }
  );

  it('[O-17] every word of the table can be named', () => {
    for (const { word } of STOP_WORDS)
      expect([word, promotionFacts(`To leave write “${word}”.`, word).names]).toEqual([word, true]);
  });
});
