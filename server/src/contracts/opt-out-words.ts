import { foldedParts } from './fold';

/**
 * A word by which people leave. `sure`: as a whole message it means nothing else. The others are also colours, answers and
 * appointments; what they do depends on the message that they answer (O-17). Words of all languages count for everybody; the
 * language chooses that of the confirmation.
 */
export interface StopWord {
  readonly word: string;
  readonly language: string;
  readonly sure: boolean;
}

const stopWords = (language: string, sure: boolean, list: readonly string[]): StopWord[] =>
  list.map((word) => ({ word, language, sure }));

export const STOP_WORDS: readonly StopWord[] = [
  ...stopWords('en', true, ['STOP', 'STOP ALL', 'UNSUBSCRIBE', 'OPT OUT', 'REMOVE ME']),
  ...stopWords('tr', true, [
    'ABONELİKTEN ÇIK',
    'ABONELİKTEN İPTAL',
    'ABONELİK İPTAL',
    'ABONELİĞİ İPTAL ET',
    'MESAJ İSTEMİYORUM',
    'MESAJ ATMA',
    'MESAJ ATMAYIN',
  ]),
  ...stopWords('de', true, ['ABMELDEN', 'ABBESTELLEN', 'KEINE NACHRICHTEN MEHR']),
  ...stopWords('fr', true, ['SE DÉSABONNER', 'DÉSABONNER', 'DÉSABONNEMENT', 'ME DÉSINSCRIRE']),
  ...stopWords('es', true, ['DARME DE BAJA', 'DAR DE BAJA', 'CANCELAR SUSCRIPCIÓN']),
  ...stopWords('pt', true, ['DESCADASTRAR', 'CANCELAR INSCRIÇÃO', 'CANCELAR SUBSCRIÇÃO']),
  ...stopWords('it', true, ['DISISCRIVIMI', 'ANNULLA ISCRIZIONE']),
  ...stopWords('nl', true, ['AFMELDEN', 'UITSCHRIJVEN']),
  ...stopWords('ru', true, ['ОТПИСАТЬСЯ', 'ОТПИСКА', 'СТОП']),
  ...stopWords('ar', true, ['إلغاء الاشتراك']),
  ...stopWords('pl', true, ['WYPISZ MNIE', 'ANULUJ SUBSKRYPCJĘ']),
  ...stopWords('hi', true, ['सदस्यता समाप्त करें', 'अनसब्सक्राइब']),
  ...stopWords('en', false, ['CANCEL', 'QUIT', 'END', 'REVOKE']),
  ...stopWords('tr', false, ['İPTAL', 'İPTAL ET', 'DUR', 'DURDUR', 'RET', 'RED', 'ÇIK', 'ÇIKIŞ']),
  ...stopWords('es', false, ['PARE', 'PARAR', 'ALTO', 'BAJA']),
  ...stopWords('pt', false, ['SAIR']),
  ...stopWords('fr', false, ['ARRÊT', 'ARRÊTER', 'ARRÊTEZ']),
  ...stopWords('de', false, ['STOPP', 'ENDE']),
  ...stopWords('it', false, ['BASTA', 'FERMA']),
  ...stopWords('nl', false, ['STOPPEN']),
  ...stopWords('pl', false, ['KONIEC', 'WYPISZ']),
  ...stopWords('ru', false, ['ХВАТИТ']),
];

/** Words by which people come back (O-24). */
export const START_WORDS: readonly { readonly word: string; readonly language: 'tr' | 'en' }[] = [
  ...(['BAŞLA', 'BAŞLAT', 'YENİDEN BAŞLA', 'ABONE OL'] as const).map(
    (word) => ({ word, language: 'tr' }) as const
  ),
  ...(['START', 'UNSTOP', 'SUBSCRIBE', 'OPT IN'] as const).map(
    (word) => ({ word, language: 'en' }) as const
  ),
];

