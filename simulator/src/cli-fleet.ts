import type { ConfigPatch } from './config';
import { LARGEST_CROWD } from './fleet/crowd';
import { DEEDS, type Deed, type DeedName } from './fleet/settings';

/** What the command line says about the fleet; null = no fleet. A text is what is wrong, for the person at the terminal. */
export type FleetArguments = { people: number; settings: NonNullable<ConfigPatch['fleet']> };

type Values = {
  fleet?: string | undefined;
  seed?: string | undefined;
  chance?: string[] | undefined;
  delay?: string[] | undefined;
};

const isDeed = (name: string): name is DeedName => (DEEDS as readonly string[]).includes(name);
const WHOLE = /^\d+$/;

const readChance = (text: string): { name: DeedName | 'fail'; share: number } | string => {
  const [name = '', value = ''] = text.split('=');
  const share = value === '' ? NaN : Number(value);
  if (!(share >= 0 && share <= 1) || !(isDeed(name) || name === 'fail'))
    return `--chance ${text}: write it like read=0.8, with a number from 0 to 1 and one of ${[...DEEDS, 'fail'].join(', ')}.`;
  return { name, share };
};

const readDelay = (text: string): { name: DeedName; minMs: number; maxMs: number } | string => {
  const match = /^(\w+)=(\d+)-(\d+)$/.exec(text);
  const [, name = '', from = '', to = ''] = match ?? [];
  if (!isDeed(name) || Number(from) > Number(to))
    return `--delay ${text}: write it like read=1000-60000, in milliseconds from the shortest to the longest, with one of ${DEEDS.join(', ')}.`;
  return { name, minMs: Number(from), maxMs: Number(to) };
};

const deedsOf = (values: Values): NonNullable<ConfigPatch['fleet']> | string => {
  const deeds: Partial<Record<DeedName | 'fail', Partial<Deed>>> = {};
  for (const one of [
    ...(values.chance ?? []).map(readChance),
    ...(values.delay ?? []).map(readDelay),
  ]) {
    if (typeof one === 'string') return one;
    const { name, ...rest } = one;
    deeds[name] = { ...deeds[name], ...rest };
  }
  return deeds;
};

export const fleetArguments = (values: Values): FleetArguments | null | string => {
  const { fleet, seed } = values;
  if (fleet === undefined) {
    const lonely = (['chance', 'delay', 'seed'] as const).find(
      (name) => values[name] !== undefined
    );
    return lonely ? `--${lonely} needs --fleet with a number of people.` : null;
  }
  const people = WHOLE.test(fleet) ? Number(fleet) : 0;
  if (people < 1 || people > LARGEST_CROWD)
    return `--fleet ${fleet}: how many people? A whole number from 1 to ${LARGEST_CROWD}.`;
  if (seed !== undefined && !WHOLE.test(seed)) return `--seed ${seed}: a whole number is needed.`;
  const deeds = deedsOf(values);
  if (typeof deeds === 'string') return deeds;
  return { people, settings: { ...deeds, ...(seed === undefined ? {} : { seed: Number(seed) }) } };
};
