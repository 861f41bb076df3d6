import type { MessageCategory } from '../../consent/public';
import type { MarketingCap } from '../../contracts/consent';
import type { MessageBody } from '../../contracts/conversations';
import type { FlowConditions } from '../../contracts/flow-conditions';
import type { FlowStep, WaitEvent } from '../../contracts/flow-graph';
import type { FlowTrial, TrialLine, TrialMove } from '../../contracts/flow-trial';
import type { RunRow } from '../tables';
import type { Known } from './conditions';
import type { Variables } from './variables';

/** What is known at a moment of a trial. */
export interface Scene {
  readonly now: number;
  /** How much happened before: the clock of a trial does not tell what came first. */
  readonly order: number;
  readonly variables: Variables;
  /** The message that the run took last. */
  readonly said: Known['said'];
}

/** What a reply says. */
export interface Spoken {
  readonly body: MessageBody;
  readonly category: MessageCategory;
  /** The kind of message that a template is of. */
  readonly topic: string | null;
  /** Of a text with variants: the one that is said, from 1; 0: the text itself. Null: it has none. */
  readonly variant: number | null;
  /** The choice of the variant depends on what is not known here. */
  readonly unsure: boolean;
}

/** A message of the trial, as words that are written after it are read. */
export interface Sent extends Pick<Spoken, 'body' | 'category'> {
  readonly at: number;
  /** It answered nobody. */
  readonly unasked: boolean;
}

/** A message that asks the door. */
export interface Going extends Pick<Spoken, 'category' | 'topic'>, Pick<Sent, 'unasked'> {
  readonly now: number;
  readonly windowUntil: number | null;
  /** The person's last message. */
  readonly lastInboundAt: number | null;
  /** When marketing templates of this trial went as answers: they count for caps. */
  readonly promotions: readonly number[];
}

/** Why a message does not go, or not now; `until`: when it may. */
export interface Refusal {
  readonly reason: string;
  readonly until: number | null;
  /** The cap that is reached. */
  readonly cap: MarketingCap | null;
}

/** What was written or pressed, and what the person had before them. */
export interface Words extends Pick<Scene, 'now' | 'order'> {
  readonly words: string;
  readonly isPress: boolean;
  /** Messages of the trial, the newest first. */
  readonly sent: readonly Sent[];
  /** The newest of them is an open question of the flow. */
  readonly isAsking: boolean;
  /** The person has written since the newest of them. */
  readonly hasAnswered: boolean;
  /** The person's last message before this one. */
  readonly lastInboundAt: number | null;
}

/** What words do beside answering, and whether flows and bots get the message all the same. */
export type Meaning = Pick<Extract<TrialLine, { kind: 'word' }>, 'does' | 'changed' | 'passes'>;

/** What came of an action that is not done. */
export interface Acted {
  /** What belongs to it: the tag, the person, the task. */
  readonly subject: string | null;
  /** The way on, where it is not the usual one. */
  readonly exit?: string;
  /** The values of the flow from then on, where they change. */
  readonly variables?: Variables;
  /** It meant an entry that is made up. */
  readonly unsure?: boolean;
}

/** What a trial asks of the rooms that know people, texts, consent and settings. They change nothing outside of the trial. */
export interface Stage {
  /** What a reply would look like. Throws why it could not be sent. */
  says(step: FlowStep, scene: Scene & { isAgain: boolean }): Promise<Spoken>;
  /** Does the step send a utility template? Such a notice goes while an agent has the conversation. */
  isNotice(step: FlowStep): Promise<boolean>;
  /** What keeps a message back; null: nothing. */
  judges(going: Going): Refusal | null;
  /**
   * What would come of an action. Throws why it could not be done. `askedAt`: the `order` at which the question was asked whose
   * answer led here; null: none did.
   */
  does(step: FlowStep, scene: Scene & { askedAt: number | null }): Promise<Acted>;
  /** What the event makes of the person: they have the tag, or agreed to marketing. */
  happens(event: WaitEvent): void;
  /** `unsure`: it asked what cannot be known here. */
  holds(when: FlowConditions, scene: Scene): Promise<{ holds: boolean; unsure: boolean }>;
  /** What words mean beside answering, and what they change of the person; null: nothing. */
  means(words: Words): Meaning | null;
  /** End of the person's quiet hours; null: they are none now. */
  quietEnd(now: number): Promise<number | null>;
  person(): { language: string | null; country: string | null; zone: string };
}

type LineOf<K extends TrialLine['kind']> = Extract<TrialLine, { kind: K }>;

/** How a step is left. */
export interface Came extends Partial<
  Pick<LineOf<'left'>, 'reason' | 'subject' | 'unsure' | 'cap'>
> {
  ok: boolean;
  exit?: string;
}
export const DONE: Came = { ok: true };

/** How a trial begins. */
export interface Opening {
  at: number;
  /** The message that sets it off; null: something else did. */
  said: Known['said'];
  /** When it was written, where it has waited for an answer since: its words were read then. Left out: now. */
  saidAt?: number | undefined;
  /** Left out: a message where `said` is one, else something that happened. */
  origin?: RunRow['origin'] | undefined;
  /** A button was pressed. */
  isPress: boolean;
  /** An agent has the conversation. */
  isTaken?: boolean;
  /** Free text may go until then; null: it may not. */
  windowUntil: number | null;
  /** The person's last message before. */
  lastInboundAt: number | null;
  /** When bots wrote in the conversation within the day before. */
  answered: readonly number[];
  /** Values that the flow has from its beginning. */
  variables?: Variables;
}

/** What the person does next, made up on the way; null: nothing more. */
export type NextMove = (played: FlowTrial) => TrialMove | null;

/** A trial that is to be played: how it begins, and what the person then does. */
export interface Played extends Opening {
  moves: readonly TrialMove[];
  next?: NextMove | undefined;
}
