import type { MessageRow } from '../tables';

/** The bot that answers a message. */
export interface Answerer {
  /** Its chain says something to the person. */
  replies: boolean;
  /** What was written is, as a whole, the word for the list of preferences, which the bot sends. */
  isPreferenceWord: boolean;
  /** Its own switch: what it answers in full needs nobody of the team. */
  countsAsAnswered: boolean;
}

/** What became of a customer's message before anybody of the team saw it. */
export interface Handled {
  /** It says what the person wants to receive, and nothing else: a word or a press that opts out or in, a tap on preferences. */
  isDone: boolean;
  /** Who sent the message whose button or row was pressed; null: nothing was pressed, or that message is not here. */
  pressedOn: MessageRow['origin'] | null;
  bot: Answerer | null;
  /** The settings show such presses and words as unread too. */
  isShown: boolean;
}

/** Whose buttons stand for a question that we asked by machine, so that a machine may take the answer. */
const ASKED_BY_MACHINE: ReadonlySet<string> = new Set(['bot', 'campaign']);

/**
 * Does nobody of the team have to look at it? What people write in their own words is for people whatever a bot answers,
 * unless that bot's own switch says that its answer is enough. A bot that has begun counts here: when it cannot finish, the
 * message is called for (`callForMessage`).
 */
export const needsNobody = ({ isDone, pressedOn, bot, isShown }: Handled): boolean => {
  if (bot?.countsAsAnswered) return true;
  if (isShown) return false;
  if (isDone || bot?.isPreferenceWord) return true;
  return pressedOn !== null && ASKED_BY_MACHINE.has(pressedOn) && bot?.replies === true;
};
