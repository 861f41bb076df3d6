import {
  answerButtons,
  chooseOn,
  createActs,
  linkButtons,
  pressOn,
  rowsOf,
  type Acts,
} from '../control/acts';
import { textAt } from '../kernel/json';
import type { Sim } from '../sim';
import { emitStatus } from '../traffic/emit';
import { arrive, tellRead } from '../traffic/ladder';
import type { LedgerEntry } from '../world/ledger';
import type { Person } from '../world/people';
import type { ThreadMessage } from '../world/threads';
import { createAgenda, type Agenda } from './agenda';
import { crowdMember, crowdPhone } from './crowd';
import { planOf, type Plan } from './plan';
import type { FleetPort } from './port';
import { DEEDS, type DeedName, type FleetSettings } from './settings';

type Done = Record<DeedName | 'fail', number>;

/** What the fleet did since start or reset, and how many steps are still to come. */
export type FleetCounts = Done & { pending: number };

export type Fleet = FleetPort & {
  /** Makes the first `count` people of the crowd; those who are there stay as they are. */
  populate(count: number): void;
  counts(): FleetCounts;
};

type State = {
  sim: Sim;
  acts: Acts;
  agenda: Agenda<LedgerEntry>;
  done: Done;
  /** Messages that somebody is going to press or open: kept until then, whatever the threads forget. */
  kept: Map<string, ThreadMessage>;
  armedFor: number;
};

/** Steps handed out at one go, so that requests get their turn. */
const SLICE = 1000;
/** Steps of the agenda: the deeds by their index, and what comes before them. */
const SENT = DEEDS.length;
const FAIL = SENT + 1;
const UNKNOWN_ERROR = 131000;

const nothingDone = (): Done => ({
  ...(Object.fromEntries(DEEDS.map((name) => [name, 0])) as Record<DeedName, number>),
  fail: 0,
});

const settingsOf = ({ sim }: State): FleetSettings => sim.config.fleet;

const covers = (state: State, person: Person | undefined): person is Person => {
  const { enabled, who } = settingsOf(state);
  return enabled && person !== undefined && (who === 'everyone' || person.walkIn);
};

const planFor = (state: State, person: Person, entry: LedgerEntry): Plan => {
  const bubble = state.kept.get(entry.wamid);
  return planOf(settingsOf(state), `${person.phone ?? person.bsuid}|${entry.phoneNumberId}`, {
    nth: entry.nth,
    marketing: entry.category.startsWith('marketing'),
    choices: bubble ? answerButtons(bubble).length + rowsOf(bubble).length : 0,
    links: bubble ? linkButtons(bubble).length : 0,
  });
};

const add = (state: State, entry: LedgerEntry, step: { number: number; at: number }): void => {
  state.agenda.add(step.at, step.number, entry);
  arm(state);
};

const arm = (state: State): void => {
  const next = state.agenda.next();
  if (next >= state.armedFor) return;
  state.armedFor = next;
  state.sim.scheduler.at(next, () => wake(state));
};

const wake = (state: State): void => {
  state.armedFor = Infinity;
  state.agenda.run(state.sim.clock.now(), SLICE, (step, entry) => perform(state, step, entry));
  arm(state);
};

const takes = (state: State, entry: LedgerEntry): boolean => {
  const { sim, kept } = state;
  const person = sim.people.find(entry.personId);
  if (!covers(state, person) || entry.type === 'reaction') return false;
  const bubble = sim.threads.get(entry.wamid);
  if (bubble) kept.set(entry.wamid, bubble);
  const plan = planFor(state, person, entry);
  if (plan.press === null && plan.click === null) kept.delete(entry.wamid);
  const number = plan.failCode > 0 ? FAIL : SENT;
  add(state, entry, { number, at: sim.clock.now() + sim.config.statuses.sentMs });
  return true;
};

/** What a person does with the message that was just read. */
const AFTER_READING: readonly DeedName[] = [
  'click',
  'press',
  'reply',
  'optOut',
  'stopMarketing',
  'block',
];

const read = (state: State, person: Person, entry: LedgerEntry): void => {
  if (person.receipts) tellRead(state.sim, entry);
  const plan = planFor(state, person, entry);
  const now = state.sim.clock.now();
  for (const name of AFTER_READING) {
    const afterMs = plan[name];
    if (afterMs !== null) add(state, entry, { number: DEEDS.indexOf(name), at: now + afterMs });
  }
};

const press = (state: State, person: Person, entry: LedgerEntry): void => {
  const bubble = state.kept.get(entry.wamid);
  if (!bubble) return;
  const buttons = answerButtons(bubble);
  const rows = rowsOf(bubble);
  const index = planFor(state, person, entry).lot % Math.max(buttons.length + rows.length, 1);
  const [button, row] = [buttons[index], rows[index - buttons.length]];
  if (button) pressOn(state.sim, person, { bubble, chosen: button });
  else if (row) chooseOn(state.sim, person, { bubble, chosen: row });
};

