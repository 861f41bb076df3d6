import { badValue, missing, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { checkText, checkUrl, first } from './limits';
import { checkMediaNode } from './media-node';

const checkCardAction = (action: JsonObject): Refusal | null => {
  const buttons = listAt(action, 'buttons');
  if (buttons)
    return buttons.length >= 1 && buttons.length <= 3
      ? null
      : badValue('A card has 1 to 3 quick replies.');
  const parameters = objectAt(action, 'parameters');
  if (!parameters) return missing("card['action']['parameters']");
  return first(
    checkText(parameters, 'display_text', { path: "card['action']['parameters']", max: 20 }),
    checkUrl(parameters, 'url', 'card.action.parameters')
  );
};

/** A card of the catalogue: WhatsApp draws it, so it has nothing but its ids. */
const checkProductCard = (card: JsonObject, index: number): Refusal | null => {
  const foreign = ['header', 'body', 'footer'].find((part) => card[part] !== undefined);
  if (foreign) return badValue(`cards[${index}] of type product must have no ${foreign}.`);
  const action = objectAt(card, 'action');
  if (!action) return missing(`cards[${index}]['action']`);
  const path = `cards[${index}]['action']`;
  return first(
    checkText(action, 'product_retailer_id', { path, max: 256 }),
    checkText(action, 'catalog_id', { path, max: 64 })
  );
};

const checkCard = (card: unknown, index: number): Refusal | null => {
  if (!isObject(card)) return badValue('Each card must be an object.');
  if (Number(card['card_index']) !== index)
    return badValue(`cards[${index}]['card_index'] must be ${index}.`);
  if (card['type'] === 'product') return checkProductCard(card, index);
  const header = objectAt(card, 'header');
  const type = header ? textAt(header, 'type') : undefined;
  const media =
    header && (type === 'image' || type === 'video') ? objectAt(header, type) : undefined;
  if (!media || (type !== 'image' && type !== 'video'))
    return badValue(`cards[${index}] needs an image or video header.`);
  const body = objectAt(card, 'body');
  const action = objectAt(card, 'action');
  return first(
    checkMediaNode(type, media),
    body ? checkText(body, 'text', { path: `cards[${index}]['body']`, max: 160 }) : null,
    action ? checkCardAction(action) : missing(`cards[${index}]['action']`)
  );
};

const layout = (card: unknown): string =>
  isObject(card)
    ? [
        card['type'] === 'product',
        objectAt(card, 'header')?.['type'],
        'body' in card,
        listAt(objectAt(card, 'action') ?? {}, 'buttons')?.length,
      ].join('|')
    : '';

/** Two to ten cards of one layout. */
export const checkCarousel = (action: JsonObject): Refusal | null => {
  const cards = listAt(action, 'cards');
  if (!cards) return missing("interactive['action']['cards']");
  if (cards.length < 2 || cards.length > 10) return badValue('A carousel has 2 to 10 cards.');
  if (new Set(cards.map(layout)).size > 1) return badValue('All cards must have the same layout.');
  const catalogs = cards.map((card) =>
    isObject(card) ? objectAt(card, 'action')?.['catalog_id'] : undefined
  );
  return first(
    ...cards.map(checkCard),
    new Set(catalogs).size > 1 ? badValue('All cards must be of the same catalog.') : null
  );
};