/** Greetings and politeness: what is taken off both ends of a message before it is compared with the words. */
const POLITE = [
  ...['please', 'pls', 'plz', 'thanks', 'thank you', 'thank you very much', 'thx', 'sorry'],
  ...['hi', 'hello', 'ok', 'okay'],
  ...[
    'lütfen',
    'lutfen',
    'teşekkürler',
    'teşekkür ederim',
    'çok teşekkürler',
    'sağ ol',
    'sağ olun',
  ],
  ...[
    'sağolun',
    'sağol',
    'rica ederim',
    'rica etsem',
    'merhaba',
    'merhabalar',
    'selam',
    'iyi günler',
  ],
  ...['bitte', 'danke', 'vielen dank', 'hallo', 'guten tag', 'mit freundlichen grüßen'],
  ...['merci', 'svp', 's’il vous plaît', 's’il te plaît', 'bonjour', 'merci beaucoup'],
  ...['por favor', 'gracias', 'muchas gracias', 'hola', 'buenos días', 'buenas tardes'],
  ...[
    'obrigado',
    'obrigada',
    'muito obrigado',
    'muito obrigada',
    'olá',
    'oi',
    'bom dia',
    'boa tarde',
  ],
  ...['per favore', 'grazie', 'alstublieft', 'bedankt', 'proszę', 'dziękuję'],
  ...['пожалуйста', 'спасибо', 'من فضلك', 'شكرا', 'कृपया', 'धन्यवाद'],
];

/** Cyrillic and Greek letters that look like Latin ones, lower case. */
const LOOK_ALIKE = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', е: 'e', і: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p' },
    ...{ с: 'c', т: 't', у: 'y', х: 'x', ѕ: 's', ԁ: 'd', һ: 'h' },
    ...{ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
  })
);

/** A word in which Latin letters stand beside look-alikes is Latin, their marks too: nobody writes `ѕtop` by chance. */
const latin = (word: string): string => {
  const isMixed =
    /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
  if (!isMixed) return word;
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  return [...bare].map((letter) => LOOK_ALIKE.get(letter) ?? letter).join('');
};

/** The words of a text as they are compared: folded, without punctuation, symbols and emoji. */
export const wordsOf = (text: string): string[] => foldedParts(text).map(latin);

/** One key for all ways to write a word or phrase: `Stop all!` and `S T O P ALL` are `stopall`. */
export const wordKey = (text: string): string => wordsOf(text).join('');

const polite = POLITE.map((phrase) => wordsOf(phrase).join(' '));

/** Without politeness at either end, however often; of nothing but politeness one phrase stays. */
export const withoutPoliteness = (words: readonly string[]): string[] => {
  let text = words.join(' ');
  for (let before = ''; before !== text;) {
    before = text;
    for (const phrase of polite) {
      if (text.startsWith(`${phrase} `)) text = text.slice(phrase.length + 1);
      if (text.endsWith(` ${phrase}`)) text = text.slice(0, -phrase.length - 1);
    }
  }
  return text.split(' ');
};

/** The keys under which a whole message is looked up: as written, and without politeness. None when it has no letter. */
export const messageKeys = (words: readonly string[]): string[] => [
  ...new Set([words.join(''), withoutPoliteness(words).join('')].filter((key) => key !== '')),
];

const byKey = new Map(STOP_WORDS.map((one) => [wordKey(one.word), one] as const));

/** The word for leaving that one of these keys is, a sure one first. */
export const stopWordOf = (keys: readonly string[]): StopWord | null => {
  const found = keys.map((key) => byKey.get(key)).filter((one) => one !== undefined);
  return found.find(({ sure }) => sure) ?? found[0] ?? null;
};

/** The word for leaving that a whole text is, but for case, signs and politeness. */
export const stopWord = (text: string): Pick<StopWord, 'sure' | 'language'> | null =>
  stopWordOf(messageKeys(wordsOf(text)));
