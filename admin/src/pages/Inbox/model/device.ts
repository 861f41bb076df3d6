/** Why a microphone or camera could not be used. */
export type DeviceRefusal = 'denied' | 'missing' | 'busy';

/** By the names that browsers give to the errors of `getUserMedia`. */
export const whyRefused = (error: unknown): DeviceRefusal => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'denied';
};

/** A name for what was made here, by its time. */
export const nameMade = (what: 'voice' | 'photo', ending: string, now: Date): string =>
  `${what}-${now.toISOString().slice(0, 19).replace(/[:T]/g, '-')}.${ending}`;

export const letGo = (stream: MediaStream | null): void =>
  stream?.getTracks().forEach((track) => track.stop());
