/** Whoever typed into a field goes on for so long when the focus is taken from it (ms). */
const GOES_ON_MS = 1_000;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'));

/** Keys that leave a field on purpose; so does a press. */
const LEAVING: ReadonlySet<string> = new Set(['Escape', 'Tab']);

interface Typing {
  /** Is this letter the rest of what was being typed in a field that is gone, saved, refused or taken away? */
  readonly goesOn: (event: KeyboardEvent) => boolean;
  readonly stop: () => void;
}

/** Watches what is typed into fields, from now on. */
export const watchTyping = (): Typing => {
  let typedAt: number | null = null;
  const rest = new WeakSet<Event>();
  // On the way down, because fields keep keys to themselves.
  const look = (event: KeyboardEvent) => {
    const { key, target, timeStamp } = event;
    const isSoon = typedAt !== null && timeStamp - typedAt < GOES_ON_MS;
    const goesOn = isSoon && key.length === 1 && !isField(target);
    if (goesOn) rest.add(event);
    if (LEAVING.has(key)) typedAt = null;
    else if (isField(target) || goesOn) typedAt = timeStamp;
  };
  const forget = () => {
    typedAt = null;
  };
  document.addEventListener('keydown', look, true);
  document.addEventListener('pointerdown', forget, true);
  return {
    goesOn: (event) => rest.has(event),
    stop: () => {
      document.removeEventListener('keydown', look, true);
      document.removeEventListener('pointerdown', forget, true);
    },
  };
};
