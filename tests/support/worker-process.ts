import { spawn } from 'node:child_process';
import path from 'node:path';
import { TYPESCRIPT } from './typescript';

const root = path.resolve(__dirname, '../..');

/** A worker as an operator starts it: the package's command in the folder of the app, on the database of DATABASE_*. */
export interface WorkerProcess {
  /** Ends it; answers its exit code, null when the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  ended: Promise<number | null>;
  output(): string;
}

export interface WorkerOptions {
  env: Record<string, string>;
  /** What the plugin is told in config/plugins. */
  config: object;
}

const spawnWorker = ({ env, config }: WorkerOptions) =>
  spawn(
    process.execPath,
    [...TYPESCRIPT, path.join(root, 'bin/strapi-plugin-whatsapp.mjs'), 'worker'],
    {
      cwd: path.join(root, 'tests/app'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...env,
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ENCRYPTION_KEY: 'test-encryption-key',
        TEST_PLUGIN: 'true',
        TEST_PLUGIN_CONFIG: JSON.stringify(config),
      },
    }
  );

/** Starts one without waiting: it may be meant to refuse. */
export const beginWorker = (options: WorkerOptions): WorkerProcess & { ready: Promise<void> } => {
  const child = spawnWorker(options);
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const keep = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('WhatsApp worker is running')) resolve();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    void ended.then(() => reject(new Error(`the worker ended: ${text}`)));
  });
  ready.catch(() => undefined); // the code that needs it hears of it
  return {
    ready,
    ended,
    output: () => text,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** Starts one and waits until it works. */
export const startWorker = async (options: WorkerOptions): Promise<WorkerProcess> => {
  const worker = beginWorker(options);
  await worker.ready;
  return worker;
};
