import { holdsVariable } from './open-variable';
import { firstNameOf, namesOf } from './person-names';
import type { ValueSource } from './templates';

/**
 * Personal variables in free text (quick replies, bots; Q-06): `{{first_name}}`, or with words for people who have
 * no value `{{first_name|dear customer}}`. The composer and the server fill them by this one rule.
 */
export const TEXT_VARIABLES = [
  'first_name',
  'last_name',
  'name',
  'phone',
  'email',
  'language',
  'country',
  'town',
  'username',
  'agent_first_name',
  'agent_name',
] as const;
export type TextVariable = (typeof TEXT_VARIABLES)[number];
/** `own`: values of a run's variables, beside those of the person. */
export type VariableValues = Partial<Record<TextVariable, string | null>> &
  Record<string, string | number | null>;

/**
 * In texts of bots and flows also what templates know: a profile field, the number, a field of the newest linked entry
 * (`record.api::order.order.state`).
 */
const SOURCE =
  /custom\.[\w-]{1,60}|business\.(?:name|phone)|record\.[a-z]{1,20}::[\w-]{1,60}\.[\w-]{1,60}\.[\w.-]{1,120}/;
const TOKEN = new RegExp(
  `\\{\\{\\s{0,5}(${SOURCE.source}|[a-z_][a-z0-9_]{0,39})\\s{0,5}(?:\\|([^{}|]{0,200}))?\\}\\}`,
  'gi'
);

/** Names of types and fields differ by case. */
const nameIn = (match: RegExpMatchArray): string => {
  const name = match[1] ?? '';
  return name.includes('.') ? name : name.toLowerCase();
};

/** Where such a value comes from, as templates name it; null: it is no source. */
export const sourceOf = (name: string): ValueSource | null => {
  const [kind = '', ...rest] = name.split('.');
  if (!name.includes('.')) return null;
  switch (kind.toLowerCase()) {
    case 'custom':
      return { kind: 'custom', key: rest.join('.') };
    case 'business':
      return { kind: 'account', field: rest[0]?.toLowerCase() === 'phone' ? 'phone' : 'name' };
    case 'record':
      return { kind: 'record', type: rest.slice(0, 2).join('.'), field: rest.slice(2).join('.') };
    default:
      return null;
  }
};

/** How a text names this source; null: texts cannot. */
export const variableOf = (source: ValueSource): string | null => {
  switch (source.kind) {
    case 'custom':
      return `custom.${source.key}`;
    case 'account':
      return `business.${source.field}`;
    case 'record':
      return `record.${source.type}.${source.field}`;
    default:
      return null;
  }
};

export interface FilledText {
  text: string;
  /** Variables without value and fallback, as places in `text`: [from, to) with the braces. */
  open: { name: string; from: number; to: number }[];
}

const isKnown = (name: string): name is TextVariable =>
  (TEXT_VARIABLES as readonly string[]).includes(name);

/** A value as a text takes it: what somebody calls `{{name}}` is none. */
const filledWith = (value: string | number | null | undefined): string => {
  const text = String(value ?? '').trim();
  return holdsVariable(text) ? '' : text;
};

/** Fills what is known. What has neither value nor fallback stays as written and is named. */
export const fillText = (text: string, values: VariableValues): FilledText => {
  const open: FilledText['open'] = [];
  let filled = '';
  let read = 0;
  for (const match of text.matchAll(TOKEN)) {
    filled += text.slice(read, match.index);
    read = match.index + match[0].length;
    const name = nameIn(match);
    const known = Object.hasOwn(values, name) ? values[name] : null;
    const value = filledWith(known) || (match[2] ?? '').trim();
    if (value === '') open.push({ name, from: filled.length, to: filled.length + match[0].length });
    filled += value || match[0];
  }
  return { text: filled + text.slice(read), open };
};

/** Variables of a text, as places in it: [from, to) with the braces. */
export const placesOf = (text: string): { name: string; from: number; to: number }[] =>
  [...text.matchAll(TOKEN)].map((match) => ({
    name: nameIn(match),
    from: match.index,
    to: match.index + match[0].length,
  }));

/** Names in the text that are no variables of ours: a typing slip to be mended before saving. */
export const unknownVariables = (text: string): string[] => [
  ...new Set([...text.matchAll(TOKEN)].map(nameIn).filter((name) => !isKnown(name))),
];

/** Sources that the text names, as it writes them. */
export const namedSources = (text: string): string[] =>
  unknownVariables(text).filter((name) => sourceOf(name) !== null);

/** Those of them that have no words for people without a value. */
export const openVariables = (text: string): string[] =>
  unknownVariables(
    [...text.matchAll(TOKEN)].flatMap(([all, , words]) => (words?.trim() ? [] : [all])).join(' ')
  );

/** Values of a person and, where somebody writes, of the agent. */
export const variableValues = (
  contact: {
    name: string;
    givenName?: string | null;
    familyName?: string | null;
    profileName?: string | null;
    phone: string | null;
    waId?: string | null;
    email: string | null;
    language?: string | null;
    country?: string | null;
    town?: string | null;
    username: string | null;
  },
  agentName: string | null = null
): VariableValues => {
  const names = namesOf(contact);
  return {
    first_name: names.firstName,
    last_name: names.lastName,
    name: names.name,
    phone: contact.phone ?? (contact.waId ? `+${contact.waId}` : null),
    email: contact.email,
    language: contact.language ?? null,
    country: contact.country ?? null,
    town: contact.town ?? null,
    username: contact.username,
    agent_first_name: firstNameOf(agentName),
    agent_name: agentName,
  };
};
