import { badValue, invalid, missing, refuse, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { checkListAction, checkParameters, checkReplyButtons } from './interactive-actions';
import { checkCarousel } from './interactive-carousel';
import { checkOrderDetails, checkOrderStatus } from './interactive-orders';
import { checkText, checkUrl, first } from './limits';
import { checkMediaNode } from './media-node';

type Kind = {
  header: 'none' | 'text' | 'any';
  headerRequired?: boolean;
  body: number;
  bodyRequired?: boolean;
  footer: boolean;
};

const KINDS: Readonly<Record<string, Kind>> = {
  button: { header: 'any', body: 1024, footer: true },
  list: { header: 'text', body: 4096, footer: true },
  cta_url: { header: 'any', body: 1024, footer: true },
  location_request_message: { header: 'none', body: 1024, footer: false },
  flow: { header: 'any', body: 1024, footer: true },
  product: { header: 'none', body: 1024, bodyRequired: false, footer: true },
  product_list: { header: 'text', headerRequired: true, body: 1024, footer: true },
  catalog_message: { header: 'none', body: 1024, footer: true },
  carousel: { header: 'none', body: 1024, footer: false },
  address_message: { header: 'any', body: 1024, footer: true },
  call_permission_request: { header: 'none', body: 1024, bodyRequired: false, footer: false },
  voice_call: { header: 'none', body: 1024, footer: false },
  order_details: { header: 'any', body: 1024, footer: true },
  order_status: { header: 'any', body: 1024, footer: true },
  contact_request: { header: 'none', body: 1024, footer: false },
  request_contact_info: { header: 'none', body: 1024, footer: false },
};

const checkHeader = (node: JsonObject, kind: Kind): Refusal | null => {
  const header = node['header'];
  if (header === undefined) return kind.headerRequired ? missing("interactive['header']") : null;
  if (!isObject(header)) return invalid("Param interactive['header'] must be an object.");
  if (kind.header === 'none') return badValue(`Header is not allowed for this interactive type.`);
  const type = textAt(header, 'type');
  if (type === 'text') return checkText(header, 'text', { path: "interactive['header']", max: 60 });
  if (kind.header === 'text')
    return badValue('Only a text header is allowed for this interactive type.');
  if (type !== 'image' && type !== 'video' && type !== 'document')
    return badValue("interactive['header']['type'] must be text, image, video or document.");
  const media = objectAt(header, type);
  return media ? checkMediaNode(type, media) : missing(`interactive['header']['${type}']`);
};

const checkBody = (node: JsonObject, kind: Kind): Refusal | null => {
  const body = objectAt(node, 'body');
  if (!body) return kind.bodyRequired === false ? null : missing("interactive['body']");
  return checkText(body, 'text', { path: "interactive['body']", max: kind.body });
};

const checkFooter = (node: JsonObject, kind: Kind): Refusal | null => {
  const footer = node['footer'];
  if (footer === undefined) return null;
  if (!isObject(footer)) return invalid("Param interactive['footer'] must be an object.");
  if (!kind.footer) return badValue('Footer is not allowed for this interactive type.');
  return checkText(footer, 'text', { path: "interactive['footer']", max: 60 });
};

const checkCtaUrl = (action: JsonObject): Refusal | null => {
  const named = checkParameters(action, 'cta_url', ['display_text', 'url']);
  const parameters = objectAt(action, 'parameters') ?? {};
  return first(
    named,
    checkText(parameters, 'display_text', { path: "interactive['action']['parameters']", max: 20 }),
    checkUrl(parameters, 'url', 'action.parameters')
  );
};

const checkFlow = (action: JsonObject): Refusal | null => {
  const named = checkParameters(action, 'flow', ['flow_message_version', 'flow_cta']);
  const parameters = objectAt(action, 'parameters') ?? {};
  const hasId = parameters['flow_id'] !== undefined || parameters['flow_name'] !== undefined;
  return first(
    named,
    hasId ? null : missing("interactive['action']['parameters']['flow_id']"),
    checkText(parameters, 'flow_cta', { path: "interactive['action']['parameters']", max: 30 })
  );
};

const checkProducts = (action: JsonObject): Refusal | null => {
  const sections = listAt(action, 'sections') ?? [];
  const items = sections
    .filter(isObject)
    .flatMap((section) => listAt(section, 'product_items') ?? []);
  return first(
    checkText(action, 'catalog_id', { path: "interactive['action']", max: 64 }),
    sections.length < 1 || sections.length > 10
      ? badValue('Between 1 and 10 sections are allowed.')
      : null,
    items.length < 1 || items.length > 30
      ? badValue('Between 1 and 30 products are allowed.')
      : null
  );
};

/** Every parameter of a call button is optional. */
const checkVoiceCall = (action: JsonObject): Refusal | null => {
  const parameters = objectAt(action, 'parameters') ?? {};
  const minutes = parameters['ttl_minutes'];
  return first(
    checkParameters(action, 'voice_call', []),
    checkText(parameters, 'display_text', {
      path: "interactive['action']['parameters']",
      max: 20,
      required: false,
    }),
    checkText(parameters, 'payload', {
      path: "interactive['action']['parameters']",
      max: 512,
      required: false,
    }),
    minutes === undefined || (Number(minutes) >= 1 && Number(minutes) <= 43_200)
      ? null
      : badValue("interactive['action']['parameters']['ttl_minutes'] must be 1 to 43200.")
  );
};

const checkAction = (type: string, action: JsonObject): Refusal | null => {
  switch (type) {
    case 'button':
      return checkReplyButtons(action);
    case 'list':
      return checkListAction(action);
    case 'cta_url':
      return checkCtaUrl(action);
    case 'location_request_message':
      return checkParameters(action, 'send_location', []);
    case 'flow':
      return checkFlow(action);
    case 'product':
      return first(
        checkText(action, 'catalog_id', { path: "interactive['action']", max: 64 }),
        checkText(action, 'product_retailer_id', { path: "interactive['action']", max: 256 })
      );
    case 'product_list':
      return checkProducts(action);
    case 'catalog_message':
      return checkParameters(action, 'catalog_message', []);
    case 'carousel':
      return checkCarousel(action);
    case 'call_permission_request':
      return checkParameters(action, 'call_permission_request', []);
    case 'voice_call':
      return checkVoiceCall(action);
    case 'order_details':
      return checkOrderDetails(action);
    case 'order_status':
      return checkOrderStatus(action);
    case 'address_message':
      return checkParameters(action, 'address_message', ['country']);
    default:
      return checkParameters(action, 'request_contact_info', []);
  }
};

/** The whole `interactive` node. */
export const checkInteractiveNode = (node: JsonObject): Refusal | null => {
  const type = textAt(node, 'type');
  if (!type) return missing("interactive['type']");
  const kind = KINDS[type];
  if (!kind)
    return refuse(131009, `interactive['type'] must be one of ${Object.keys(KINDS).join(', ')}.`);
  const action = objectAt(node, 'action');
  return first(
    checkHeader(node, kind),
    checkBody(node, kind),
    checkFooter(node, kind),
    action ? checkAction(type, action) : missing("interactive['action']")
  );
};
