import type { MessageRow } from '../tables';

/** The bot that answers a message. */
export interface Answerer {
  /** Its chain says something to the person that answers the message: asking the same question again does not. */
  replies: boolean;
  /** It asked, and this is a choice that it offered, or a value of the kind that it asked for. */
  isAskedFor: boolean;
  /** What was written is, as a whole, the word for the list of preferences, which the bot sends. */
  isPreferenceWord: boolean;
  /** Its own switch: what it replies to needs nobody of the team. */
  countsAsAnswered: boolean;
}

/** What became of a customer's message before anybody of the team saw it. */
export interface Handled {
  /** It says what the person wants to receive, and nothing else: a word or a press that opts out or in, a tap on preferences. */
  isDone: boolean;
  /** Who sent the message whose button or row was pressed; null: nothing was pressed, or that message is not here. */
  pressedOn: MessageRow['origin'] | null;
  bot: Answerer | null;
  /** The settings show all of these as unread too, but for what the switch of a bot says. */
  isShown: boolean;
}

/** Whose buttons stand for a question that we asked by machine, so that a machine may take the answer. */
const ASKED_BY_MACHINE: ReadonlySet<string> = new Set(['bot', 'campaign']);

/**
 * Does nobody of the team have to look at it? What people write in their own words is for people whatever a bot answers,
 * unless that bot's own switch says that its answer is enough; a bot that only tags has answered nothing. A bot that has begun
 * counts here: when it cannot finish, the message is called for (`callForMessage`).
 */
export const needsNobody = ({ isDone, pressedOn, bot, isShown }: Handled): boolean => {
  const answerer = bot?.replies ? bot : null;
  if (answerer?.countsAsAnswered) return true;
  if (isShown) return false;
  if (isDone || bot?.isPreferenceWord || answerer?.isAskedFor) return true;
  return answerer !== null && pressedOn !== null && ASKED_BY_MACHINE.has(pressedOn);
};
