import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { config } from '../../../server/src/config';
import { launchBody } from '../../../server/src/contracts/campaigns';

const said = (value: unknown): string => {
  try {
    config.validator(value);
    return 'ok';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the configuration of the plugin', () => {
  it('may be empty, and takes what is documented', () => {
    expect(said({})).toBe('ok');
    expect(said({ jobs: { serve: 'web' }, outbound: { allowPrivateAddresses: true } })).toBe('ok');
  });

  it('refuses a setting that there is not, and names those that there are', () => {
    expect(said({ job: {} })).toBe(
      'config/plugins: whatsapp.config.job is not a setting; the settings are engine, jobs, files, outbound, channels'
    );
  });

  it.each([
    ['files', { files: { folder: '/srv', dir: 'x' } }, 'files.dir'],
    ['outbound', { outbound: { allowPrivate: true } }, 'outbound.allowPrivate'],
    ['channels', { channels: { mail: true } }, 'channels.mail'],
    ['engine', { engine: { worker: false } }, 'engine.worker'],
    ['jobs', { jobs: { engin: 'bullmq' } }, 'jobs.engin'],
  ])('refuses a typing error within %s by its place', (_part, value, place) => {
    expect(said(value)).toContain(`whatsapp.config.${place} is not a setting`);
  });

  it.each([
    [{ files: {} }, 'config/plugins: “whatsapp.config.files.folder” is missing. Write text.'],
    [
      { outbound: { allowPrivateAddresses: 'yes' } },
      'config/plugins: “whatsapp.config.outbound.allowPrivateAddresses” has the wrong type. Write true or false.',
    ],
    [
      { engine: { inFlightMax: 5000 } },
      'config/plugins: “whatsapp.config.engine.inFlightMax” is too large. Use a number up to 512.',
    ],
    [
      { jobs: { engine: 'redis' } },
      'config/plugins: “whatsapp.config.jobs.engine” is not one of the known values. Use one of: embedded, bullmq.',
    ],
    [
      { channels: { sms: 'twilio' } },
      'config/plugins: “whatsapp.config.channels.sms” is not valid. Give it a function.',
    ],
    [[], 'config/plugins: “whatsapp.config” has the wrong type. Write an object.'],
  ])('says in plain words what is wrong with %j and what to write', (value, words) => {
    expect(said(value)).toBe(words);
  });
});

describe('a launch without the number of people', () => {
  it('says what `expected` is and where it comes from', () => {
    const result = launchBody.safeParse({});
    expect(result.error?.issues[0]?.message).toContain('willReceive');
    expect(launchBody.safeParse({ expected: 3 }).success).toBe(true);
  });
});

describe('npm run bench -- --help', () => {
  it('prints the names and the options, and ends well', () => {
    const root = path.resolve(__dirname, '../../..');
    const shown = execFileSync(
      process.execPath,
      [path.join(root, 'node_modules/tsx/dist/cli.mjs'), 'bench/cli.ts', '--help'],
      { cwd: root, encoding: 'utf8' }
    );
    expect(shown).toContain('--recipients N');
    expect(shown).toContain('dispatch, rate');
  });
});