/** The page behind the link is not opened: only the analytics of the template hear of it. */
const click = (state: State, person: Person, entry: LedgerEntry): void => {
  const bubble = state.kept.get(entry.wamid);
  const links = bubble ? linkButtons(bubble) : [];
  const link = links[planFor(state, person, entry).lot % Math.max(links.length, 1)];
  const { sim } = state;
  const label = textAt(link ?? {}, 'text') ?? '';
  sim.clicks.push({ wamid: entry.wamid, at: sim.clock.now(), kind: 'url_button', label });
  sim.live.state();
};

const write = (
  state: State,
  person: Person,
  message: { entry: LedgerEntry; texts: readonly string[] }
): void => {
  const { entry, texts } = message;
  const text = texts[planFor(state, person, entry).lot % texts.length] ?? '';
  state.acts.text(person.id, text, { phoneNumberId: entry.phoneNumberId });
};

type Perform = (state: State, person: Person, entry: LedgerEntry) => void;

const PERFORM: Readonly<Record<DeedName, Perform>> = {
  deliver: ({ sim }, _person, entry) => arrive(sim, entry),
  read,
  click,
  press,
  reply: (state, person, entry) => write(state, person, { entry, texts: settingsOf(state).texts }),
  optOut: (state, person, entry) =>
    write(state, person, { entry, texts: settingsOf(state).optOutTexts }),
  stopMarketing: ({ acts }, person, entry) => acts.stopMarketing(person.id, entry.phoneNumberId),
  block: ({ acts }, person) => acts.block(person.id, true),
};

const goOn = (state: State, person: Person, entry: LedgerEntry): void => {
  const { deliver } = planFor(state, person, entry);
  emitStatus(state.sim, entry, { status: 'sent' });
  if (deliver === null) return;
  add(state, entry, { number: DEEDS.indexOf('deliver'), at: state.sim.clock.now() + deliver });
};

const fail = (state: State, person: Person, entry: LedgerEntry): void => {
  // Settings may have changed since the plan: the message fails all the same, with the code for "unknown".
  const code = planFor(state, person, entry).failCode || UNKNOWN_ERROR;
  emitStatus(state.sim, entry, { status: 'failed', code });
  state.done.fail += 1;
};

/** Lets go of the message after the last deed that needed it. */
const letGo = (
  state: State,
  person: Person,
  done: { name: DeedName; entry: LedgerEntry }
): void => {
  if (done.name !== 'click' && done.name !== 'press') return;
  const { click, press: pressed } = planFor(state, person, done.entry);
  const last = (click ?? -1) > (pressed ?? -1) ? 'click' : 'press';
  if (done.name === last) state.kept.delete(done.entry.wamid);
};

const act = (state: State, person: Person, done: { name: DeedName; entry: LedgerEntry }): void => {
  const { name, entry } = done;
  // Who has blocked the business says nothing more to it.
  if (person.blocked && AFTER_READING.includes(name)) {
    state.kept.delete(entry.wamid);
    return;
  }
  PERFORM[name](state, person, entry);
  if (name !== 'deliver') state.done[name] += 1;
  letGo(state, person, done);
};

const perform = (state: State, step: number, entry: LedgerEntry): void => {
  const person = state.sim.people.find(entry.personId);
  const name = DEEDS[step];
  if (!person || entry.failedAt > 0) state.kept.delete(entry.wamid);
  else if (name) act(state, person, { name, entry });
  else if (step === SENT) goOn(state, person, entry);
  else fail(state, person, entry);
};

const landed = (state: State, person: Person, entry: LedgerEntry): boolean => {
  if (!covers(state, person)) return false;
  state.done.deliver += 1;
  const afterMs = planFor(state, person, entry).read;
  if (afterMs === null) return true;
  add(state, entry, { number: DEEDS.indexOf('read'), at: state.sim.clock.now() + afterMs });
  return true;
};

/** Virtual customers: what each does is planned by `planOf`; here it happens, at its time. */
export const createFleet = (sim: Sim): Fleet => {
  const state: State = {
    sim,
    acts: createActs(sim),
    agenda: createAgenda(),
    done: nothingDone(),
    kept: new Map(),
    armedFor: Infinity,
  };
  return {
    takes: (entry) => takes(state, entry),
    landed: (person, entry) => landed(state, person, entry),
    populate: (count) => {
      for (let index = 0; index < count; index += 1)
        if (!sim.people.byPhone(crowdPhone(index))) sim.people.add(crowdMember(index));
      sim.live.state();
    },
    counts: () => ({ ...state.done, pending: state.agenda.size() }),
    clear: () => {
      state.agenda.clear();
      state.kept.clear();
      state.done = nothingDone();
      state.armedFor = Infinity;
    },
  };
};
