import { badValue, missing, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { checkText, first } from './limits';

const duplicates = (values: readonly (string | undefined)[]): boolean =>
  new Set(values).size !== values.length;

const within = (value: string | undefined, max: number, what: string): Refusal | null =>
  value !== undefined && value.trim() !== '' && value.length <= max
    ? null
    : badValue(`${what} length invalid. Min length: 1, Max length: ${max}`);

/** The name of an action, and the parameters that it must have. */
export const checkParameters = (
  action: JsonObject,
  name: string,
  required: readonly string[]
): Refusal | null => {
  if (action['name'] !== name) return badValue(`interactive['action']['name'] must be ${name}.`);
  if (required.length === 0) return null;
  const parameters = objectAt(action, 'parameters');
  if (!parameters) return missing("interactive['action']['parameters']");
  const absent = required.find((key) => parameters[key] === undefined);
  return absent ? missing(`interactive['action']['parameters']['${absent}']`) : null;
};

const checkReplyButton = (button: unknown): Refusal | null => {
  if (!isObject(button) || button['type'] !== 'reply')
    return badValue("interactive['action']['buttons'][…]['type'] must be reply.");
  const reply = objectAt(button, 'reply');
  if (!reply) return missing("interactive['action']['buttons'][…]['reply']");
  const id = textAt(reply, 'id');
  return first(
    within(id, 256, 'Button id'),
    id !== undefined && id.trim() !== id
      ? badValue('Button id must not start or end with a space.')
      : null,
    within(textAt(reply, 'title'), 20, 'Button title')
  );
};

/** One to three reply buttons with unique ids and titles. */
export const checkReplyButtons = (action: JsonObject): Refusal | null => {
  const buttons = listAt(action, 'buttons');
  if (!buttons) return missing("interactive['action']['buttons']");
  if (buttons.length < 1 || buttons.length > 3)
    return badValue('Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3');
  for (const button of buttons) {
    const refusal = checkReplyButton(button);
    if (refusal) return refusal;
  }
  const replies = buttons.filter(isObject).map((button) => objectAt(button, 'reply') ?? {});
  if (duplicates(replies.map((reply) => textAt(reply, 'id'))))
    return badValue('Button ids must be unique.');
  if (duplicates(replies.map((reply) => textAt(reply, 'title'))))
    return badValue('Button titles must be unique.');
  return null;
};

const checkRow = (row: unknown): Refusal | null => {
  if (!isObject(row)) return badValue('Each row must be an object.');
  return first(
    within(textAt(row, 'id'), 200, 'Row id'),
    within(textAt(row, 'title'), 24, 'Row title'),
    row['description'] === undefined || row['description'] === ''
      ? null
      : within(textAt(row, 'description'), 72, 'Row description')
  );
};

const checkSection = (section: unknown, titled: boolean): Refusal | null => {
  if (!isObject(section)) return badValue('Each section must be an object.');
  const rows = listAt(section, 'rows');
  if (!rows || rows.length === 0) return missing("interactive['action']['sections'][…]['rows']");
  const title = textAt(section, 'title');
  const bad =
    titled || (title !== undefined && title !== '') ? within(title, 24, 'Section title') : null;
  return first(bad, ...rows.map(checkRow));
};

/** One to ten sections, ten rows in all, unique row ids. */
export const checkListAction = (action: JsonObject): Refusal | null => {
  const sections = listAt(action, 'sections');
  const label = checkText(action, 'button', { path: "interactive['action']", max: 20 });
  if (label) return label;
  if (!sections) return missing("interactive['action']['sections']");
  if (sections.length < 1 || sections.length > 10)
    return badValue('Invalid sections count. Min allowed sections: 1, Max allowed sections: 10');
  for (const section of sections) {
    const refusal = checkSection(section, sections.length > 1);
    if (refusal) return refusal;
  }
  const rows = sections.filter(isObject).flatMap((section) => listAt(section, 'rows') ?? []);
  if (rows.length > 10) return badValue('Total row count exceed max allowed count: 10');
  if (duplicates(rows.filter(isObject).map((row) => textAt(row, 'id'))))
    return badValue('Row ids must be unique.');
  return null;
};
