type Json = Record<string, unknown>;

/** Ids of uploaded media, by kind. */
export type MediaIds = Readonly<
  Record<'image' | 'video' | 'voice' | 'audio' | 'pdf' | 'sticker', string>
>;

const body = (text: string): Json => ({ body: { text } });
const reply = (id: string, title: string): Json => ({ type: 'reply', reply: { id, title } });
const interactive = (node: Json): Json => ({ type: 'interactive', interactive: node });

const FORMATTED = [
  'Hello *Ayşe*, your order is _almost_ there. ~Monday~ *_Tuesday_* with `KK-1007`.',
  '- Filter coffee, 250 g',
  '- Two cups',
  '1. We roast',
  '2. We pack',
  '> Please ring twice',
  '```Total   18,40 EUR```',
  'More at https://kahve.example/o/1007, +90 850 555 01 01 or merhaba@kahve.example',
].join('\n');

const PLACE = {
  latitude: 41.0256,
  longitude: 28.9744,
  name: 'Karaca Kahve, Galata',
  address: 'Bereketzade, Beyoğlu',
};
const CARD = {
  name: { formatted_name: 'Deniz Ak', first_name: 'Deniz', last_name: 'Ak' },
  org: { company: 'Karaca Kahve', title: 'Roaster' },
  phones: [{ phone: '+90 532 111 99 99', type: 'WORK', wa_id: '905321119999' }],
  emails: [{ email: 'deniz@kahve.example', type: 'WORK' }],
};

/** One of each message without a template that a business can send, by a word for it. */
export const everyMessage = (media: MediaIds): Readonly<Record<string, Json>> => ({
  text: { type: 'text', text: { body: FORMATTED } },
  preview: {
    type: 'text',
    text: { body: 'Our menu: https://kahve.example/menu', preview_url: true },
  },
  emoji: { type: 'text', text: { body: '☕🎉' } },
  image: { type: 'image', image: { id: media.image, caption: 'Fresh from the _roaster_' } },
  video: { type: 'video', video: { id: media.video, caption: 'How to pour' } },
  voice: { type: 'audio', audio: { id: media.voice, voice: true } },
  audio: { type: 'audio', audio: { id: media.audio } },
  document: {
    type: 'document',
    document: { id: media.pdf, filename: 'Invoice 1007.pdf', caption: 'Your invoice' },
  },
  sticker: { type: 'sticker', sticker: { id: media.sticker } },
  location: { type: 'location', location: PLACE },
  contacts: { type: 'contacts', contacts: [CARD] },
  buttons: interactive({
    type: 'button',
    header: { type: 'image', image: { id: media.image } },
    ...body('Shall we deliver *today*?'),
    footer: { text: 'Karaca Kahve' },
    action: { buttons: [reply('yes', 'Yes, please'), reply('no', 'Another day')] },
  }),
  list: interactive({
    type: 'list',
    header: { type: 'text', text: 'Tastings' },
    ...body('Which hour suits you?'),
    footer: { text: 'Answer any time' },
    action: {
      button: 'Show hours',
      sections: [
        {
          title: 'Monday',
          rows: [
            { id: 'mon-10', title: '10:00', description: 'Room 2, filter coffee' },
            { id: 'mon-14', title: '14:00', description: 'Room 1, espresso' },
          ],
        },
        { title: 'Tuesday', rows: [{ id: 'tue-11', title: '11:00' }] },
      ],
    },
  }),
  link: interactive({
    type: 'cta_url',
    ...body('Follow your parcel.'),
    action: {
      name: 'cta_url',
      parameters: { display_text: 'Track parcel', url: 'https://kahve.example/t/1007' },
    },
  }),
  'ask-location': interactive({
    type: 'location_request_message',
    ...body('Where shall we bring it?'),
    action: { name: 'send_location' },
  }),
  'ask-number': interactive({
    type: 'request_contact_info',
    ...body('May we have your number?'),
    action: { name: 'request_contact_info' },
  }),
  form: interactive({
    type: 'flow',
    ...body('Tell us how it was.'),
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '1',
        flow_cta: 'Rate us',
        flow_token: 'visit-7',
      },
    },
  }),
  products: interactive({
    type: 'product_list',
    header: { type: 'text', text: 'Coffee' },
    ...body('Choose yours.'),
    action: {
      catalog_id: '900',
      sections: [{ title: 'Beans', product_items: [{ product_retailer_id: 'huila-250' }] }],
    },
  }),
  carousel: interactive({
    type: 'carousel',
    ...body('Two roasts of this week'),
    action: {
      cards: ['Huila', 'Yirgacheffe'].map((name, index) => ({
        card_index: index,
        type: 'quick_reply',
        header: { type: 'image', image: { id: media.image } },
        body: { text: `*${name}*: cocoa and orange` },
        action: {
          buttons: [
            { type: 'quick_reply', quick_reply: { id: `take-${index}`, title: `Take ${name}` } },
          ],
        },
      })),
    },
  }),
});

