import { invalid, missing, refuse, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { ButtonShape, ParameterFormat, TemplateShape } from '../world/template-shape';
import { first } from './limits';
import { checkMediaNode } from './media-node';

/** What of a template a send is checked against. */
export type SendTarget = {
  shape: TemplateShape;
  parameterFormat: ParameterFormat;
  category: string;
};

const count = (where: string, got: number, expected: number): Refusal =>
  refuse(
    132000,
    `${where}: number of localizable_params (${got}) does not match the expected number of params (${expected})`
  );

const mismatch = (details: string): Refusal => refuse(132012, details);

const checkParameterText = (where: string, parameter: JsonObject): Refusal | null => {
  const text = textAt(parameter, 'text');
  if (text === undefined) return missing(`${where} parameter ['text']`);
  if (text.trim() === '') return invalid(`${where}: Parameter of type text is missing text value`);
  if (/[\n\r\t]| {5,}/.test(text))
    return invalid(
      `${where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`
    );
  return null;
};

const checkValue = (where: string, parameter: unknown): Refusal | null => {
  if (!isObject(parameter)) return mismatch(`${where}: each parameter must be an object`);
  const type = textAt(parameter, 'type');
  if (type === 'text') return checkParameterText(where, parameter);
  if (type === 'currency' || type === 'date_time') {
    const value = objectAt(parameter, type);
    return value && textAt(value, 'fallback_value')
      ? null
      : missing(`${where} parameter ['${type}']['fallback_value']`);
  }
  return mismatch(
    `${where}: Format mismatch, expected TEXT, received ${String(type ?? 'nothing').toUpperCase()}`
  );
};

const checkTexts = (
  where: string,
  parameters: readonly unknown[],
  rule: { names: readonly string[]; format: ParameterFormat }
): Refusal | null => {
  if (parameters.length !== rule.names.length)
    return count(where, parameters.length, rule.names.length);
  const wrong = first(...parameters.map((parameter) => checkValue(where, parameter)));
  if (wrong) return wrong;
  const given = parameters.filter(isObject).map((parameter) => textAt(parameter, 'parameter_name'));
  if (rule.format === 'POSITIONAL')
    return given.every((name) => name === undefined)
      ? null
      : invalid(`${where}: parameter_name is only for templates with named parameters`);
  const absent = rule.names.find((name) => !given.includes(name));
  return absent === undefined
    ? null
    : invalid(`${where}: Parameter name is missing or empty: ${absent}`);
};

const MEDIA_HEADERS: Readonly<Record<string, 'image' | 'video' | 'document'>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  GIF: 'video',
  DOCUMENT: 'document',
};

const checkMediaHeader = (format: string, parameters: readonly unknown[]): Refusal | null => {
  const type = MEDIA_HEADERS[format];
  const parameter = parameters[0];
  if (parameters.length !== 1 || !isObject(parameter)) return count('header', parameters.length, 1);
  const given = textAt(parameter, 'type');
  if (!type || given !== type)
    return mismatch(
      `header: Format mismatch, expected ${format}, received ${(given ?? 'UNKNOWN').toUpperCase()}`
    );
  const media = objectAt(parameter, type);
  return media ? checkMediaNode(type, media) : missing(`header parameter ['${type}']`);
};

const checkProductHeader = (parameters: readonly unknown[]): Refusal | null => {
  const product = isObject(parameters[0]) ? objectAt(parameters[0], 'product') : undefined;
  if (!product) return mismatch('header: Format mismatch, expected PRODUCT, received UNKNOWN');
  const absent = ['product_retailer_id', 'catalog_id'].find((key) => !textAt(product, key));
  return absent ? missing(`header product ['${absent}']`) : null;
};

const checkHeader = (target: SendTarget, parameters: readonly unknown[]): Refusal | null => {
  const header = target.shape.header;
  if (!header) return parameters.length === 0 ? null : count('header', parameters.length, 0);
  if (header.format === 'TEXT')
    return checkTexts('header', parameters, {
      names: header.params,
      format: target.parameterFormat,
    });
  if (header.format === 'LOCATION') {
    const location = isObject(parameters[0]) ? objectAt(parameters[0], 'location') : undefined;
    if (!location) return mismatch('header: Format mismatch, expected LOCATION, received UNKNOWN');
    return location['latitude'] === undefined || location['longitude'] === undefined
      ? missing("header location ['latitude'] and ['longitude']")
      : null;
  }
  if (header.format === 'PRODUCT') return checkProductHeader(parameters);
  return checkMediaHeader(header.format, parameters);
};

const SUB_TYPES: Readonly<Record<string, readonly string[]>> = {
  URL: ['url'],
  OTP: ['url', 'copy_code'],
  QUICK_REPLY: ['quick_reply'],
  COPY_CODE: ['copy_code'],
  FLOW: ['flow'],
  CATALOG: ['catalog'],
  MPM: ['mpm'],
  ORDER_DETAILS: ['order_details'],
  VOICE_CALL: ['voice_call'],
};

