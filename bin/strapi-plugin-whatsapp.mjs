#!/usr/bin/env node
/** The package's command: the simulator of the Cloud API, and a worker of the Strapi app in this folder. */
import { createRequire } from 'node:module';
import { runWorker } from './worker.mjs';

const HELP = `Usage: strapi-plugin-whatsapp <command> [options]

  simulate   a local WhatsApp Cloud API and a customer's phone; "simulate --help" says more
  worker     takes up the WhatsApp work of the Strapi app in this folder, without serving HTTP

Options of worker:
  --cron     runs the app's own cron tasks too (they run where HTTP is served otherwise)`;

const [command = 'simulate', ...options] = process.argv.slice(2);

const fail = (line) => {
  console.error(line);
  process.exit(1);
};

const worker = async () => {
  const unknown = options.find((option) => option !== '--cron');
  if (unknown !== undefined) fail(`"${unknown}" is not understood. Try --help.`);
  try {
    await runWorker({ appDir: process.cwd(), cron: options.includes('--cron') });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
};

if (command === '--help' || command === '-h') console.log(HELP);
else if (command === 'worker') await worker();
else if (command === 'simulate' || command.startsWith('-'))
  createRequire(import.meta.url)('../dist/simulator/cli.js');
else fail(`Unknown command "${command}". The commands are simulate and worker. Try --help.`);