const header = (format: string): Json => ({
  type: 'HEADER',
  format,
  example: { header_handle: ['4::aW1hZ2U='] },
});
const quick = (text: string): Json => ({ type: 'QUICK_REPLY', text });
const pictured = (media: MediaIds): Json => ({
  type: 'header',
  parameters: [{ type: 'image', image: { id: media.image } }],
});
const coupon = (index: number, code: string): Json => ({
  type: 'button',
  sub_type: 'copy_code',
  index,
  parameters: [{ type: 'coupon_code', coupon_code: code }],
});

type TemplateCase = { create: Json; components: (media: MediaIds, now: number) => Json[] };

const HOURS = 3600_000;

/** Templates of each shape: what creates them, and the components of a send. */
export const TEMPLATES: Readonly<Record<string, TemplateCase>> = {
  many_buttons: {
    create: {
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Your visit' },
        { type: 'BODY', text: 'How was the coffee at our shop?' },
        { type: 'FOOTER', text: 'Karaca Kahve' },
        {
          type: 'BUTTONS',
          buttons: [
            quick('Great'),
            quick('So-so'),
            quick('Not good'),
            { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+908505550101' },
          ],
        },
      ],
    },
    components: () => [],
  },
  weekend_offer: {
    create: {
      category: 'MARKETING',
      components: [
        header('IMAGE'),
        {
          type: 'LIMITED_TIME_OFFER',
          limited_time_offer: { text: 'Weekend offer', has_expiration: true },
        },
        { type: 'BODY', text: 'Every roast is cheaper until Sunday evening.' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'COPY_CODE', example: 'WEEKEND' },
            { type: 'URL', text: 'To the shop', url: 'https://kahve.example/shop' },
          ],
        },
      ],
    },
    components: (media, now) => [
      pictured(media),
      {
        type: 'limited_time_offer',
        parameters: [
          {
            type: 'limited_time_offer',
            limited_time_offer: { expiration_time_ms: now + 20 * HOURS },
          },
        ],
      },
      coupon(0, 'WEEKEND20'),
    ],
  },
  roasts: {
    create: {
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'New on our shelves this month:' },
        {
          type: 'CAROUSEL',
          cards: ['Huila', 'Sidamo'].map((name) => ({
            components: [
              header('IMAGE'),
              { type: 'BODY', text: `*${name}*, washed, light roast` },
              {
                type: 'BUTTONS',
                buttons: [
                  quick(`Take ${name}`),
                  { type: 'URL', text: 'Read more', url: 'https://kahve.example/more' },
                ],
              },
            ],
          })),
        },
      ],
    },
    components: (media) => [
      {
        type: 'carousel',
        cards: [0, 1].map((index) => ({ card_index: index, components: [pictured(media)] })),
      },
    ],
  },
  sign_in_code: {
    create: {
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 10 },
        {
          type: 'BUTTONS',
          buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }],
        },
      ],
    },
    components: () => [
      { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
      {
        type: 'button',
        sub_type: 'url',
        index: 0,
        parameters: [{ type: 'text', text: '482913' }],
      },
    ],
  },
  shop_location: {
    create: {
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'LOCATION' },
        { type: 'BODY', text: 'Your order waits for you at this shop.' },
      ],
    },
    components: () => [{ type: 'header', parameters: [{ type: 'location', location: PLACE }] }],
  },
};
