import { checkTemplateButtons } from '../checks/template-buttons';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { LIBRARY, libraryComponents, type LibraryTemplate } from '../world/library';
import type { GraphCall, GraphReply } from './call';
import { pageOf } from './paging';
import { invalid, invalidTemplate, isRefusal, type Refusal } from './refusal';

const includes = (text: string, part: string): boolean =>
  text.toLowerCase().includes(part.toLowerCase());

const FILTERS: Readonly<Record<string, (entry: LibraryTemplate, value: string) => boolean>> = {
  search: (entry, value) =>
    [entry.name, entry.header ?? '', entry.body].some((text) => includes(text, value)),
  name: (entry, value) => entry.name === value,
  topic: (entry, value) => entry.topic === value.toUpperCase(),
  usecase: (entry, value) => entry.usecase === value.toUpperCase(),
  industry: (entry, value) => entry.industry.includes(value.toUpperCase()),
  language: (entry, value) => entry.language === value,
};

const nodeOf = (entry: LibraryTemplate): JsonObject => ({
  name: entry.name,
  language: entry.language,
  category: entry.category,
  topic: entry.topic,
  usecase: entry.usecase,
  industry: entry.industry,
  ...(entry.header ? { header: entry.header } : {}),
  body: entry.body,
  body_params: entry.params.map((param) => param.example),
  body_param_types: entry.params.map((param) => param.kind),
  ...(entry.buttons.length > 0 ? { buttons: entry.buttons } : {}),
  id: entry.id,
});

/** `GET /message_template_library`. */
export const listLibrary = (sim: Sim, call: GraphCall): GraphReply | Refusal => {
  const found = LIBRARY.filter((entry) =>
    Object.entries(FILTERS).every(([key, fits]) => {
      const value = call.query.get(key);
      return value === null || value === '' || fits(entry, value);
    })
  );
  return pageOf(sim, call, { found, show: nodeOf });
};

const fillUrl = (button: JsonObject, input: JsonObject): JsonObject | Refusal => {
  const url = objectAt(input, 'url');
  const base = url ? textAt(url, 'base_url') : undefined;
  if (!base)
    return invalid("Param library_template_button_inputs[…]['url']['base_url'] is required.");
  const example = url ? textAt(url, 'url_suffix_example') : undefined;
  return { ...button, url: base, ...(example ? { example: [example] } : {}) };
};

/** The entry's buttons with the business's own address and phone number put in. */
const buttonsOf = (entry: LibraryTemplate, body: JsonObject): JsonObject[] | Refusal => {
  const inputs = (listAt(body, 'library_template_button_inputs') ?? []).filter(isObject);
  const out: JsonObject[] = [];
  for (const [index, button] of entry.buttons.entries()) {
    const input = inputs[index];
    if (!input || input['type'] !== button['type'])
      return invalid(
        `Param library_template_button_inputs[${index}] must be the ${String(button['type'])} button of the library template.`
      );
    if (button['type'] === 'URL') {
      const filled = fillUrl(button, input);
      if (isRefusal(filled)) return filled;
      out.push(filled);
    } else out.push({ ...button, phone_number: input['phone_number'] });
  }
  return out;
};

export type FromLibrary = { entry: LibraryTemplate; components: JsonObject[] };

/** What `library_template_name` of a create call stands for; null = the call names none. */
export const fromLibrary = (body: JsonObject): FromLibrary | Refusal | null => {
  const name = textAt(body, 'library_template_name');
  if (name === undefined) return null;
  const language = textAt(body, 'language') ?? '';
  const entry = LIBRARY.find((item) => item.name === name && item.language === language);
  if (!entry)
    return invalidTemplate(
      2388094,
      'Library template not found',
      `There is no library template ${name} in ${language}.`
    );
  if (body['components'] !== undefined)
    return invalid('Param components is not allowed together with library_template_name.');
  if (String(body['category'] ?? '').toUpperCase() !== entry.category)
    return invalid(`Param category must be ${entry.category} for this library template.`);
  const buttons = buttonsOf(entry, body);
  if (isRefusal(buttons)) return buttons;
  const wrong = buttons.length > 0 ? checkTemplateButtons({ type: 'BUTTONS', buttons }) : null;
  return wrong ?? { entry, components: libraryComponents(entry, buttons) };
};
