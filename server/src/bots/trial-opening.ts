import { isApart, isFileKind, type TriedMessage, type TryEvent } from '../contracts/bots';
import type { OpeningAsk } from '../flows/public';
import { MINUTE_MS } from '../kernel/time';
import { apart, plainMessage, type Happening } from './domain/match';

type Valued = Pick<TriedMessage, 'event' | 'value'>;

/** The kind of the file that came; null: none did. */
const fileOf = ({ event, value }: Valued): string | null => {
  if (event !== 'file') return null;
  return isFileKind(value) ? value : 'image';
};

/** What happens in a trial, as triggers ask for it. */
export const happeningOf = ({ text, event, value, isFirst }: TriedMessage): Happening => {
  if (isApart(event)) return apart(event, value);
  const isReopened = event === 'reopened';
  const opened = isFirst ? 'new' : null;
  return {
    ...plainMessage(text),
    button: event === 'button' ? { id: text, title: text } : null,
    isFirst: isFirst && !isReopened,
    opened: isReopened ? 'reopened' : opened,
    fromAd: event === 'ad',
    isOutside: event === 'outside-hours',
    file: fileOf({ event, value }),
    isPlace: event === 'place',
  };
};

/** Messages that are no texts, by what happens. */
const TYPES: Partial<Record<TryEvent, string>> = { button: 'interactive', place: 'location' };

/** The message of the person; null: what happens is none of theirs. Who waits for the team has written one. */
const saidBy = ({ text, event, value }: TriedMessage): OpeningAsk['said'] =>
  isApart(event) && event !== 'unanswered'
    ? null
    : { text, type: fileOf({ event, value }) ?? TYPES[event] ?? 'text' };

/** What sets a flow off in a trial that begins at this instant, as it is in earnest. */
export const beginningOf = (
  message: TriedMessage,
  at: number
): Pick<OpeningAsk, 'said' | 'saidAt' | 'isPress' | 'happened' | 'isClosed' | 'isOutside'> => {
  const { event, value } = message;
  return {
    said: saidBy(message),
    // The window is open since then.
    saidAt: event === 'unanswered' ? at - Number(value) * MINUTE_MS : undefined,
    isPress: event === 'button',
    happened: isApart(event) ? { event, value } : null,
    // Who closes a conversation hands it back to the bots.
    isClosed: event === 'closed' || event === 'reopened',
    isOutside: event === 'outside-hours',
  };
};
