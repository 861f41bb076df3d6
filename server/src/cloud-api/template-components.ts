import { holdsVariable } from '../contracts/open-variable';
import type { TemplateSlot } from '../contracts/templates';
import { err, ok, type Result } from '../kernel/result';
import { checkLocation, checkMedia } from './media-limits';
import type { LocationData, MediaRef, TemplateComponent, TemplateParameter } from './message-types';
import type { ShapeButton, TemplateShape } from './template-shape';
import { fillVariables } from './template-structure';

/**
 * What goes into a slot. Text for texts, URL suffixes and codes. A file is `{ id }` or `{ link }`, or as text
 * a media id (digits) or an address. A place is an object, or as text `latitude,longitude[,name[,address]]`.
 */
export type SlotValue = string | (MediaRef & { filename?: string }) | LocationData;
export type SlotValues = Readonly<Record<string, SlotValue | undefined>>;

export type SlotProblem = {
  /** The slot's key, or `body` when the whole rendered text is too long. */
  slot: string;
  kind: 'missing' | 'too-long' | 'not-allowed' | 'bad-format' | 'unsupported';
  message: string;
  limit?: number;
};

export type ComponentOptions = {
  /** What the `button` webhook brings back for a quick reply, by button index; without one it is the label. */
  payloads?: Readonly<Record<number, string>>;
};

export const BODY_MAX = 1024;
const HEADER_MAX = 60;
const CODE_MAX = 15;
const URL_MAX = 2000;
const PAYLOAD_MAX = 128;

/**
 * Builds the `components` of a template send, or says which slots hinder it. An empty list is right for a
 * template without variables. What it builds always passes `checkAgainstStructure`.
 */
export const buildTemplateComponents = (
  shape: TemplateShape,
  values: SlotValues,
  options: ComponentOptions = {}
): Result<TemplateComponent[], SlotProblem[]> => {
  const problems = checkSlots(shape, values, options);
  if (problems.length > 0) return err(problems);
  const header = parametersOf(shape, 'header', values);
  const body = parametersOf(shape, 'body', values);
  return ok([
    ...(header.length > 0 ? [{ type: 'header' as const, parameters: header }] : []),
    ...(body.length > 0 ? [{ type: 'body' as const, parameters: body }] : []),
    ...shape.buttons.flatMap((button, index) =>
      buttonComponent(shape, button, { index, values, options })
    ),
  ]);
};

/** Everything that hinders a send with these values; empty when it may go. */
export const checkSlots = (
  shape: TemplateShape,
  values: SlotValues,
  options: ComponentOptions = {}
): SlotProblem[] => {
  const own = [
    ...shape.unsupported.map((part): SlotProblem => ({
      slot: part,
      kind: 'unsupported',
      message: `${part} cannot be filled by this plugin`,
    })),
    ...shape.slots.flatMap((slot) => checkValue(slot, values[slot.key])),
    ...Object.entries(options.payloads ?? {}).flatMap(([index, payload]) =>
      payload.length > PAYLOAD_MAX || payload === '' ? [badPayload(index)] : []
    ),
  ];
  return own.length > 0 ? own : checkRendered(shape, values);
};

const badPayload = (index: string): SlotProblem => ({
  slot: `button.${index}`,
  kind: 'too-long',
  limit: PAYLOAD_MAX,
  message: `the payload of button ${index} needs 1 to ${PAYLOAD_MAX} characters`,
});

const checkValue = (slot: TemplateSlot, value: SlotValue | undefined): SlotProblem[] => {
  const problem = (kind: SlotProblem['kind'], message: string, limit?: number): SlotProblem[] => [
    {
      slot: slot.key,
      kind,
      message: `${slot.key} ${message}`,
      ...(limit === undefined ? {} : { limit }),
    },
  ];
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) {
    return problem('missing', 'has no value');
  }
  switch (slot.kind) {
    case 'image':
    case 'video':
    case 'document': {
      const media = mediaOf(value);
      const isToCome = media?.id !== undefined && FILE_TO_COME.test(media.id);
      return media && (isToCome || checkMedia(slot.key, media).length === 0)
        ? []
        : problem('bad-format', 'needs a media id of Meta or an address of the file');
    }
    case 'location': {
      const place = placeOf(value);
      return place && checkLocation(slot.key, place).length === 0
        ? []
        : problem('bad-format', 'needs latitude,longitude');
    }
    default:
      return typeof value === 'string'
        ? checkText(slot, value, problem)
        : problem('bad-format', 'needs a text');
  }
};

type MakeProblem = (kind: SlotProblem['kind'], message: string, limit?: number) => SlotProblem[];

const checkText = (slot: TemplateSlot, value: string, problem: MakeProblem): SlotProblem[] => {
  if (/[\r\n\t\u2028\u2029]/.test(value))
    return problem('not-allowed', 'must not hold line breaks or tabs');
  if (/ {5}/.test(value))
    return problem('not-allowed', 'must not hold more than four spaces in a row');
  if (holdsVariable(value))
    return problem('not-allowed', 'must not hold a variable in braces, such as {{1}}');
  const max = maxOf(slot);
  if (value.length > max) return problem('too-long', `may have at most ${max} characters`, max);
  if (slot.kind === 'coupon' && !/^[A-Za-z0-9]+$/.test(value)) {
    return problem('bad-format', 'holds letters and digits only');
  }
  if (slot.kind === 'otp' && !/^[\x21-\x7e]+$/.test(value)) {
    return problem('bad-format', 'must be a code without spaces');
  }
  return slot.kind === 'url-suffix' && /\s/.test(value)
    ? problem('not-allowed', 'must not hold spaces; encode them as %20')
    : [];
};

