import { stopWord, wordKey, wordsOf } from '../opt-out-words';

/** A word or phrase in capitals, quotes or the asterisks of bold text. */
interface Spot {
  key: string;
  start: number;
  end: number;
  /** One of our words for leaving, or of the business's. */
  isWord: boolean;
}

export interface ReadSentence {
  /** Keys of the words that the sentence names as the way out. */
  named: string[];
  /** The sentence without them. */
  rest: string;
}

const QUOTED =
  /(?<![\p{L}\p{N}])["“”„'‘’«»*_]([^"“”„'‘’«»*_]{2,40})["“”„'‘’«»*_](?![\p{L}\p{N}])/gu;
const CAPITAL = /(?<![\p{L}\p{N}])\p{Lu}{2,40}(?![\p{L}\p{N}])/gu;
const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}{2,40}(?: \p{Lu}{2,40}){0,4}(?![\p{L}\p{N}])/gu;

/** On folded words with a space at both ends: the sentence is about getting no more messages. */
const LEAVING = [
  / (to|and) (leave|stop|opt out|unsubscribe) (?!(a|us|your|by) )/,
  / to end (these|this|our|all|the) /,
  / (stop|end|no more|no longer|not) (receiving|getting|receive|get|want|messages|texts|offers) /,
  / (cikmak|cikis|ayrilmak|bitirmek|durdurmak|abonelik\w*|listeden) /,
  / (?:mesaj|sms|ileti|kampanya|reklam|bildirim|bulten|duyuru)\w*(?: \w+){0,3} (?:istemiyorsaniz|istemezseniz|almamak|istememek) /,
  / (abmelden|abmeldung|abbestellen|abbestellung|austragen|keine (nachrichten|werbung|angebote)) /,
  / (desabonner|desinscrire|desabonnement|ne plus recevoir|quitter) /,
  / (de baja|dejar de recibir|no recibir|cancelar la suscripcion|salir) /,
  / (sair|descadastrar|parar de receber|deixar de receber|nao receber|cancelar a inscricao) /,
  / (disiscriver\w*|non ricevere|cancellarti|afmelden|uitschrijven|wypisac|zrezygnowac) /,
  / (отписаться|отказаться) /,
];

/** The sentence asks for an answer by a word. */
const WRITING = [
  / (write|reply|text|send|type|answer|respond) /,
  / (yaz|yazin|yaziniz|yazip|yazarak|yazmaniz|gonder|gonderin|gonderiniz|cevapla|cevaplayin|yanitla|yanitlayin) /,
  / (schreib|schreiben|schreibe|antworte|antworten|sende|senden|tippe|tippen) /,
  / (repondez|reponds|ecrivez|envoyez|tapez|responde|responda|escribe|escriba|envia|envie|contesta) /,
  / (escreva|digite|mande|rispondi|scrivi|invia|antwoord|stuur|typ|napisz|odpisz|wyslij) /,
  / (напишите|ответьте|отправьте) /,
];

/** The sentence offers a choice, or is about something that can be cancelled as well. */
const DOUBT = [
  / (or|veya|yada|ya da|yoksa|oder|ou|o|mi|mu|misiniz|musunuz|of|lub|или) /,
  / (order\w*|appointment\w*|booking\w*|reservation\w*|delivery|siparis\w*|randevu\w*|rezervasyon\w*) /,
  / (bestellung\w*|termin\w*|buchung\w*|commande\w*|rendez vous|pedido\w*|cita|reserva\w*|encomenda\w*) /,
];

/** "Reply HAYIR to unsubscribe": right behind a word, what it is for. */
const FOR_LEAVING =
  /^ (?:to|um|pour|para|per) (?:unsubscribe|opt out|leave $|leave (?:the|this|our) (?:list|messages|newsletter|offers) |stop $|stop (?:receiving|getting|messages|these|all) |abzumelden|(?:se|vous) desabonner|salir $|sair $|darse de baja|darte de baja|descadastrar|disiscriverti)/;
