import type { HouseStyle } from '../house-style';
import type { SlotBindings } from '../templates';
import type { Mark } from './spans';
import type { AdviceCode } from './words';

/** Something that could be better. It never keeps a draft from being submitted. */
export interface Advice {
  code: AdviceCode;
  /** Path in the draft that it is about: `body`, `footer`, `buttons`. */
  field: string;
  /** The words that are meant, where there are such. */
  marks?: readonly Mark[];
  /** Numbers and words of the sentences. */
  values?: Readonly<Record<string, string | number>>;
}

export interface AdviceKnown {
  /** Sources of the variables, by slot; null = none are set. */
  bindings: SlotBindings | null;
  /** Null = none is set. */
  houseStyle: HouseStyle | null;
  /** Names of the kinds of marketing message: a utility template that names one reads as marketing. */
  topicNames?: readonly string[];
}

export const adviceWhen = (holds: boolean, advice: Advice): Advice[] => (holds ? [advice] : []);
