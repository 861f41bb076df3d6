import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const graceMs = 8000;
const keptLines = 40;

/**
 * Long-running processes that live and die together. `onDeath(name, code, lastLines)` is called when one
 * ends that nobody asked to end. `stop()` ends all, by force after eight seconds.
 */
export const createChildren = ({ onDeath, say = console.log }) => {
  const running = new Map();
  let isStopping = false;

  const start = (name, args, { cwd, env } = {}) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own group: Ctrl-C reaches us first, and we end the children in order.
      detached: true,
    });
    const lines = [];
    const tell = (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      say(`[${name}] ${line}`);
    };
    createInterface({ input: child.stdout }).on('line', tell);
    createInterface({ input: child.stderr }).on('line', tell);
    running.set(name, child);
    child.once('close', (code, signal) => {
      running.delete(name);
      if (!isStopping) onDeath(name, code ?? signal, lines);
    });
    child.once('error', (error) => tell(error.message));
  };

  const kill = (child, signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };

  const stop = async () => {
    isStopping = true;
    const children = [...running.values()];
    const ends = children.map((child) => new Promise((resolve) => child.once('close', resolve)));
    children.forEach((child) => kill(child, 'SIGTERM'));
    const force = setTimeout(() => children.forEach((child) => kill(child, 'SIGKILL')), graceMs);
    await Promise.all(ends);
    clearTimeout(force);
  };

  /** Last resort when we leave at once: nobody may be left behind. */
  const killNow = () => [...running.values()].forEach((child) => kill(child, 'SIGKILL'));

  return { start, stop, killNow };
};