const maxOf = (slot: TemplateSlot): number => {
  if (slot.kind === 'otp' || slot.kind === 'coupon') return CODE_MAX;
  if (slot.kind === 'url-suffix') return URL_MAX;
  return slot.component === 'header' ? HEADER_MAX : BODY_MAX;
};

/** Values that are fine alone can make the whole too long (132005). */
const checkRendered = (shape: TemplateShape, values: SlotValues): SlotProblem[] => {
  const long = (slot: string, length: number, max: number): SlotProblem[] =>
    length <= max
      ? []
      : [
          {
            slot,
            kind: 'too-long',
            limit: max,
            message: `${slot} becomes ${length} characters long; ${max} are allowed`,
          },
        ];
  const header = shape.header?.format === 'TEXT' ? renderHeader(shape, values) : '';
  return [
    ...long('header', header.length, HEADER_MAX),
    ...long('body', renderBody(shape, values).length, BODY_MAX),
    ...shape.buttons.flatMap((b, i) =>
      long(`button.${i}`, renderUrl(b, values[`button.${i}`]).length, URL_MAX)
    ),
  ];
};

const textOf = (value: SlotValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** The body with its values; what has none keeps its variable. */
export const renderBody = (shape: TemplateShape, values: SlotValues): string =>
  fillVariables(shape.body, (name) => textOf(values[`body.${name}`]));

/** The text header with its value. */
export const renderHeader = (shape: TemplateShape, values: SlotValues): string =>
  fillVariables(shape.header?.text ?? '', (name) =>
    textOf(values[shape.parameterFormat === 'NAMED' ? `header.${name}` : 'header'])
  );

/** A button's address with its suffix. */
export const renderUrl = (button: ShapeButton, value: SlotValue | undefined): string =>
  fillVariables(button.url ?? '', () => textOf(value));

const parametersOf = (
  shape: TemplateShape,
  component: 'header' | 'body',
  values: SlotValues
): TemplateParameter[] =>
  shape.slots
    .filter((slot) => slot.component === component)
    .map((slot) => parameterOf(slot, values[slot.key] ?? '', shape.parameterFormat));

const parameterOf = (
  slot: TemplateSlot,
  value: SlotValue,
  format: TemplateShape['parameterFormat']
): TemplateParameter => {
  const media = mediaOf(value) ?? { id: '' };
  switch (slot.kind) {
    case 'image':
      return { type: 'image', image: bare(media) };
    case 'video':
      return { type: 'video', video: bare(media) };
    case 'document':
      return { type: 'document', document: media };
    case 'location':
      return { type: 'location', location: placeOf(value) ?? { latitude: 0, longitude: 0 } };
    default:
      return {
        type: 'text',
        text: String(value),
        ...(format === 'NAMED' ? { parameter_name: slot.name } : {}),
      };
  }
};

/** Only documents carry a file name. */
const bare = (media: MediaRef): MediaRef =>
  media.id === undefined ? { link: media.link } : { id: media.id };

type ButtonInput = { index: number; values: SlotValues; options: ComponentOptions };

const buttonComponent = (
  shape: TemplateShape,
  button: ShapeButton,
  { index, values, options }: ButtonInput
): TemplateComponent[] => {
  const component = (
    sub_type: 'url' | 'quick_reply' | 'copy_code',
    parameter: TemplateParameter
  ): TemplateComponent[] => [
    { type: 'button', sub_type, index: String(index), parameters: [parameter] },
  ];
  const value = values[`button.${index}`];
  const payload = options.payloads?.[index];
  if (button.type === 'OTP') {
    const code = shape.slots.find((s) => s.kind === 'otp');
    return component('url', { type: 'text', text: String(values[code?.key ?? ''] ?? '') });
  }
  if (button.type === 'QUICK_REPLY' && payload !== undefined) {
    return component('quick_reply', { type: 'payload', payload });
  }
  if (button.type === 'COPY_CODE')
    return component('copy_code', { type: 'coupon_code', coupon_code: String(value) });
  const needsSuffix = shape.slots.some(
    (s) => s.key === `button.${index}` && s.kind === 'url-suffix'
  );
  return needsSuffix ? component('url', { type: 'text', text: String(value) }) : [];
};

/** A file of ours that has no id at Meta yet: the sending room fills it in before the permit. */
const FILE_TO_COME = /^file:(?:attached|library):\d{1,10}$/;

/** Reads a file out of a slot value; null when it names none. */
const mediaOf = (value: SlotValue): (MediaRef & { filename?: string }) | null => {
  if (typeof value === 'string') {
    const trimmed = value.trim();
    if (/^\d+$/.test(trimmed) || FILE_TO_COME.test(trimmed)) return { id: trimmed };
    return /^https?:\/\//i.test(trimmed) ? { link: trimmed } : null;
  }
  return 'id' in value || 'link' in value ? value : null;
};

const PLACE = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:,([^,]*)(?:,(.*))?)?$/;

const placeOf = (value: SlotValue): LocationData | null => {
  if (typeof value !== 'string') return 'latitude' in value ? value : null;
  const [, latitude, longitude, name, address] = PLACE.exec(value) ?? [];
  if (latitude === undefined || longitude === undefined) return null;
  return {
    latitude,
    longitude,
    ...(name?.trim() ? { name: name.trim() } : {}),
    ...(address?.trim() ? { address: address.trim() } : {}),
  };
};
