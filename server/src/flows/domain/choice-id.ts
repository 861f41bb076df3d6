/** A choice of a question as WhatsApp gives it back when it is pressed: which run asked, at which visit, and the exit. */
export interface ChoiceId {
  readonly runId: number;
  /** Visits before that one. */
  readonly step: number;
  readonly exit: string;
}

const FORM = /^flow:(\d{1,15}):(\d{1,9}):([a-z0-9]{1,12})$/;

export const choiceId = ({ runId, step, exit }: ChoiceId): string =>
  `flow:${runId}:${step}:${exit}`;

/** Returns null for ids that are not of a flow. */
const readChoiceId = (id: string | null): ChoiceId | null => {
  const [, runId, step, exit] = FORM.exec(id ?? '') ?? [];
  return exit === undefined ? null : { runId: Number(runId), step: Number(step), exit };
};

/** Was a choice of some flow's question pressed, whichever run asked it? */
export const isChoice = (replyId: string | null): boolean => readChoiceId(replyId) !== null;

/** The exit that was pressed, where the press is on the question at which the run is. */
export const pressedExit = (
  replyId: string | null,
  { id, step }: { id: number; step: number }
): string | null => {
  const pressed = readChoiceId(replyId);
  return pressed?.runId === id && pressed.step === step ? pressed.exit : null;
};
