/** Who gets the message. A business-scoped user id goes to `recipient`, never through a phone normaliser. */
export type Recipient =
  /** `+` and digits. */
  { kind: 'phone'; e164: string } | { kind: 'user'; userId: string };

/** A file: uploaded before (id), or fetched by Meta (link); exactly one. */
export type MediaRef = { id: string; link?: never } | { link: string; id?: never };

export type LocationData = {
  latitude: number | string;
  longitude: number | string;
  name?: string;
  address?: string;
};

export type ContactCard = {
  name: {
    formatted_name: string;
    first_name?: string;
    last_name?: string;
    middle_name?: string;
    prefix?: string;
    suffix?: string;
  };
  phones?: { phone: string; type?: string; wa_id?: string }[];
  emails?: { email: string; type?: string }[];
  urls?: { url: string; type?: string }[];
  addresses?: {
    street?: string;
    city?: string;
    state?: string;
    zip?: string;
    country?: string;
    country_code?: string;
    type?: string;
  }[];
  org?: { company?: string; department?: string; title?: string };
  birthday?: string;
};

export type InteractiveHeader =
  | { type: 'text'; text: string }
  | { type: 'image'; image: MediaRef }
  | { type: 'video'; video: MediaRef }
  | { type: 'document'; document: MediaRef & { filename?: string } };

type WithBody = { body: { text: string } };
type WithFooter = { footer?: { text: string } };
type WithHeader = { header?: InteractiveHeader };

export type ListSection = {
  title?: string;
  rows: { id: string; title: string; description?: string }[];
};

export type ProductSection = { title: string; product_items: { product_retailer_id: string }[] };

export type Interactive =
  | ({
      type: 'button';
      action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] };
    } & WithHeader &
      WithBody &
      WithFooter)
  | ({
      type: 'list';
      header?: { type: 'text'; text: string };
      action: { button: string; sections: ListSection[] };
    } & WithBody &
      WithFooter)
  | ({
      type: 'cta_url';
      action: { name: 'cta_url'; parameters: { display_text: string; url: string } };
    } & WithHeader &
      WithBody &
      WithFooter)
  | ({ type: 'location_request_message'; action: { name: 'send_location' } } & WithBody)
  | ({ type: 'flow'; action: { name: 'flow'; parameters: FlowParameters } } & WithHeader &
      WithBody &
      WithFooter)
  | ({
      type: 'product';
      action: { catalog_id: string; product_retailer_id: string };
    } & Partial<WithBody> &
      WithFooter)
  | ({
      type: 'product_list';
      header: { type: 'text'; text: string };
      action: { catalog_id: string; sections: ProductSection[] };
    } & WithBody &
      WithFooter)
  | ({
      type: 'catalog_message';
      action: { name: 'catalog_message'; parameters?: { thumbnail_product_retailer_id: string } };
    } & WithBody &
      WithFooter);

export type FlowParameters = {
  flow_message_version: '3';
  flow_id?: string;
  flow_name?: string;
  flow_cta: string;
  flow_token?: string;
  mode?: 'published' | 'draft';
  flow_action?: 'navigate' | 'data_exchange';
  flow_action_payload?: { screen: string; data?: Record<string, unknown> };
};

export type TemplateParameter =
  | { type: 'text'; text: string; parameter_name?: string }
  | { type: 'image'; image: MediaRef }
  | { type: 'video'; video: MediaRef }
  | { type: 'document'; document: MediaRef & { filename?: string } }
  | { type: 'location'; location: LocationData }
  | { type: 'payload'; payload: string }
  | { type: 'coupon_code'; coupon_code: string };

export type TemplateComponent =
  | { type: 'header' | 'body'; parameters: TemplateParameter[] }
  | {
      type: 'button';
      sub_type: 'url' | 'quick_reply' | 'copy_code';
      /** Place among all buttons of the template, from 0. */
      index: string;
      parameters: TemplateParameter[];
    };

export type TemplateSend = {
  name: string;
  language: { code: string };
  components?: TemplateComponent[];
};

/** What a message says, without who gets it. `type` and the property of the same name are Meta's. */
export type MessageContent =
  | { type: 'text'; text: { body: string; preview_url?: boolean } }
  | { type: 'image'; image: MediaRef & { caption?: string } }
  | { type: 'video'; video: MediaRef & { caption?: string } }
  | { type: 'audio'; audio: MediaRef & { voice?: boolean } }
  | { type: 'document'; document: MediaRef & { caption?: string; filename?: string } }
  | { type: 'sticker'; sticker: MediaRef }
  | { type: 'location'; location: LocationData }
  | { type: 'contacts'; contacts: ContactCard[] }
  | { type: 'reaction'; reaction: { message_id: string; emoji: string } }
  | { type: 'interactive'; interactive: Interactive }
  | { type: 'template'; template: TemplateSend };

/** The body of `POST /{PNID}/messages`. */
export type MessagePayload = MessageContent & {
  messaging_product: 'whatsapp';
  recipient_type: 'individual';
  to?: string;
  recipient?: string;
  context?: { message_id: string };
  biz_opaque_callback_data?: string;
};
