import type { ConsentCategory } from '../../consent/public';
import type { FlowStep } from '../../contracts/flow-graph';
import type { TrialLine, TrialMove } from '../../contracts/flow-trial';
import type { Said } from './answer';
import type { Asking } from './question';
import type { Meaning } from './trial-stage';

export const asks = (step: FlowStep): step is Asking =>
  step.kind === 'question' || step.kind === 'choice';

/** What the words opt out of. */
export const outOf = ({ does }: Meaning): readonly ConsentCategory[] => {
  if (does === 'out') return ['marketing', 'utility'];
  return does === 'out-of-marketing' ? ['marketing'] : [];
};

/** Does a message of ours confirm it? Then that is the newest one that the person has. */
export const isConfirmed = (meaning: Meaning): boolean =>
  meaning.changed && (outOf(meaning).length > 0 || meaning.does === 'in');

/** What can be pressed on the bubble of a step. */
export const pressesOf = (step: FlowStep): Extract<TrialLine, { kind: 'bubble' }>['presses'] => {
  if (step.kind === 'choice')
    return step.choices.map(({ id: exit, title, note }) => ({ exit, title, note }));
  if (step.kind !== 'buttons') return [];
  return step.buttons.map((title) => ({ exit: title, title, note: '' }));
};

/** A message of the person as a trial plays it. */
export interface Heard {
  readonly heard: Said;
  readonly type: string;
  readonly isPress: boolean;
}

/** A place to show on a map: the pier of Üsküdar. */
const PLACE = { latitude: 41.0266, longitude: 29.0161 };

const NOTHING: Said = { text: '', pressed: null, file: null, place: null };

type Writing = Extract<TrialMove, { kind: 'text' | 'press' | 'file' | 'place' }>;

/** What was said so far, and whether the question of a visit still waits. */
interface Talk {
  readonly lines: readonly TrialLine[];
  isOpen(visit: number): boolean;
}

/** What was pressed: the title, and the exit where the question still waits. */
const pressedOn = (
  { visit, exit }: Extract<TrialMove, { kind: 'press' }>,
  { lines, isOpen }: Talk
): Pick<Said, 'text' | 'pressed'> => {
  const line = lines.find((one) => one.kind === 'bubble' && one.visit === visit);
  const on = line?.kind === 'bubble' ? line : null;
  const shown = on?.presses.find((one) => one.exit === exit);
  return { text: shown?.title ?? exit, pressed: shown && isOpen(visit) ? exit : null };
};

/** The message that a move is. */
export const heardBy = (one: Writing, talk: Talk): Heard => {
  switch (one.kind) {
    case 'text':
      return { heard: { ...NOTHING, text: one.text }, type: 'text', isPress: false };
    case 'press': {
      const heard = { ...NOTHING, ...pressedOn(one, talk) };
      return { heard, type: 'interactive', isPress: true };
    }
    case 'file': {
      const file = { messageId: 0, type: one.type };
      return { heard: { ...NOTHING, file }, type: one.type, isPress: false };
    }
    case 'place':
      return { heard: { ...NOTHING, place: PLACE }, type: 'location', isPress: false };
  }
};
