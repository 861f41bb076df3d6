import { matches } from '../../../server/src/bots/domain/match';
import { beginningOf, happeningOf } from '../../../server/src/bots/trial-opening';
import {
  isApart,
  TRY_EVENTS,
  tryBody,
  type BotTrigger,
  type TriedMessage,
  type TryEvent,
} from '../../../server/src/contracts/bots';
import { MINUTE_MS } from '../../../server/src/kernel/time';

const NOON = Date.parse('2026-11-27T09:00:00Z');
const VALUES: Partial<Record<TryEvent, string>> = {
  ...{ file: 'document', 'tag-added': 'VIP', 'topic-out': 'offers', 'link-opened': 'Autumn' },
  ...{ unanswered: '30', closed: 'Solved' },
};
const message = (event: TryEvent, more: Partial<TriedMessage> = {}): TriedMessage => ({
  ...{ event, text: 'Merhaba', value: VALUES[event] ?? '', isFirst: false },
  ...more,
});
const trigger = (event: string, value = ''): BotTrigger =>
  ({ kind: 'event', event, value }) as BotTrigger;

describe('what sets off a trial', () => {
  it.each(TRY_EVENTS)('[B-05] %s is heard by its own trigger, a message by any', (event) => {
    const happened = happeningOf(message(event));
    const heard = TRY_EVENTS.filter((one) => matches(trigger(one, VALUES[one]), happened));
    expect(heard).toEqual(isApart(event) || event === 'message' ? [event] : ['message', event]);
  });

  it('[B-05] knows the value of an event, a first message, and a conversation that begins again', () => {
    const sets = (by: BotTrigger, event: TryEvent, more: Partial<TriedMessage> = {}) =>
      matches(by, happeningOf(message(event, more)));
    expect(sets(trigger('file', 'image'), 'file')).toBe(false);
    expect(sets(trigger('unanswered', '15'), 'unanswered')).toBe(false);
    expect(sets(trigger('closed', 'Spam'), 'closed')).toBe(false);
    expect(sets(trigger('link-opened'), 'link-opened', { value: '' })).toBe(true);
    expect(sets(trigger('first-message'), 'message', { isFirst: true })).toBe(true);
    expect(sets(trigger('opened'), 'reopened', { isFirst: true })).toBe(true);
    expect(sets(trigger('first-message'), 'reopened', { isFirst: true })).toBe(false);
  });

  it.each(TRY_EVENTS)('[B-05] %s leaves the message of the contact that it is', (event) => {
    const types: Partial<Record<TryEvent, string>> = {
      ...{ button: 'interactive', file: 'document', place: 'location' },
    };
    const isMessage = !isApart(event) || event === 'unanswered';
    const { said, saidAt, isPress, happened } = beginningOf(message(event), NOON);
    expect(said).toEqual(isMessage ? { text: 'Merhaba', type: types[event] ?? 'text' } : null);
    expect(saidAt).toBe(event === 'unanswered' ? NOON - 30 * MINUTE_MS : undefined);
    expect(isPress).toBe(event === 'button');
    expect(happened).toEqual(isApart(event) ? { event, value: VALUES[event] ?? '' } : null);
  });

  it('[B-18] a conversation that was closed is the bots’ again; a message outside hours finds the number closed', () => {
    const begun = (event: TryEvent) => {
      const { isClosed, isOutside } = beginningOf(message(event), NOON);
      return [isClosed, isOutside];
    };
    expect(TRY_EVENTS.filter((event) => begun(event)[0])).toEqual(['reopened', 'closed']);
    expect(TRY_EVENTS.filter((event) => begun(event)[1])).toEqual(['outside-hours']);
  });

  it('[B-05] refuses minutes that are none', () => {
    const asks = (value: string) => {
      const bot = { name: 'x', steps: [{ kind: 'text', text: 'x' }] };
      return tryBody.safeParse({ bot, message: { event: 'unanswered', value } }).success;
    };
    expect(['30', '0', '', 'x'].map(asks)).toEqual([true, false, false, false]);
  });
});