/** "Çıkmak için HAYIR yazın": right before it. */
const TO_LEAVE =
  /(?: (?:cikmak|ayrilmak) icin| (?:mesaj|sms|ileti|kampanya|reklam|bildirim|bulten|duyuru)\w*(?: \w+){0,3} (?:almamak icin|istemiyorsaniz|istemezseniz)| (?:leave|stop|opt out|unsubscribe) (?:write|reply|text|send)) $/;

/** What joins two choices: "RED or BLUE", "RED, BLUE", "RED/BLUE". */
const JOINED = /^["“”„'‘’«»*_\s]*(,|\/|-|or|ya da|veya|oder|ou|o)["“”„'‘’«»*_\s]*$/u;

const found = (pattern: RegExp, sentence: string): Omit<Spot, 'isWord'>[] =>
  [...sentence.matchAll(pattern)].map(({ 0: text, index }) => ({
    key: wordKey(text),
    start: index,
    end: index + text.length,
  }));

const lineOf = (text: string): string => ` ${wordsOf(text).join(' ')} `;

/** Does the sentence say of this very word, whatever it is, that one leaves by it? */
const leavesBy = (sentence: string, { start, end }: Pick<Spot, 'start' | 'end'>): boolean => {
  const [before, after] = [lineOf(sentence.slice(0, start)), lineOf(sentence.slice(end))];
  return FOR_LEAVING.test(after) || TO_LEAVE.test(before);
};

/** What a sentence emphasises, in its order; in a sentence of capitals only a word by which it says that one leaves. */
const spotsOf = (sentence: string, own: ReadonlySet<string>): Spot[] => {
  const capitals = /\p{Ll}/u.test(sentence)
    ? found(CAPITALS, sentence)
    : found(CAPITAL, sentence).filter((spot) => leavesBy(sentence, spot));
  const isInside = (quoted: { start: number; end: number }) =>
    capitals.some(({ start, end }) => quoted.start <= start && end <= quoted.end);
  return [...capitals, ...found(QUOTED, sentence).filter((quoted) => !isInside(quoted))]
    .map((spot) => ({ ...spot, isWord: stopWord(spot.key) !== null || own.has(spot.key) }))
    .sort((a, b) => a.start - b.start);
};

/** Is it one of several answers, of which another is no word for leaving? */
const isChoice = (sentence: string, spots: readonly Spot[], index: number): boolean =>
  [index - 1, index].some((left) => {
    const [one, other] = [spots[left], spots[left + 1]];
    if (!one || !other || (one.isWord && other.isWord)) return false;
    return JOINED.test(sentence.slice(one.end, other.start).toLowerCase());
  });

/** `sentence` without the spots. */
const without = (sentence: string, spots: readonly Spot[]): string => {
  let at = 0;
  let rest = '';
  for (const { start, end } of spots) {
    rest += `${sentence.slice(at, start)} `;
    at = end;
  }
  return rest + sentence.slice(at);
};

/**
 * A word is named when the sentence says of it that one leaves by it. One that is known for leaving is named when it is in capitals, quotes or bold and its sentence is about leaving; or when its sentence asks to
 * write it, emphasises no other word, offers no choice and is about no order or appointment. When in doubt it
 * is not named.
 */
const readSentence = (sentence: string, own: ReadonlySet<string>): ReadSentence => {
  const spots = spotsOf(sentence, own);
  const words = spots.filter((spot) => spot.isWord || leavesBy(sentence, spot));
  if (words.length === 0) return { named: [], rest: sentence };
  const line = lineOf(without(sentence, words));
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(line));
  const asksOnlyForIt = () =>
    says(WRITING) && !says(DOUBT) && words.length === spots.length && !sentence.endsWith('?');
  const isAbout = says(LEAVING) || asksOnlyForIt();
  const named = spots.filter(
    (spot, index) => isAbout && words.includes(spot) && !isChoice(sentence, spots, index)
  );
  return { named: named.map(({ key }) => key), rest: without(sentence, named) };
};

/** What each sentence of a text names as the way out, and what else it says. `own`: the business's words. */
export const readSentences = (text: string, own: readonly string[] = []): ReadSentence[] => {
  const keys = new Set(own.map(wordKey));
  return (text.match(/[^.!?…؟\n]+[.!?…؟]?/gu) ?? []).map((sentence) =>
    readSentence(sentence, keys)
  );
};
