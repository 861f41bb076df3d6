import { isObject, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { landWaiting } from '../traffic/ladder';
import { movePerson, type MoveTold } from '../traffic/move';
import { noteBlock } from '../traffic/quality';
import { BSUID, relationOf, type Person, type PersonInput } from '../world/people';
import { personOf } from './acts';
import { ControlError } from './control-error';
import { viewPerson, type PersonView } from './views';

export type PeopleControl = {
  /** Talked to most recently first, walk-ins last. */
  list(page?: { limit?: number; search?: string }): PersonView[];
  get(key: string): PersonView;
  add(input: PersonInput): PersonView;
  /** Many at once; who is there already is left as is. Returns how many were added. */
  addMany(inputs: readonly PersonInput[]): number;
  update(key: string, patch: Partial<PersonInput>): PersonView;
  remove(key: string): void;
  /**
   * The person takes another phone number: the user id changes too, and the business is notified both ways. `userIdUpdate: false`
   * leaves the second webhook out: an app that is not subscribed to the field.
   */
  changePhone(key: string, phone: string, told?: { userIdUpdate?: boolean }): PersonView;
  /** The person has another user id and the same number. `notice: false`: the system message is left out. */
  changeUserId(key: string, told?: Partial<MoveTold>): PersonView;
  /** Another device: the identity key hash changes. */
  changeDevice(key: string): void;
  /** Pretends the person last wrote at this moment (default now): opens the window without a message. */
  openWindow(key: string, phoneNumberId: string, at?: number): void;
};

const TEXTS = ['name', 'language', 'country'];
const NULLABLE = ['phone', 'waId', 'username'];
const FLAGS = ['onWhatsApp', 'online', 'receipts', 'blocked', 'marketingStopped'];

const checkField = (key: string, value: unknown): string | null => {
  if (TEXTS.includes(key))
    return typeof value === 'string' && value.length > 0 && value.length <= 100
      ? null
      : `${key} must be a text of 1–100 characters`;
  if (FLAGS.includes(key))
    return typeof value === 'boolean' ? null : `${key} must be true or false`;
  if (key === 'bsuid')
    return typeof value === 'string' && BSUID.test(value)
      ? null
      : 'bsuid must look like TR.13491208655302741918';
  if (!NULLABLE.includes(key)) return `${key.slice(0, 40)} is not a field of a person`;
  if (value === null) return null;
  if (key === 'username')
    return typeof value === 'string' && /^@?[A-Za-z0-9._]{3,30}$/.test(value)
      ? null
      : 'username must be 3–30 letters, digits, dots or underscores';
  return typeof value === 'string' && /^\+?[\d\s()-]{5,24}$/.test(value)
    ? null
    : `${key} must be a phone number with its country code`;
};

/** Checks what came over HTTP; throws with every problem named. */
export const personInput = (input: unknown): Partial<PersonInput> => {
  if (!isObject(input)) throw new ControlError(400, 'a person must be an object.');
  const problems = Object.entries(input).flatMap(([key, value]) => checkField(key, value) ?? []);
  if (problems.length > 0) throw new ControlError(400, `${problems.join('; ')}.`);
  return input as Partial<PersonInput>;
};

/** Somebody new, with all that it takes to reach a person. */
const newPerson = (input: unknown): PersonInput => {
  const checked = personInput(input);
  if (!checked.name) throw new ControlError(400, 'name is required.');
  if (!checked.phone && !checked.username && !checked.bsuid)
    throw new ControlError(400, 'phone, username or bsuid is required.');
  return { ...checked, name: checked.name };
};

/** By what the person is there already. */
const takenKey = (sim: Sim, { phone, username, bsuid }: PersonInput): string | undefined =>
  [phone, username, bsuid].find((key) => key && sim.people.find(key)) ?? undefined;

const add = (sim: Sim, input: PersonInput): PersonView => {
  const checked = newPerson(input);
  const taken = takenKey(sim, checked);
  if (taken) throw new ControlError(409, `There is already a person "${taken}".`);
  const person = sim.people.add(checked);
  sim.live.state();
  return viewPerson(sim, person);
};

const rank = (view: PersonView): number => (view.walkIn ? 0 : 1e15) + view.lastAt;

/** Who talked comes before who never did: of very many people the list shows the beginning only. */
function* recentFirst(sim: Sim): Generator<Person> {
  const seen = new Set<string>();
  for (const id of sim.threads.recent()) {
    const person = sim.people.find(id);
    if (!person) continue;
    seen.add(id);
    yield person;
  }
  for (const person of sim.people.all()) if (!seen.has(person.id)) yield person;
}

export const createPeopleControl = (sim: Sim): PeopleControl => ({
  list: (page = {}) => {
    const search = page.search?.toLowerCase();
    const views: PersonView[] = [];
    for (const person of recentFirst(sim)) {
      if (
        search &&
        !`${person.name} ${person.phone ?? ''} ${person.username ?? ''}`
          .toLowerCase()
          .includes(search)
      )
        continue;
      views.push(viewPerson(sim, person));
      if (views.length >= 2000) break;
    }
    return views.sort((a, b) => rank(b) - rank(a)).slice(0, page.limit ?? 200);
  },
  get: (key) => viewPerson(sim, personOf(sim, key)),
  add: (input) => add(sim, input),
  addMany: (inputs) => {
    const added = inputs.map(newPerson).filter((input) => {
      const isNew = takenKey(sim, input) === undefined;
      if (isNew) sim.people.add(input);
      return isNew;
    });
    sim.live.state();
    return added.length;
  },
  update: (key, patch) => {
    const person = personOf(sim, key);
    const wasOnline = person.online;
    const wasBlocked = person.blocked;
    sim.people.update(person, personInput(patch as JsonObject));
    if (!wasOnline && person.online) landWaiting(sim, person);
    if (!wasBlocked && person.blocked) noteBlock(sim, person);
    sim.live.person(person.id);
    return viewPerson(sim, person);
  },
  remove: (key) => {
    sim.people.remove(personOf(sim, key));
    sim.live.state();
  },
  changePhone: (key, phone, { userIdUpdate = true } = {}) => {
    const person = personOf(sim, key);
    const { phone: digits } = personInput({ phone });
    if (!digits) throw new ControlError(400, 'phone is required.');
    if (sim.people.find(digits))
      throw new ControlError(409, `There is already a person "${digits}".`);
    const told = { notice: true, userIdUpdate };
    movePerson(sim, person, { phone: digits.replace(/\D/g, ''), told });
    return viewPerson(sim, person);
  },
  changeUserId: (key, { notice = true, userIdUpdate = true } = {}) => {
    const person = personOf(sim, key);
    movePerson(sim, person, { phone: null, told: { notice, userIdUpdate } });
    return viewPerson(sim, person);
  },
  changeDevice: (key) => {
    personOf(sim, key).device += 1;
  },
  openWindow: (key, phoneNumberId, at) => {
    relationOf(personOf(sim, key), phoneNumberId).lastInboundAt = at ?? sim.clock.now();
  },
});
