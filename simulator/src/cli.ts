import { parseArgs } from 'node:util';
import { startSimulator, type Simulator, type SimulatorOptions } from './start';

const HELP = `Usage: strapi-plugin-whatsapp simulate [options]

Starts a local WhatsApp Cloud API and a web page that is the customer's phone.
Nothing leaves this machine and nobody is messaged.

  --port <number>          port (default 4010, or SIMULATOR_PORT)
  --host <address>         address to listen on (default 127.0.0.1)
  --webhook-url <url>      where webhooks go, e.g. http://localhost:1337/api/whatsapp/webhook
  --verify-token <text>    verify token of the webhook
  --app-secret <text>      secret that webhooks are signed with (default simulator-app-secret)
  --token <text>           access token that calls must carry (default simulator-token)
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
    return fail(`${error instanceof Error ? error.message : String(error)}\nTry --help.`);
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
  return {
    port,
    ...(values.host ? { host: values.host } : {}),
    ...(values.token ? { token: values.token } : {}),
    ...(values['app-secret'] ? { appSecret: values['app-secret'] } : {}),
    ...(url
      ? { webhook: { url, verifyToken: values['verify-token'] ?? 'simulator-verify-token' } }
      : {}),
  };
};

const announce = (simulator: Simulator, values: Values): void => {
  const phone = `http://localhost:${simulator.port}/`;
  if (!values.quiet) {
    const { account } = simulator;
    say('WhatsApp simulator is running. Paste this in WhatsApp › Settings › Numbers:');
    say(`  Base URL                      ${simulator.url}`);
    say(`  WhatsApp Business Account ID  ${account.wabaId}`);
    for (const id of account.phoneNumberIds) say(`  Phone number ID               ${id}`);
    say(`  Access token                  ${account.token}`);
    say(`  App ID                        ${account.appId}`);
    say(`  App secret                    ${account.appSecret}`);
    if (values['webhook-url']) say(`  Webhooks go to                ${values['webhook-url']}`);
    say('This is not WhatsApp. Nobody is messaged.');
  }
  say(`Customer phone: ${phone}`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = readArguments();
  if (values.help) {
    say(HELP);
    return;
  }
  const command = positionals[0] ?? 'simulate';
  if (command !== 'simulate')
    fail(`Unknown command "${command}". The only command is simulate. Try --help.`);
  const options = optionsOf(values);
  try {
    const simulator = await startSimulator(options);
    const stop = (): void => void simulator.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    announce(simulator, values);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      fail(
        `Port ${options.port} is already in use. Choose another one with --port or SIMULATOR_PORT.`
      );
    throw error;
  }
};

void main().catch((error: unknown) =>
  fail(`The simulator could not start: ${error instanceof Error ? error.message : String(error)}`)
);
