/** How a whole message reads (domain/reading.ts). */
export type Reading = 'sure' | 'unsure' | 'near' | 'start' | null;

/** A button or a row of a list that was pressed. */
interface Press {
  /** What the template marks this button as; null: nothing, or no template of ours. */
  mark: 'marketing' | 'all' | null;
  /** Was the message found among ours? */
  isKnown: boolean;
}

/** A question of ours that waits for its answer. */
interface Question {
  /** Is what came one of its answers, or may the answer be any text? */
  takes: boolean;
}

/** What came and what it answers; read in the transaction that records the message. */
export interface SaidFacts {
  reading: Reading;
  /** Null: typed. */
  press: Press | null;
  /** A promotion of at most 72 hours names what came as the word for leaving, whatever was written since. */
  isNamed: boolean;
  /** Our last message is a promotion of at most 72 hours; `holds`: it has what came as an ordinary word, "red or blue?". */
  promotion: { holds: boolean } | null;
  question: Question | null;
  isOut: boolean;
}

/**
 * `out`: of marketing and order notices. `out-of-marketing`. `ask`: marketing rests and the team decides. `in`: back in.
 * `nothing`: no word on consent; bots and colleagues get it.
 */
export type SaidDecision = 'out' | 'out-of-marketing' | 'ask' | 'in' | 'nothing';

const decidePress = (reading: Reading, { mark, isKnown }: Press): SaidDecision => {
  if (mark !== null) return mark === 'all' ? 'out' : 'out-of-marketing';
  if (reading === 'sure') return 'out-of-marketing';
  // Of a message that nobody knows it may be the button for leaving.
  return reading === 'unsure' && !isKnown ? 'ask' : 'nothing';
};

const decideUnsure = ({ question, promotion }: SaidFacts): SaidDecision => {
  if (question) return question.takes ? 'nothing' : 'ask';
  return promotion && !promotion.holds ? 'out-of-marketing' : 'ask';
};

/**
 * What a message does to consent (O-17, O-18, O-24). A sure word that is typed always ends both. A press ends order
 * notices only where the template says so, and never opts in: a title is what we wrote, not what the person did.
 */
export const decideSaid = (facts: SaidFacts): SaidDecision => {
  const { reading, press, isNamed, question, isOut } = facts;
  if (press) return decidePress(reading, press);
  if (reading === 'sure' || isNamed) return 'out';
  if (reading === 'unsure') return decideUnsure(facts);
  if (reading === 'near') return 'ask';
  return reading === 'start' && isOut && !question ? 'in' : 'nothing';
};

/**
 * Is a message done by its decision, so that flows and bots leave it alone? A sentence is for people. A word like "cancel" may
 * be what a bot knows.
 */
export const isSettledBy = (decision: SaidDecision, reading: Reading): boolean =>
  decision !== 'nothing' && (decision !== 'ask' || reading === 'near');
