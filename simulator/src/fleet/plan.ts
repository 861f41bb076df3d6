import { DEEDS, type Deed, type DeedName, type FleetSettings } from './settings';

/** What the plan must know of a message. `nth` counts the messages of one number to one person from 1. */
export type MessageFacts = {
  nth: number;
  marketing: boolean;
  /** Reply buttons or list rows to choose from. */
  choices: number;
  /** Buttons that open an address. */
  links: number;
};

/** What a person does with a message: milliseconds after the step before, null = not at all. */
export type Plan = Readonly<Record<DeedName, number | null>> & {
  /** 0 = it does not fail. */
  failCode: number;
  /** Which button or row, and which text, as numbers that choices and texts are divided by. */
  lot: number;
};

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const GOLDEN = 0x9e3779b1;

const hashText = (start: number, text: string): number => {
  let hash = start;
  for (let i = 0; i < text.length; i += 1)
    hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME) >>> 0;
  return hash;
};

/** Spreads 32 bits evenly, so that neighbouring numbers have nothing in common. */
const mix = (value: number): number => {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * A lot per question: it depends on seed, person, message and question only. So the order in which things happen
 * changes nothing, and another share for one deed leaves every other deed as it was.
 */
const lots = (seed: number, who: string, nth: number): ((question: number) => number) => {
  const base = mix(hashText(mix(seed ^ FNV_START), who) ^ Math.imul(nth, GOLDEN));
  return (question) => mix(base + Math.imul(question + 1, GOLDEN));
};

const UNIT = 2 ** 32;

/** Early more often than late, as people are. */
const delayOf = ({ minMs, maxMs }: Deed, unit: number): number =>
  Math.round(minMs + Math.max(maxMs - minMs, 0) * unit * unit);

const CHANCE = 0;
const DELAY = 100;
const FAIL = 200;
const FAIL_CODE = 201;
const LOT = 202;

const NEVER: Readonly<Record<DeedName, null>> = {
  deliver: null,
  read: null,
  click: null,
  press: null,
  reply: null,
  optOut: null,
  stopMarketing: null,
  block: null,
};

/** What this person does with this message. Pure: the same arguments, the same plan. */
export const planOf = (settings: FleetSettings, who: string, message: MessageFacts): Plan => {
  const lot = lots(settings.seed, who, message.nth);
  const happens = (share: number, question: number): boolean => lot(question) < share * UNIT;
  const { codes, share } = settings.fail;
  if (codes.length > 0 && happens(share, FAIL))
    return { ...NEVER, failCode: codes[lot(FAIL_CODE) % codes.length] ?? 0, lot: 0 };
  const plan: Record<DeedName, number | null> = { ...NEVER };
  for (const [index, name] of DEEDS.entries())
    if (happens(settings[name].share, CHANCE + index))
      plan[name] = delayOf(settings[name], lot(DELAY + index) / UNIT);
  return { ...possible(plan, message), failCode: 0, lot: lot(LOT) };
};

/** Takes out what the message does not allow, and what cannot follow from what did not happen. */
const possible = (
  plan: Record<DeedName, number | null>,
  message: MessageFacts
): Record<DeedName, number | null> => {
  if (plan.deliver === null) return { ...NEVER };
  if (plan.read === null) return { ...NEVER, deliver: plan.deliver };
  const press = message.choices > 0 && plan.optOut === null ? plan.press : null;
  return {
    ...plan,
    click: message.links > 0 ? plan.click : null,
    press,
    // One answer to one message: who wants out says that, who pressed a button has answered.
    reply: plan.optOut === null && press === null ? plan.reply : null,
    stopMarketing: message.marketing ? plan.stopMarketing : null,
  };
};
