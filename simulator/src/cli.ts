import { parseArgs } from 'node:util';
import { fleetArguments, type FleetArguments } from './cli-fleet';
import { startSimulator, type Simulator, type SimulatorOptions } from './start';

const VERIFY_TOKEN = 'simulator-verify-token';

const HELP = `Usage: strapi-plugin-whatsapp simulate [options]

Starts a local WhatsApp Cloud API and a web page that is the customer's phone.
Nothing leaves this machine and nobody is messaged.

  --port <number>          port (default 4010, or SIMULATOR_PORT)
  --host <address>         address to listen on (default 127.0.0.1)
  --webhook-url <url>      where webhooks go, e.g. http://localhost:1337/api/whatsapp/webhook
  --verify-token <text>    verify token of the webhook (default ${VERIFY_TOKEN})
  --app-secret <text>      secret that webhooks are signed with (default simulator-app-secret)
  --token <text>           access token that calls must carry (default simulator-token)
  --fleet <people>         as many virtual customers, who read, answer and leave by chance
  --chance <action>=<0-1>  how many of them do it: deliver, read, click, press, reply, optOut,
                           stopMarketing, block, fail; may be given several times
  --delay <action>=<ms>-<ms>
                           how soon they do it; may be given several times
  --language <en|tr>       account, templates and people in this language alone (default both)
  --state <folder>         keeps people, messages, templates and files there between starts
  --fresh                  forgets what is kept there
  --seed <number>          the same number plays the same run (default 1)
  --quiet                  print only the address
  --help                   this text`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const readArguments = (): ReturnType<typeof parse> => {
  try {
    return parse();
  } catch (error) {
    // Node's text goes on about positional arguments; its first sentence names the option.
    const said = error instanceof Error ? error.message : String(error);
    return fail(`${said.split('. ')[0]?.replace(/\.$/, '')}. Try --help.`);
  }
};

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'webhook-url': { type: 'string' },
      'verify-token': { type: 'string' },
      'app-secret': { type: 'string' },
      token: { type: 'string' },
      fleet: { type: 'string' },
      chance: { type: 'string', multiple: true },
      delay: { type: 'string', multiple: true },
      language: { type: 'string' },
      state: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      seed: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

type Values = ReturnType<typeof parse>['values'];

const optionsOf = (values: Values): SimulatorOptions => {
  const portText = values.port ?? process.env['SIMULATOR_PORT'] ?? '4010';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail(`Port "${portText}" is not a number between 0 and 65535.`);
  const url = values['webhook-url'];
  if (url !== undefined && !/^https?:\/\//.test(url))
    fail('--webhook-url must start with http:// or https://.');
  const { language } = values;
  if (language !== undefined && language !== 'en' && language !== 'tr')
    return fail(`--language ${language}: it can be en or tr.`);
  if (values.fresh && !values.state) fail('--fresh needs --state with the folder to forget.');
  return {
    port,
    ...(language ? { language } : {}),
    ...(values.host ? { host: values.host } : {}),
    ...(values.state ? { state: values.state, fresh: values.fresh } : {}),
    ...(values.token ? { token: values.token } : {}),
    ...(values['app-secret'] ? { appSecret: values['app-secret'] } : {}),
    ...(url ? { webhook: { url, verifyToken: values['verify-token'] ?? VERIFY_TOKEN } } : {}),
  };
};

/** Lets the fleet go, and says to whom one may write. */
const launch = (simulator: Simulator, fleet: FleetArguments): string => {
  simulator.control.fleet.start(fleet.settings);
  const { people, first, last } = simulator.control.fleet.populate(fleet.people);
  return `Fleet: ${people} people, +${first} to +${last}`;
};

const announce = (simulator: Simulator, values: Values, crowd: string | null): void => {
  const phone = `http://localhost:${simulator.port}/`;
  if (!values.quiet) {
    const { account } = simulator;
    say('WhatsApp simulator is running. Paste this under Settings › WhatsApp › Numbers:');
    say(`  Base URL                      ${simulator.url}`);
    say(`  WhatsApp Business Account ID  ${account.wabaId}`);
    for (const id of account.phoneNumberIds) say(`  Phone number ID               ${id}`);
    say(`  Access token                  ${account.token}`);
    say(`  App ID                        ${account.appId}`);
    say(`  App secret                    ${account.appSecret}`);
    say(`  Verify token                  ${values['verify-token'] ?? VERIFY_TOKEN}`);
    say(`  Webhooks go to                ${values['webhook-url'] ?? 'nowhere yet: --webhook-url'}`);
    if (crowd) say(crowd);
    say('This is not WhatsApp. No real messages are sent.');
  }
  say(`Customer phone: ${phone}`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = readArguments();
  if (values.help) {
    say(HELP);
    return;
  }
  const [command = 'simulate', surplus] = positionals;
  if (command !== 'simulate')
    fail(`Unknown command "${command}". The only command is simulate. Try --help.`);
  if (surplus !== undefined) fail(`"${surplus}" is not understood. Try --help.`);
  const options = optionsOf(values);
  const fleet = fleetArguments(values);
  if (typeof fleet === 'string') return fail(fleet);
  try {
    const simulator = await startSimulator(options);
    const stop = (): void => void simulator.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const crowd = fleet ? launch(simulator, fleet) : null;
    announce(simulator, values, crowd);
  } catch (error) {
    const reason = cannotListen(error, options);
    if (reason === null) throw error;
    fail(reason);
  }
};

/** What is wrong with the address, in words that say what to do; null = something else is wrong. */
const cannotListen = (error: unknown, { port, host }: SimulatorOptions): string | null => {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use. Choose another one with --port or SIMULATOR_PORT.`;
    case 'EACCES':
      return `Port ${port} may not be used by you. Choose one above 1023 with --port or SIMULATOR_PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address "${host}". Leave --host away, or give one of its own.`;
    default:
      return null;
  }
};

void main().catch((error: unknown) =>
  fail(`The simulator could not start: ${error instanceof Error ? error.message : String(error)}`)
);
