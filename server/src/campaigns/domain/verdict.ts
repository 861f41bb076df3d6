/** What is known about the sends around an uncertain one (engine 11). */
export interface Witnesses {
  /** Confirmed sends of the same number within 10 s of the uncertain permit. */
  total: number;
  /** Those of them for which any status came. */
  heard: number;
  /** Now minus the permit. */
  ageMs: number;
  /** A status is unapplied or parked for longer than 5 s, or unknown. */
  statusesWaiting: boolean;
  /** The template's messages were held for quality. */
  held: boolean;
  /** The number's webhooks are known to be missing: then silence says nothing at all. */
  webhooksMissing: boolean;
}

const LEAST = 5;

/** Silence is evidence only with witnesses: after a crash the endpoint was down too. A word for people, never proof. */
export const judgeSilence = (
  w: Witnesses,
  afterMs: number
): 'very-likely-not-accepted' | 'unknown' =>
  w.total >= LEAST &&
  w.heard === w.total &&
  w.ageMs >= afterMs &&
  !w.statusesWaiting &&
  !w.held &&
  !w.webhooksMissing
    ? 'very-likely-not-accepted'
    : 'unknown';

/** This many accepted messages without a word are no chance (engine 11). */
export const SILENT_LEAST = 20;

/** `ranks`: of the newest accepted messages of a number that should have a status by now; 10 = accepted and no more. */
export const webhooksMissing = (ranks: readonly number[], acceptedRank: number): boolean =>
  ranks.length >= SILENT_LEAST && ranks.every((rank) => rank <= acceptedRank);
