import { isObject, type JsonObject } from '../kernel/json';
import { newWamid, type Sim } from '../sim';
import { emitChange } from '../traffic/emit';
import { FIELD_SAMPLES } from '../webhooks/samples-account';
import { MESSAGE_SAMPLES } from '../webhooks/samples-messages';
import type { Cast } from '../webhooks/sample';
import { numberOf, personOf } from './acts';
import { ControlError } from './control-error';

export type SampleOptions = {
  person?: string;
  phoneNumberId?: string;
  /** Id or name. */
  template?: string;
  /** Merged over the sample's value. */
  value?: JsonObject;
};

export type WebhookControl = {
  /** Names of webhooks that can be sent on demand: a field, or a field and what happened. */
  names(): string[];
  /** Sends one; returns its value. */
  send(name: string, options?: SampleOptions): JsonObject;
  /** Any body to the app's address, signed and retried like every webhook. */
  raw(body: JsonObject, options?: { url?: string }): void;
};

const SAMPLES = { ...MESSAGE_SAMPLES, ...FIELD_SAMPLES };

const castOf = (sim: Sim, options: SampleOptions): Cast => {
  const first = sim.people.all().next().value;
  const person = options.person ? personOf(sim, options.person) : first;
  if (!person) throw new ControlError(409, 'There is no person yet: add one first.');
  const number = numberOf(sim, options.person ? person : null, options.phoneNumberId);
  const templates = sim.templates.ofWaba(number.wabaId);
  const template = options.template
    ? templates.find((t) => t.id === options.template || t.name === options.template)
    : templates[0];
  if (!template)
    throw new ControlError(404, `No template "${(options.template ?? '').slice(0, 60)}".`);
  return { number, person, template, wamid: newWamid(sim, person.bsuid), now: sim.clock.now() };
};

const send = (sim: Sim, name: string, options: SampleOptions): JsonObject => {
  const sample = SAMPLES[name];
  if (!sample)
    throw new ControlError(
      404,
      `No sample "${name.slice(0, 60)}". GET webhook/samples lists them.`
    );
  const cast = castOf(sim, options);
  const value = { ...sample(cast), ...(options.value ?? {}) };
  const field = name.split('.')[0] ?? name;
  emitChange(sim, {
    wabaId: cast.number.wabaId,
    field,
    value,
    time: field === 'messages' ? null : Math.floor(cast.now / 1000),
  });
  return value;
};

export const createWebhookControl = (sim: Sim): WebhookControl => ({
  names: () => Object.keys(SAMPLES),
  send: (name, options = {}) => send(sim, name, options),
  raw: (body, options = {}) => {
    if (!isObject(body)) throw new ControlError(400, 'body must be an object.');
    const url = options.url ?? sim.webhook?.url;
    if (!url) throw new ControlError(409, 'There is no webhook address yet.');
    if (!URL.canParse(url)) throw new ControlError(400, 'url must be an address.');
    sim.webhooks.pushRaw(body, url);
  },
});
