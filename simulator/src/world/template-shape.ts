import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';

export type ParameterFormat = 'POSITIONAL' | 'NAMED';

/** What one button asks for at send time. */
export type ButtonShape = { type: string; text: string; url: string | null; hasVariable: boolean };

/** What a send must bring: computed once per template, so that checking a send is cheap. */
export type TemplateShape = {
  header: { format: string; params: string[] } | null;
  body: string[];
  buttons: ButtonShape[];
  limitedTimeOffer: boolean;
  cards: TemplateShape[];
};

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Names (or positions) of the placeholders in a text, each once, in order of appearance. */
export const placeholders = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
];

/** Fills placeholders; an unknown one stays as it is. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => values[name.trim()] ?? whole);

/** Bodies of authentication templates are Meta's own words. */
export const bodyText = (body: JsonObject): string =>
  textAt(body, 'text') ??
  `*{{1}}* is your verification code.${
    body['add_security_recommendation'] === true
      ? ' For your security, do not share this code.'
      : ''
  }`;

const buttonShape = (button: JsonObject): ButtonShape => {
  const type = (textAt(button, 'type') ?? '').toUpperCase();
  const url = textAt(button, 'url') ?? null;
  return {
    type,
    text: textAt(button, 'text') ?? (type === 'COPY_CODE' ? 'Copy code' : ''),
    url,
    hasVariable: url !== null && placeholders(url).length > 0,
  };
};

const emptyShape = (): TemplateShape => ({
  header: null,
  body: [],
  buttons: [],
  limitedTimeOffer: false,
  cards: [],
});

/** Shape of the components of a checked template. */
export const shapeOf = (components: readonly unknown[]): TemplateShape => {
  const shape = emptyShape();
  for (const component of components) {
    if (!isObject(component)) continue;
    const type = (textAt(component, 'type') ?? '').toUpperCase();
    if (type === 'HEADER') {
      const format = (textAt(component, 'format') ?? 'TEXT').toUpperCase();
      shape.header = { format, params: placeholders(textAt(component, 'text') ?? '') };
    } else if (type === 'BODY') shape.body = placeholders(bodyText(component));
    else if (type === 'BUTTONS')
      shape.buttons = (listAt(component, 'buttons') ?? []).filter(isObject).map(buttonShape);
    else if (type === 'LIMITED_TIME_OFFER')
      shape.limitedTimeOffer =
        objectAt(component, 'limited_time_offer')?.['has_expiration'] === true;
    else if (type === 'CAROUSEL')
      shape.cards = (listAt(component, 'cards') ?? [])
        .filter(isObject)
        .map((card) => shapeOf(listAt(card, 'components') ?? []));
  }
  return shape;
};
