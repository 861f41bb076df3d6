import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { bodyText, fill, placeholders } from '../world/template-shape';
import type { TemplateRecord } from '../world/templates';

const kind = (component: JsonObject): string => (textAt(component, 'type') ?? '').toUpperCase();

const valueOf = (parameter: JsonObject): string => {
  const type = textAt(parameter, 'type') ?? '';
  return (
    textAt(parameter, 'text') ??
    textAt(parameter, 'coupon_code') ??
    textAt(objectAt(parameter, type) ?? {}, 'fallback_value') ??
    ''
  );
};

const fillText = (text: string, parameters: readonly JsonObject[]): string => {
  const names = placeholders(text);
  const values = Object.fromEntries(
    parameters.map((parameter, index) => [
      textAt(parameter, 'parameter_name') ?? names[index] ?? String(index + 1),
      valueOf(parameter),
    ])
  );
  return fill(text, values);
};

const parametersOf = (
  components: readonly JsonObject[],
  match: (c: JsonObject) => boolean
): JsonObject[] => (listAt(components.find(match) ?? {}, 'parameters') ?? []).filter(isObject);

const OTP_ADDRESS = /^https:\/\/(www\.)?whatsapp\.com\/otp\//i;

/** A code button reads back as a link to WhatsApp's own address; on the phone it copies the code. */
const buttonKind = (button: JsonObject): string =>
  OTP_ADDRESS.test(textAt(button, 'url') ?? '') ? 'OTP' : kind(button);

const renderButton = (
  button: JsonObject,
  index: number,
  sent: readonly JsonObject[]
): JsonObject => {
  const [parameter] = parametersOf(
    sent,
    (component) => kind(component) === 'BUTTON' && Number(component['index']) === index
  );
  const value = parameter ? valueOf(parameter) : '';
  const type = buttonKind(button);
  const url = type === 'OTP' ? undefined : textAt(button, 'url');
  return {
    type,
    text: textAt(button, 'text') ?? textAt(button, 'autofill_text') ?? 'Copy code',
    ...(url ? { url: fillText(url, parameter ? [parameter] : []) } : {}),
    ...(textAt(button, 'phone_number') ? { phone: button['phone_number'] } : {}),
    payload: (parameter ? textAt(parameter, 'payload') : undefined) ?? textAt(button, 'text') ?? '',
    ...(type === 'COPY_CODE' || type === 'OTP' ? { code: value } : {}),
  };
};

const renderHeader = (header: JsonObject, sent: readonly JsonObject[]): JsonObject => {
  const parameters = parametersOf(sent, (component) => kind(component) === 'HEADER');
  const format = (textAt(header, 'format') ?? 'TEXT').toUpperCase();
  if (format === 'TEXT')
    return { format, text: fillText(textAt(header, 'text') ?? '', parameters) };
  const parameter = parameters[0] ?? {};
  return { format, media: objectAt(parameter, textAt(parameter, 'type') ?? '') ?? {} };
};

const footerText = (footer: JsonObject): string => {
  const minutes = footer['code_expiration_minutes'];
  return (
    textAt(footer, 'text') ??
    (typeof minutes === 'number' ? `This code expires in ${minutes} minutes.` : '')
  );
};

const renderOffer = (component: JsonObject, sent: readonly JsonObject[]): JsonObject => {
  const [parameter] = parametersOf(sent, (candidate) => kind(candidate) === 'LIMITED_TIME_OFFER');
  const expiresAt = objectAt(parameter ?? {}, 'limited_time_offer')?.['expiration_time_ms'];
  return {
    text: textAt(objectAt(component, 'limited_time_offer') ?? {}, 'text') ?? '',
    ...(expiresAt === undefined ? {} : { expiresAt: Number(expiresAt) }),
  };
};

const renderParts = (
  components: readonly JsonObject[],
  sent: readonly JsonObject[]
): JsonObject => {
  const out: JsonObject = {};
  for (const component of components) {
    const type = kind(component);
    if (type === 'HEADER') out['header'] = renderHeader(component, sent);
    else if (type === 'BODY')
      out['body'] = fillText(
        bodyText(component),
        parametersOf(sent, (candidate) => kind(candidate) === 'BODY')
      );
    else if (type === 'FOOTER') out['footer'] = footerText(component);
    else if (type === 'LIMITED_TIME_OFFER') out['offer'] = renderOffer(component, sent);
    else if (type === 'BUTTONS')
      out['buttons'] = (listAt(component, 'buttons') ?? [])
        .filter(isObject)
        .map((button, index) => renderButton(button, index, sent));
    else if (type === 'CAROUSEL') out['cards'] = renderCards(component, sent);
  }
  return out;
};

const renderCards = (carousel: JsonObject, sent: readonly JsonObject[]): JsonObject[] => {
  const given = (
    listAt(sent.find((component) => kind(component) === 'CAROUSEL') ?? {}, 'cards') ?? []
  ).filter(isObject);
  return (listAt(carousel, 'cards') ?? [])
    .filter(isObject)
    .map((card, index) =>
      renderParts(
        (listAt(card, 'components') ?? []).filter(isObject),
        (listAt(given[index] ?? {}, 'components') ?? []).filter(isObject)
      )
    );
};

/** What the person sees of a template: header, body, footer, buttons, cards, with the values filled in. */
export const renderTemplate = (template: TemplateRecord, node: JsonObject): JsonObject => ({
  name: template.name,
  language: template.language,
  ...renderParts(template.components, (listAt(node, 'components') ?? []).filter(isObject)),
});
