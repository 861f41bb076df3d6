import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { bookOf } from '../world/number-book';
import { bodyOf, ok, success, unfolded, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, type Refusal } from './refusal';

const EMOJI = /\p{Extended_Pictographic}/u;

const problemOfCommand = (command: unknown): string | null => {
  if (!isObject(command)) return 'Each command must be an object.';
  const name = textAt(command, 'command_name') ?? '';
  const description = textAt(command, 'command_description') ?? '';
  if (!/^[A-Za-z0-9_]{1,32}$/.test(name))
    return "Param commands[…]['command_name'] must be 1 to 32 letters, digits or underscores.";
  return description.length >= 1 && description.length <= 256 && !EMOJI.test(description)
    ? null
    : "Param commands[…]['command_description'] must be 1 to 256 characters without emoji.";
};

const problemOfAutomation = (body: JsonObject): string | null => {
  const welcome = body['enable_welcome_message'];
  if (welcome !== undefined && typeof welcome !== 'boolean')
    return 'Param enable_welcome_message must be a boolean.';
  const commands = body['commands'] === undefined ? [] : listAt(body, 'commands');
  if (!commands || commands.length > 30) return 'Param commands must be a list of at most 30.';
  const bad = commands.map(problemOfCommand).find((problem) => problem !== null);
  if (bad) return bad;
  const prompts = body['prompts'] === undefined ? [] : listAt(body, 'prompts');
  if (!prompts || prompts.length > 4) return 'Param prompts must be a list of at most 4.';
  return prompts.every((p) => typeof p === 'string' && p !== '' && p.length <= 80 && !EMOJI.test(p))
    ? null
    : 'Param prompts[…] must be 1 to 80 characters without emoji.';
};

/** `POST /{PNID}/conversational_automation`: replaces what it names. */
export const setAutomation = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, ['enable_welcome_message', 'commands', 'prompts']);
  const problem = problemOfAutomation(body);
  if (problem) return invalid(problem);
  const book = bookOf(sim.books, number.id);
  for (const key of ['enable_welcome_message', 'commands', 'prompts'])
    if (body[key] !== undefined) book.automation[key] = body[key];
  return success();
};

/** `GET /{PNID}?fields=conversational_automation`. */
export const automationNode = (sim: Sim, number: BusinessNumber): JsonObject => ({
  enable_welcome_message: false,
  commands: [],
  prompts: [],
  ...bookOf(sim.books, number.id).automation,
  id: number.id,
});

const CALLING_DEFAULT: JsonObject = {
  status: 'disabled',
  call_icon_visibility: 'visible',
  ip_addresses: { default: [] },
  callback_permission_status: 'disabled',
};

/** `GET /{PNID}/settings`. */
export const getSettings = (sim: Sim, number: BusinessNumber): GraphReply => {
  const { settings } = bookOf(sim.books, number.id);
  return ok({
    calling: { ...CALLING_DEFAULT, ...objectAt(settings, 'calling') },
    storage_configuration: { status: 'default', ...objectAt(settings, 'storage_configuration') },
    ...(settings['user_identity_change']
      ? { user_identity_change: settings['user_identity_change'] }
      : {}),
  });
};

const STATUSES = ['enabled', 'disabled'];

const callingOf = (node: JsonObject): JsonObject | Refusal => {
  const status = (textAt(node, 'status') ?? '').toLowerCase();
  if (!STATUSES.includes(status))
    return invalid("Param calling['status'] must be one of {ENABLED, DISABLED}.");
  return { ...node, status };
};

const identityOf = (node: JsonObject): JsonObject | Refusal => {
  const value = node['enable_identity_key_check'] ?? node['enabled'];
  return typeof value === 'boolean'
    ? { enable_identity_key_check: value }
    : invalid("Param user_identity_change['enable_identity_key_check'] must be a boolean.");
};

const KNOWN: Readonly<Record<string, (node: JsonObject) => JsonObject | Refusal>> = {
  calling: callingOf,
  user_identity_change: identityOf,
};

/** `POST /{PNID}/settings`: one group of settings at a time, or several. */
export const setSettings = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, Object.keys(given));
  const groups = Object.keys(body);
  const foreign = groups.find((group) => !(group in KNOWN));
  if (groups.length === 0 || foreign)
    return invalid(`Param must be one of {${Object.keys(KNOWN).join(', ')}}.`);
  const next: JsonObject = {};
  for (const group of groups) {
    const node = objectAt(body, group);
    const read = node && KNOWN[group]?.(node);
    if (!read) return invalid(`Param ${group} must be a JSON object.`);
    if (isRefusal(read)) return read;
    next[group] = read;
  }
  Object.assign(bookOf(sim.books, number.id).settings, next);
  return success();
};

/** Whether sends are compared with the key of the person's device. */
export const checksIdentity = (sim: Sim, number: BusinessNumber): boolean =>
  objectAt(bookOf(sim.books, number.id).settings, 'user_identity_change')?.[
    'enable_identity_key_check'
  ] === true;
