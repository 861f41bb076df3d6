import type { WorldClock } from './clock';

/**
 * Work due at a moment of simulated time. One binary heap and one real timer, so a hundred thousand
 * pending statuses cost no more than their entries.
 */
export type Scheduler = {
  at(dueMs: number, run: () => void): void;
  in(delayMs: number, run: () => void): void;
  /** Looks again at what is due, after the clock was moved. */
  poke(): void;
  pending(): number;
  clear(): void;
};

type Task = { due: number; order: number; run: () => void };

const SLICE = 2000;

const before = (a: Task, b: Task): boolean =>
  a.due < b.due || (a.due === b.due && a.order < b.order);

const pushTask = (heap: Task[], task: Task): void => {
  let index = heap.length;
  heap.push(task);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || !before(task, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = task;
};

const popTask = (heap: Task[]): Task | undefined => {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || heap.length === 0) return top;
  let index = 0;
  for (;;) {
    let child = index * 2 + 1;
    const left = heap[child];
    if (!left) break;
    const right = heap[child + 1];
    let smallest = left;
    if (right && before(right, left)) {
      child += 1;
      smallest = right;
    }
    if (!before(smallest, last)) break;
    heap[index] = smallest;
    index = child;
  }
  heap[index] = last;
  return top;
};

/** `ran` is called after work was done. */
export const createScheduler = (
  clock: WorldClock,
  ran: () => void = () => undefined
): Scheduler => {
  const heap: Task[] = [];
  let order = 0;
  let cancel: (() => void) | undefined;
  let armedFor = Infinity;

  const arm = (): void => {
    const next = heap[0];
    if (!next || (cancel && next.due >= armedFor)) return;
    cancel?.();
    armedFor = next.due;
    cancel = clock.after(Math.max(next.due - clock.now(), 0), wake);
  };

  const wake = (): void => {
    cancel = undefined;
    armedFor = Infinity;
    const now = clock.now();
    for (let done = 0; done < SLICE; done += 1) {
      const next = heap[0];
      if (!next || next.due > now) break;
      popTask(heap)?.run();
    }
    arm();
    ran();
  };

  const at = (due: number, run: () => void): void => {
    pushTask(heap, { due, order: (order += 1), run });
    arm();
  };

  return {
    at,
    in: (delayMs, run) => at(clock.now() + delayMs, run),
    poke: () => {
      armedFor = Infinity;
      cancel?.();
      cancel = undefined;
      arm();
    },
    pending: () => heap.length,
    clear: () => {
      heap.length = 0;
      cancel?.();
      cancel = undefined;
      armedFor = Infinity;
    },
  };
};
