import { startTicking } from '../../server/src/runtime/ticking';

/*
 * `node --require …/typescript.cjs ticking-process.ts START COUNT`: sets this process's clock to START (ISO 8601), runs a
 * rule of every second, prints the time of each run on a line of its own, and ends after COUNT runs.
 */
const [start = '', count = '0'] = process.argv.slice(2);
const Real = Date;
const ahead = Real.parse(start) - Real.now();
const Moved = class extends Real {
  constructor(...given: unknown[]) {
    super(...((given.length > 0 ? given : [Real.now() + ahead]) as [number]));
  }
  static override now(): number {
    return Real.now() + ahead;
  }
};
globalThis.Date = Moved as DateConstructor;

let left = Number(count);
startTicking(
  [
    {
      name: 'second',
      rule: '* * * * * *',
      work: () => {
        process.stdout.write(`${new Date().toISOString()}\n`);
        left -= 1;
        if (left === 0) process.exit(0);
        return Promise.resolve();
      },
    },
  ],
  { monotonic: () => performance.now() }
);
