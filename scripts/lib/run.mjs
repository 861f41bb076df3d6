import { spawn } from 'node:child_process';

/**
 * Runs a command and resolves to its exit code, its output (both streams, in order) and the seconds
 * it took. A command that cannot be started has the code 127. `show` also prints the output as it comes.
 */
export const run = (command, args, { cwd, env, show = false } = {}) =>
  new Promise((resolve) => {
    const started = performance.now();
    const chunks = [];
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk) => {
      chunks.push(chunk);
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const settle = (code) =>
      resolve({
        code,
        output: Buffer.concat(chunks).toString('utf8').trim(),
        seconds: (performance.now() - started) / 1000,
      });
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
      settle(127);
    });
    child.once('close', (code) => settle(code ?? 1));
  });

/** `12.3 s`, or `2 min 05 s` from two minutes on. */
export const duration = (seconds) => {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
};