const needsParameter = (button: ButtonShape): boolean =>
  button.hasVariable ||
  button.type === 'COPY_CODE' ||
  button.type === 'OTP' ||
  button.type === 'MPM' ||
  button.type === 'ORDER_DETAILS';

const checkButtonParameter = (
  button: ButtonShape,
  where: string,
  parameter: JsonObject
): Refusal | null => {
  const type = textAt(parameter, 'type');
  if (button.type === 'URL' || button.type === 'OTP') {
    if (type !== 'text') return mismatch(`${where}: Format mismatch, expected TEXT`);
    return checkParameterText(where, parameter);
  }
  if (button.type === 'QUICK_REPLY') {
    const payload = textAt(parameter, 'payload');
    if (type !== 'payload' || payload === undefined)
      return mismatch(`${where}: expected a payload`);
    return payload.length <= 256
      ? null
      : refuse(131009, `${where}: payload is longer than 256 characters`);
  }
  if (button.type === 'COPY_CODE') {
    const code = textAt(parameter, 'coupon_code');
    if (type !== 'coupon_code' || !code) return mismatch(`${where}: expected a coupon_code`);
    return /^[A-Za-z0-9]{1,20}$/.test(code)
      ? null
      : refuse(132018, `${where}: coupon_code must be up to 20 letters and digits`);
  }
  return type === 'action' || button.type === 'VOICE_CALL'
    ? null
    : mismatch(`${where}: expected an action`);
};

const checkButtons = (shape: TemplateShape, components: readonly JsonObject[]): Refusal | null => {
  const given = new Map<number, JsonObject>();
  for (const component of components) {
    const index = Number(component['index']);
    const button = shape.buttons[index];
    if (component['index'] === undefined) return missing("components[…]['index'] of a button");
    if (!button) return count('buttons', components.length, shape.buttons.length);
    if (given.has(index)) return invalid(`button: index ${index} is given twice`);
    const subType = (textAt(component, 'sub_type') ?? '').toLowerCase();
    if (!(SUB_TYPES[button.type] ?? []).includes(subType))
      return mismatch(
        `button at index ${index}: sub_type ${subType || 'nothing'} does not match ${button.type}`
      );
    given.set(index, component);
  }
  for (const [index, button] of shape.buttons.entries()) {
    const where = `button at index ${index}`;
    const parameters = listAt(given.get(index) ?? {}, 'parameters') ?? [];
    const parameter = parameters[0];
    if (needsParameter(button) && parameters.length !== 1)
      return count(where, parameters.length, 1);
    if (button.type === 'URL' && !button.hasVariable && parameters.length > 0)
      return count(where, parameters.length, 0);
    if (parameter === undefined) continue;
    const refusal = isObject(parameter)
      ? checkButtonParameter(button, where, parameter)
      : mismatch(`${where}: each parameter must be an object`);
    if (refusal) return refusal;
  }
  return null;
};

const checkCards = (target: SendTarget, components: readonly JsonObject[]): Refusal | null => {
  const carousel = components.find((component) => kindOf(component) === 'carousel');
  const cards = carousel ? (listAt(carousel, 'cards') ?? []) : [];
  if (cards.length !== target.shape.cards.length)
    return count('carousel', cards.length, target.shape.cards.length);
  for (const [index, card] of cards.entries()) {
    const shape = target.shape.cards[index];
    if (!isObject(card) || !shape) return mismatch(`carousel: card ${index} must be an object`);
    const refusal = checkTemplateComponents({ ...target, shape }, listAt(card, 'components'));
    if (refusal) return refusal;
  }
  return null;
};

const kindOf = (component: JsonObject): string => (textAt(component, 'type') ?? '').toLowerCase();

const KINDS = [
  'header',
  'body',
  'button',
  'carousel',
  'limited_time_offer',
  'order_status',
  'call_permission_request',
];

/** The components of a send against the template's shape. Null = fits. */
export const checkTemplateComponents = (
  target: SendTarget,
  components: unknown
): Refusal | null => {
  if (components !== undefined && !Array.isArray(components))
    return invalid("Param template['components'] must be an array.");
  const list = (components ?? []) as unknown[];
  if (!list.every(isObject))
    return invalid("Param template['components'] must be a list of objects.");
  const unknown = list.find((component) => !KINDS.includes(kindOf(component)));
  if (unknown)
    return invalid(`Param template['components'][…]['type'] must be one of ${KINDS.join(', ')}.`);
  const parametersOf = (kind: string): readonly unknown[] =>
    listAt(list.find((component) => kindOf(component) === kind) ?? {}, 'parameters') ?? [];
  const offer = parametersOf('limited_time_offer')[0];
  const buttons = list.filter((component) => kindOf(component) === 'button');
  return first(
    checkTexts('body', parametersOf('body'), {
      names: target.shape.body,
      format: target.parameterFormat,
    }),
    checkHeader(target, parametersOf('header')),
    checkButtons(target.shape, buttons),
    target.shape.limitedTimeOffer && !isObject(offer) ? count('limited_time_offer', 0, 1) : null,
    checkCards(target, list)
  );
};
