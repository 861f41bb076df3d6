/**
 * One command from a fresh copy to a working demo: installs and builds what is missing, starts the Cloud
 * API simulator and the playground, and wires the two. Ctrl-C ends both.
 * Environment: PORT (1337), SIMULATOR_PORT (4010), DATABASE_CLIENT and DATABASE_*, WHATSAPP_DEMO_LANGUAGE (en, tr),
 * WHATSAPP_DEMO_SAMPLE=false, WHATSAPP_DEMO_SHOP=false.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './lib/build-parts.mjs';
import { createChildren } from './lib/children.mjs';
import { demoLanguageOf } from './lib/demo-language.mjs';
import { ensurePackages } from './lib/install.mjs';
import { ensurePlaygroundEnv } from './lib/playground-env.mjs';
import { diskProblem, nodeProblem, portOf, portProblem } from './lib/preflight.mjs';
import {
  firstNumberOf,
  isWithoutDatabase,
  pointWebhookAt,
  stateFolderOf,
} from './lib/simulator.mjs';
import { waitForHttp } from './lib/wait.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A sentence for the person who started us; no stack. */
const refuse = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const readSettings = () => {
  try {
    return {
      ports: {
        admin: portOf(process.env, 'PORT', 1337),
        simulator: portOf(process.env, 'SIMULATOR_PORT', 4010),
      },
      language: demoLanguageOf(process.env),
    };
  } catch (error) {
    return refuse(error.message);
  }
};

const preflight = async (ports) => {
  const problem =
    (ports.admin === ports.simulator ? 'PORT and SIMULATOR_PORT must differ.' : null) ??
    diskProblem(root) ??
    (await portProblem('PORT', ports.admin)) ??
    (await portProblem('SIMULATOR_PORT', ports.simulator));
  if (problem) refuse(problem);
  if (!(await ensurePackages(root))) refuse('The packages could not be installed (see above).');
  if (!(await buildAll(root))) refuse('The build failed (see above).');
};

const startSimulator = (children, { ports, language, secrets }) => {
  const env = { ...process.env, ...secrets };
  children.start(
    'simulator',
    [
      path.join(root, 'dist/simulator/cli.js'),
      'simulate',
      '--quiet',
      ...['--port', String(ports.simulator)],
      ...['--language', language],
      ...['--token', secrets.WHATSAPP_DEMO_TOKEN],
      ...['--app-secret', secrets.WHATSAPP_DEMO_APP_SECRET],
      ...['--state', stateFolderOf(root, env)],
      ...(isWithoutDatabase(root, env) ? ['--fresh'] : []),
    ],
    { cwd: root, env: { NODE_ENV: 'production' } }
  );
};

const startPlayground = (children, { ports, language, secrets, number }) =>
  children.start(
    'strapi',
    [path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'],
    {
      cwd: path.join(root, 'playground'),
      env: {
        ...secrets,
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        PORT: String(ports.admin),
        WHATSAPP_DEMO_LANGUAGE: language,
        WHATSAPP_DEMO_NAME: number.displayName ?? 'Demo',
        WHATSAPP_DEMO_WABA_ID: number.wabaId,
        WHATSAPP_DEMO_PHONE_NUMBER_ID: number.phoneNumberId,
        WHATSAPP_DEMO_BASE_URL: `http://127.0.0.1:${ports.simulator}`,
      },
    }
  );

const run = async (children, { ports, language, isAlive }) => {
  const secrets = ensurePlaygroundEnv(root);
  const admin = `http://localhost:${ports.admin}`;
  const simulator = `http://localhost:${ports.simulator}`;
  startSimulator(children, { ports, language, secrets });
  const number = await firstNumberOf(simulator, isAlive);
  startPlayground(children, { ports, language, secrets, number });
  await waitForHttp('Strapi', `${admin}/_health`, { seconds: 120, isWanted: isAlive });
  await pointWebhookAt(simulator, {
    url: `http://127.0.0.1:${ports.admin}/api/whatsapp/webhook`,
    verifyToken: secrets.WHATSAPP_DEMO_VERIFY_TOKEN,
    appSecret: secrets.WHATSAPP_DEMO_APP_SECRET,
  });
  const { DEMO_ADMIN_EMAIL: email, DEMO_ADMIN_PASSWORD: password } = secrets;
  console.log(`Ready: admin ${admin}/admin/plugins/whatsapp (${email} / ${password})`);
  console.log(`Ready: customer phone ${simulator}/`);
};

const main = async () => {
  const problem = nodeProblem(process.versions.node);
  if (problem) refuse(problem);
  const { ports, language } = readSettings();
  await preflight(ports);

  let isAlive = true;
  const end = async (code) => {
    if (!isAlive) return;
    isAlive = false;
    await children.stop();
    process.exit(code);
  };
  const children = createChildren({
    onDeath: (name, code) => {
      console.error(`${name} ended (${code}); stopping the rest.`);
      void end(1);
    },
  });
  process.once('exit', children.killNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end(0));
  await run(children, { ports, language, isAlive: () => isAlive }).catch((error) => {
    if (isAlive) console.error(error.message);
    return end(1);
  });
};

await main();
