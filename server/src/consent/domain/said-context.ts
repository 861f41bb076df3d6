import { DAY_MS, HOUR_MS } from '../../kernel/time';
import { promotionFacts } from './reading';
import type { SaidFacts } from './said';

/** How long a promotion counts as what a word answers. */
export const PROMOTION_MS = 72 * HOUR_MS;
/** How long a question waits for its answer. */
export const QUESTION_MS = DAY_MS;
/** A word for leaving that only a promotion names is short. */
const MOST_NAMED = 60;

/** A message of ours, as far as it says what a person meant who wrote after it. */
export interface Shown {
  /** Header, text and footer. */
  readonly text: string;
  /** What can be pressed below it. */
  readonly titles: readonly string[];
  /** Marketing, one text or bot to many, or a bot that nobody asked for. */
  readonly isPromotion: boolean;
  /** A promotion, or a confirmation of ours: "write BYE to leave" is a promise. */
  readonly saysHowToLeave: boolean;
}

type Read = Pick<SaidFacts, 'reading' | 'press'>;
type Context = Pick<SaidFacts, 'isNamed' | 'promotion' | 'question'>;

/** Nothing that was said before says what they meant. */
export const NO_CONTEXT: Context = { isNamed: false, promotion: null, question: null };

/** Has the message no word on consent, whatever was said before it? */
export const isNoWord = (words: string, { reading, press }: Read): boolean =>
  reading === null && (press ? press.mark === null : words.length > MOST_NAMED);

/** Does it depend on what was said before? A sure word, a sentence and a press do not. */
export const needsContext = ({ reading, press }: Read): boolean =>
  press === null && reading !== 'sure' && reading !== 'near';

/** What promotions make of the words. `sent`: our messages of the last `PROMOTION_MS`, the newest first. */
export const promotionContext = (
  sent: readonly Shown[],
  words: string
): Pick<Context, 'isNamed' | 'promotion'> => {
  const [last] = sent;
  const factsOf = ({ text, titles }: Shown) => promotionFacts(text, words, titles);
  return {
    isNamed: sent.some((one) => one.saysHowToLeave && factsOf(one).names),
    promotion: last?.isPromotion ? { holds: factsOf(last).holds } : null,
  };
};

/** The question that buttons or rows with these titles ask; null: there are none. */
export const offeredBy = (titles: readonly string[], words: string): Context['question'] =>
  titles.length === 0 ? null : { takes: promotionFacts('', words, titles).holds };
