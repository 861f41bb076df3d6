import type { PresenceView } from '../../../../../server/src/contracts/team';

export interface PresentPerson {
  readonly id: number;
  readonly name: string;
  readonly isTyping: boolean;
}

/** Who is there at this instant of the server's clock: what was told has an end. */
export const presentPeople = ({ people }: PresenceView, now: number): PresentPerson[] =>
  people
    .filter(({ seenUntil }) => seenUntil > now)
    .map(({ id, name, typingUntil }) => ({ id, name, isTyping: typingUntil > now }));
