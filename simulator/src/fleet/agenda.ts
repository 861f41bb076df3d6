/**
 * Many small things that are due at some moment: a heap in flat arrays, 21 bytes for each and no object or
 * closure, so that a hundred thousand people who think before they answer cost two megabytes.
 */
export type Agenda<T> = {
  add(due: number, step: number, subject: T): void;
  /** Hands out what is due, first things first, at most `limit`; things of one moment in the order they were added. */
  run(now: number, limit: number, each: (step: number, subject: T) => void): void;
  /** The next moment; Infinity when there is none. */
  next(): number;
  size(): number;
  clear(): void;
};

const FIRST_ROOM = 1024;

type Heap<T> = {
  due: Float64Array;
  order: Float64Array;
  step: Uint8Array;
  subject: (T | undefined)[];
  size: number;
  serial: number;
};

const emptyHeap = <T>(): Heap<T> => ({
  due: new Float64Array(FIRST_ROOM),
  order: new Float64Array(FIRST_ROOM),
  step: new Uint8Array(FIRST_ROOM),
  subject: [],
  size: 0,
  serial: 0,
});

const grow = <T>(heap: Heap<T>): void => {
  const room = heap.due.length * 2;
  const wider = <A extends Float64Array | Uint8Array>(into: A, from: A): A => {
    into.set(from);
    return into;
  };
  heap.due = wider(new Float64Array(room), heap.due);
  heap.order = wider(new Float64Array(room), heap.order);
  heap.step = wider(new Uint8Array(room), heap.step);
};

const before = <T>({ due, order }: Heap<T>, a: number, b: number): boolean => {
  const [dueA = 0, dueB = 0] = [due[a], due[b]];
  return dueA < dueB || (dueA === dueB && (order[a] ?? 0) < (order[b] ?? 0));
};

const swap = <T>(heap: Heap<T>, a: number, b: number): void => {
  for (const list of [heap.due, heap.order, heap.step]) {
    const kept = list[a] ?? 0;
    list[a] = list[b] ?? 0;
    list[b] = kept;
  }
  const kept = heap.subject[a];
  heap.subject[a] = heap.subject[b];
  heap.subject[b] = kept;
};

const rise = <T>(heap: Heap<T>, from: number): void => {
  for (let index = from; index > 0;) {
    const parent = (index - 1) >> 1;
    if (!before(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
};

const sink = <T>(heap: Heap<T>): void => {
  for (let index = 0; ;) {
    const left = index * 2 + 1;
    if (left >= heap.size) return;
    const right = left + 1;
    const child = right < heap.size && before(heap, right, left) ? right : left;
    if (!before(heap, child, index)) return;
    swap(heap, child, index);
    index = child;
  }
};

const pop = <T>(heap: Heap<T>): void => {
  heap.size -= 1;
  swap(heap, 0, heap.size);
  heap.subject.length = heap.size;
  sink(heap);
};

export const createAgenda = <T>(): Agenda<T> => {
  let heap = emptyHeap<T>();
  return {
    add: (due, step, subject) => {
      if (heap.size === heap.due.length) grow(heap);
      const index = heap.size;
      heap.due[index] = due;
      heap.order[index] = heap.serial += 1;
      heap.step[index] = step;
      heap.subject[index] = subject;
      heap.size += 1;
      rise(heap, index);
    },
    run: (now, limit, each) => {
      for (let done = 0; done < limit && heap.size > 0 && (heap.due[0] ?? 0) <= now; done += 1) {
        const step = heap.step[0] ?? 0;
        const subject = heap.subject[0] as T;
        pop(heap);
        each(step, subject);
      }
    },
    next: () => (heap.size > 0 ? (heap.due[0] ?? Infinity) : Infinity),
    size: () => heap.size,
    clear: () => {
      heap = emptyHeap();
    },
  };
};
