import { statusError } from '../graph/refusal';
import { unixSeconds } from '../kernel/clock';
import type { JsonObject } from '../kernel/json';
import { inboundChange, type InboundParts } from './payload';
import type { Cast, Sample } from './sample';

const inbound = (cast: Cast, parts: Omit<InboundParts, 'wamid'>): JsonObject =>
  inboundChange(cast.number, cast.person, { ...parts, wamid: cast.wamid, now: cast.now }).value;

const metadata = ({ number }: Cast): JsonObject => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: number.phone, phone_number_id: number.id },
});

/** A system message has no contacts array, and `from` is who it was. */
const system = (cast: Cast, node: JsonObject): JsonObject => ({
  ...metadata(cast),
  messages: [
    {
      ...(cast.person.waId ? { from: cast.person.waId } : {}),
      from_user_id: cast.person.bsuid,
      id: cast.wamid,
      timestamp: unixSeconds(cast.now),
      type: 'system',
      system: node,
    },
  ],
});

const unsupported =
  (code: number, kind: string | null) =>
  (cast: Cast): JsonObject =>
    inbound(cast, {
      type: 'unsupported',
      node: undefined,
      errors: [statusError(code)],
      ...(kind ? { extra: { unsupported: { type: kind } } } : {}),
    });

const text = { type: 'text', node: { body: 'Hello' } };

const REFERRAL: JsonObject = {
  source_url: 'https://fb.me/x',
  source_id: '120200000000000001',
  source_type: 'ad',
  headline: 'Autumn roast',
  body: 'Ten percent off your first bag',
  media_type: 'image',
  image_url: 'https://scontent.example/ad.jpg',
  ctwa_clid: 'ARAkLkA8rmlFeiCktEJQ-QTwRiyYHAFDLMNDBH0CD3qpjd0HR4irJ6LEkR7JwLF4XvnO2E4N',
  welcome_message: { text: 'Hi! Please let us know how we can help you.' },
};

/** Everything that rides on the field `messages` and has no act of its own. */
export const MESSAGE_SAMPLES: Readonly<Record<string, Sample>> = {
  'messages.errors': (cast) => ({
    ...metadata(cast),
    errors: [statusError(130429)],
  }),
  'messages.unsupported': unsupported(131051, 'poll'),
  'messages.unavailable': unsupported(131060, null),
  'messages.too_large': unsupported(131052, null),
  'messages.referral': (cast) => inbound(cast, { ...text, referral: REFERRAL }),
  'messages.forwarded': (cast) => inbound(cast, { ...text, context: { forwarded: true } }),
  'messages.frequently_forwarded': (cast) =>
    inbound(cast, { ...text, context: { frequently_forwarded: true } }),
  'messages.referred_product': (cast) =>
    inbound(cast, {
      ...text,
      context: {
        from: cast.number.phone,
        id: `${cast.wamid}P`,
        referred_product: { catalog_id: '194836987003835', product_retailer_id: 'di9ozbzfi4' },
      },
    }),
  'messages.order': (cast) =>
    inbound(cast, {
      type: 'order',
      node: {
        catalog_id: '194836987003835',
        text: 'With a grinder, please',
        product_items: [
          { product_retailer_id: 'di9ozbzfi4', quantity: 2, item_price: 9.5, currency: 'EUR' },
        ],
      },
    }),
  'messages.flow_reply': (cast) =>
    inbound(cast, {
      type: 'interactive',
      node: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: '{"flow_token":"unused","day":"1"}',
        },
      },
      context: { from: cast.number.phone, id: `${cast.wamid}F` },
    }),
  'messages.call_permission_reply': (cast) =>
    inbound(cast, {
      type: 'interactive',
      node: {
        type: 'call_permission_reply',
        call_permission_reply: {
          response: 'accept',
          is_permanent: false,
          response_source: 'user_action',
        },
      },
      context: { from: cast.number.phone, id: `${cast.wamid}C` },
    }),
  'messages.request_welcome': (cast) => inbound(cast, { type: 'request_welcome', node: undefined }),
  'messages.edit': (cast) =>
    inbound(cast, {
      type: 'edit',
      node: {
        original_message_id: `${cast.wamid}O`,
        message: { context: { id: `${cast.wamid}O` }, type: 'text', text: { body: 'Hello there' } },
      },
    }),
  'messages.revoke': (cast) =>
    inbound(cast, { type: 'revoke', node: { original_message_id: `${cast.wamid}O` } }),
  'messages.group': (cast) =>
    inbound(cast, { ...text, extra: { group_id: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOTox' } }),
  'messages.system.user_changed_number': (cast) =>
    system(cast, {
      body: `${cast.person.name} changed from ${cast.person.waId ?? ''} to 905320009999`,
      wa_id: '905320009999',
      new_wa_id: '905320009999',
      type: 'user_changed_number',
    }),
  'messages.system.user_changed_user_id': (cast) =>
    system(cast, {
      body: `${cast.person.name} has another user id`,
      user_id: `${cast.person.country}.99999999999999999`,
      type: 'user_changed_user_id',
    }),
};
