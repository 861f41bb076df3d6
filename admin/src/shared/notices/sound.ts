/** Two short tones, made here: no file to load, and no recording of others. */
const TONES = [
  { hertz: 880, from: 0, length: 0.12 },
  { hertz: 1175, from: 0.14, length: 0.16 },
] as const;
const VOLUME = 0.12;
/** A notice that the browser held back longer than this is not played any more (ms). */
const TOO_LATE = 1_000;

let context: AudioContext | null = null;

/**
 * Plays the notice. Browsers let it be heard only after somebody pressed something on the page; until then it is silent, and
 * those of that time are not heard all at once at the press.
 */
export const playNotice = async (): Promise<void> => {
  if (typeof AudioContext === 'undefined') return;
  const asked = performance.now();
  context ??= new AudioContext();
  if (context.state === 'suspended') await context.resume();
  if (performance.now() - asked > TOO_LATE) return;
  const start = context.currentTime;
  for (const { hertz, from, length } of TONES) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = hertz;
    level.gain.setValueAtTime(VOLUME, start + from);
    level.gain.exponentialRampToValueAtTime(0.001, start + from + length);
    tone.connect(level).connect(context.destination);
    tone.start(start + from);
    tone.stop(start + from + length);
  }
};
