import { hasConditions, isApart, type BotOverlap, type BotTrigger } from '../../contracts/bots';
import { matches, matchingTrigger, plainMessage, type Happening } from './match';
import type { Candidate } from './pick';

/** Messages that surely set a trigger off; a pattern has none that we could know. */
const samplesOf = (trigger: BotTrigger): string[] =>
  trigger.kind === 'keyword' ? trigger.words : [];

const happeningOf = (trigger: Extract<BotTrigger, { kind: 'event' }>): Happening => ({
  ...plainMessage(''),
  kind: isApart(trigger.event) ? trigger.event : 'message',
  value: isApart(trigger.event) ? trigger.value : null,
  button: trigger.event === 'button' ? { id: trigger.value || null, title: trigger.value } : null,
  isFirst: trigger.event === 'first-message',
  opened: trigger.event === 'opened' ? 'new' : trigger.event === 'reopened' ? 'reopened' : null,
  fromAd: trigger.event === 'ad',
  isOutside: trigger.event === 'outside-hours',
  file: trigger.event === 'file' ? trigger.value || 'image' : null,
  isPlace: trigger.event === 'place',
});

type Found = Pick<BotOverlap, 'sample' | 'kind'>;

const sharedWords = (a: readonly BotTrigger[], b: readonly BotTrigger[]): Found | null => {
  const sample = a
    .flatMap(samplesOf)
    .find((text) => b.some((t) => t.kind !== 'event' && matches(t, plainMessage(text))));
  return sample === undefined ? null : { sample, kind: 'words' };
};

const sharedEvent = (a: readonly BotTrigger[], b: readonly BotTrigger[]): Found | null => {
  for (const trigger of a) {
    if (trigger.kind !== 'event') continue;
    const at = matchingTrigger(
      b.filter((t) => t.kind === 'event'),
      happeningOf(trigger)
    );
    if (at >= 0) return { sample: trigger.event, kind: 'event' };
  }
  return null;
};

const shared = (a: readonly BotTrigger[], b: readonly BotTrigger[]): Found | null =>
  sharedWords(a, b) ?? sharedWords(b, a) ?? sharedEvent(a, b) ?? sharedEvent(b, a);

export interface Ordered extends Candidate {
  name: string;
  position: number;
}

const always = (triggers: readonly BotTrigger[]): BotTrigger[] =>
  triggers.filter((trigger) => !hasConditions(trigger));

/** What sets off both. `conditional`: the one that goes first leaves it to the other where its conditions do not hold. */
const sharedInOrder = (
  draft: Ordered,
  other: Ordered,
  first: BotOverlap['first']
): (Found & Pick<BotOverlap, 'conditional'>) | null => {
  const [a, b] = [draft.triggers, other.triggers];
  const surely = first === 'this' ? shared(always(a), b) : shared(a, always(b));
  if (surely) return surely;
  const found = shared(a, b);
  return found && { ...found, conditional: true };
};

/**
 * Other bots that a message would set off as well, with such a message and which of the two is asked first. Two patterns
 * are not compared with each other: that a message fits both cannot be told from them.
 */
export const overlapsOf = (draft: Ordered, others: readonly Ordered[]): BotOverlap[] =>
  others.flatMap((other) => {
    const apart =
      draft.accountId !== null && other.accountId !== null && draft.accountId !== other.accountId;
    if (apart || other.id === draft.id) return [];
    const first = draft.position < other.position ? ('this' as const) : ('other' as const);
    const found = sharedInOrder(draft, other, first);
    return found ? [{ botId: other.id, name: other.name, ...found, first }] : [];
  });
