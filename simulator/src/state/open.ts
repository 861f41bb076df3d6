import { createRandom } from '../kernel/random';
import { fillWorld, type Sim } from '../sim';
import { openStateFolder, type StateFolder } from './folder';
import { createKeeper, type Keeper } from './keeper';
import { keptOf, restoreWorld, type Kept } from './kept';
import { resumeWork, tellOwed } from './resume';
import { readKept } from './shape';

export type StateOptions = {
  /** Folder in which the world outlives the process; without one nothing is kept. */
  state?: string;
  /** Forgets what the folder holds. */
  fresh?: boolean;
  /** For one line about a state that cannot be read or written; stderr unless given. */
  say?: (line: string) => void;
};

const toStderr = (line: string): void => void process.stderr.write(`${line}\n`);

/** Fills the world; what is wrong with the state, if it cannot be done. */
const take = (sim: Sim, folder: StateFolder, text: string): Kept | string => {
  const kept = readKept(text);
  if (typeof kept === 'string') return kept;
  try {
    restoreWorld(sim, kept, folder.bytesOf);
    keptOf(sim);
    return kept;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const asideName = (): string => `unreadable-${new Date().toISOString().replace(/[:.]/g, '-')}`;

/** Ids hold the moment of the start: one that comes before the last one's, on a clock set back, is moved after it. */
const startAfter = (sim: Sim, last: number): void => {
  if (sim.startedAt > last) return;
  sim.startedAt = last + 1;
  sim.ids = createRandom(sim.startedAt);
};

/** Continues the world of the folder, or begins one there. */
export const openState = (
  sim: Sim,
  bare: boolean,
  { state, fresh = false, say = toStderr }: StateOptions & { state: string }
): Keeper => {
  const folder = openStateFolder(state);
  if (fresh) folder.forget();
  const text = folder.read();
  const kept = text === null ? null : take(sim, folder, text);
  if (typeof kept === 'string') {
    fillWorld(sim, bare);
    const aside = folder.moveAside(asideName());
    say(
      `The simulator starts afresh: its state in ${folder.path} could not be read (${kept}). It is kept in ${aside}.`
    );
  } else if (kept) {
    startAfter(sim, kept.startedAt);
    resumeWork(sim);
    // Where there was no address, none is waited for.
    if (!kept.hadWebhook) tellOwed(sim);
  }
  const keeper = createKeeper(sim, folder, say);
  sim.changed = keeper.changed;
  // From here on no later start repeats an id of this one.
  keeper.write();
  return keeper;
};
